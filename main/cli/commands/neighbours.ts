// ringside neighbours A [B]: the nearest events, exact; most distances are never worked out.

import { type ComputePool, createCompute, spread } from '../../service/batch.ts';
import { integerOption, rangeOption, readArguments } from '../arguments.ts';
import { CUTS, cutFacts, cutsOption } from '../cut-options.ts';
import { type ReadEvents, readEvents } from '../fill.ts';
import { type Io, usage } from '../io.ts';
import { checkCount, checkEvents, countOf } from '../matrix.ts';
import { jetsAsked, keyNames, keysOf, OF_JETS, type Told } from '../of-jets.ts';
import { createProgress } from '../progress.ts';
import { DISTANCE, distanceHeading, distanceOptions, settingsOf } from '../settings.ts';
import { textTable } from '../text-table.ts';

const OPTIONS = {
  json: 'flag',
  k: 'value',
  events: 'value',
  ...OF_JETS,
  ...DISTANCE,
  method: 'value',
  ...CUTS,
  columns: 'value',
  threads: 'value',
} as const;
const K = 5;
const MOST_K = 1000;
/** Ranges of queries a thread, so that the threads end together; events of a range at most. */
const SHARES = 8;
const RANGE_EVENTS = 64;
/** Stands where an event has fewer than k neighbours. */
const NONE = 0xffffffff;

interface Near extends Told {
  readonly nearest: readonly (Told & { readonly emd: number })[];
}

export async function neighbours(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('neighbours', argv, OPTIONS);
  if (files.length < 1 || files.length > 2) {
    throw usage(
      `neighbours needs one or two FILEs, ${files.length} are given`,
      'See ringside neighbours --help.',
    );
  }
  if (files[0] === '-' && files[1] === '-')
    throw usage('neighbours: - is given twice, stdin can be read once');
  const settings = distanceOptions(values, values.method);
  const k = integerOption('k', values.k, K, 1, MOST_K);
  const events = rangeOption(values.events);
  const cuts = cutsOption(values);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  const pool = createCompute(io.workerPath, threads);
  pool.warm('batch');
  try {
    const jets = await jetsAsked(io, pool, values.jets);
    const how = { columns: values.columns, cuts, jets };
    const a = await readEvents(pool, io, files[0], 'A', how);
    const b = files.length === 2 ? await readEvents(pool, io, files[1], 'B', how) : null;
    // Asked about are some events of A; without B all of A answers.
    checkEvents(files[0], a.opened.info.events - (events?.[0] ?? 0), events);
    const [first, end] = events ? a.numbers.within(...events) : [a.range.first, a.range.end];
    const there = (b ?? a).numbers.count;
    checkCount(values.k, k, b ? there : there - 1, `${files[1] ?? files[0]} has ${countOf(there, jets)}`);
    if (settings.normalise) {
      const empty = a.opened.pt.subarray(first - a.range.first, end - a.range.first).filter((pt) => pt === 0);
      if (empty.length > 0) {
        io.stderr(`ringside: ${countOf(empty.length, jets)} without particles: no neighbours are defined\n`);
      }
    }
    const found = await search({ io, pool, threads, a, b, k, first, end, settings });
    if (values.json) {
      io.stdout(`${JSON.stringify({ ...cutFacts(cuts), ...settingsOf(settings), k, ...found })}\n`);
    } else {
      const nearest = b ? 'nearest of B' : 'nearest';
      const heading = [
        ...keyNames(jets, b ? ' of A' : ''),
        ...(jets ? [nearest, 'its jet'] : [nearest]),
        distanceHeading(settings),
      ];
      const rows = found.neighbours.flatMap((one) =>
        one.nearest.map((other) => [...keysOf(one), ...keysOf(other), other.emd]),
      );
      io.stdout(textTable(heading, rows));
      const saved = found.pairs > 0 ? (100 * (1 - found.solves / found.pairs)).toFixed(1) : '0';
      io.stdout(`\n${found.solves} of ${found.pairs} distances were worked out, ${saved}% were not needed\n`);
    }
    return 0;
  } finally {
    await pool.close();
  }
}

interface Search {
  readonly io: Io;
  readonly pool: ComputePool;
  readonly threads: number;
  readonly a: ReadEvents;
  readonly b: ReadEvents | null;
  readonly k: number;
  readonly first: number;
  readonly end: number;
  readonly settings: ReturnType<typeof distanceOptions>;
}

async function search({ io, pool, threads, a, b, k, first, end, settings }: Search) {
  const step = Math.max(1, Math.min(RANGE_EVENTS, Math.ceil((end - first) / (threads * SHARES))));
  const ranges = Array.from({ length: Math.ceil((end - first) / step) }, (_, i) => first + i * step);
  const near = new Map<number, Near>();
  const other = b ?? a;
  const counts = { pairs: 0, solves: 0, pruned: {} as Record<string, number> };
  const progress = createProgress(io, 'neighbours', a.opened.columns.origin ? 'jets' : 'events');
  await spread(ranges, 2 * threads, async (start) => {
    const stop = Math.min(start + step, end);
    const input = {
      queries: a.range,
      pool: b?.range ?? null,
      k,
      settings,
      first: start - a.range.first,
      end: stop - a.range.first,
    };
    const uses = b ? ['A', 'B'] : ['A'];
    const found = await pool.run('nearestOf', input, { lane: 'batch', uses, signal: io.signal });
    for (let event = start; event < stop; event++) {
      const nearest = [];
      for (let r = (event - start) * k; r < (event - start + 1) * k; r++) {
        if (found.index[r] === NONE) continue;
        nearest.push({ ...other.numbers.of(found.index[r] + other.range.first), emd: found.distance[r] });
      }
      near.set(event, { ...a.numbers.of(event), nearest });
    }
    counts.pairs += found.pairs;
    counts.solves += found.solves;
    for (const [reason, count] of Object.entries(found.pruned)) {
      counts.pruned[reason] = (counts.pruned[reason] ?? 0) + count;
    }
    progress.update(near.size, end - first);
  });
  progress.end();
  const inOrder = [...near].sort(([x], [y]) => x - y);
  return { neighbours: inOrder.map(([, one]) => one), ...counts };
}
