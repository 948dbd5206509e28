// An event record tells the beams: the Breit frame of an event is the same, to the last bit, from a table and from HepMC.

import { expect, test } from 'vitest';
import { memorySource, readAll } from '../readers/index.ts';
import { generate } from '../toys/index.ts';
import { eventBytes, eventStream } from '../writers/index.ts';
import { breitEvent } from './breit-event.ts';

test('beams of status 4 lead to the Breit frame, and are not among its hadrons', async () => {
  const bytes = eventBytes(generate('dis', 5, 1), 'x.csv');
  const { columns: table } = await readAll(memorySource('x.csv', bytes));
  const written: Uint8Array[] = [];
  const stream = await eventStream(
    'x.hepmc',
    async (piece) => void written.push(piece),
    () => Promise.reject(new Error('text needs no spool')),
  );
  await stream.write(table);
  await stream.end();
  const { columns: record, totals } = await readAll(memorySource('x.hepmc', Buffer.concat(written)));
  expect(totals.skipped).toEqual({ beam: 10 });
  for (let event = 0; event < 5; event++) {
    expect(breitEvent(record, event)).toEqual(breitEvent(table, event));
    expect(breitEvent(record, event).hadrons.index[0]).toBe(3);
  }
});
