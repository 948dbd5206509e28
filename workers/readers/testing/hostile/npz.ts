// npy and npz: arrays that take no room, members that unpack to much, many members in one place, names.

import { crc32 } from 'node:zlib';
import { CODECS, deflatedRaw } from '../repeated.ts';
import { type Hostile, NAMES } from './types.ts';

export function npyOf(shape: readonly number[], data: Uint8Array, type = '<f4', fortran = false): Uint8Array {
  const head = `{'descr': '${type}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')},), }`;
  const text = `${head.padEnd(117)}\n`;
  const start = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0);
  return Uint8Array.from(Buffer.concat([start, Buffer.from(text, 'latin1'), data]));
}

export interface Member {
  readonly name: string;
  /** As they stand in the file; not written twice where they are another member's. */
  readonly packed: Uint8Array;
  readonly method: 0 | 8;
  readonly size: number;
  readonly crc: number;
}

/** Members with the same bytes stand in one place. */
export function zipOf(members: readonly Member[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const places = new Map<Uint8Array, number>();
  let at = 0;
  const head = (length: number, words: readonly (readonly [number, number, 2 | 4])[], name: Uint8Array) => {
    const bytes = new Uint8Array(length + name.length);
    const view = new DataView(bytes.buffer);
    for (const [place, value, width] of words) {
      if (width === 2) view.setUint16(place, value, true);
      else view.setUint32(place, value, true);
    }
    bytes.set(name, length);
    return bytes;
  };
  const directory: Uint8Array[] = [];
  for (const { name, packed, method, size, crc } of members) {
    const text = new TextEncoder().encode(name);
    let place = places.get(packed);
    if (place === undefined) {
      place = at;
      places.set(packed, place);
      const local = head(
        30,
        [
          [0, 0x04034b50, 4],
          [8, method, 2],
          [26, text.length, 2],
        ],
        text,
      );
      parts.push(local, packed);
      at += local.length + packed.length;
    }
    directory.push(
      head(
        46,
        [
          [0, 0x02014b50, 4],
          [10, method, 2],
          [16, crc, 4],
          [20, packed.length, 4],
          [24, size, 4],
          [28, text.length, 2],
          [42, place, 4],
        ],
        text,
      ),
    );
  }
  const length = directory.reduce((sum, one) => sum + one.length, 0);
  const end = head(
    22,
    [
      [0, 0x06054b50, 4],
      [8, members.length, 2],
      [10, members.length, 2],
      [12, length, 4],
      [16, at, 4],
    ],
    new Uint8Array(0),
  );
  return Uint8Array.from(Buffer.concat([...parts, ...directory, end]));
}

/** Of the byte 1, so that no particle is padding. */
function deflated(name: string, shape: readonly number[], fortran = false): Member {
  const length = shape.reduce((product, n) => product * n, 4);
  const bytes = npyOf(shape, CODECS.none(1, length), '<f4', fortran);
  const packed = deflatedRaw(bytes);
  return { name, packed, method: 8, size: bytes.length, crc: crc32(bytes) };
}

const file = (name: string, bytes: Hostile['bytes']): Hostile => ({ format: 'npz', name, bytes });
const events = (size: number, each: number): number => Math.max(1, Math.floor(size / each));

export const NUMPY: readonly Hostile[] = [
  file('bomb.npz', (size) => zipOf([deflated('X.npy', [events(size, 1200), 100, 3])])),
  file('bomb-of-one-event.npz', (size) => zipOf([deflated('X.npy', [1, events(size, 12), 3])])),
  file('bomb-in-fortran-order.npz', (size) => zipOf([deflated('X.npy', [events(size, 1200), 100, 3], true)])),
  file('many-in-one-place.npz', (size) => {
    const one = deflated('X.npy', [events(size / 4, 1200), 100, 3]);
    return zipOf(Array.from({ length: 5000 }, (_, i) => ({ ...one, name: `a${i}.npy` })));
  }),
  file('names.npz', () => {
    const one = deflated('X.npy', [1, 1, 3]);
    const names = [...NAMES, 'x'.repeat(65_000)];
    return zipOf(names.map((name) => ({ ...one, name: `${name}.npy` })));
  }),
  { format: 'npy', name: 'no-room.npy', bytes: () => npyOf([16_000_000, 0, 4], new Uint8Array(0)) },
  { format: 'npy', name: 'promise.npy', bytes: () => npyOf([2 ** 40, 100, 3], new Uint8Array(1200)) },
  {
    format: 'npy',
    name: 'zeros.npy',
    bytes: (size) => npyOf([events(size / 4, 3), 1, 3], new Uint8Array(events(size / 4, 3) * 3), '|i1'),
  },
  {
    format: 'npy',
    name: 'wide.npy',
    bytes: (size) =>
      npyOf([1, events(size / 4, 1000), 1000], CODECS.none(1, events(size / 4, 1000) * 1000), '|i1'),
  },
  {
    format: 'npy',
    name: 'fortran.npy',
    bytes: (size) =>
      npyOf([events(size / 4, 300), 100, 3], CODECS.none(1, events(size / 4, 300) * 300), '|i1', true),
  },
];
