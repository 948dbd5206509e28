import fc from 'fast-check';
import { expect, test } from 'vitest';
import { disarm } from './hdf5-heap.ts';

const HEAD = 16;

/** A heap of these objects, and free space up to its end, `before` bytes into a file. */
function fileWith(lengths: readonly number[], before: number, free?: number): Uint8Array {
  const used = lengths.reduce((sum, length) => sum + HEAD + 8 * Math.ceil(length / 8), HEAD);
  const size = Math.max(4096, used + HEAD);
  const file = new Uint8Array(before + size + 100);
  const view = new DataView(file.buffer, before);
  file.set(Buffer.from('GCOL'), before);
  view.setUint8(4, 1);
  view.setBigUint64(8, BigInt(size), true);
  let at = HEAD;
  const object = (index: number, length: number) => {
    view.setUint16(at, index, true);
    view.setBigUint64(at + 8, BigInt(length), true);
  };
  for (const [i, length] of lengths.entries()) {
    object(i + 1, length);
    at += HEAD + 8 * Math.ceil(length / 8);
  }
  object(0, free ?? size - at);
  return file;
}

/** The file as it is seen in these pieces. */
function seen(file: Uint8Array, cuts: readonly number[]): Uint8Array {
  const read = (from: number, length: number) => file.slice(from, from + length);
  const places = [...new Set([0, ...cuts.filter((cut) => cut < file.length), file.length])].sort(
    (a, b) => a - b,
  );
  const out = new Uint8Array(file.length);
  places.slice(1).forEach((end, i) => {
    const piece = file.slice(places[i], end);
    disarm(piece, places[i], read);
    out.set(piece, places[i]);
  });
  return out;
}

const lengths = fc.array(fc.nat(900), { maxLength: 40 });
const cuts = fc.array(fc.nat(6000), { maxLength: 6 });

test('a sound heap is left as it is', () => {
  fc.assert(
    fc.property(lengths, fc.nat(50), cuts, (objects, before, places) => {
      const file = fileWith(objects, before);
      expect(seen(file, places)).toEqual(file);
    }),
  );
});

test.each([0, 1, 15, 100_000, 2 ** 31])(
  'free space of %i bytes: no signature, wherever what is read begins',
  (free) => {
    fc.assert(
      fc.property(lengths, fc.nat(50), cuts, (objects, before, places) => {
        const file = fileWith(objects, before, free);
        for (const more of [[], [before + 1], [before + 2], [before + 3]]) {
          expect(Buffer.from(seen(file, [...places, ...more])).includes('GCOL')).toBe(false);
        }
      }),
    );
  },
);

test('objects that lead out of the heap, and heaps out of the file, are unsound', () => {
  const long = fileWith([8], 0);
  new DataView(long.buffer).setBigUint64(HEAD + 8, 2n ** 64n - 8n, true);
  const cut = fileWith([900, 900, 900, 900, 900], 0).slice(0, 2000);
  const version = fileWith([8], 0);
  version[4] = 2;
  for (const file of [long, cut, version]) expect(Buffer.from(seen(file, [])).includes('GCOL')).toBe(false);
});
