// Observables of a file's events, streamed: what `observables` prints and `roc` compares.

import { randomBytes } from 'node:crypto';
import type { ObservedRows, ObserveProblem, RangeSelection } from '../../workers/entry/tasks.ts';
import type { ObservableInfo } from '../contract/observables.ts';
import type { ReferenceFrame } from '../contract/reference-frame.ts';
import {
  FrameRows,
  observeRange,
  type RangeRow,
  rangeEvents,
  rangeRow,
  type SharedRows,
  valuesOf,
} from '../service/batch.ts';
import { keyNames, type Numbering } from './of-jets.ts';
import type { Output } from './output.ts';
import type { Plots } from './plots.ts';
import { tellProblems } from './problems.ts';
import { PIECE_EVENTS, type Stream, streamRanges } from './stream.ts';

/** Of a piece of the file, where that is more than PIECE_EVENTS. */
const RANGES = 8;

export interface Observe extends Omit<Stream, 'doing' | 'piece' | 'range' | 'done' | 'count'> {
  readonly observables: readonly ObservableInfo[];
  readonly frame?: ReferenceFrame;
  readonly selection: RangeSelection;
  readonly seed: number;
  readonly output: Output<RangeRow> | null;
  readonly plots: Plots | null;
}

export interface Observed {
  /** Key columns as `keyNames` has them, then the observables; of jets in order, of events in any. */
  readonly rows: SharedRows;
  readonly keys: readonly string[];
}

/** What an interrupted run has left is among them. What could not be worked out is told on stderr. */
export async function observeFile(given: Observe): Promise<Observed> {
  const { pool, observables, frame, selection, seed, output, plots } = given;
  const names = observables.map(({ name }) => name);
  const rows = new FrameRows(names.length);
  for (const row of output?.earlier ?? []) rows.append(row.first, valuesOf(row));
  const problems: ObserveProblem[] = [];
  const range = rangeEvents(observables);
  const stream: Stream = {
    ...given,
    doing: 'observables',
    piece: Math.max(PIECE_EVENTS, RANGES * range),
    range,
    done: rows,
    count: () => rows.rows,
  };
  const numbers = await streamRanges(stream, async ({ key, first, end }, signal, further, numbers) => {
    const onRows = (more: ObservedRows) => {
      output?.append([rangeRow(more.first, more.values)]);
      rows.append(more.first, more.values);
      problems.push(...more.problems);
      further();
    };
    await observeRange(pool, { key, first, end, names, frame, selection, seed }, { signal, onRows });
    if (!plots) return;
    for (let event = first; event < end; event++) {
      await plots.drawOne(key, event, selection, numbers, signal);
    }
  });
  tellProblems(given.io, problems, 'values that could not be worked out', numbers);
  const keys = keyNames(given.named.jets);
  return { keys, rows: keys.length > 1 ? told(rows.shared(), numbers) : rows.shared() };
}

/** Event and jet in place of the jets' numbers. */
function told({ rows, columns: [all, ...values] }: SharedRows, numbers: Numbering): SharedRows {
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort((a, b) => all[a] - all[b]);
  const filled = (value: (row: number) => number) => {
    const column = new Float64Array(new SharedArrayBuffer(8 * rows));
    order.forEach((row, place) => {
      column[place] = value(row);
    });
    return column;
  };
  const event = filled((row) => numbers.of(all[row]).event);
  const jet = filled((row) => numbers.of(all[row]).jet ?? Number.NaN);
  const columns = [event, jet, ...values.map((column) => filled((row) => column[row]))];
  return { key: randomBytes(9).toString('base64url'), rows, columns };
}
