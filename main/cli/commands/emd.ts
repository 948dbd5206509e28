// ringside emd A [B]: distances between events, in tiles over the threads. With --out they need no memory: they go to a
// file as they come, which is the result (npy) or is made into it at the end.

import { existsSync } from 'node:fs';
import type { ParticleCuts } from '../../contract/cuts.ts';
import {
  type ComputePool,
  createCompute,
  type Grid,
  hasValues,
  isRecord,
  isTile,
  listGrid,
  matrixGrid,
  pairsOf,
  type Values,
} from '../../service/batch.ts';
import { integerOption, type PairSide, pairsOption, readArguments } from '../arguments.ts';
import { CUTS, cutFacts, cutsOption } from '../cut-options.ts';
import {
  countAll,
  DISTANCE_FORMATS,
  type DistanceOutput,
  finish,
  guarded,
  openValues,
  type Pairs,
  printJson,
  rowsOf,
  type TileRow,
  valuesPath,
} from '../distances.ts';
import { fillGrid, type ReadEvents, readEvents, warmUp } from '../fill.ts';
import { type Io, usage } from '../io.ts';
import { tellUndefined } from '../matrix.ts';
import { jetsAsked, keyNames, keysOf, OF_JETS } from '../of-jets.ts';
import { interrupted, openUnfinished } from '../output.ts';
import { createPlots, plotFolder } from '../plots.ts';
import { DISTANCE, distanceHeading, distanceOptions } from '../settings.ts';
import { textTable } from '../text-table.ts';

const OPTIONS = {
  json: 'flag',
  matrix: 'flag',
  pairs: 'value',
  ...OF_JETS,
  ...DISTANCE,
  method: 'value',
  ...CUTS,
  columns: 'value',
  threads: 'value',
  out: 'value',
  resume: 'flag',
  plot: 'value',
} as const;
/** Distances held in memory at once, where there is no file for them: 2 GiB. */
const HELD = 2 ** 28;
/** Distances of a table that people read. */
const PRINTED = 2 ** 20;
export async function emd(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('emd', argv, OPTIONS);
  if (files.length < 1 || files.length > 2) {
    throw usage(`emd needs one or two FILEs, ${files.length} are given`, 'See ringside emd --help.');
  }
  if (files[0] === '-' && files[1] === '-') throw usage('emd: - is given twice, stdin can be read once');
  if (values.matrix && values.pairs !== undefined)
    throw usage('--matrix and --pairs are both given, allowed is one');
  const settings = distanceOptions(values, values.method);
  const cuts = cutsOption(values);
  const given = pairsOption(values.pairs, values.jets !== undefined);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  // Not only once all distances are there.
  if (values.plot !== undefined) await plotFolder(io, values.plot);
  const pool = createCompute(io.workerPath, threads);
  warmUp(pool, threads, settings);
  let output: DistanceOutput | null = null;
  let store: Values | null = null;
  try {
    const how = { columns: values.columns, cuts, jets: await jetsAsked(io, pool, values.jets) };
    const a = await readEvents(pool, io, files[0], 'A', how);
    const b = files.length === 2 ? await readEvents(pool, io, files[1], 'B', how) : a;
    const sides = [a, b].slice(0, files.length);
    const pairs = given?.map(([i, j]) => [numberOf(i, a), numberOf(j, b)] as const) ?? null;
    const grid = gridOf(a.numbers.count, b.numbers.count, files.length === 1, pairs, values);
    const jets = how.jets === null ? [] : sides.map(allTold);
    const hashes = { sha256_a: a.opened.hash, sha256_b: b.opened.hash };
    output = await openUnfinished(io, values, {
      formats: DISTANCE_FORMATS,
      work: {
        command: 'emd',
        ...hashes,
        ...settings,
        pairs: values.pairs ?? null,
        ...cutFacts(cuts),
        ...(values.jets === undefined ? {} : { jets: values.jets }),
        columns: values.columns ?? null,
        version: io.version,
      },
      isRow: (row): row is TileRow => isRecord(row) && isTile(grid, row.block),
      usable: (partial) => hasValues(valuesPath(partial), grid),
      begun: (partial) => existsSync(valuesPath(partial)),
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
    await plot(pool, io, values.plot, { grid, pairs, files, sides, cuts, center: settings.center });
    tellUndefined(io, undefinedPairs, how.jets);
    if (values.json) printJson(io, { grid, pairs, settings, store, jets, facts: cutFacts(cuts) });
    if (output) {
      const constants = {
        ...cutFacts(cuts),
        ...(values.jets === undefined ? {} : { jets: values.jets }),
        file_a: files[0],
        file_b: files[1] ?? files[0],
        ...hashes,
        version: io.version,
      };
      store.close();
      await finish(io, pool, output, {
        grid,
        list,
        settings,
        constants,
        first: [a.range.first, b.range.first],
        jets,
      });
    }
    if (!values.json && values.out) io.stdout(`${values.out}: ${pairsOf(grid)} distances\n`);
    else if (!values.json) {
      const rows = [...rowsOf(grid, pairs, store)].map(([i, j, distance]) => {
        return [...keysOf(a.numbers.of(i)), ...keysOf(b.numbers.of(j)), distance];
      });
      const keys = [...keyNames(how.jets, ' of A'), ...keyNames(how.jets, ' of B')];
      io.stdout(textTable([...keys, distanceHeading(settings)], rows));
    }
    return 0;
  } catch (error) {
    throw interrupted('emd', io, output, error);
  } finally {
    output?.close();
    store?.close();
    await pool.close();
  }
}

/** What stands at each number. */
const allTold = ({ numbers }: ReadEvents) => Array.from({ length: numbers.count }, (_, k) => numbers.of(k));

function numberOf({ number, jet }: PairSide, { numbers }: ReadEvents): number {
  if (jet === null) return number;
  const found = numbers.find({ event: number, jet });
  if (found === null) throw usage(`--pairs has ${number}.${jet}, which is no jet of the file`);
  return found;
}

function gridOf(
  n: number,
  m: number,
  symmetric: boolean,
  pairs: Pairs,
  given: { readonly json?: boolean; readonly out?: string; readonly jets?: string },
): Grid {
  for (const [i, j] of pairs ?? []) {
    if (i < n && j < m) continue;
    const [count, which] = i >= n ? [n, 'first'] : [m, 'second'];
    const what = given.jets === undefined ? 'events' : 'jets';
    const events = count === 0 ? `none: it has no ${what}` : `${what} 0 to ${count - 1}`;
    throw usage(
      `--pairs has ${i}:${j}, allowed of the ${symmetric ? 'file' : `${which} file`} are ${events}`,
    );
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

interface Plotted {
  readonly grid: Grid;
  readonly pairs: Pairs;
  readonly files: readonly string[];
  readonly sides: readonly ReadEvents[];
  readonly cuts: ParticleCuts | null;
  readonly center: boolean;
}

/** The events that are in some pair, without a shape: one picture each. */
async function plot(
  pool: ComputePool,
  io: Io,
  folder: string | undefined,
  { grid, pairs, files, sides, cuts, center }: Plotted,
): Promise<void> {
  if (folder === undefined) return;
  const all = (count: number) => Array.from({ length: count }, (_, i) => i);
  const a = pairs ? pairs.map(([i]) => i) : all(grid.rows);
  const b = pairs ? pairs.map(([, j]) => j) : all(grid.columns);
  for (const [i, { opened, numbers }] of sides.entries()) {
    const plots = await createPlots(io, pool, folder, files[i], opened.hash, null, cuts);
    const events = sides.length === 1 ? [...a, ...b].sort((x, y) => x - y) : i === 0 ? a : b;
    for (const event of new Set(events)) {
      await plots?.drawEvent(i === 0 ? 'A' : 'B', event, center, numbers);
    }
  }
}
