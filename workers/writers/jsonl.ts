// Events as JSON lines: an object an event, an array a column: {"event":0,"pt":[…],"y":[…],"phi":[…],"mass":[…],"pid":[…],…}.
// Energies in GeV, angles in rad. null is NaN, which JSON has not; infinite is 1e999, which every parser takes for it.

import type { EventColumns } from '../core/events.ts';
import { WriteError } from './errors.ts';
import { numberText } from './number.ts';

/** Characters of a line that our reader takes. */
const LONGEST_LINE = 16 * 2 ** 20;

export function* jsonEvents(columns: EventColumns): Iterable<string> {
  const { mass, pid } = columns;
  const named: (readonly [string, ArrayLike<number>])[] = [
    ['pt', columns.pt],
    ['y', columns.y],
    ['phi', columns.phi],
    ...(mass ? [['mass', mass] as const] : []),
    ...(pid ? [['pid', pid] as const] : []),
    ...Object.entries(columns.extra),
  ];
  for (let i = 0; i < columns.events; i++) {
    const event = columns.first + i;
    let line = `{"event":${event}`;
    for (const [name, values] of named) {
      line += `,${JSON.stringify(name)}:[`;
      for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++) {
        if (k > columns.offsets[i]) line += ',';
        line += jsonNumber(values[k]);
      }
      line += ']';
    }
    if (line.length >= LONGEST_LINE) {
      throw new WriteError(
        'too-large',
        `event ${event} needs ${line.length} characters in one line, allowed are ${LONGEST_LINE}`,
        'Write Parquet or CSV.',
      );
    }
    yield `${line}}\n`;
  }
}

function jsonNumber(value: number): string {
  if (Number.isNaN(value)) return 'null';
  if (Number.isFinite(value)) return numberText(value);
  return value > 0 ? '1e999' : '-1e999';
}
