// From momenta back to the plane: an event as another frame sees it, for everything that works on (pT, y, φ).

import type { PlaneEvent } from '../core/events.ts';
import { type EventMomenta, rapidityOf } from './momenta.ts';

/** What of these momenta has a place in the plane (pT > 0), with the same indices; species are the caller's to look up. */
export function planeOf({ event, index, px, py, pz, e }: EventMomenta): PlaneEvent {
  const keep: number[] = [];
  for (let k = 0; k < e.length; k++) if (Math.hypot(px[k], py[k]) > 0) keep.push(k);
  const fill = (value: (k: number) => number) => Float64Array.from(keep, value);
  return {
    event,
    pt: fill((k) => Math.hypot(px[k], py[k])),
    y: fill((k) => rapidityOf(px[k], py[k], pz[k], e[k])),
    phi: fill((k) => {
      const phi = Math.atan2(py[k], px[k]);
      return phi <= -Math.PI ? Math.PI : phi;
    }),
    mass: fill((k) => Math.sqrt(Math.max(0, (e[k] + pz[k]) * (e[k] - pz[k]) - px[k] ** 2 - py[k] ** 2))),
    pid: null,
    index: Uint32Array.from(keep, (k) => index[k]),
  };
}
