// The compute pool as the application uses it: which lanes there are and why.

import type { Tasks, ThreadData } from '../../workers/entry/tasks.ts';
import { createPool, type Pool } from '../pool.ts';

export type ComputePool = Pool<Tasks>;

/** Milliseconds after which an idle thread gives its memory back. */
const IDLE_MS = 30_000;
/** The same where the embedded database would have to be loaded and filled again. */
const FRAMES_IDLE_MS = 300_000;

/**
 * live: a drag's evaluations · fit: the fit under the cursor · files: reading and drawing, which may die of a hostile
 * file · scan: large files read to their end, which must keep nobody waiting · frames: questions to tables of numbers · batch: everything long, one thread a core.
 * `data.shapes`: files of the user's own shapes, for the command line; the window has none.
 */
export function createCompute(
  workerPath: string,
  workers: number,
  data: ThreadData = { shapes: [] },
): ComputePool {
  return createPool<Tasks>({
    workerPath,
    workerData: data,
    lanes: {
      live: { threads: 1 },
      fit: { threads: 1 },
      files: { threads: 1, idleMs: IDLE_MS },
      scan: { threads: 1, idleMs: IDLE_MS },
      frames: { threads: 1, idleMs: FRAMES_IDLE_MS },
      batch: { threads: workers, idleMs: IDLE_MS },
    },
  });
}
