// Events as text four-vectors: `px py pz E` a line in GeV, `#END` after every event, empty ones too.
// Columns px, py, pz, E as read are written as they are; other events' are computed from pT, y, φ, m.

import type { EventColumns } from '../core/events.ts';
import { numberText } from './number.ts';

export function fourVectorText(columns: EventColumns): string {
  const { px, py, pz, E } = columns.extra;
  const lines = ['# px py pz E [GeV]'];
  for (let i = 0; i < columns.events; i++) {
    for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++) {
      const vector = px && py && pz && E ? [px[k], py[k], pz[k], E[k]] : fourVector(columns, k);
      lines.push(vector.map(numberText).join(' '));
    }
    lines.push('#END');
  }
  return `${lines.join('\n')}\n`;
}

/** A particle with pT = 0 and no momentum as read has nothing left but its mass. */
function fourVector(columns: EventColumns, k: number): number[] {
  const pt = columns.pt[k];
  const y = pt > 0 ? columns.y[k] : 0;
  const mt = Math.hypot(pt, columns.mass?.[k] ?? 0);
  return [pt * Math.cos(columns.phi[k]), pt * Math.sin(columns.phi[k]), mt * Math.sinh(y), mt * Math.cosh(y)];
}
