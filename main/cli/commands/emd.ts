// ringside emd A [B]: distances between events, in tiles over the threads. With --out they need no memory: they go to a
// file as they come, which is the result (npy) or is made into it at the end.

import { renameSync, rmSync } from 'node:fs';
import type { PairTableWork } from '../../../workers/entry/tasks.ts';
import { RingsideError } from '../../contract/errors.ts';
import type { DistanceOptions } from '../../contract/geometry.ts';
import {
  type ComputePool,
  createCompute,
  fileValues,
  type Grid,
  HEADER_BYTES,
  hasValues,
  heldValues,
  isRecord,
  isTile,
  listGrid,
  matrixGrid,
  pairsOf,
  type Values,
} from '../../service/batch.ts';
import { integerOption, pairsOption, readArguments } from '../arguments.ts';
import { fillGrid, type ReadEvents, readEvents, warmUp } from '../fill.ts';
import { type Io, usage } from '../io.ts';
import { tellUndefined } from '../matrix.ts';
import { notWritten, openUnfinished, TABLE_FORMATS, type Unfinished } from '../output.ts';
import { createPlots } from '../plots.ts';
import { createProgress } from '../progress.ts';
import { DISTANCE, distanceHeading, distanceOptions, settingsOf } from '../settings.ts';
import { textTable } from '../text-table.ts';

const OPTIONS = {
  json: 'flag',
  matrix: 'flag',
  pairs: 'value',
  ...DISTANCE,
  method: 'value',
  columns: 'value',
  threads: 'value',
  out: 'value',
  resume: 'flag',
  plot: 'value',
} as const;
const FORMATS = ['npy', ...TABLE_FORMATS] as const;
/** Distances held in memory at once, where there is no file for them: 2 GiB. */
const HELD = 2 ** 28;
/** Distances of a table that people read. */
const PRINTED = 2 ** 20;
/** Characters written to stdout at a time. */
const PIECE = 2 ** 16;

/** One tile in the journal: its distances are in the file of values. */
interface TileRow {
  readonly block: number;
}
type Pairs = readonly (readonly [number, number])[] | null;

export async function emd(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('emd', argv, OPTIONS);
  if (files.length < 1 || files.length > 2) {
    throw usage(`emd needs one or two FILEs, ${files.length} are given`, 'See ringside emd --help.');
  }
  if (files[0] === '-' && files[1] === '-') throw usage('emd: - is given twice, stdin can be read once');
  if (values.matrix && values.pairs !== undefined)
    throw usage('--matrix and --pairs are both given, allowed is one');
  const settings = distanceOptions(values, values.method);
  const pairs = pairsOption(values.pairs);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  const pool = createCompute(io.workerPath, threads);
  warmUp(pool, threads, settings);
  let output: Unfinished<(typeof FORMATS)[number], TileRow> | null = null;
  let store: Values | null = null;
  try {
    const a = await readEvents(pool, io, files[0], 'A', values.columns);
    const b = files.length === 2 ? await readEvents(pool, io, files[1], 'B', values.columns) : a;
    const grid = gridOf(a.opened.info.events, b.opened.info.events, files.length === 1, pairs, values);
    const hashes = { sha256_a: a.opened.hash, sha256_b: b.opened.hash };
    output = await openUnfinished(io, values, {
      formats: FORMATS,
      work: {
        command: 'emd',
        ...hashes,
        ...settings,
        pairs: values.pairs ?? null,
        columns: values.columns ?? null,
        version: io.version,
      },
      isRow: (row): row is TileRow => isRecord(row) && isTile(grid, row.block),
      usable: (partial) => hasValues(valuesPath(partial), grid),
    });
    const done = new Set(output?.earlier.map(({ block }) => block));
    store = openValues(grid, output, done.size > 0);
    const list = pairs && Uint32Array.from(pairs.flat());
    const fresh = await fillGrid({
      io,
      pool,
      threads,
      grid,
      rows: [a.range],
      columns: b === a ? null : [b.range],
      pairs: list,
      settings,
      values: guarded(store, output),
      done,
      onTile: (block) => output?.append([{ block }]),
    });
    const undefinedPairs = done.size > 0 ? countAll(grid, store) : fresh;
    const sides = [a, b]
      .slice(0, files.length)
      .map(({ opened }, i) => ({ file: files[i], hash: opened.hash }));
    await plot(pool, io, values.plot, { grid, pairs, sides, center: settings.center });
    tellUndefined(io, undefinedPairs);
    if (values.json) printJson(io, { grid, pairs, settings, store });
    if (output) {
      const constants = { file_a: files[0], file_b: files[1] ?? files[0], ...hashes, version: io.version };
      store.close();
      await finish(io, pool, output, { grid, list, settings, constants, first: [a, b] });
    }
    if (!values.json && values.out) io.stdout(`${values.out}: ${pairsOf(grid)} distances\n`);
    else if (!values.json) {
      const rows = [...rowsOf(grid, pairs, store)];
      io.stdout(textTable(['event of A', 'event of B', distanceHeading(settings)], rows));
    }
    return 0;
  } catch (error) {
    if (output && io.signal.aborted) {
      throw new RingsideError('cancelled', 'emd: interrupted', `${values.out} goes on with --resume.`);
    }
    throw error;
  } finally {
    output?.close();
    store?.close();
    await pool.close();
  }
}

function gridOf(
  n: number,
  m: number,
  symmetric: boolean,
  pairs: Pairs,
  given: { readonly json?: boolean; readonly out?: string },
): Grid {
  for (const [i, j] of pairs ?? []) {
    if (i >= n) throw usage(`--pairs has ${i}:${j}, allowed are events 0 to ${n - 1} of the first file`);
    if (j >= m) throw usage(`--pairs has ${i}:${j}, allowed are events 0 to ${m - 1} of the second file`);
  }
  const grid = pairs ? listGrid(pairs.length) : matrixGrid(n, m, symmetric);
  if (given.out !== undefined) return grid;
  if (grid.rows * grid.columns > HELD) {
    throw usage(
      `emd: ${n} × ${m} distances, allowed in memory are ${HELD}`,
      'Write them to a file with --out, or ask for --pairs.',
    );
  }
  if (!given.json && pairsOf(grid) > PRINTED) {
    throw usage(
      `emd: ${pairsOf(grid)} distances, allowed in a printed table are ${PRINTED}`,
      'Use --json, or write them to a file with --out.',
    );
  }
  return grid;
}

const valuesPath = (partial: string) => `${partial}.values`;

function openValues(grid: Grid, output: Unfinished<string, TileRow> | null, goOn: boolean): Values {
  if (output === null) return heldValues(grid);
  const path = valuesPath(output.partial);
  return output.writing(() => fileValues(path, grid, goOn ? 'go on' : 'create'));
}

/** A full disk is told of the file that the user named. */
function guarded(values: Values, output: Unfinished<string, TileRow> | null): Values {
  if (output === null) return values;
  return { ...values, write: (tile, found) => output.writing(() => values.write(tile, found)) };
}

function countAll(grid: Grid, values: Values): number {
  let count = 0;
  for (let i = 0; i < grid.rows; i++) {
    const row = values.row(i);
    for (let j = grid.symmetric ? i + 1 : 0; j < grid.columns; j++) if (Number.isNaN(row[j])) count++;
  }
  return count;
}

function* rowsOf(grid: Grid, pairs: Pairs, values: Values): Iterable<readonly [number, number, number]> {
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
}

/** Row by row: a large matrix is longer than a string may be. JSON has no NaN: null is a distance that is not defined. */
function printJson(io: Io, { grid, pairs, settings, store }: Printed): void {
  let text = JSON.stringify(settingsOf(settings)).slice(0, -1);
  const add = (more: string) => {
    text += more;
    if (text.length < PIECE) return;
    io.stdout(text);
    text = '';
  };
  const row = (i: number) => JSON.stringify(Array.from(store.row(i)));
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
  readonly first: readonly [ReadEvents, ReadEvents];
}

/** The values become the result, or are made into it; then nothing but the result is left. */
async function finish(
  io: Io,
  pool: ComputePool,
  output: Unfinished<(typeof FORMATS)[number], TileRow>,
  { grid, list, settings, constants, first: [a, b] }: Finish,
): Promise<void> {
  const { format, path, partial, writing } = output;
  const held = valuesPath(partial);
  if (format === 'npy') writing(() => renameSync(held, path));
  else {
    const { rows, columns, symmetric } = grid;
    const { beta, R, normalise, center, method } = settings;
    const work: PairTableWork = {
      matrix: { kind: 'file', path: held, start: HEADER_BYTES },
      rows,
      columns,
      symmetric,
      pairs: list,
      first: [a.range.first, b.range.first],
      table: {
        unit: normalise ? undefined : 'GeV',
        constants: [
          { name: 'beta', value: beta },
          { name: 'R', unit: 'rad', value: R },
          { name: 'normalise', value: normalise },
          { name: 'center', value: center },
          ...(method === 'exact' ? [] : [{ name: 'method', value: method }]),
          ...Object.entries(constants).map(([name, value]) => ({ name, value })),
        ],
      },
      format,
      path,
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

interface Plotted {
  readonly grid: Grid;
  readonly pairs: Pairs;
  readonly sides: readonly { readonly file: string; readonly hash: string }[];
  readonly center: boolean;
}

/** The events that are in some pair, without a shape: one picture each. */
async function plot(
  pool: ComputePool,
  io: Io,
  folder: string | undefined,
  { grid, pairs, sides, center }: Plotted,
): Promise<void> {
  if (folder === undefined) return;
  const all = (count: number) => Array.from({ length: count }, (_, i) => i);
  const a = pairs ? pairs.map(([i]) => i) : all(grid.rows);
  const b = pairs ? pairs.map(([, j]) => j) : all(grid.columns);
  for (const [i, { file, hash }] of sides.entries()) {
    const plots = await createPlots(io, pool, folder, file, hash);
    const events = sides.length === 1 ? [...a, ...b].sort((x, y) => x - y) : i === 0 ? a : b;
    for (const event of new Set(events)) await plots?.drawEvent(i === 0 ? 'A' : 'B', event, center);
  }
}
