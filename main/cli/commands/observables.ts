// ringside observables FILE --names …: numbers of each event, streamed over the threads.

import type { RangeSelection } from '../../../workers/entry/tasks.ts';
import type { Frame } from '../../../workers/frames/index.ts';
import { RingsideError } from '../../contract/errors.ts';
import type { FrameRequest, FrameRows, ObservableInfo } from '../../contract/observables.ts';
import {
  type ComputePool,
  constantsOf,
  createCompute,
  isRangeRow,
  type RangeRow,
} from '../../service/batch.ts';
import { circleOption, integerOption, rangeOption, readArguments } from '../arguments.ts';
import { type Io, usage } from '../io.ts';
import { observeFile } from '../observe.ts';
import { familyText, observableText, writeDocument } from '../observe-text.ts';
import { type Output, openOutput } from '../output.ts';
import { namedSource } from '../source.ts';
import { hashOf } from '../stream.ts';
import { textTable } from '../text-table.ts';

const OPTIONS = {
  json: 'flag',
  names: 'value',
  list: 'flag',
  jets: 'value',
  events: 'value',
  select: 'value',
  where: 'value',
  sort: 'value',
  descending: 'flag',
  seed: 'value',
  columns: 'value',
  threads: 'value',
  out: 'value',
  resume: 'flag',
} as const;
const MAX_SEED = Number.MAX_SAFE_INTEGER;
/** The table's name where a condition has a SELECT of its own in it. */
const SQL_NAME = 'events';

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>['values'];

export async function observables(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('observables', argv, OPTIONS);
  if (values.jets !== undefined) {
    throw new RingsideError('unsupported', `--jets is ${values.jets}: clustering comes with a later version`);
  }
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  const pool = createCompute(io.workerPath, threads);
  try {
    if (values.list) return await list(io, pool, files, values);
    if (files.length !== 1) {
      throw usage(
        `observables needs one FILE, ${files.length} are given`,
        'See ringside observables --help.',
      );
    }
    return await table(io, pool, threads, files[0], values);
  } finally {
    await pool.close();
  }
}

async function list(io: Io, pool: ComputePool, files: readonly string[], values: Values): Promise<number> {
  if (files.length > 0) throw usage(`observables --list needs no FILE, ${files[0]} is given`);
  const known = await pool.run('observables', { names: values.names ?? null }, { lane: 'batch' });
  const families = values.names === undefined ? await pool.run('families', {}, { lane: 'batch' }) : [];
  if (values.json) io.stdout(`${JSON.stringify({ observables: known, families })}\n`);
  else io.stdout(observableText(known) + familyText(families));
  return 0;
}

async function table(
  io: Io,
  pool: ComputePool,
  threads: number,
  file: string,
  values: Values,
): Promise<number> {
  if (values.names === undefined) {
    throw usage('observables needs --names', 'For example --names mass,tau21; --list tells which there are.');
  }
  if (values.descending && values.sort === undefined)
    throw usage('--descending needs --sort, it is not given');
  const events = rangeOption(values.events);
  const selection: RangeSelection = circleOption(values.select) ?? { kind: 'all' };
  const seed = integerOption('seed', values.seed, 1, 0, MAX_SEED);
  const named = await namedSource(io, file);
  let output: Output<RangeRow> | null = null;
  try {
    const known = await pool.run(
      'observables',
      { names: values.names },
      { lane: 'batch', signal: io.signal },
    );
    const names = ['event', ...known.map(({ name }) => name)];
    const order = orderOf(values, names);
    await checkCondition(io, pool, names, values.where);
    const hash = await hashOf(pool, io, named, values.out !== undefined, values.resume);
    const work = { names: names.slice(1), selection, seed, columns: values.columns ?? null };
    const { collection } = named;
    const described = {
      command: 'observables',
      sha256: hash,
      events,
      ...work,
      collection,
      version: io.version,
    };
    output = await openOutput(io, values, described, isRangeRow);
    const columns = values.columns ?? null;
    const given = { io, pool, threads, named, events, columns, observables: known, selection, seed, output };
    const shared = (await observeFile(given)).shared();
    const frame = { ...shared, sqlName: SQL_NAME, names };
    const question = { where: values.where ?? null, order };
    const count = output
      ? await write(
          io,
          pool,
          output,
          frame,
          question,
          known,
          constantsOf({ file: named.name, seed }, hash, io.version),
        )
      : 0;
    if (values.json || !values.out) await show(io, pool, frame, question, known, values.json === true);
    else io.stdout(`${values.out}: ${count} rows\n`);
    return 0;
  } catch (error) {
    if (output && io.signal.aborted) {
      throw new RingsideError(
        'cancelled',
        'observables: interrupted',
        `${values.out} goes on with --resume.`,
      );
    }
    throw error;
  } finally {
    output?.close();
  }
}

/** Before the work: what is wrong with a condition shows on a table without rows. */
async function checkCondition(
  io: Io,
  pool: ComputePool,
  names: readonly string[],
  where?: string,
): Promise<void> {
  if (where === undefined) return;
  const frame = {
    key: 'none',
    sqlName: SQL_NAME,
    names,
    rows: 0,
    columns: names.map(() => new Float64Array(0)),
  };
  const request = { columns: [], where, order: null, first: 0, count: 0 };
  await pool.run('frameSelect', { frame, request }, { lane: 'frames', signal: io.signal });
}

function orderOf({ sort, descending = false }: Values, names: readonly string[]): FrameRequest['order'] {
  if (sort === undefined) return null;
  if (!names.includes(sort)) throw usage(`--sort is ${sort}, allowed are ${names.join(', ')}`);
  return { column: sort, descending };
}

type Question = Pick<FrameRequest, 'where' | 'order'>;

async function write(
  io: Io,
  pool: ComputePool,
  output: Output<RangeRow>,
  frame: Frame,
  question: Question,
  known: readonly ObservableInfo[],
  constants: ReturnType<typeof constantsOf>,
): Promise<number> {
  const units = ['', ...known.map(({ unit }) => unit)];
  const work = { frame, ...question, units, constants, format: output.format };
  const { bytes, rows } = await pool.run('frameTable', work, { lane: 'frames', signal: io.signal });
  await output.write(bytes);
  return rows;
}

async function show(
  io: Io,
  pool: ComputePool,
  frame: Frame,
  question: Question,
  known: readonly ObservableInfo[],
  json: boolean,
): Promise<void> {
  const request = { columns: frame.names, ...question, first: 0, count: frame.rows };
  const found: FrameRows = await pool.run(
    'frameSelect',
    { frame, request },
    { lane: 'frames', signal: io.signal },
  );
  if (json) {
    writeDocument(io, frame.names, found.columns);
    return;
  }
  const headings = ['event', ...known.map(({ name, unit }) => (unit ? `${name} [${unit}]` : name))];
  const rows = Array.from(found.events, (_, row) => found.columns.map((values) => values[row]));
  io.stdout(textTable(headings, rows));
}
