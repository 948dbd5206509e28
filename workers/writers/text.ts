// Events as text four-vectors: `px py pz E` a line in GeV, `#END` after every event, empty ones too.
// Columns px, py, pz, E as read are written as they are; other events' are computed from pT, y, φ, m.

import type { EventColumns } from '../core/events.ts';
import { numberText } from './number.ts';

export const TEXT_HEAD = '# px py pz E [GeV]\n';

export function fourVectorText(columns: EventColumns): string {
  return TEXT_HEAD + [...fourVectorEvents(columns)].join('');
}

/** The lines, event by event. */
export function* fourVectorEvents(columns: EventColumns): Iterable<string> {
  for (let i = 0; i < columns.events; i++) {
    let lines = '';
    for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++) {
      lines += `${fourVector(columns, k).map(numberText).join(' ')}\n`;
    }
    yield `${lines}#END\n`;
  }
}

/** Whether four-vectors are written as they were read. */
export function hasFourVectors({ extra }: Pick<EventColumns, 'extra'>): boolean {
  return ['px', 'py', 'pz', 'E'].every((name) => Object.hasOwn(extra, name));
}

/** px, py, pz, E: as read, else computed. A particle with pT = 0 and no momentum as read has nothing left but its mass. */
export function fourVector(columns: EventColumns, k: number): number[] {
  const { px, py, pz, E } = columns.extra;
  if (px && py && pz && E) return [px[k], py[k], pz[k], E[k]];
  const pt = columns.pt[k];
  const y = pt > 0 ? columns.y[k] : 0;
  const mt = Math.hypot(pt, columns.mass?.[k] ?? 0);
  return [pt * Math.cos(columns.phi[k]), pt * Math.sin(columns.phi[k]), mt * Math.sinh(y), mt * Math.cosh(y)];
}
