// Ranges of events for the batch threads that find jets.

import type { ClusterRange } from '../../workers/entry/tasks.ts';
import type { EventJets } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import { type EventHooks, eventRange } from './event-ranges.ts';

/** Events of one task: some tenths of a second with pileup, thousandths without. */
export const CLUSTER_EVENTS = 64;

export function clusterRange(
  pool: ComputePool,
  range: ClusterRange,
  hooks: EventHooks<EventJets>,
): Promise<void> {
  return eventRange(
    range,
    hooks,
    (some, options) => pool.run('cluster', some, options),
    (event) => ({ event, jets: [] }),
  );
}
