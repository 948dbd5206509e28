// Ranges of events for the batch threads that work out observables, and what happens when a thread dies over one: its
// events are tried again one by one, and the one that kills its thread has no values. The rest of the batch goes on.

import type { ObservedRows, ObserveRange } from '../../workers/entry/tasks.ts';
import { type ObservableInfo, RingsideError } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import { RANGE_EVENTS, type RangeHooks } from './ranges.ts';

/** Events of one task where each takes microseconds. */
const QUICK_EVENTS = 256;

/** Events of one task: some tenths of a second at most. */
export function rangeEvents(observables: readonly Pick<ObservableInfo, 'slow'>[]): number {
  return observables.some(({ slow }) => slow) ? RANGE_EVENTS : QUICK_EVENTS;
}

export interface ObserveHooks extends Pick<RangeHooks, 'signal' | 'onStart'> {
  readonly onRows: (rows: ObservedRows) => void;
}

export async function observeRange(
  pool: ComputePool,
  range: ObserveRange,
  hooks: ObserveHooks,
): Promise<void> {
  const { key, first, end, names } = range;
  let next = first;
  const onPart = (rows: ObservedRows) => {
    next = rows.first + rows.values.length / names.length;
    hooks.onRows(rows);
  };
  const { signal, onStart } = hooks;
  try {
    await pool.run('observe', range, { lane: 'batch', uses: [key], signal, onStart, onPart });
  } catch (error) {
    if (RingsideError.from(error).code !== 'worker-died') throw error;
    if (end - first === 1) {
      const problem = { event: first, message: 'the worker thread died over it, twice' };
      hooks.onRows({ first, values: new Float64Array(names.length).fill(Number.NaN), problems: [problem] });
      return;
    }
    for (let event = next; event < end; event++) {
      await observeRange(pool, { ...range, first: event, end: event + 1 }, hooks);
    }
  }
}
