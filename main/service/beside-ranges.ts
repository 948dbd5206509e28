// Ranges of events for the batch threads that fit a shape and find jets, to put them beside each other.

import type { BesideRange } from '../../workers/entry/tasks.ts';
import type { Beside } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import { type EventHooks, eventRange } from './event-ranges.ts';

export function besideRange(pool: ComputePool, range: BesideRange, hooks: EventHooks<Beside>): Promise<void> {
  const none = { energy: 0, particles: 0, rows: [], emd: null, jetsEmd: null, jetsTaken: 0 };
  return eventRange(
    range,
    hooks,
    (some, options) => pool.run('besideRange', some, options),
    (event) => ({ event, shape: range.shape, ...none }),
  );
}
