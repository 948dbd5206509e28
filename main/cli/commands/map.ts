// ringside map FILE…: all events as points of one plane, so that near ones are near.

import type { CellTable } from '../../../workers/entry/tasks.ts';
import { DISTANCE_METHODS, MAP_METHODS } from '../../contract/geometry.ts';
import { createCompute } from '../../service/batch.ts';
import { choiceOption, integerOption, numberOption, rangeOption, readArguments } from '../arguments.ts';
import { CUTS, cutFacts, cutsOption } from '../cut-options.ts';
import { type ReadEvents, readEvents, warmUp } from '../fill.ts';
import { type Io, usage } from '../io.ts';
import { checkEvents, countOf, orNull, squareOf } from '../matrix.ts';
import { jetsAsked, OF_JETS } from '../of-jets.ts';
import { checkTable, writeTable } from '../output.ts';
import { createProgress } from '../progress.ts';
import { DISTANCE, distanceOptions, settingsOf } from '../settings.ts';
import { textTable } from '../text-table.ts';

const OPTIONS = {
  json: 'flag',
  method: 'value',
  seed: 'value',
  neighbours: 'value',
  'min-dist': 'value',
  events: 'value',
  ...OF_JETS,
  ...DISTANCE,
  distance: 'value',
  ...CUTS,
  columns: 'value',
  threads: 'value',
  out: 'value',
} as const;
/** UMAP's own defaults. */
const NEIGHBOURS = 15;
const MIN_DIST = 0.1;

/** How the map was made: in the document and in each row of the table. */
type Facts = Readonly<Record<string, string | number | boolean | null>>;

interface Point {
  readonly file: string;
  readonly event: number;
  readonly jet?: number;
  readonly x: number | null;
  readonly y: number | null;
}

export async function map(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('map', argv, OPTIONS);
  if (files.length === 0) throw usage('map needs at least one FILE', 'See ringside map --help.');
  if (values.method !== undefined && DISTANCE_METHODS.some((one) => one === values.method)) {
    throw usage(
      `--method is ${values.method}, allowed are ${MAP_METHODS.join(', ')}`,
      `Of the distances: --distance ${values.method}.`,
    );
  }
  const method = choiceOption('method', values.method, MAP_METHODS, 'mds');
  const settings = distanceOptions(values, values.distance, 'distance');
  const seed = integerOption('seed', values.seed, 1, 0, Number.MAX_SAFE_INTEGER);
  const neighbours = integerOption('neighbours', values.neighbours, NEIGHBOURS, 2, 1000);
  const minDist = numberOption(
    'min-dist',
    values['min-dist'],
    MIN_DIST,
    '0 ≤ min-dist ≤ 1',
    (value) => value >= 0 && value <= 1,
  );
  const events = rangeOption(values.events);
  const cuts = cutsOption(values);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  if (values.out !== undefined) await checkTable(io, values.out);
  const pool = createCompute(io.workerPath, threads);
  warmUp(pool, threads, settings);
  try {
    const jets = await jetsAsked(io, pool, values.jets);
    const reading = { columns: values.columns, cuts, events, jets };
    const all: ReadEvents[] = [];
    for (const [i, file] of files.entries()) {
      const read = await readEvents(pool, io, file, `file ${i}`, reading);
      checkEvents(file, read.opened.info.events, events);
      all.push(read);
    }
    const square = await squareOf(
      { command: 'map', io, pool, threads, settings, jets },
      all.map(({ range }) => range),
    );
    const progress = createProgress(io, method, 'steps');
    const found = await pool.run(
      'mapMatrix',
      { ...square, method, neighbours, minDist, seed },
      { lane: 'batch', signal: io.signal, onProgress: progress.update },
    );
    progress.end();
    let place = 0;
    const points: Point[] = [];
    for (const [i, { range, numbers }] of all.entries()) {
      for (let event = range.first; event < range.end; event++, place++) {
        points.push({
          file: files[i],
          ...numbers.of(event),
          x: orNull(found.x[place]),
          y: orNull(found.y[place]),
        });
      }
    }
    const keys = jets
      ? (['file', 'event', 'jet', 'x', 'y'] as const)
      : (['file', 'event', 'x', 'y'] as const);
    const { stress, explained } = found;
    // What MDS has no choice of is not said of it.
    const how: Facts =
      method === 'umap' ? { method, neighbours, min_dist: minDist, seed } : { method, explained };
    const { method: distance, ...plain } = { method: undefined, ...settingsOf(settings) };
    const about: Facts = {
      ...cutFacts(cuts),
      ...plain,
      ...(distance === undefined ? {} : { distance }),
      ...how,
      stress,
    };
    if (values.out !== undefined) await writeTable(io, pool, values.out, pointTable(points, keys, about));
    if (values.json) io.stdout(`${JSON.stringify({ ...about, points })}\n`);
    else if (values.out !== undefined) io.stdout(`${values.out}: ${countOf(points.length, jets)}\n`);
    else {
      io.stdout(
        textTable(
          keys,
          points.map((point) => keys.map((key) => point[key] ?? null)),
        ),
      );
      io.stdout(
        `\nstress ${stress.toPrecision(3)}: how far these distances are from the true ones, 0 to 1\n`,
      );
    }
    return 0;
  } finally {
    await pool.close();
  }
}

function pointTable(points: readonly Point[], keys: readonly (keyof Point)[], about: Facts): CellTable {
  const column = (name: keyof Point) => ({ name, values: points.map((point) => point[name] ?? null) });
  const constants = Object.entries(about).map(([name, value]) => ({ name, values: points.map(() => value) }));
  return { columns: [...keys.map(column), ...constants] };
}
