// Ranges of events for the batch threads that fit. An event that kills its thread becomes a row that says so.

import type { FitRange, FittedRow } from '../../workers/entry/tasks.ts';
import type { ComputePool } from './compute.ts';
import { retried } from './retried.ts';

/** Events of one task: some tenths of a second, so that a cancel or another job's turn comes soon. */
export const RANGE_EVENTS = 8;

/** Half-open ranges of first … end − 1 without the events that are done, of `most` events at most. */
export function* rangesOf(
  first: number,
  end: number,
  done: { has(event: number): boolean },
  most = RANGE_EVENTS,
): Iterable<readonly [first: number, end: number]> {
  let start = -1;
  for (let event = first; event <= end; event++) {
    const wanted = event < end && !done.has(event);
    if (start >= 0 && (!wanted || event - start >= most)) {
      yield [start, event];
      start = -1;
    }
    if (wanted && start < 0) start = event;
  }
}

export interface RangeHooks {
  readonly signal: AbortSignal;
  readonly onStart?: () => void;
  /** Rows of one event come together, in the order of the shapes. */
  readonly onEvent: (rows: readonly FittedRow[]) => void;
  /** What problems call an event. Default: by its number. */
  readonly nameOf?: (event: number) => string;
}

export function fitRange(
  pool: ComputePool,
  range: FitRange,
  { signal, onStart, onEvent, nameOf = (event) => `event ${event}` }: RangeHooks,
): Promise<void> {
  return retried(
    range,
    (some, told) => {
      // Rows of an event that is under way when its thread dies are fitted again with it.
      let rows: FittedRow[] = [];
      const onPart = (row: FittedRow) => {
        rows.push(row);
        if (rows.length < range.shapes.length) return;
        told(1);
        onEvent(rows);
        rows = [];
      };
      return pool.run('fitRange', some, { lane: 'batch', uses: [range.key], signal, onStart, onPart });
    },
    (event, message) => {
      const problem = `${nameOf(event)}: ${message}`;
      onEvent(range.shapes.map((shape) => deadRow(event, shape, problem)));
    },
  );
}

function deadRow(event: number, shape: string, problem: string): FittedRow {
  return { event, shape, result: null, problem, particles: 0, energy: 0, energyShare: 0 };
}
