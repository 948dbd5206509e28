import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { limits, memorySource, preview, ReadError, readAll } from './index.ts';
import type { ByteSource, ReadOptions } from './types.ts';

const KINDS = {
  8: [1, (view: DataView, at: number, value: number) => view.setUint8(at, value)],
  9: [1, (view: DataView, at: number, value: number) => view.setInt8(at, value)],
  11: [2, (view: DataView, at: number, value: number) => view.setInt16(at, value)],
  12: [4, (view: DataView, at: number, value: number) => view.setInt32(at, value)],
  13: [4, (view: DataView, at: number, value: number) => view.setFloat32(at, value)],
  14: [8, (view: DataView, at: number, value: number) => view.setFloat64(at, value)],
} as const;
type Kind = keyof typeof KINDS;

function idx(kind: Kind, shape: readonly number[], values: readonly number[]): Uint8Array {
  const [bytes, set] = KINDS[kind];
  const view = new DataView(new ArrayBuffer(4 + 4 * shape.length + bytes * values.length));
  view.setUint8(2, kind);
  view.setUint8(3, shape.length);
  shape.forEach((length, axis) => {
    view.setUint32(4 + 4 * axis, length);
  });
  values.forEach((value, i) => {
    set(view, 4 + 4 * shape.length + bytes * i, value);
  });
  return new Uint8Array(view.buffer);
}

const file = (bytes: Uint8Array) => memorySource('a', bytes);
const pipe = (bytes: Uint8Array): ByteSource => ({ ...file(bytes), size: null, slice: undefined });

async function failure(from: ByteSource, options?: ReadOptions): Promise<string> {
  return readAll(from, options).then(
    () => 'it was read',
    (error) => (error instanceof ReadError ? `${error.code}: ${error.message}` : `no ReadError: ${error}`),
  );
}

test('an image stands as it looks: row 0 at the top, columns to the right, its longer side from −0.8 to 0.8', async () => {
  // biome-ignore format: as it looks
  const tall = [
    1, 0,
    0, 0,
    0, 2,
    0, 3,
  ];
  const { columns, source } = await readAll(file(idx(8, [1, 4, 2], tall)));
  expect(Array.from(columns.pt)).toEqual([1, 2, 3]);
  expect(Array.from(columns.y)).toEqual([-0.2, 0.2, 0.2]);
  expect(Array.from(columns.phi, (phi) => Math.round(1e12 * phi) / 1e12)).toEqual([0.6, -0.2, -0.6]);
  expect(Array.from(columns.index)).toEqual([0, 5, 7]);
  expect(source.reason).toBe(
    'An image of 4 × 2 pixels is an event: pT is a pixel’s value, y its column and φ its row, the longer side from −0.8 to 0.8.',
  );
  const shown = await preview(file(idx(8, [1, 4, 2], tall)));
  expect(shown.rows).toHaveLength(3);
  expect(shown.mapping).toEqual({ roles: ['pt', 'y', 'phi'], energyUnit: 'GeV' });
});

test('images of every type, at any event and as they come by', async () => {
  const kind = fc.constantFrom<Kind>(8, 9, 11, 12, 13, 14);
  const side = fc.integer({ min: 0, max: 5 });
  await fc.assert(
    fc.asyncProperty(kind, side, side, side, fc.nat(), async (type, images, rows, columns, seed) => {
      // Zeros between numbers that every type has, one by one.
      const values = Array.from(
        { length: images * rows * columns },
        (_, i) => ((i * 7 + seed) % 4) * (i % 31),
      );
      const bytes = idx(type, [images, rows, columns], values);
      const whole = (await readAll(file(bytes))).columns;
      expect(whole.events).toBe(images);
      expect(Array.from(whole.pt)).toEqual(values.filter((value) => value > 0));
      for (const from of [file(bytes), memorySource('a', gzipSync(bytes)), pipe(bytes)]) {
        const part = (await readAll(from, { from: 1, to: 3 })).columns;
        const [first, last] = [Math.min(1, images), Math.min(3, images)];
        expect(part.events).toBe(last - first);
        for (const name of ['pt', 'y', 'phi', 'index'] as const) {
          const expected = whole[name].subarray(whole.offsets[first], whole.offsets[last]);
          expect(Array.from(part[name])).toEqual(Array.from(expected));
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('one image is read without those before it', async () => {
  const images = 3000;
  const bytes = idx(8, [images, 28, 28], Array(images * 784).fill(9));
  let read = 0;
  const source = file(bytes);
  const counted: ByteSource = {
    ...source,
    async *slice(start, end) {
      for await (const block of source.slice?.(start, end) ?? []) {
        read += block.length;
        yield block;
      }
    },
  };
  const { columns } = await readAll(counted, { from: 2500, to: 2501 });
  expect([columns.first, columns.pt.length, read]).toEqual([2500, 784, 784]);
});

test('what is no file of images, or promises more than it has', async () => {
  const images = idx(8, [3, 2, 2], Array(12).fill(1));
  expect(await failure(file(images.slice(0, -1)))).toBe(
    'bad-file: a of 3 × 2 × 2 pixels promises 12 bytes, the file has 11',
  );
  expect(await failure(pipe(images.slice(0, -1)))).toBe(
    'bad-file: a: the list of images ends after 11 of 12 bytes',
  );
  expect(await failure(pipe(idx(8, [2 ** 32 - 1, 1000, 1000], [])))).toBe(
    `bad-file: a of 4294967295 × 1000 × 1000 pixels promises 4294967295000000 bytes, allowed are ${limits.inflateBytes}`,
  );
  expect(await failure(file(idx(8, [2 ** 32 - 1, 0, 9], [])))).toBe(
    `too-large: a has 4294967295 empty images, allowed are ${limits.events}`,
  );
  expect(await failure(file(images), { columns: ['pt', 'y'] })).toBe(
    'bad-file: a: the columns "pt", "y", "phi" do not place a particle, needed are px, py, pz, E or pt (or E), y (or eta), phi',
  );
});
