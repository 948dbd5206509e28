// What is asked of the rows that were worked out: those that pass a condition, in an order, as numbers, a file, pictures.

import { basename } from 'node:path';
import type { FrameTableWork } from '../../workers/entry/tasks.ts';
import type { Frame } from '../../workers/frames/index.ts';
import type { TableFormat } from '../contract/api.ts';
import type { FrameRequest, FrameRows, ObservableInfo } from '../contract/observables.ts';
import type { ComputePool } from '../service/batch.ts';
import type { Io } from './io.ts';
import { histogramOf } from './observe-charts.ts';
import type { Plots } from './plots.ts';

/** The table's name where a condition has a SELECT of its own in it. */
const SQL_NAME = 'events';

export interface Answer extends Pick<FrameRequest, 'where' | 'order'> {
  readonly io: Io;
  readonly pool: ComputePool;
  /** Columns that say what a row is of: `event`, and with jets `jet`. */
  readonly keys: readonly string[];
  readonly known: readonly ObservableInfo[];
  readonly rows: Pick<Frame, 'key' | 'rows' | 'columns'>;
}

/** Before the work: what is wrong with a condition shows on a table without rows. */
export async function checkCondition(
  io: Io,
  pool: ComputePool,
  all: readonly string[],
  where: string | null,
): Promise<void> {
  if (where === null) return;
  const frame = {
    key: 'none',
    sqlName: SQL_NAME,
    names: all,
    rows: 0,
    columns: all.map(() => new Float64Array(0)),
  };
  const request = { columns: [], where, order: null, first: 0, count: 0 };
  await pool.run('frameSelect', { frame, request }, { lane: 'frames', signal: io.signal });
}

/** Every column; the first is `event`. */
export function readRows(answer: Answer): Promise<FrameRows> {
  const { io, pool, where, order } = answer;
  const frame = frameOf(answer);
  const request = { columns: frame.names, where, order, first: 0, count: frame.rows };
  return pool.run('frameSelect', { frame, request }, { lane: 'frames', signal: io.signal });
}

export function tableBytes(answer: Answer, constants: FrameTableWork['constants'], format: TableFormat) {
  const { io, pool, keys, known, where, order } = answer;
  const units = [...keys.map(() => ''), ...known.map(({ unit }) => unit)];
  const work = { frame: frameOf(answer), where, order, units, constants, format };
  return pool.run('frameTable', work, { lane: 'frames', signal: io.signal });
}

/** One an observable, of the rows that pass. */
export async function drawHistograms(
  answer: Answer,
  plots: Plots,
  file: string,
  hash: string,
): Promise<void> {
  const { columns } = await readRows(answer);
  for (const [i, one] of answer.known.entries()) {
    const chart = histogramOf(
      one,
      [{ name: basename(file), values: [columns[answer.keys.length + i]] }],
      hash,
      answer.io.version,
      answer.keys.length > 1 ? 'jets' : 'events',
    );
    await plots.drawChart(one.name, chart);
  }
}

function frameOf({ rows, keys, known }: Answer): Frame {
  return { ...rows, sqlName: SQL_NAME, names: [...keys, ...known.map(({ name }) => name)] };
}
