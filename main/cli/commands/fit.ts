// ringside fit FILE --shape EXPR…: the best shape for each event, streamed over the threads.

import type { EventRange, FitRange, FittedRow, RangeSelection } from '../../../workers/entry/tasks.ts';
import { RingsideError } from '../../contract/errors.ts';
import { SEARCHES, SOLVERS, type Solver } from '../../contract/fit.ts';
import { DEFAULT_REPLICAS, MOST_REPLICAS } from '../../contract/intervals.ts';
import { createCompute, fitRange, fitTable, isFittedRow, RANGE_EVENTS } from '../../service/batch.ts';
import {
  choiceOption,
  circleOption,
  integerOption,
  placeOption,
  rangeOption,
  readArguments,
} from '../arguments.ts';
import { CUTS, cutFacts, cutsOption } from '../cut-options.ts';
import { fitText, problemText } from '../fit-text.ts';
import { FRAME, frameAsked, framed } from '../frame-options.ts';
import { type Io, usage } from '../io.ts';
import { inWords, jetsAsked, type Numbering, OF_JETS, refuseBoth } from '../of-jets.ts';
import { interrupted, type Output, openOutput } from '../output.ts';
import { ownShapes } from '../own-shapes.ts';
import { createPlots, type Plots } from '../plots.ts';
import { resolutionOption } from '../resolution.ts';
import { namedSource } from '../source.ts';
import { hashOf, PIECE_EVENTS, type Stream, type Streamed, streamRanges } from '../stream.ts';

const MAX_SEED = Number.MAX_SAFE_INTEGER;

const OPTIONS = {
  json: 'flag',
  shape: 'value',
  events: 'value',
  ...OF_JETS,
  ...FRAME,
  select: 'value',
  at: 'value',
  solver: 'value',
  search: 'value',
  continuous: 'flag',
  intervals: 'flag',
  replicas: 'value',
  resolution: 'value',
  seed: 'value',
  ...CUTS,
  columns: 'value',
  threads: 'value',
  shapes: 'value',
  out: 'value',
  resume: 'flag',
  plot: 'value',
} as const;

export async function fit(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('fit', argv, OPTIONS);
  if (files.length !== 1)
    throw usage(`fit needs one FILE, ${files.length} are given`, 'See ringside fit --help.');
  if (values.shape === undefined) throw usage('fit needs --shape', 'For example --shape ring,ellipse.');
  refuseBoth(values);
  const solver = solverOption(values.solver);
  const search = choiceOption('search', values.search, SEARCHES, 'thorough');
  const events = rangeOption(values.events);
  const selection: RangeSelection = circleOption(values.select) ?? { kind: 'all' };
  const at = placeOption(values.at);
  const seed = integerOption('seed', values.seed, 1, 0, MAX_SEED);
  const intervals = intervalsOption(values);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  const cuts = cutsOption(values);
  const own = await ownShapes(io, values.shapes);
  const pool = createCompute(io.workerPath, threads, { shapes: own.files });
  let output: Output<readonly FittedRow[]> | null = null;
  try {
    const jets = await jetsAsked(io, pool, values.jets);
    const frame = await frameAsked(io, pool, values);
    const named = await namedSource(io, pool, files[0], { cuts, jets });
    const shapes = await pool.run('shapes', { text: values.shape }, { lane: 'files' });
    const hash = await hashOf(pool, io, named, (values.out ?? values.plot) !== undefined, values.resume);
    const work = {
      shapes,
      ...framed(frame),
      selection,
      ...(at ? { at } : {}),
      ...(solver === 'exact' ? {} : { solver }),
      ...(search === 'thorough' ? {} : { search }),
      ...(values.continuous ? { continuous: true } : {}),
      ...(intervals ? { intervals } : {}),
      seed,
      columns: values.columns ?? null,
      collection: named.collection,
    };
    const described = {
      command: 'fit',
      sha256: hash,
      events,
      ...cutFacts(cuts),
      ...(values.jets === undefined ? {} : { jets: values.jets }),
      ...work,
      ...own.described,
      version: io.version,
    };
    output = await openOutput(io, values, described, areRows);
    const plots = await createPlots(io, pool, values.plot, named.name, hash, frame, cuts);
    const fitted = await fitAll({ io, pool, threads, named, events, output, plots, ...work });
    const order = new Map(shapes.map((shape, place) => [shape, place]));
    fitted.rows.sort((a, b) => a.event - b.event || (order.get(a.shape) ?? 0) - (order.get(b.shape) ?? 0));
    const rows = fitted.rows.map((row) => ({ ...row, of: fitted.numbers.ofJet(row.event) }));
    const source = {
      file: named.name,
      ...cutFacts(cuts),
      jets: values.jets,
      frame: frame ? values.frame : undefined,
      hash,
      version: io.version,
    };
    await output?.finish(fitTable(rows, source), pool);
    report(io, rows, values, { ...cutFacts(cuts), ...framed(frame && values.frame) });
    return rows.length > 0 && rows.every(({ result }) => result === null) ? 1 : 0;
  } catch (error) {
    throw interrupted('fit', io, output, error);
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

interface FitAll extends Streamed, Omit<FitRange, keyof EventRange> {
  readonly output: Output<readonly FittedRow[]> | null;
  readonly plots: Plots | null;
}

/** Rows come in any order, with numbers as they were read; what an interrupted run has left comes first. */
async function fitAll(given: FitAll): Promise<{ rows: FittedRow[]; numbers: Numbering }> {
  const { pool, shapes, frame, selection, at, seed, solver, search, continuous, intervals, output, plots } =
    given;
  const rows: FittedRow[] = output ? output.earlier.flat() : [];
  const done = new Set(rows.map(({ event }) => event));
  const stream: Stream = {
    ...given,
    doing: 'fitting',
    piece: PIECE_EVENTS,
    range: RANGE_EVENTS,
    done,
    count: () => done.size,
  };
  const numbers = await streamRanges(stream, async (range, signal, further, numbers) => {
    const fitted: FittedRow[] = [];
    const onEvent = (more: readonly FittedRow[]) => {
      output?.append([more]);
      fitted.push(...more);
      rows.push(...more);
      done.add(more[0].event);
      further();
    };
    const work = { ...range, shapes, frame, selection, at, seed, solver, search, continuous, intervals };
    const nameOf = (event: number) => inWords(numbers.of(event));
    await fitRange(pool, work, { signal, onEvent, nameOf });
    await plots?.draw(range.key, fitted, { selection, at }, numbers, signal);
  });
  return { rows, numbers };
}

function report(
  io: Io,
  rows: readonly FittedRow[],
  values: { readonly json?: boolean; readonly out?: string },
  facts: { readonly cuts?: string; readonly frame?: string },
): void {
  const problems = rows.flatMap(({ event, of, shape, problem }) =>
    problem === null ? [] : [{ event, ...of, shape, problem }],
  );
  io.stderr(problemText(problems));
  if (values.json) {
    // Event and jet stand first.
    const results = rows.flatMap(({ of, result }) => (result === null ? [] : [{ ...of, ...result, ...of }]));
    io.stdout(`${JSON.stringify({ ...facts, results, ...(problems.length > 0 ? { problems } : {}) })}\n`);
  } else if (values.out) io.stdout(`${values.out}: ${rows.length} rows\n`);
  else io.stdout(fitText(rows));
}
