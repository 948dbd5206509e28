// Ranges of events for the batch threads that fit a shape and find jets, to put them beside each other.

import type { BesideEvents, BesideRange } from '../../workers/entry/tasks.ts';
import type { ClusterHooks } from './cluster-ranges.ts';
import type { ComputePool } from './compute.ts';
import { retried } from './retried.ts';

export function besideRange(
  pool: ComputePool,
  range: BesideRange,
  { signal, onStart, onEvents }: ClusterHooks<BesideEvents>,
): Promise<void> {
  return retried(
    range,
    (some, told) => {
      const onPart = (part: BesideEvents) => {
        told(part.events.length);
        onEvents(part);
      };
      return pool.run('besideRange', some, { lane: 'batch', uses: [range.key], signal, onStart, onPart });
    },
    (event, message) => {
      const none = { energy: 0, particles: 0, rows: [], emd: null, jetsEmd: null, jetsTaken: 0 };
      onEvents({ events: [{ event, shape: range.shape, ...none }], problems: [{ event, message }] });
    },
  );
}
