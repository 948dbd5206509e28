// A file of events written as another: chunk by chunk, so that its size does not matter, and whole or not at all.

import { openEvents, ReadError } from '../readers/index.ts';
import { eventStream, fileTarget, Lost, streamFormat } from '../writers/index.ts';
import type { TaskFunction } from './context.ts';
import { jetReader, open, options } from './reading.ts';

export const convertTask: TaskFunction<'convert'> = async ({ from, path, name }, context) => {
  // What cannot be written is told before anything is read, and what cannot be read before anything is written.
  const lost = new Lost(streamFormat(name).format);
  const source = await openEvents(await open(from.source), options(from, context));
  const inJets = await jetReader(from, context);
  const target = await fileTarget(path, name);
  try {
    const stream = await eventStream(name, target.write, target.spool);
    let events = 0;
    let particles = 0;
    for await (const chunk of source.chunks()) {
      const columns = inJets ? inJets(chunk, { first: events }) : chunk;
      lost.see(columns);
      await stream.write(columns);
      events += columns.events;
      particles += columns.pt.length;
      context.check();
    }
    if (events === 0 && from.range) {
      const [first, end] = from.range;
      throw new ReadError('bad-argument', `there are none of the events ${first} to ${end - 1}`);
    }
    await stream.end();
    await target.commit();
    return { events, particles, skipped: source.totals().skipped, lost: lost.told() };
  } finally {
    await target.abandon();
  }
};
