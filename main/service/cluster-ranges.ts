// Ranges of events for the batch threads that find jets.

import type { ClusteredEvents, ClusterRange } from '../../workers/entry/tasks.ts';
import type { ComputePool } from './compute.ts';
import type { RangeHooks } from './ranges.ts';
import { retried } from './retried.ts';

/** Events of one task: some tenths of a second with pileup, thousandths without. */
export const CLUSTER_EVENTS = 64;

export interface ClusterHooks<Part> extends Pick<RangeHooks, 'signal' | 'onStart'> {
  /** Of an event that a thread died over it says why there is nothing. */
  readonly onEvents: (some: Part) => void;
}

export function clusterRange(
  pool: ComputePool,
  range: ClusterRange,
  { signal, onStart, onEvents }: ClusterHooks<ClusteredEvents>,
): Promise<void> {
  return retried(
    range,
    (some, told) => {
      const onPart = (part: ClusteredEvents) => {
        told(part.events.length);
        onEvents(part);
      };
      return pool.run('cluster', some, { lane: 'batch', uses: [range.key], signal, onStart, onPart });
    },
    (event, message) => onEvents({ events: [{ event, jets: [] }], problems: [{ event, message }] }),
  );
}
