// ringside emd A [B]: distances between events, in blocks over the threads.

import type { OpenedFile } from '../../../workers/entry/tasks.ts';
import { RingsideError } from '../../contract/errors.ts';
import { type ComputePool, createCompute, spread } from '../../service/batch.ts';
import { integerOption, numberOption, pairsOption, readArguments } from '../arguments.ts';
import { Distances, type EmdBlockRow, emdTable, isBlock } from '../distances.ts';
import { type Io, usage } from '../io.ts';
import { type Output, openOutput } from '../output.ts';
import { createPlots } from '../plots.ts';
import { createProgress } from '../progress.ts';
import { namedSource, readSpec } from '../source.ts';
import { textTable } from '../text-table.ts';

const OPTIONS = {
  json: 'flag',
  matrix: 'flag',
  pairs: 'value',
  center: 'flag',
  beta: 'value',
  R: 'value',
  'no-normalise': 'flag',
  columns: 'value',
  threads: 'value',
  out: 'value',
  resume: 'flag',
  plot: 'value',
} as const;
const MB = 1e-6;

export async function emd(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('emd', argv, OPTIONS);
  if (files.length < 1 || files.length > 2) {
    throw usage(`emd needs one or two FILEs, ${files.length} are given`, 'See ringside emd --help.');
  }
  if (files[0] === '-' && files[1] === '-') throw usage('emd: - is given twice, stdin can be read once');
  if (values.matrix && values.pairs !== undefined)
    throw usage('--matrix and --pairs are both given, allowed is one');
  const beta = numberOption('beta', values.beta, 1, '0 < beta ≤ 2', (value) => value > 0 && value <= 2);
  const R = numberOption('R', values.R, 1, 'R > 0 (rad)', (value) => value > 0);
  const settings = { beta, R, normalise: !values['no-normalise'], center: values.center === true };
  const pairs = pairsOption(values.pairs);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  const pool = createCompute(io.workerPath, threads);
  let output: Output<EmdBlockRow> | null = null;
  try {
    const a = await read(pool, io, files[0], values.columns, 'A');
    const b = files.length === 2 ? await read(pool, io, files[1], values.columns, 'B') : a;
    const distances = new Distances(a.info.events, b.info.events, files.length === 1, pairs);
    const hashes = { sha256_a: a.hash, sha256_b: b.hash };
    const work = {
      command: 'emd',
      ...hashes,
      ...settings,
      pairs: values.pairs ?? null,
      columns: values.columns ?? null,
    };
    output = await openOutput(io, values, { ...work, version: io.version }, isBlock);
    for (const { block, emd } of output?.earlier ?? [])
      distances.fill(
        block,
        Float64Array.from(emd, (one) => one ?? Number.NaN),
      );
    await fill(pool, io, threads, distances, settings, b === a ? 'A' : 'B', output);
    const names = { file_a: files[0], file_b: files[1] ?? files[0] };
    await output?.finish(emdTable(distances, settings, { ...names, ...hashes, version: io.version }), pool);
    const sides = [a, b].slice(0, files.length).map(({ hash }, i) => ({ file: files[i], hash }));
    await plot(pool, io, values.plot, distances, sides, settings.center);
    report(io, distances, settings, values);
    return 0;
  } catch (error) {
    if (output && io.signal.aborted) {
      throw new RingsideError('cancelled', 'emd: interrupted', `${values.out} goes on with --resume.`);
    }
    throw error;
  } finally {
    output?.close();
    await pool.close();
  }
}

async function read(
  pool: ComputePool,
  io: Io,
  file: string,
  columns: string | undefined,
  key: 'A' | 'B',
): Promise<OpenedFile> {
  const progress = createProgress(io, `reading ${file}`, 'MB', MB);
  const spec = readSpec(await namedSource(io, file), columns);
  const opened = await pool.run('read', spec, {
    lane: 'files',
    signal: io.signal,
    onProgress: progress.update,
  });
  progress.end();
  pool.share(key, opened.columns);
  return opened;
}

async function fill(
  pool: ComputePool,
  io: Io,
  threads: number,
  distances: Distances,
  settings: { beta: number; R: number; normalise: boolean; center: boolean },
  b: string,
  output: Output<EmdBlockRow> | null,
): Promise<void> {
  const progress = createProgress(io, 'distances', 'pairs');
  await spread(distances.missing(), 2 * threads, async ({ block, pairs }) => {
    const input = { a: 'A', b, pairs, ...settings };
    const values = await pool.run('emdBlock', input, { lane: 'batch', uses: ['A', b], signal: io.signal });
    distances.fill(block, values);
    // JSON has no NaN: null stands for a distance that is not defined.
    output?.append([{ block, emd: Array.from(values) }]);
    progress.update(distances.done, distances.total);
  });
  progress.end();
}

/** The events that are in some pair, without a shape: one picture each. */
async function plot(
  pool: ComputePool,
  io: Io,
  folder: string | undefined,
  distances: Distances,
  sides: readonly { readonly file: string; readonly hash: string }[],
  center: boolean,
): Promise<void> {
  const { a, b, both } = distances.events();
  for (const [i, { file, hash }] of sides.entries()) {
    const plots = await createPlots(io, pool, folder, file, hash);
    const events = sides.length === 1 ? both : i === 0 ? a : b;
    for (const event of events) await plots?.drawEvent(i === 0 ? 'A' : 'B', event, center);
  }
}

function report(
  io: Io,
  distances: Distances,
  settings: { beta: number; R: number; normalise: boolean; center: boolean },
  values: { readonly json?: boolean; readonly out?: string },
): void {
  if (distances.undefinedPairs > 0) {
    io.stderr(
      `ringside: ${distances.undefinedPairs} distances are not defined: an event without particles\n`,
    );
  }
  if (values.json) {
    // Row by row: a large matrix is longer than a string may be.
    io.stdout(JSON.stringify(settings).slice(0, -1));
    for (const piece of distances.json()) io.stdout(piece);
    io.stdout('}\n');
  } else if (values.out) {
    io.stdout(`${values.out}: ${distances.total} distances\n`);
  } else {
    const unit = settings.normalise
      ? settings.beta === 1 && settings.R === 1
        ? 'EMD [rad]'
        : 'EMD'
      : 'EMD [GeV]';
    io.stdout(textTable(['event of A', 'event of B', unit], [...distances.rows()]));
  }
}
