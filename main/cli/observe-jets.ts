// Observables of the jets of a file's events, streamed: what `observables --jets` prints.

import { randomBytes } from 'node:crypto';
import type { ObserveProblem } from '../../workers/entry/tasks.ts';
import type { Frame } from '../../workers/frames/index.ts';
import type { AnyJetRequest } from '../contract/jets.ts';
import { CLUSTER_EVENTS, observeJetsRange, rangeEvents, rangeRow, valuesOf } from '../service/batch.ts';
import type { Observe } from './observe.ts';
import { tellProblems } from './problems.ts';
import { type Stream, streamRanges } from './stream.ts';

/** Events of one piece of the file: some MB at most. */
const PIECE_EVENTS = 512;

export interface ObserveJets extends Omit<Observe, 'selection'> {
  readonly jets: AnyJetRequest;
}

/** Columns `event`, `jet` and the observables', by event and jet. What an interrupted run has left is among them. */
export async function observeJets(given: ObserveJets): Promise<Pick<Frame, 'key' | 'rows' | 'columns'>> {
  const { io, pool, observables, jets: request, seed, output, plots } = given;
  const names = observables.map(({ name }) => name);
  const rows = new Map<number, Float64Array>();
  for (const row of output?.earlier ?? []) rows.set(row.first, valuesOf(row));
  const problems: ObserveProblem[] = [];
  const stream: Stream = {
    ...given,
    doing: 'observables',
    piece: PIECE_EVENTS,
    range: Math.min(CLUSTER_EVENTS, rangeEvents(observables)),
    done: rows,
    count: () => rows.size,
  };
  await streamRanges(stream, async (range, signal, further) => {
    const work = { ...range, request, names, seed };
    await observeJetsRange(pool, work, {
      signal,
      onEvents: (some) => {
        output?.append(some.events.map(({ event, values }) => rangeRow(event, values)));
        for (const { event, values } of some.events) rows.set(event, values);
        problems.push(...some.problems);
        further();
      },
    });
    if (!plots) return;
    const { key, first, end } = range;
    for (let event = first; event < end; event++) await plots.drawOne(key, event, { kind: 'all' }, signal);
  });
  tellProblems(io, problems, 'values that could not be worked out');
  return columnsOf(rows, names.length);
}

/** On shared memory, for the threads that sort, filter and write them. */
function columnsOf(events: ReadonlyMap<number, Float64Array>, width: number) {
  const inOrder = [...events].sort(([a], [b]) => a - b);
  const count = inOrder.reduce((sum, [, values]) => sum + values.length / width, 0);
  const columns = Array.from({ length: width + 2 }, () => new Float64Array(new SharedArrayBuffer(8 * count)));
  let row = 0;
  for (const [event, values] of inOrder) {
    for (let at = 0; at < values.length; at += width, row++) {
      columns[0][row] = event;
      columns[1][row] = at / width;
      for (let k = 0; k < width; k++) columns[k + 2][row] = values[at + k];
    }
  }
  return { key: randomBytes(9).toString('base64url'), rows: count, columns };
}
