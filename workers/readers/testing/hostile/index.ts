// Files made to do harm, for each reader: what mutations of good files would hardly come upon.

import type { Seed } from '../seeds.ts';
import { ARROW } from './arrow.ts';
import { HDF5 } from './hdf5.ts';
import { IDX } from './idx.ts';
import { NUMPY } from './npz.ts';
import { PARQUET } from './parquet.ts';
import { ROOT } from './root.ts';
import { TEXT } from './text.ts';
import type { Hostile } from './types.ts';
import { ZIP } from './zip.ts';

export const HOSTILE: readonly Hostile[] = [
  ...TEXT,
  ...NUMPY,
  ...PARQUET,
  ...ARROW,
  ...HDF5,
  ...ROOT,
  ...IDX,
  ...ZIP,
];

/** They take their time: mutations do not begin with them. */
const SLOW = new Set([
  'many-in-one-place.npz',
  'no-room.npy',
  'billion.parquet',
  'groups.parquet',
  'many-bombs.parquet',
  'batches-in-one-place.arrow',
  'one-long-name.arrow',
  'collections.arrow',
  'never-written.h5',
  'never-written-rows.h5',
  'never-written-billions.h5',
  'never-written-chunk.h5',
  'circle.h5',
  'soft-circle.h5',
  'no-pixels.idx3-ubyte',
]);

/** Those of a format, each asking for `size` bytes more or less; `slow` ones too. */
export async function* hostile(format: string, size: number, slow = true): AsyncGenerator<Seed> {
  for (const { format: own, name, bytes } of HOSTILE) {
    if (own === format && (slow || !SLOW.has(name))) yield { name, bytes: await bytes(size) };
  }
}
