// Where the distances of a matrix are kept on their way, how they are printed, and how they become the file that --out names.

import { renameSync, rmSync } from 'node:fs';
import type { PairTableWork } from '../../workers/entry/tasks.ts';
import { RingsideError } from '../contract/errors.ts';
import type { DistanceOptions } from '../contract/geometry.ts';
import {
  type ComputePool,
  distanceConstants,
  fileValues,
  type Grid,
  HEADER_BYTES,
  heldValues,
  type Values,
} from '../service/batch.ts';
import type { Io } from './io.ts';
import { keysOf, type Told } from './of-jets.ts';
import { notWritten, RESULT_MODE, TABLE_FORMATS, type Unfinished } from './output.ts';
import { createProgress } from './progress.ts';
import { settingsOf } from './settings.ts';

export const DISTANCE_FORMATS = ['npy', ...TABLE_FORMATS] as const;
/** Characters written to stdout at a time. */
const PIECE = 2 ** 16;

/** One tile in the journal: its distances are in the file of values. */
export interface TileRow {
  readonly block: number;
}
export type Pairs = readonly (readonly [number, number])[] | null;
export type DistanceOutput = Unfinished<(typeof DISTANCE_FORMATS)[number], TileRow>;

export const valuesPath = (partial: string) => `${partial}.values`;

export function openValues(grid: Grid, output: DistanceOutput | null, goOn: boolean): Values {
  if (output === null) return heldValues(grid);
  const path = valuesPath(output.partial);
  return output.writing(() => fileValues(path, grid, goOn ? 'go on' : 'create', RESULT_MODE));
}

/** A full disk is told of the file that the user named. */
export function guarded(values: Values, output: DistanceOutput | null): Values {
  if (output === null) return values;
  return { ...values, write: (tile, found) => output.writing(() => values.write(tile, found)) };
}

export function countAll(grid: Grid, values: Values): number {
  let count = 0;
  for (let i = 0; i < grid.rows; i++) {
    const row = values.row(i);
    for (let j = grid.symmetric ? i + 1 : 0; j < grid.columns; j++) if (Number.isNaN(row[j])) count++;
  }
  return count;
}

export function* rowsOf(
  grid: Grid,
  pairs: Pairs,
  values: Values,
): Iterable<readonly [number, number, number]> {
  for (let i = 0; i < grid.rows; i++) {
    const row = values.row(i);
    for (let j = grid.symmetric ? i + 1 : 0; j < grid.columns; j++) {
      if (pairs) yield [...pairs[j], row[j]];
      else yield [i, j, row[j]];
    }
  }
}

interface Printed {
  readonly grid: Grid;
  readonly pairs: Pairs;
  readonly settings: DistanceOptions;
  readonly store: Values;
  /** With --jets, of A and of B. */
  readonly jets: readonly (readonly Told[])[];
  /** Of how the events were read, before all else. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Row by row: a large matrix is longer than a string may be. JSON has no NaN: null is a distance that is not defined. */
export function printJson(io: Io, { grid, pairs, settings, store, jets, facts }: Printed): void {
  let text = JSON.stringify({ ...facts, ...settingsOf(settings) }).slice(0, -1);
  const add = (more: string) => {
    text += more;
    if (text.length < PIECE) return;
    io.stdout(text);
    text = '';
  };
  const row = (i: number) => JSON.stringify(Array.from(store.row(i)));
  jets.forEach((side, i) => {
    add(`,"jets_${'ab'[i]}":${JSON.stringify(side.map(keysOf))}`);
  });
  if (pairs) add(`,"pairs":${JSON.stringify(pairs)},"emd":${row(0)}`);
  else {
    add(`,"shape":[${grid.rows},${grid.columns}],"emd":[`);
    for (let i = 0; i < grid.rows; i++) add((i > 0 ? ',' : '') + row(i));
    add(']');
  }
  io.stdout(`${text}}\n`);
}

interface Finish {
  readonly grid: Grid;
  readonly list: Uint32Array | null;
  readonly settings: DistanceOptions;
  readonly constants: Readonly<Record<string, string>>;
  /** The file's numbers of the first row's and the first column's event. */
  readonly first: readonly [number, number];
  /** With --jets, of A and of B. */
  readonly jets: readonly (readonly Told[])[];
}

/** Places of A's jets, then of B's. */
function placesOf(jets: Finish['jets']): PairTableWork['table']['places'] {
  if (jets.length === 0) return undefined;
  const all = jets.flat();
  const column = (value: (one: Told) => number) => Uint32Array.from(all, value);
  return { event: column(({ event }) => event), jet: column(({ jet }) => jet ?? 0) };
}

/** Numbers of B's jets as places after those of A's. */
function placed(
  list: Uint32Array | null,
  first: Finish['first'],
  [a, b]: Finish['jets'],
): Pick<PairTableWork, 'pairs' | 'first'> {
  if (!b) return { pairs: list, first };
  return {
    pairs: list?.map((number, k) => (k % 2 === 0 ? number : number + a.length)) ?? null,
    first: [0, a.length],
  };
}

/** The values become the result, or are made into it; then nothing but the result is left. */
export async function finish(
  io: Io,
  pool: ComputePool,
  output: DistanceOutput,
  { grid, list, settings, constants, first, jets }: Finish,
): Promise<void> {
  const { format, path, partial, writing } = output;
  const held = valuesPath(partial);
  if (format === 'npy') writing(() => renameSync(held, path));
  else {
    const { rows, columns, symmetric } = grid;
    const { normalise, method } = settings;
    const work: PairTableWork = {
      matrix: { kind: 'file', path: held, start: HEADER_BYTES },
      rows,
      columns,
      symmetric,
      ...placed(list, first, jets),
      table: {
        places: placesOf(jets),
        unit: normalise ? undefined : 'GeV',
        constants: [
          ...distanceConstants(settings),
          ...(method === 'exact' ? [] : [{ name: 'method', value: method }]),
          ...Object.entries(constants).map(([name, value]) => ({ name, value })),
        ],
      },
      format,
      path,
      // The same name in every run: what a kill leaves is written over.
      temporary: `${partial}.table`,
    };
    const progress = createProgress(io, `writing ${path}`, 'rows');
    const options = { lane: 'batch', signal: io.signal, onProgress: progress.update } as const;
    await pool.run('pairTable', work, options).catch((error: unknown) => {
      throw RingsideError.from(error).code === 'internal' ? notWritten(path, error) : error;
    });
    progress.end();
    rmSync(held, { force: true });
  }
  output.done();
}
