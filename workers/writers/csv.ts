// Events as CSV: a row a particle, an event column first; an empty event is a row with nothing but its number.
// Energies in GeV, angles in rad. An empty y belongs to a particle with pT = 0.

import type { EventColumns } from '../core/events.ts';
import { numberText } from './number.ts';
import { csvCell } from './table.ts';

export function csvText(columns: EventColumns): string {
  const extras = Object.keys(columns.extra);
  const { mass, pid } = columns;
  const names = ['event', 'pt', 'y', 'phi', ...(mass ? ['mass'] : []), ...(pid ? ['pid'] : []), ...extras];
  const lines = [names.map(csvCell).join(',')];
  for (let i = 0; i < columns.events; i++) {
    const event = String(columns.first + i);
    if (columns.offsets[i] === columns.offsets[i + 1]) lines.push(event + ','.repeat(names.length - 1));
    for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++) {
      const cells = [event, numberText(columns.pt[k]), cell(columns.y[k]), numberText(columns.phi[k])];
      if (mass) cells.push(numberText(mass[k]));
      if (pid) cells.push(String(pid[k]));
      for (const name of extras) cells.push(cell(columns.extra[name][k]));
      lines.push(cells.join(','));
    }
  }
  return `${lines.join('\n')}\n`;
}

function cell(value: number): string {
  return Number.isNaN(value) ? '' : numberText(value);
}
