// Something of each of a file's events, streamed over the threads and kept: what an interrupted run has left, and what comes.

import type { EventRange, ObserveProblem } from '../../workers/entry/tasks.ts';
import type { Output } from './output.ts';
import { type Stream, streamRanges } from './stream.ts';

interface Some<Row> {
  readonly events: readonly Row[];
  readonly problems: readonly ObserveProblem[];
}

export interface Gather<Row> extends Omit<Stream, 'done' | 'count'> {
  readonly output: Output<Row> | null;
}

/** In the order of the events; those that an interrupted run has left are not done again. `work` does a range. */
export async function gather<Row extends { readonly event: number }>(
  given: Gather<Row>,
  work: (
    range: EventRange,
    hooks: { readonly signal: AbortSignal; readonly onEvents: (some: Some<Row>) => void },
  ) => Promise<void>,
): Promise<Some<Row>> {
  const { output } = given;
  const events: Row[] = output ? [...output.earlier] : [];
  const done = new Set(events.map(({ event }) => event));
  const problems: ObserveProblem[] = [];
  const stream: Stream = { ...given, done, count: () => done.size };
  await streamRanges(stream, (range, signal, further) => {
    const onEvents = (some: Some<Row>) => {
      output?.append(some.events);
      events.push(...some.events);
      problems.push(...some.problems);
      for (const { event } of some.events) done.add(event);
      further();
    };
    return work(range, { signal, onEvents });
  });
  return { events: events.sort((a, b) => a.event - b.event), problems };
}
