// Events as CSV: a row a particle, an event column first; an empty event is a row with nothing but its number.
// Energies in GeV, angles in rad. An empty y belongs to a particle with pT = 0.

import type { EventColumns } from '../core/events.ts';
import { numberText } from './number.ts';
import { csvCell } from './table.ts';

export function csvText(columns: EventColumns): string {
  return csvHead(columns) + [...csvEvents(columns)].join('');
}

/** The line with the names, which every event of a file has alike. */
export function csvHead({ mass, pid, extra }: EventColumns): string {
  const given = [...(mass ? ['mass'] : []), ...(pid ? ['pid'] : [])];
  const names = ['event', 'pt', 'y', 'phi', ...given, ...Object.keys(extra)];
  return `${names.map(csvCell).join(',')}\n`;
}

/** The rows, event by event. */
export function* csvEvents(columns: EventColumns): Iterable<string> {
  const { mass, pid } = columns;
  const extras = Object.values(columns.extra);
  const cells = 3 + (mass ? 1 : 0) + (pid ? 1 : 0) + extras.length;
  for (let i = 0; i < columns.events; i++) {
    const event = String(columns.first + i);
    const start = columns.offsets[i];
    const end = columns.offsets[i + 1];
    let rows = start === end ? `${event}${','.repeat(cells)}\n` : '';
    for (let k = start; k < end; k++) {
      rows += `${event},${numberText(columns.pt[k])},${cell(columns.y[k])},${numberText(columns.phi[k])}`;
      if (mass) rows += `,${numberText(mass[k])}`;
      if (pid) rows += `,${pid[k]}`;
      for (const extra of extras) rows += `,${cell(extra[k])}`;
      rows += '\n';
    }
    yield rows;
  }
}

function cell(value: number): string {
  return Number.isNaN(value) ? '' : numberText(value);
}
