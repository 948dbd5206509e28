// ringside medoids FILE: the events that stand for all of a file.

import { createCompute } from '../../service/batch.ts';
import { integerOption, rangeOption, readArguments } from '../arguments.ts';
import { CUTS, cutFacts, cutsOption } from '../cut-options.ts';
import { readEvents, warmUp } from '../fill.ts';
import { type Io, usage } from '../io.ts';
import { checkCount, checkEvents, countOf, squareOf } from '../matrix.ts';
import { jetsAsked, keyNames, keysOf, OF_JETS } from '../of-jets.ts';
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
const K = 3;
const MOST_K = 1000;

export async function medoids(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('medoids', argv, OPTIONS);
  if (files.length !== 1)
    throw usage(`medoids needs one FILE, ${files.length} are given`, 'See ringside medoids --help.');
  const settings = distanceOptions(values, values.method);
  const k = integerOption('k', values.k, K, 1, MOST_K);
  const events = rangeOption(values.events);
  const cuts = cutsOption(values);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  const pool = createCompute(io.workerPath, threads);
  warmUp(pool, threads, settings);
  try {
    const jets = await jetsAsked(io, pool, values.jets);
    const how = { columns: values.columns, cuts, events, jets };
    const { opened, range, numbers } = await readEvents(pool, io, files[0], 'A', how);
    checkEvents(files[0], opened.info.events, events);
    const there = range.end - range.first;
    checkCount(values.k, k, there, `${files[0]} has ${countOf(there, jets)}${events ? ' of --events' : ''}`);
    const square = await squareOf({ command: 'medoids', io, pool, threads, settings, jets }, [range]);
    const asked = { range: { first: 0, end: square.size }, k };
    const places = await pool.run('medoidsOf', { ...square, ...asked }, { lane: 'batch', signal: io.signal });
    const found = places.map(({ place, meanDistance, members }) => ({
      ...numbers.of(range.first + place),
      mean_distance: meanDistance,
      members,
    }));
    if (values.json)
      io.stdout(`${JSON.stringify({ ...cutFacts(cuts), ...settingsOf(settings), k, medoids: found })}\n`);
    else {
      const heading = [...keyNames(jets), `mean ${distanceHeading(settings)}`, 'members'];
      io.stdout(
        textTable(
          heading,
          found.map((one) => [...keysOf(one), one.mean_distance, one.members]),
        ),
      );
    }
    return 0;
  } finally {
    await pool.close();
  }
}
