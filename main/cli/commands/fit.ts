// ringside fit FILE --shape EXPR…: the best shape for each event, streamed over the threads.

import type { EventColumns } from '../../../workers/core/events.ts';
import type { FitRange, FittedRow, RangeSelection } from '../../../workers/entry/tasks.ts';
import { RingsideError } from '../../contract/errors.ts';
import { SOLVERS, type Solver } from '../../contract/fit.ts';
import { DEFAULT_REPLICAS, MOST_REPLICAS } from '../../contract/intervals.ts';
import {
  type ComputePool,
  createCompute,
  fitRange,
  fitTable,
  isFittedRow,
  rangesOf,
} from '../../service/batch.ts';
import {
  choiceOption,
  circleOption,
  integerOption,
  placeOption,
  rangeOption,
  readArguments,
} from '../arguments.ts';
import { fitText, problemText } from '../fit-text.ts';
import { createGate } from '../gate.ts';
import { type Io, usage } from '../io.ts';
import { type Output, openOutput } from '../output.ts';
import { createPlots, type Plots } from '../plots.ts';
import { createProgress } from '../progress.ts';
import { resolutionOption } from '../resolution.ts';
import { type NamedSource, namedSource, readSpec } from '../source.ts';

/** Events of one piece of the file: some MB at most. */
const CHUNK_EVENTS = 512;
/** Ranges that may wait for a thread, a thread: enough that none is idle, few enough that memory stays small. */
const RANGES_AHEAD = 4;
/** Milliseconds of fitting after which the events are counted, so that the time left can be told. */
const COUNT_AFTER = 400;
const MAX_SEED = Number.MAX_SAFE_INTEGER;

const OPTIONS = {
  json: 'flag',
  shape: 'value',
  events: 'value',
  select: 'value',
  at: 'value',
  solver: 'value',
  continuous: 'flag',
  intervals: 'flag',
  replicas: 'value',
  resolution: 'value',
  seed: 'value',
  columns: 'value',
  threads: 'value',
  out: 'value',
  resume: 'flag',
  plot: 'value',
} as const;

export async function fit(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('fit', argv, OPTIONS);
  if (files.length !== 1)
    throw usage(`fit needs one FILE, ${files.length} are given`, 'See ringside fit --help.');
  if (values.shape === undefined) throw usage('fit needs --shape', 'For example --shape ring,ellipse.');
  const solver = solverOption(values.solver);
  const events = rangeOption(values.events);
  const selection: RangeSelection = circleOption(values.select) ?? { kind: 'all' };
  const at = placeOption(values.at);
  const seed = integerOption('seed', values.seed, 1, 0, MAX_SEED);
  const intervals = intervalsOption(values);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  const named = await namedSource(io, files[0]);
  const pool = createCompute(io.workerPath, threads);
  let output: Output<readonly FittedRow[]> | null = null;
  try {
    const shapes = await pool.run('shapes', { text: values.shape }, { lane: 'files' });
    const hash = await hashOf(
      pool,
      io,
      named,
      (values.out ?? values.plot) !== undefined,
      values.resume === true,
    );
    const work = {
      shapes,
      selection,
      ...(at ? { at } : {}),
      ...(solver === 'exact' ? {} : { solver }),
      ...(values.continuous ? { continuous: true } : {}),
      ...(intervals ? { intervals } : {}),
      seed,
      columns: values.columns ?? null,
      collection: named.collection,
    };
    const described = { command: 'fit', sha256: hash, events, ...work, version: io.version };
    output = await openOutput(io, values, described, areRows);
    const plots = await createPlots(io, pool, values.plot, named.name, hash);
    const rows = await fitAll({ io, pool, threads, named, events, output, plots, ...work });
    const order = new Map(shapes.map((shape, place) => [shape, place]));
    rows.sort((a, b) => a.event - b.event || (order.get(a.shape) ?? 0) - (order.get(b.shape) ?? 0));
    await output?.finish(fitTable(rows, { file: named.name, hash, version: io.version }), pool);
    report(io, rows, values);
    return rows.length > 0 && rows.every(({ result }) => result === null) ? 1 : 0;
  } catch (error) {
    if (output && io.signal.aborted) {
      throw new RingsideError('cancelled', 'fit: interrupted', `${values.out} goes on with --resume.`);
    }
    throw error;
  } finally {
    output?.close();
    await pool.close();
  }
}

const areRows = (value: unknown): value is readonly FittedRow[] =>
  Array.isArray(value) && value.every(isFittedRow);

function solverOption(text: string | undefined): Solver {
  if (text === 'neural') {
    const allowed = SOLVERS.join(', ');
    throw new RingsideError(
      'unsupported',
      `--solver is neural, which comes with a later version; allowed are ${allowed}`,
    );
  }
  return choiceOption('solver', text, SOLVERS, 'exact');
}

function intervalsOption(values: {
  readonly intervals?: boolean;
  readonly replicas?: string;
  readonly resolution?: string;
}): FitRange['intervals'] {
  if (!values.intervals) {
    for (const name of ['replicas', 'resolution'] as const) {
      if (values[name] !== undefined) throw usage(`--${name} needs --intervals, it is not given`);
    }
    return undefined;
  }
  return {
    replicas: integerOption('replicas', values.replicas, DEFAULT_REPLICAS, 2, MOST_REPLICAS),
    resolution: resolutionOption(values.resolution),
  };
}

/** The file's SHA-256 where a table or a caption will bear it; a pipe has none and cannot be resumed. */
async function hashOf(
  pool: ComputePool,
  io: Io,
  named: NamedSource,
  out: boolean,
  resume: boolean,
): Promise<string> {
  if (named.source.kind === 'stdin') {
    if (resume) throw usage('--resume needs a file, - is given');
    return '';
  }
  return out ? pool.run('hash', { path: named.source.path }, { lane: 'files', signal: io.signal }) : '';
}

interface FitAll {
  readonly io: Io;
  readonly pool: ComputePool;
  readonly threads: number;
  readonly named: NamedSource;
  readonly events: readonly [number, number] | null;
  readonly columns: string | null;
  readonly shapes: readonly string[];
  readonly selection: RangeSelection;
  readonly at?: readonly [number, number];
  readonly seed: number;
  readonly solver?: Solver;
  readonly continuous?: boolean;
  readonly intervals?: FitRange['intervals'];
  readonly output: Output<readonly FittedRow[]> | null;
  readonly plots: Plots | null;
}

/** One piece of the file after the other; its ranges go to whichever thread is free. Rows come in any order. */
async function fitAll(given: FitAll): Promise<FittedRow[]> {
  const { io, pool, named, shapes, selection, at, seed, solver, continuous, intervals, output, plots } =
    given;
  const rows: FittedRow[] = output ? output.earlier.flat() : [];
  const done = new Set(rows.map(({ event }) => event));
  const progress = createProgress(io, 'fitting', 'events');
  const gate = createGate(given.threads * RANGES_AHEAD, io.signal);
  const total = countLater(given);
  const onEvent = (more: readonly FittedRow[]) => {
    output?.append([more]);
    rows.push(...more);
    done.add(more[0].event);
    progress.update(done.size, total.events);
  };

  async function onPart(chunk: EventColumns): Promise<void> {
    const key = `events ${chunk.first}`;
    pool.share(key, chunk);
    const ends: Promise<void>[] = [];
    for (const [first, end] of rangesOf(chunk.first, chunk.first + chunk.events, done)) {
      const range = { key, first, end, shapes, selection, at, seed, solver, continuous, intervals };
      const { ended } = await gate.pass(async () => {
        const fitted: FittedRow[] = [];
        const hooks = {
          signal: gate.signal,
          onEvent: (more: readonly FittedRow[]) => fitted.push(...more) && onEvent(more),
        };
        await fitRange(pool, range, hooks);
        await plots?.draw(key, fitted, { selection, at }, gate.signal);
      });
      ends.push(ended);
    }
    void Promise.allSettled(ends).then(() => pool.unshare(key));
  }

  try {
    const spec = { ...readSpec(named, given.columns ?? undefined, given.events), chunkEvents: CHUNK_EVENTS };
    const info = await pool.run('stream', spec, { lane: 'files', signal: gate.signal, onPart });
    await gate.end();
    if (info.events === 0 && given.events !== null) {
      const [from, to] = given.events;
      throw usage(
        `--events is ${from}:${to === Number.MAX_SAFE_INTEGER ? '' : to}, ${named.name} has none of these events`,
      );
    }
    return rows;
  } catch (error) {
    throw gate.failure ?? error;
  } finally {
    total.stop();
    progress.end();
  }
}

/** How many events there are, found out on the side once the work turns out to take long. A pipe does not tell. */
function countLater({ io, pool, named, events, columns }: FitAll): {
  events: number | null;
  stop: () => void;
} {
  const abort = new AbortController();
  const stop = () => {
    clearTimeout(timer);
    abort.abort();
  };
  const total = { events: null as number | null, stop };
  const timer = setTimeout(() => {
    if (named.source.kind === 'stdin') return;
    pool
      .run('count', readSpec(named, columns ?? undefined, events), {
        lane: 'fit',
        signal: AbortSignal.any([abort.signal, io.signal]),
      })
      .then(
        (info) => {
          total.events = info.events;
        },
        () => undefined,
      );
  }, COUNT_AFTER);
  return total;
}

function report(
  io: Io,
  rows: readonly FittedRow[],
  values: { readonly json?: boolean; readonly out?: string },
): void {
  const problems = rows.flatMap(({ event, shape, problem }) =>
    problem === null ? [] : [{ event, shape, problem }],
  );
  io.stderr(problemText(problems));
  if (values.json) {
    const results = rows.flatMap(({ result }) => (result === null ? [] : [result]));
    io.stdout(`${JSON.stringify(problems.length > 0 ? { results, problems } : { results })}\n`);
  } else if (values.out) io.stdout(`${values.out}: ${rows.length} rows\n`);
  else io.stdout(fitText(rows));
}
