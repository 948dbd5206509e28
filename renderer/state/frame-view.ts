// What of the plane is first seen of an event, by the frame that it is seen from.

import type { EventData } from '../../main/contract/index.ts';
import { fitAspect, fitView } from '../../workers/figure/index.ts';
import type { View } from '../../workers/figure/types.ts';

/** From a jet's axis to the edge of the view, in units of its R; and its limits, rad. */
const AROUND = { radii: 1.6, least: 0.3, most: Math.PI } as const;

/** Of a file of jets, `jetSized`: all of the event lies close together from this frame too. */
export function isClose({ frame }: Pick<EventData, 'frame'>, jetSized: boolean): boolean {
  const kind = frame?.frame.kind ?? 'lab';
  return jetSized && (kind === 'lab' || kind === 'boost' || kind === 'jet');
}

/** Around a jet in its own frame; around the energy of what lies close together; else all of the cylinder. */
export function firstView(data: EventData, aspect: number, jetSized: boolean): View {
  const frame = data.frame?.frame;
  if (frame?.kind === 'jet' && !jetSized) {
    const half = Math.min(AROUND.most, Math.max(AROUND.least, AROUND.radii * frame.jets.R));
    return fitAspect({ y0: -half, y1: half, phi0: -half, phi1: half }, aspect);
  }
  return fitView(data, aspect, isClose(data, jetSized));
}
