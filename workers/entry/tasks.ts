// The table of tasks that a compute worker does: what goes in, what comes out at the end, what comes out on the way.
// Types only, so that the application knows them without loading any of the work. One file a subject in tasks/.
// A `key` names event columns shared with the worker under it (protocol.ts, `share`).

import type { DistanceTasks } from './tasks/distances.ts';
import type { DrawingTasks } from './tasks/drawing.ts';
import type { FittingTasks } from './tasks/fitting.ts';
import type { FrameTasks } from './tasks/frames.ts';
import type { JetTasks } from './tasks/jets.ts';
import type { ObservingTasks } from './tasks/observing.ts';
import type { ReadingTasks } from './tasks/reading.ts';
import type { WritingTasks } from './tasks/writing.ts';

export type * from './tasks/distances.ts';
export type * from './tasks/drawing.ts';
export type * from './tasks/fitting.ts';
export type * from './tasks/frames.ts';
export type * from './tasks/jets.ts';
export type * from './tasks/observing.ts';
export type * from './tasks/reading.ts';
export type * from './tasks/writing.ts';

/** What a thread of the pool is started with. */
export interface ThreadData {
  /** Absolute paths of modules with shapes of the user's own, loaded before the first task. */
  readonly shapes: readonly string[];
}

export interface Tasks
  extends DistanceTasks,
    DrawingTasks,
    FittingTasks,
    FrameTasks,
    JetTasks,
    ObservingTasks,
    ReadingTasks,
    WritingTasks {}

export type TaskName = keyof Tasks;
