// What is done to good files to make hostile ones: cut, flipped, spliced, with huge numbers written into them, numbers the
// wrong way round, packed, or packed with much that packs well. Places are shares of the file, so that they fit any.

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { zstd } from './repeated.ts';

export type Mutation =
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'splice'; readonly from: number; readonly at: number; readonly length: number }
  | { readonly kind: 'huge'; readonly at: number; readonly text: string }
  | { readonly kind: 'fill'; readonly at: number; readonly length: number; readonly value: number }
  | { readonly kind: 'number'; readonly at: number; readonly bytes: 2 | 4 | 8; readonly exponent: number }
  | { readonly kind: 'swap'; readonly at: number; readonly bytes: 2 | 4 | 8 }
  | { readonly kind: 'pack' };

/** A file with `blocks` times 1 MiB of one byte behind it, packed. */
export interface Bomb {
  readonly kind: 'gzip' | 'zstd';
  readonly value: number;
  readonly blocks: number;
}

/** Files say how much they hold at their beginning and their end, so that half of all places are there. */
const place = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom('any', 'any', 'begin', 'end'))
  .map(([share, where]) => (where === 'any' ? share : where === 'begin' ? share ** 6 : 1 - share ** 6));
const bytes = fc.constantFrom(2 as const, 4 as const, 8 as const);
const kind = <K extends string>(name: K) => fc.constant(name);

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: kind('cut'), at: place }),
  fc.record({ kind: kind('flip'), at: place, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: kind('splice'), from: place, at: place, length: fc.integer({ min: 1, max: 200 }) }),
  fc.record({
    kind: kind('huge'),
    at: place,
    text: fc.constantFrom(
      '99999999999999999999',
      '1e999',
      '-1',
      'nan',
      '(1152921504606846976, 4, 3)',
      '"',
      '\n\n#END\n',
      'O',
    ),
  }),
  fc.record({
    kind: kind('fill'),
    at: place,
    length: fc.integer({ min: 1, max: 8 }),
    value: fc.constantFrom(0, 0x7f, 0x80, 0xff),
  }),
  fc.record({ kind: kind('number'), at: place, bytes, exponent: fc.integer({ min: 0, max: 62 }) }),
  fc.record({ kind: kind('swap'), at: place, bytes }),
  { weight: 1, arbitrary: fc.record({ kind: kind('pack') }) },
);

/** 320 MiB is beyond what may unpack freely, 250 MiB is not. */
export const bomb: fc.Arbitrary<Bomb> = fc.record({
  kind: fc.constantFrom('gzip' as const, 'zstd' as const),
  value: fc.constantFrom(0, 0x0a, 0x20, 0x31),
  blocks: fc.constantFrom(1, 1, 8, 8, 40, 250, 320),
});

/** `file` after one more change; never changes `file` itself. */
export function mutate(file: Uint8Array, change: Mutation): Uint8Array {
  if (change.kind === 'pack') return Uint8Array.from(gzipSync(file, { level: 1 }));
  const spot = (share: number) => Math.floor(share * Math.max(0, file.length - 1));
  const at = spot(change.at);
  if (change.kind === 'cut') return file.slice(0, at);
  if (change.kind === 'splice') {
    const from = spot(change.from);
    return Uint8Array.from(
      Buffer.concat([file.subarray(0, at), file.subarray(from, from + change.length), file.subarray(at)]),
    );
  }
  const copy = file.slice();
  if (copy.length === 0) return copy;
  if (change.kind === 'flip') copy[at] ^= 1 << change.bit;
  else if (change.kind === 'fill') copy.fill(change.value, at, at + change.length);
  else if (change.kind === 'swap') copy.subarray(at, at + change.bytes).reverse();
  else {
    const written = change.kind === 'huge' ? new TextEncoder().encode(change.text) : power(change);
    copy.set(written.subarray(0, copy.length - at), at);
  }
  return copy;
}

/** 2^exponent as the file may hold it, in the order of most formats; flips and swaps make the other. */
function power({ bytes, exponent }: { readonly bytes: number; readonly exponent: number }): Uint8Array {
  const number = new Uint8Array(bytes);
  const bit = exponent % (8 * bytes);
  number[bit >> 3] = 1 << (bit & 7);
  return number;
}

/** Packs `file` and the bomb's bytes after it. */
export function explosive(file: Uint8Array, { kind, value, blocks }: Bomb): Uint8Array {
  const MiB = 2 ** 20;
  if (kind === 'gzip') {
    // Members that follow one another are one stream.
    const member = gzipSync(Buffer.alloc(MiB, value));
    return Uint8Array.from(Buffer.concat([gzipSync(file), ...Array.from({ length: blocks }, () => member)]));
  }
  return zstd(value, blocks * MiB, file);
}
