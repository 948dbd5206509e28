// A frame as a file: what every row of it tells of where it comes from, the same whoever writes it.

import type { FrameTableWork } from '../../workers/entry/tasks.ts';
import type { Frame } from '../contract/index.ts';
import { sourceConstants } from './table-columns.ts';

/** A pipe has no hash. */
export function constantsOf(
  { file, seed }: Pick<Frame, 'file' | 'seed'>,
  hash: string,
  version: string,
): FrameTableWork['constants'] {
  return [{ name: 'seed', value: seed }, ...sourceConstants({ file, hash, version })];
}
