// ringside cluster FILE --algorithm …: the jets of each event, streamed over the threads.

import type { ObserveProblem } from '../../../workers/entry/tasks.ts';
import type { EventJets } from '../../contract/cluster.ts';
import { RingsideError } from '../../contract/errors.ts';
import { ALGORITHMS_TO_GROOM, type JetRequest } from '../../contract/jets.ts';
import { CLUSTER_EVENTS, clusterRange, createCompute, isEventJets, jetTable } from '../../service/batch.ts';
import { choiceOption, integerOption, rangeOption, readArguments } from '../arguments.ts';
import { type Io, usage } from '../io.ts';
import { JETS, jetsOption } from '../jet-options.ts';
import { jetsText, writeJets } from '../jets-text.ts';
import { type Output, openOutput } from '../output.ts';
import { tellProblems } from '../problems.ts';
import { namedSource } from '../source.ts';
import { hashOf, type Stream, streamRanges } from '../stream.ts';

/** Events of one piece of the file: some MB at most. */
const PIECE_EVENTS = 512;
const FRAMES = ['lab'] as const;

const OPTIONS = {
  json: 'flag',
  ...JETS,
  frame: 'value',
  groom: 'value',
  events: 'value',
  columns: 'value',
  threads: 'value',
  out: 'value',
  resume: 'flag',
} as const;

export async function cluster(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('cluster', argv, OPTIONS);
  if (files.length !== 1) {
    throw usage(`cluster needs one FILE, ${files.length} are given`, 'See ringside cluster --help.');
  }
  refuseLater(values);
  const definition = jetsOption(values);
  const groom = groomOption(values);
  const events = rangeOption(values.events);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  const named = await namedSource(io, files[0]);
  const pool = createCompute(io.workerPath, threads);
  let output: Output<EventJets> | null = null;
  try {
    const asked = { text: definition, groom };
    const request = await pool.run('jetRequest', asked, { lane: 'batch', signal: io.signal });
    const hash = await hashOf(pool, io, named, values.out !== undefined, values.resume);
    const columns = values.columns ?? null;
    const { collection } = named;
    const work = { definition, ...(groom === null ? {} : { groom }), columns, collection };
    const described = { command: 'cluster', sha256: hash, events, ...work, version: io.version };
    output = await openOutput(io, values, described, isEventJets);
    const found = await clusterAll({ io, pool, threads, named, events, columns, request, groom, output });
    const source = { file: named.name, hash, version: io.version };
    const done = groom === null ? definition : `${definition} ${groom}`;
    await output?.finish(jetTable(found, done, source), pool);
    if (values.json) writeJets(io, found);
    else if (values.out)
      io.stdout(`${values.out}: ${found.reduce((sum, { jets }) => sum + jets.length, 0)} rows\n`);
    else io.stdout(jetsText(found));
    return 0;
  } catch (error) {
    if (output && io.signal.aborted) {
      throw new RingsideError('cancelled', 'cluster: interrupted', `${values.out} goes on with --resume.`);
    }
    throw error;
  } finally {
    output?.close();
    await pool.close();
  }
}

/** What the contract names and this version does not have yet. */
function refuseLater(given: {
  readonly algorithm?: string;
  readonly frame?: string;
  readonly groom?: string;
}) {
  const later = (option: string, value: string, allowed: string) =>
    new RingsideError('unsupported', `--${option} is ${value}, which comes with a later version; ${allowed}`);
  if (given.algorithm === 'xcone') {
    throw later('algorithm', 'xcone', 'fit --shape N*point puts N points on an event');
  }
  if (given.frame === 'breit') throw later('frame', 'breit', `allowed are ${FRAMES.join(', ')}`);
  choiceOption('frame', given.frame, FRAMES, 'lab');
}

function groomOption({ algorithm, groom }: { readonly algorithm?: string; readonly groom?: string }) {
  if (groom === undefined) return null;
  if (!ALGORITHMS_TO_GROOM.some((one) => one === algorithm)) {
    const allowed = ALGORITHMS_TO_GROOM.join(', ');
    throw usage(`--groom is ${groom}, allowed with --algorithm ${allowed} only`);
  }
  return groom;
}

interface ClusterAll extends Pick<Stream, 'io' | 'pool' | 'threads' | 'named' | 'events' | 'columns'> {
  readonly request: JetRequest;
  readonly groom: string | null;
  readonly output: Output<EventJets> | null;
}

/** In the order of the events; what an interrupted run has left is among them. */
async function clusterAll(given: ClusterAll): Promise<EventJets[]> {
  const { io, pool, request, groom, output } = given;
  const found: EventJets[] = output ? [...output.earlier] : [];
  const done = new Set(found.map(({ event }) => event));
  const problems: ObserveProblem[] = [];
  const stream: Stream = {
    ...given,
    doing: 'clustering',
    piece: PIECE_EVENTS,
    range: CLUSTER_EVENTS,
    done,
    count: () => done.size,
  };
  await streamRanges(stream, (range, signal, further) =>
    clusterRange(
      pool,
      { ...range, request, groom },
      {
        signal,
        onEvents: (clustered) => {
          output?.append(clustered.events);
          found.push(...clustered.events);
          problems.push(...clustered.problems);
          for (const { event } of clustered.events) done.add(event);
          further();
        },
      },
    ),
  );
  tellProblems(io, problems, 'events that could not be clustered');
  return found.sort((a, b) => a.event - b.event);
}
