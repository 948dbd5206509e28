// ringside observables FILE --names …: numbers of each event, streamed over the threads.

import type { RangeSelection } from '../../../workers/entry/tasks.ts';
import type { FrameRequest } from '../../contract/observables.ts';
import {
  type ComputePool,
  constantsOf,
  createCompute,
  isRangeRow,
  type RangeRow,
} from '../../service/batch.ts';
import { circleOption, integerOption, rangeOption, readArguments } from '../arguments.ts';
import { CUTS, captionName, cutFacts, cutsOption } from '../cut-options.ts';
import { FRAME, frameAsked, framed } from '../frame-options.ts';
import { type Io, usage } from '../io.ts';
import { observeFile } from '../observe.ts';
import { type Answer, checkCondition, drawHistograms, readRows, tableBytes } from '../observe-answer.ts';
import { familyText, observableText, rowsText, writeDocument } from '../observe-text.ts';
import { jetsAsked, keyNames, OF_JETS, refuseBoth } from '../of-jets.ts';
import { interrupted, type Output, openOutput } from '../output.ts';
import { createPlots } from '../plots.ts';
import { namedSource } from '../source.ts';
import { hashOf } from '../stream.ts';

const OPTIONS = {
  json: 'flag',
  names: 'value',
  list: 'flag',
  ...OF_JETS,
  ...FRAME,
  events: 'value',
  select: 'value',
  where: 'value',
  sort: 'value',
  descending: 'flag',
  seed: 'value',
  ...CUTS,
  columns: 'value',
  threads: 'value',
  out: 'value',
  resume: 'flag',
  plot: 'value',
} as const;
const MAX_SEED = Number.MAX_SAFE_INTEGER;

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>['values'];

export async function observables(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('observables', argv, OPTIONS);
  refuseBoth(values);
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
  const events = rangeOption(values.events);
  const selection: RangeSelection = circleOption(values.select) ?? { kind: 'all' };
  const seed = integerOption('seed', values.seed, 1, 0, MAX_SEED);
  const cuts = cutsOption(values);
  let output: Output<RangeRow> | null = null;
  try {
    const asked = { names: values.names };
    const known = await pool.run('observables', asked, { lane: 'batch', signal: io.signal });
    const names = known.map(({ name }) => name);
    const jets = await jetsAsked(io, pool, values.jets);
    const frame = await frameAsked(io, pool, values);
    const named = await namedSource(io, pool, file, { cuts, jets });
    const all = [...keyNames(jets), ...names];
    const order = orderOf(values, all);
    const where = values.where ?? null;
    await checkCondition(io, pool, all, where);
    const hash = await hashOf(pool, io, named, (values.out ?? values.plot) !== undefined, values.resume);
    const columns = values.columns ?? null;
    const { collection } = named;
    const of = { ...cutFacts(cuts), ...(jets ? { jets: values.jets } : {}), ...framed(frame) };
    const work = { names, ...of, selection, seed, columns, collection };
    const described = { command: 'observables', sha256: hash, events, ...work, version: io.version };
    output = await openOutput(io, values, described, isRangeRow);
    const plots = await createPlots(io, pool, values.plot, named.name, hash, frame, cuts);
    const asking = { observables: known, ...framed(frame), selection, seed };
    const found = await observeFile({ io, pool, threads, named, events, columns, output, plots, ...asking });
    const { keys, rows } = found;
    const answer: Answer = { io, pool, keys, known, rows, where, order };
    if (plots) await drawHistograms(answer, plots, captionName(named.name, cuts), hash);
    if (output) {
      const constants = [
        ...(values.jets === undefined ? [] : [{ name: 'jets', value: values.jets }]),
        ...(frame && values.frame !== undefined ? [{ name: 'frame', value: values.frame }] : []),
        ...constantsOf({ file: named.name, ...cutFacts(cuts), seed }, hash, io.version),
      ];
      const { bytes, rows: written } = await tableBytes(answer, constants, output.format);
      await output.write(bytes);
      if (!values.json) io.stdout(`${values.out}: ${written} rows\n`);
    }
    if (values.json) writeDocument(io, all, (await readRows(answer)).columns, cutFacts(cuts));
    else if (!output) io.stdout(rowsText(keys, known, (await readRows(answer)).columns));
    return 0;
  } catch (error) {
    throw interrupted('observables', io, output, error);
  } finally {
    output?.close();
  }
}

function orderOf({ sort, descending = false }: Values, names: readonly string[]): FrameRequest['order'] {
  if (sort === undefined) {
    if (descending) throw usage('--descending needs --sort, it is not given');
    return null;
  }
  if (!names.includes(sort)) throw usage(`--sort is ${sort}, allowed are ${names.join(', ')}`);
  return { column: sort, descending };
}
