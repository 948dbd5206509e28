// A file's events piece by piece over the threads: each piece is shared, its ranges of events go to whichever thread is
// free, and it is let go once they are done. A data set may be larger than memory. With --jets the pieces are of jets, found as the
// file is read.

import type { EventColumns } from '../../workers/core/events.ts';
import type { EventRange } from '../../workers/entry/tasks.ts';
import { type ComputePool, rangesOf } from '../service/batch.ts';
import { createGate } from './gate.ts';
import { type Io, usage } from './io.ts';
import { Numbering } from './of-jets.ts';
import { createProgress } from './progress.ts';
import { type NamedSource, readSpec } from './source.ts';

/** Events of one piece of the file where each is worked on for a while: some MB at most. */
export const PIECE_EVENTS = 512;
/** Ranges that may wait for a thread, a thread: enough that none is idle, few enough that memory stays small. */
const RANGES_AHEAD = 4;
/** Milliseconds of work after which the events are counted, so that the time left can be told. */
const COUNT_AFTER = 400;

export interface Stream {
  readonly io: Io;
  readonly pool: ComputePool;
  readonly threads: number;
  readonly named: NamedSource;
  readonly events: readonly [number, number] | null;
  readonly columns: string | null;
  /** What is done to the events, for the progress line: "fitting". */
  readonly doing: string;
  /** Events of one piece of the file, and of one range at most. */
  readonly piece: number;
  readonly range: number;
  /** What is done already, and how many these are. */
  readonly done: { has(event: number): boolean };
  readonly count: () => number;
}

/** What a command that streams knows before it does. */
export type Streamed = Pick<Stream, 'io' | 'pool' | 'threads' | 'named' | 'events' | 'columns'>;

/** `work` does a range and calls `further` whenever more of it is done; `numbers` tells what its numbers mean, and is returned. */
export async function streamRanges(
  given: Stream,
  work: (range: EventRange, signal: AbortSignal, further: () => void, numbers: Numbering) => Promise<void>,
): Promise<Numbering> {
  const { io, pool, named, done, count } = given;
  const progress = createProgress(io, given.doing, named.jets ? 'jets' : 'events');
  const numbers = new Numbering();
  const gate = createGate(given.threads * RANGES_AHEAD, io.signal);
  const total = countLater(given);
  const further = () => progress.update(count(), totalOf(given, total.events, numbers));
  further();

  async function onPart(piece: EventColumns): Promise<void> {
    if (piece.events === 0) return;
    numbers.add(piece);
    // Two files may be streamed at the same time.
    const key = `events ${piece.first} of ${named.name}`;
    pool.share(key, piece);
    const ends: Promise<void>[] = [];
    for (const [first, end] of rangesOf(piece.first, piece.first + piece.events, done, given.range)) {
      const { ended } = await gate.pass(() => work({ key, first, end }, gate.signal, further, numbers));
      ends.push(ended);
    }
    void Promise.allSettled(ends).then(() => pool.unshare(key));
  }

  try {
    const spec = { ...readSpec(named, given.columns ?? undefined, given.events), chunkEvents: given.piece };
    const info = await pool.run('stream', spec, { lane: 'files', signal: gate.signal, onPart });
    await gate.end();
    if (info.events === 0 && given.events !== null) {
      const [from, to] = given.events;
      const range = `${from}:${to === Number.MAX_SAFE_INTEGER ? '' : to}`;
      throw usage(`--events is ${range}, ${named.name} has none of these events`);
    }
    return numbers;
  } catch (error) {
    throw gate.failure ?? error;
  } finally {
    total.stop();
    progress.end();
  }
}

/** Of jets an estimate, from those of the events that were read. */
function totalOf({ named, events: range }: Stream, events: number | null, numbers: Numbering): number | null {
  if (events === null || named.jets === null) return events;
  const { count } = numbers;
  if (count === 0) return null;
  const read = numbers.of(count - 1).event + 1 - (range?.[0] ?? 0);
  return Math.max(count, Math.round((events * count) / read));
}

/** How many events there are, found out on the side once the work turns out to take long. A pipe does not tell. */
function countLater({ io, pool, named, events, columns }: Stream): {
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
    const signal = AbortSignal.any([abort.signal, io.signal]);
    pool
      .run('count', readSpec({ ...named, jets: null }, columns ?? undefined, events), { lane: 'fit', signal })
      .then(
        (info) => {
          total.events = info.events;
        },
        () => undefined,
      );
  }, COUNT_AFTER);
  return total;
}

/** The file's SHA-256 where a table or a caption will bear it; a pipe has none and cannot be resumed. */
export async function hashOf(
  pool: ComputePool,
  io: Io,
  { source }: NamedSource,
  wanted: boolean,
  resume = false,
): Promise<string> {
  if (source.kind === 'stdin') {
    if (resume) throw usage('--resume needs a file, - is given');
    return '';
  }
  return wanted ? pool.run('hash', { source }, { lane: 'files', signal: io.signal }) : '';
}
