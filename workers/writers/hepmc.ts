// Events as HepMC3 Asciiv3, in GeV: momentum, mass, species and status of each particle. Beams that stand before all else come
// together in one vertex, of which the others are; without such beams there is none, which the standard allows.
// Columns px, py, pz, E as read are written as they are; other events' are computed from pT, y, φ, m. Weight 1.

import type { EventColumns } from '../core/events.ts';
import { numberText } from './number.ts';
import { fourVector } from './text.ts';

export const HEPMC_HEAD =
  'HepMC::Version 3.02.05\nHepMC::Asciiv3-START_EVENT_LISTING\nW 1\nN Weight\nT Ringside\\|\\|convert\n';
export const HEPMC_TAIL = 'HepMC::Asciiv3-END_EVENT_LISTING\n\n';

const FINAL = 1;
const BEAM = 4;
/** Of what comes in, in Les Houches events. */
const INCOMING = -1;

export function* hepmcEvents(columns: EventColumns): Iterable<string> {
  const { offsets } = columns;
  for (let i = 0; i < columns.events; i++) {
    const start = offsets[i];
    const length = offsets[i + 1] - start;
    let beams = 0;
    while (beams < length && statusOf(columns, start + beams) === BEAM) beams++;
    const vertex = beams > 0 && beams < length;
    let text = `E ${columns.first + i} ${vertex ? 1 : 0} ${length}\nU GEV MM\nW 1.0\n`;
    for (let k = 0; k < length; k++) {
      if (vertex && k === beams) {
        text += `V -1 0 [${Array.from({ length: beams }, (_, beam) => beam + 1).join(',')}]\n`;
      }
      const vector = fourVector(columns, start + k)
        .map(numberText)
        .join(' ');
      const mass = numberText(columns.mass?.[start + k] ?? 0);
      const pid = columns.pid?.[start + k] ?? 0;
      const from = vertex && k >= beams ? -1 : 0;
      text += `P ${k + 1} ${from} ${pid} ${vector} ${mass} ${statusOf(columns, start + k)}\n`;
    }
    yield text;
  }
}

/** Whether a status is written as another one: that of Les Houches' incoming particles. */
export function renamesStatus({ extra }: EventColumns): boolean {
  return extra.status?.includes(INCOMING) === true;
}

function statusOf({ extra }: EventColumns, k: number): number {
  const status = extra.status?.[k] ?? FINAL;
  if (status === INCOMING) return BEAM;
  return Number.isInteger(status) ? status : FINAL;
}
