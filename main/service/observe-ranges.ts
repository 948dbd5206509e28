// Ranges of events for the batch threads that work out observables. An event that kills its thread has no values.

import type { ObservedRows, ObserveRange } from '../../workers/entry/tasks.ts';
import type { ObservableInfo } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import { RANGE_EVENTS, type RangeHooks } from './ranges.ts';
import { retried } from './retried.ts';

/** Events of one task where each takes microseconds. */
const QUICK_EVENTS = 256;

/** Events of one task: some tenths of a second at most. */
export function rangeEvents(observables: readonly Pick<ObservableInfo, 'slow'>[]): number {
  return observables.some(({ slow }) => slow) ? RANGE_EVENTS : QUICK_EVENTS;
}

export interface ObserveHooks extends Pick<RangeHooks, 'signal' | 'onStart'> {
  readonly onRows: (rows: ObservedRows) => void;
}

export function observeRange(
  pool: ComputePool,
  range: ObserveRange,
  { signal, onStart, onRows }: ObserveHooks,
): Promise<void> {
  const { key, names } = range;
  return retried(
    range,
    (some, told) => {
      const onPart = (rows: ObservedRows) => {
        told(rows.values.length / names.length);
        onRows(rows);
      };
      return pool.run('observe', some, { lane: 'batch', uses: [key], signal, onStart, onPart });
    },
    (event, message) => {
      const values = new Float64Array(names.length).fill(Number.NaN);
      onRows({ first: event, values, problems: [{ event, message }] });
    },
  );
}
