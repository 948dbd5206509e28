// Ranges of events for the batch threads, and what happens when a thread dies over one: its events are tried again one
// by one, and the one that kills its thread becomes a row that says so. The rest of the batch goes on.

import type { FitRange, FittedRow } from '../../workers/entry/tasks.ts';
import { RingsideError } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';

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

export async function fitRange(pool: ComputePool, range: FitRange, hooks: RangeHooks): Promise<void> {
  let next = range.first;
  let rows: FittedRow[] = [];
  const onPart = (row: FittedRow) => {
    rows.push(row);
    if (rows.length < range.shapes.length) return;
    next = row.event + 1;
    hooks.onEvent(rows);
    rows = [];
  };
  const { signal, onStart } = hooks;
  try {
    await pool.run('fitRange', range, { lane: 'batch', uses: [range.key], signal, onStart, onPart });
  } catch (error) {
    if (RingsideError.from(error).code !== 'worker-died') throw error;
    if (range.end - range.first === 1) {
      const { first } = range;
      const name = hooks.nameOf?.(first) ?? `event ${first}`;
      hooks.onEvent(range.shapes.map((shape) => deadRow(first, shape, name)));
      return;
    }
    // Rows of the event that was under way are fitted again with it.
    for (let event = next; event < range.end; event++) {
      await fitRange(pool, { ...range, first: event, end: event + 1 }, hooks);
    }
  }
}

function deadRow(event: number, shape: string, name: string): FittedRow {
  const problem = `${name}: the worker thread died over it, twice`;
  return { event, shape, result: null, problem, particles: 0, energy: 0, energyShare: 0 };
}
