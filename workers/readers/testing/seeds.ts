// Files that the fuzzer begins with, by the reader that is meant to read them: by their names, as many are broken already.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Seed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const ENDINGS: Readonly<Record<string, RegExp>> = {
  text: /\.(dat|txt)$/,
  npy: /\.npy$/,
  npz: /\.npz$/,
  zip: /\.zip$/,
  csv: /\.[ct]sv$/,
  jsonl: /\.jsonl$/,
  hepmc: /\.hepmc$/,
  lhe: /\.lhe$/,
  root: /\.root$/,
  hdf5: /\.h5$/,
  arrow: /\.(arrow|feather)$/,
  parquet: /\.parquet$/,
  idx: /\.idx\d-\w+$/,
};

/** Not empty files of a folder, if it exists, but the expectations beside them. */
export function filesIn(folder: string): Seed[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.endsWith('.json') && !name.endsWith('.md'))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }))
    .filter(({ bytes }) => bytes.length > 0);
}

/** Of the files those that are named as files of this format, packed or not. */
export function seedsOf(format: string, files: readonly Seed[]): Seed[] {
  return files.filter(({ name }) => ENDINGS[format]?.test(name.replace(/\.(gz|zst)$/, '')));
}
