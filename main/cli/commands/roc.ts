// ringside roc A B --names …: which observable tells two samples apart best.

import type { RangeSelection } from '../../../workers/entry/tasks.ts';
import { type ComputePool, createCompute } from '../../service/batch.ts';
import { circleOption, integerOption, rangeOption, readArguments } from '../arguments.ts';
import { CUTS, captionName, cutFacts, cutsOption } from '../cut-options.ts';
import { FRAME, frameAsked, framed } from '../frame-options.ts';
import { type Io, usage } from '../io.ts';
import { observeFile } from '../observe.ts';
import { drawAll } from '../observe-charts.ts';
import { jetsAsked, OF_JETS, refuseBoth } from '../of-jets.ts';
import { createPlots } from '../plots.ts';
import { namedSource } from '../source.ts';
import { textTable } from '../text-table.ts';

const OPTIONS = {
  json: 'flag',
  names: 'value',
  events: 'value',
  ...OF_JETS,
  ...FRAME,
  select: 'value',
  seed: 'value',
  ...CUTS,
  columns: 'value',
  threads: 'value',
  plot: 'value',
} as const;
const MAX_SEED = Number.MAX_SAFE_INTEGER;

export async function roc(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('roc', argv, OPTIONS);
  if (files.length !== 2)
    throw usage(`roc needs two FILEs, ${files.length} are given`, 'See ringside roc --help.');
  if (files[0] === '-' && files[1] === '-') throw usage('roc: - is given twice, stdin can be read once');
  if (values.names === undefined) {
    throw usage(
      'roc needs --names',
      'For example --names mass,tau21; observables --list tells which there are.',
    );
  }
  refuseBoth(values);
  const events = rangeOption(values.events);
  const selection: RangeSelection = circleOption(values.select) ?? { kind: 'all' };
  const seed = integerOption('seed', values.seed, 1, 0, MAX_SEED);
  const cuts = cutsOption(values);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  const pool = createCompute(io.workerPath, threads);
  try {
    const known = await pool.run(
      'observables',
      { names: values.names },
      { lane: 'batch', signal: io.signal },
    );
    const jets = await jetsAsked(io, pool, values.jets);
    const frame = await frameAsked(io, pool, values);
    const names = known.map(({ name }) => name);
    const plots = await createPlots(io, pool, values.plot, '', '');
    const columns = values.columns ?? null;
    const given = {
      io,
      pool,
      threads,
      events,
      columns,
      observables: known,
      ...framed(frame),
      selection,
      seed,
      output: null,
      plots: null,
    };
    const samples: Float64Array[][] = [];
    for (const file of files) {
      const named = await namedSource(io, pool, file, { cuts, jets });
      const { keys, rows } = await observeFile({ ...given, named });
      samples.push(rows.columns.slice(keys.length).map((values) => values.slice(0, rows.rows)));
    }
    const ranked = await ranking(pool, io, names, samples);
    if (plots)
      await drawAll(
        plots,
        known,
        ranked.map(({ name }) => name),
        files.map((file) => captionName(file, cuts)),
        samples,
        io.version,
        jets ? 'jets' : 'events',
      );
    if (values.json) io.stdout(`${JSON.stringify({ ...cutFacts(cuts), files, observables: ranked })}\n`);
    else io.stdout(rankingText(ranked));
    return 0;
  } finally {
    await pool.close();
  }
}

type Ranking = Awaited<ReturnType<typeof ranking>>;

/** As the document has it: `auc` is P(value in A > value in B), ties by halves; `side`, which values speak for A. */
async function ranking(
  pool: ComputePool,
  io: Io,
  names: readonly string[],
  [a, b]: readonly Float64Array[][],
) {
  const ranked = await pool.run('rank', { names, a, b }, { lane: 'batch', signal: io.signal });
  return ranked.map((one) => ({
    name: one.name,
    auc: one.auc,
    error: one.error,
    side: one.side,
    separation: one.separation,
    values: [one.a, one.b],
    missing: [one.missingA, one.missingB],
  }));
}

function rankingText(ranked: Ranking): string {
  const headings = ['observable', 'separation', 'error', 'A is', 'values of A', 'of B'];
  const rows = ranked.map(({ name, separation, error, side, values }) => [
    name,
    separation,
    error,
    side,
    ...values,
  ]);
  return `${textTable(headings, rows)}\nThe separation is the area under the ROC curve: 0.5 tells nothing, 1 everything\n`;
}
