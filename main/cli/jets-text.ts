// Jets on stdout: the document of --json, written a piece at a time, and the table for people.

import type { EventJets } from '../contract/jets.ts';
import type { Io } from './io.ts';
import { textTable } from './text-table.ts';

/** Events of one write. */
const EVENTS = 200;
const HEADINGS = ['event', 'jet', 'pt [GeV]', 'y', 'phi [rad]', 'm [GeV]', 'E [GeV]', 'particles'];

/** `{events: [{event, jets: […]}…]}`. */
export function writeJets(io: Io, events: readonly EventJets[]): void {
  io.stdout('{"events":[');
  for (let first = 0; first < events.length; first += EVENTS) {
    const some = events.slice(first, first + EVENTS).map((one) => JSON.stringify(one));
    io.stdout((first > 0 ? ',' : '') + some.join(','));
  }
  io.stdout(']}\n');
}

/** A line a jet; an event without jets has none. */
export function jetsText(events: readonly EventJets[]): string {
  const rows = events.flatMap(({ event, jets }) =>
    jets.map(({ pt, y, phi, m, E, constituents }, jet) => [
      ...[event, jet, pt, y, phi, m, E],
      constituents.length,
    ]),
  );
  return textTable(HEADINGS, rows);
}
