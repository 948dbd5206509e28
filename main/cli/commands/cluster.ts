// ringside cluster FILE --algorithm …: the jets of each event, streamed over the threads.

import type { ClusteredEvents, ClusterRange } from '../../../workers/entry/tasks.ts';
import type { EventJets } from '../../contract/cluster.ts';
import { ALGORITHMS_OF_THE_PLANE } from '../../contract/jets.ts';
import type { ReferenceFrame } from '../../contract/reference-frame.ts';
import { CLUSTER_EVENTS, clusterRange, createCompute, isEventJets, jetTable } from '../../service/batch.ts';
import { AREAS, type AskedAreas, areasFacts, areasOption, areasText } from '../area-options.ts';
import { integerOption, rangeOption, readArguments } from '../arguments.ts';
import { CUTS, cutFacts, cutsOption } from '../cut-options.ts';
import { FRAME, frameAsked, framed, refuseNone } from '../frame-options.ts';
import { gather } from '../gather.ts';
import { type Io, usage } from '../io.ts';
import { JETS, jetsOption, xconeOption, xconeText } from '../jet-options.ts';
import { createJetPlots, type JetPlots, jetPlotOption } from '../jet-plots.ts';
import { jetsText, writeJets } from '../jets-text.ts';
import { interrupted, type Output, openOutput } from '../output.ts';
import { tellProblems } from '../problems.ts';
import { namedSource } from '../source.ts';
import { hashOf, PIECE_EVENTS, type Streamed } from '../stream.ts';

/** Events of one range with thousands of ghosts in each. */
const AREA_EVENTS = 8;

const OPTIONS = {
  json: 'flag',
  ...JETS,
  ...FRAME,
  groom: 'value',
  ...AREAS,
  events: 'value',
  ...CUTS,
  columns: 'value',
  threads: 'value',
  out: 'value',
  resume: 'flag',
  plot: 'value',
} as const;

export async function cluster(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('cluster', argv, OPTIONS);
  if (files.length !== 1) {
    throw usage(`cluster needs one FILE, ${files.length} are given`, 'See ringside cluster --help.');
  }
  const xcone = xconeOption(values);
  const definition = xcone ? xconeText(xcone) : jetsOption(values);
  const groom = groomOption(values);
  const areas = areasOption(values);
  const events = rangeOption(values.events);
  const cuts = cutsOption(values);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  const plot = jetPlotOption(values.plot, events);
  const pool = createCompute(io.workerPath, threads);
  let output: Output<EventJets> | null = null;
  try {
    const named = await namedSource(io, pool, files[0], { cuts });
    const wanted = { text: definition, groom };
    const request = xcone ?? (await pool.run('jetRequest', wanted, { lane: 'batch', signal: io.signal }));
    const frame = await frameAsked(io, pool, values);
    const hash = await hashOf(pool, io, named, (values.out ?? values.plot) !== undefined, values.resume);
    const columns = values.columns ?? null;
    const { collection } = named;
    const how = {
      ...(groom === null ? {} : { groom }),
      ...framed(frame),
      ...(areas ? { areas } : {}),
    };
    const work = { definition, ...how, ...cutFacts(cuts), columns, collection };
    const described = { command: 'cluster', sha256: hash, events, ...work, version: io.version };
    output = await openOutput(io, values, described, isEventJets);
    const asking = { request, groom, frame, frameText: values.frame ?? '', areas };
    const source = { file: named.name, ...cutFacts(cuts), hash, version: io.version };
    const done = [definition, groom, frame && values.frame, areas && areasText(areas)]
      .filter((one) => one !== null)
      .join(' ');
    const asked = groom === null ? definition : `${definition}; dashed after ${groom}`;
    const told = {
      ...source,
      ...framed(frame),
      ...{ asked, request, command: commandOf(files[0], values) },
      ...(areas && { areas }),
    };
    const plots = plot && (await createJetPlots(io, pool, plot, told));
    const found = await clusterAll({ io, pool, threads, named, events, columns, ...asking, output, plots });
    await output?.finish(jetTable(found, done, source), pool);
    if (values.json)
      writeJets(io, found, {
        ...cutFacts(cuts),
        ...framed(frame && values.frame),
        ...(areas ? areasFacts(areas) : {}),
      });
    else if (values.out)
      io.stdout(`${values.out}: ${found.reduce((sum, { jets }) => sum + jets.length, 0)} rows\n`);
    else io.stdout(jetsText(found));
    return 0;
  } catch (error) {
    throw interrupted('cluster', io, output, error);
  } finally {
    output?.close();
    await pool.close();
  }
}

/** What asks for the same jets. */
function commandOf(file: string, values: Readonly<Record<string, string | boolean | undefined>>): string[] {
  const asked = Object.keys({ ...JETS, ...AREAS, frame: 0, beams: 0, groom: 0, cuts: 0, columns: 0 });
  const options = asked.flatMap((name) => {
    const value = values[name];
    if (value === undefined) return [];
    return value === true ? [`--${name}`] : [`--${name}`, String(value)];
  });
  return ['ringside', 'cluster', file, ...options];
}

function groomOption({ algorithm, groom }: { readonly algorithm?: string; readonly groom?: string }) {
  if (groom === undefined) return null;
  if (!ALGORITHMS_OF_THE_PLANE.some((one) => one === algorithm)) {
    const allowed = ALGORITHMS_OF_THE_PLANE.join(', ');
    throw usage(`--groom is ${groom}, allowed with --algorithm ${allowed} only`);
  }
  return groom;
}

interface ClusterAll extends Streamed, Pick<ClusterRange, 'request' | 'groom'> {
  readonly frame: ReferenceFrame | null;
  /** As it was given. */
  readonly frameText: string;
  readonly areas: AskedAreas | null;
  readonly output: Output<EventJets> | null;
  readonly plots: JetPlots | null;
}

/** In the order of the events; what an interrupted run has left is among them. */
async function clusterAll(given: ClusterAll): Promise<readonly EventJets[]> {
  const { io, pool, named, request, groom, frame, areas, plots } = given;
  const range = areas ? AREA_EVENTS : CLUSTER_EVENTS;
  const stream = { ...given, doing: 'clustering', piece: PIECE_EVENTS, range };
  const { events, problems } = await gather(stream, async (range, { signal, onEvents }) => {
    const drawn: EventJets[] = [];
    const onClustered = (clustered: ClusteredEvents) => {
      onEvents(clustered);
      const failed = new Set(clustered.problems.map(({ event }) => event));
      if (plots) drawn.push(...clustered.events.filter(({ event }) => !failed.has(event)));
    };
    const work = { ...range, request, groom, ...framed(frame), ...(areas && { areas }) };
    await clusterRange(pool, work, { signal, onEvents: onClustered });
    for (const jets of drawn) await plots?.draw(range.key, jets, signal);
  });
  if (frame !== null && problems.length > 0 && problems.length === events.length) {
    refuseNone(given.frameText, named.name, problems[0].message);
  }
  tellProblems(io, problems, 'events that could not be clustered');
  return events;
}
