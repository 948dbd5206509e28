// Observables of a file's events, streamed: what `observables` prints and `roc` compares.

import type { ObservedRows, ObserveProblem, RangeSelection } from '../../workers/entry/tasks.ts';
import type { ObservableInfo } from '../contract/observables.ts';
import { FrameRows, observeRange, type RangeRow, rangeEvents, rangeRow, valuesOf } from '../service/batch.ts';
import type { Output } from './output.ts';
import type { Plots } from './plots.ts';
import { tellProblems } from './problems.ts';
import { type Stream, streamRanges } from './stream.ts';

/** Ranges of a piece of the file: some MB at most. */
const RANGES = 8;
const LEAST_PIECE = 512;

export interface Observe extends Omit<Stream, 'doing' | 'piece' | 'range' | 'done' | 'count'> {
  readonly observables: readonly ObservableInfo[];
  readonly selection: RangeSelection;
  readonly seed: number;
  readonly output: Output<RangeRow> | null;
  readonly plots: Plots | null;
}

/** In any order; what an interrupted run has left comes first. What could not be worked out is told on stderr. */
export async function observeFile(given: Observe): Promise<FrameRows> {
  const { pool, observables, selection, seed, output, plots } = given;
  const names = observables.map(({ name }) => name);
  const rows = new FrameRows(names.length);
  for (const row of output?.earlier ?? []) rows.append(row.first, valuesOf(row));
  const problems: ObserveProblem[] = [];
  const range = rangeEvents(observables);
  const stream: Stream = {
    ...given,
    doing: 'observables',
    piece: Math.max(LEAST_PIECE, RANGES * range),
    range,
    done: rows,
    count: () => rows.rows,
  };
  await streamRanges(stream, async ({ key, first, end }, signal, further) => {
    const onRows = (more: ObservedRows) => {
      output?.append([rangeRow(more.first, more.values)]);
      rows.append(more.first, more.values);
      problems.push(...more.problems);
      further();
    };
    await observeRange(pool, { key, first, end, names, selection, seed }, { signal, onRows });
    if (!plots) return;
    for (let event = first; event < end; event++) await plots.drawOne(key, event, selection, signal);
  });
  tellProblems(given.io, problems, 'values that could not be worked out');
  return rows;
}
