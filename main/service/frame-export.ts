// A frame as a file: what every row of it tells of where it comes from, the same whoever writes it.

import type { FrameTableWork } from '../../workers/entry/tasks.ts';
import type { Frame } from '../contract/index.ts';
import { sourceConstants, type TableSource } from './table-columns.ts';

/** A pipe has no hash. */
export function constantsOf(
  { file, seed, cuts }: Pick<Frame, 'file' | 'seed'> & Pick<TableSource, 'cuts'>,
  hash: string,
  version: string,
): FrameTableWork['constants'] {
  return [{ name: 'seed', value: seed }, ...sourceConstants({ file, cuts, hash, version })];
}
