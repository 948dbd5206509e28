// Ranges of events for the batch threads that find jets, and what happens when a thread dies over one: its events are
// tried again one by one, and the one that kills its thread has no jets and says why. The rest of the batch goes on.

import type { ClusteredEvents, ClusterRange } from '../../workers/entry/tasks.ts';
import { RingsideError } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import type { RangeHooks } from './ranges.ts';

/** Events of one task: some tenths of a second with pileup, thousandths without. */
export const CLUSTER_EVENTS = 64;

export interface ClusterHooks extends Pick<RangeHooks, 'signal' | 'onStart'> {
  readonly onEvents: (clustered: ClusteredEvents) => void;
}

export async function clusterRange(
  pool: ComputePool,
  range: ClusterRange,
  hooks: ClusterHooks,
): Promise<void> {
  const { key, first, end } = range;
  let next = first;
  const onPart = (clustered: ClusteredEvents) => {
    next += clustered.events.length;
    hooks.onEvents(clustered);
  };
  const { signal, onStart } = hooks;
  try {
    await pool.run('cluster', range, { lane: 'batch', uses: [key], signal, onStart, onPart });
  } catch (error) {
    if (RingsideError.from(error).code !== 'worker-died') throw error;
    if (end - first === 1) {
      const problem = { event: first, message: 'the worker thread died over it, twice' };
      hooks.onEvents({ events: [{ event: first, jets: [] }], problems: [problem] });
      return;
    }
    for (let event = next; event < end; event++) {
      await clusterRange(pool, { ...range, first: event, end: event + 1 }, hooks);
    }
  }
}
