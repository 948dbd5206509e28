// ringside compare FILE --shape EXPR --jets ALGORITHM:R: each event's best shape beside its jets, streamed over the threads.

import type { BesideRange, EventRange, RangeSelection } from '../../../workers/entry/tasks.ts';
import type { Beside } from '../../contract/beside.ts';
import { SEARCHES } from '../../contract/fit.ts';
import type { AnyJetRequest } from '../../contract/jets.ts';
import { besideRange, besideTable, createCompute, isBeside, RANGE_EVENTS } from '../../service/batch.ts';
import {
  choiceOption,
  circleOption,
  integerOption,
  numberOption,
  placeOption,
  rangeOption,
  readArguments,
} from '../arguments.ts';
import { besideText } from '../beside-text.ts';
import { CUTS, cutFacts, cutsOption } from '../cut-options.ts';
import { gather } from '../gather.ts';
import { type Io, usage } from '../io.ts';
import { interrupted, type Output, openOutput } from '../output.ts';
import { ownShapes } from '../own-shapes.ts';
import { tellProblems } from '../problems.ts';
import { namedSource } from '../source.ts';
import { hashOf, PIECE_EVENTS, type Streamed } from '../stream.ts';

const MAX_NUMBER = Number.MAX_SAFE_INTEGER;

const OPTIONS = {
  json: 'flag',
  shape: 'value',
  shapes: 'value',
  jets: 'value',
  within: 'value',
  event: 'value',
  events: 'value',
  select: 'value',
  at: 'value',
  search: 'value',
  seed: 'value',
  ...CUTS,
  columns: 'value',
  threads: 'value',
  out: 'value',
  resume: 'flag',
} as const;

export async function compare(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('compare', argv, OPTIONS);
  if (files.length !== 1) {
    throw usage(`compare needs one FILE, ${files.length} are given`, 'See ringside compare --help.');
  }
  if (values.shape === undefined) throw usage('compare needs --shape', "For example --shape '3*point'.");
  if (values.jets === undefined) throw usage('compare needs --jets', 'For example --jets antikt:0.4.');
  const events = eventsOption(values);
  const selection: RangeSelection = circleOption(values.select) ?? { kind: 'all' };
  const at = placeOption(values.at);
  const search = choiceOption('search', values.search, SEARCHES, 'thorough');
  const seed = integerOption('seed', values.seed, 1, 0, MAX_NUMBER);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  const cuts = cutsOption(values);
  const own = await ownShapes(io, values.shapes);
  const pool = createCompute(io.workerPath, threads, { shapes: own.files });
  let output: Output<Beside> | null = null;
  try {
    const named = await namedSource(io, pool, files[0], { cuts });
    const definition = values.jets;
    const asked = { text: definition, groom: null };
    const request = await pool.run('jetRequest', asked, { lane: 'batch', signal: io.signal });
    const shapes = await pool.run('shapes', { text: values.shape }, { lane: 'files' });
    if (shapes.length !== 1) throw usage(`--shape is ${values.shape}, allowed is one expression`);
    const within = withinOption(values.within, request);
    const hash = await hashOf(pool, io, named, values.out !== undefined, values.resume);
    const columns = values.columns ?? null;
    const fitting = { shape: shapes[0], selection, ...(at ? { at } : {}), search, seed };
    const work = {
      ...fitting,
      jets: definition,
      within,
      ...cutFacts(cuts),
      columns,
      collection: named.collection,
    };
    const described = {
      command: 'compare',
      sha256: hash,
      events,
      ...work,
      ...own.described,
      version: io.version,
    };
    output = await openOutput(io, values, described, isBeside);
    const found = await compareAll({
      io,
      pool,
      threads,
      named,
      events,
      columns,
      ...fitting,
      request,
      within,
      output,
    });
    const source = { file: named.name, ...cutFacts(cuts), hash, version: io.version };
    const told = { shape: shapes[0], definition, within };
    await output?.finish(besideTable(found, told, source), pool);
    if (values.json) {
      io.stdout(
        `${JSON.stringify({ ...cutFacts(cuts), shape: shapes[0], jets: definition, within, events: found })}\n`,
      );
    } else if (values.out) {
      io.stdout(`${values.out}: ${found.reduce((sum, { rows }) => sum + rows.length, 0)} rows\n`);
    } else io.stdout(besideText(found));
    return found.length > 0 && found.every(({ emd }) => emd === null) ? 1 : 0;
  } catch (error) {
    throw interrupted('compare', io, output, error);
  } finally {
    output?.close();
    await pool.close();
  }
}

/** `--event k` is `--events k:k+1`. */
function eventsOption({ event, events }: { readonly event?: string; readonly events?: string }) {
  if (event === undefined) return rangeOption(events);
  if (events !== undefined) throw usage(`--event is ${event} and --events ${events}, allowed is one of them`);
  const one = integerOption('event', event, 0, 0, MAX_NUMBER - 1);
  return [one, one + 1] as const;
}

/** Default: the jets' radius; Durham's have none, and a part may be 1 away. */
function withinOption(text: string | undefined, { algorithm, R }: AnyJetRequest): number {
  return numberOption(
    'within',
    text,
    algorithm === 'eekt' ? 1 : R,
    'a number > 0 (rad)',
    (value) => value > 0,
  );
}

interface CompareAll extends Streamed, Omit<BesideRange, keyof EventRange> {
  readonly output: Output<Beside> | null;
}

/** In the order of the events; what an interrupted run has left is among them. */
async function compareAll(given: CompareAll): Promise<readonly Beside[]> {
  const { io, pool, shape, selection, at, search, seed, request, within } = given;
  const stream = { ...given, doing: 'comparing', piece: PIECE_EVENTS, range: RANGE_EVENTS };
  const { events, problems } = await gather(stream, (range, hooks) =>
    besideRange(pool, { ...range, shape, selection, at, search, seed, request, within }, hooks),
  );
  tellProblems(io, problems, 'events that could not be compared');
  return events;
}
