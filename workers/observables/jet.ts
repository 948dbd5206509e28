// The four-momentum of all particles together (E-scheme). Sums are taken about the jet's own axis, where all terms of the
// mass are positive: (ΣE)² − |Σp|² loses every digit of a narrow jet's.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { perEvent } from './memo.ts';

export interface Jet {
  /** |Σ pT|, GeV. */
  readonly pt: number;
  /** Rapidity and azimuth of Σ p: the jet's axis. φ in (−π, π]. */
  readonly y: number;
  readonly phi: number;
}

/** Scalar sum of pT, GeV. */
export function htOf({ pt }: PlaneEvent): number {
  let sum = 0;
  for (let i = 0; i < pt.length; i++) sum += pt[i];
  return sum;
}

/** Particles without a mass column count as massless. */
export const jetOf: (event: PlaneEvent) => Jet = perEvent(({ pt, y, phi, mass }) => {
  let hardest = 0;
  for (let i = 0; i < pt.length; i++) if (pt[i] > pt[hardest]) hardest = i;
  let px = 0;
  let py = 0;
  let plus = 0;
  let minus = 0;
  for (let i = 0; i < pt.length; i++) {
    px += pt[i] * Math.cos(phi[i] - phi[hardest]);
    py += pt[i] * Math.sin(phi[i] - phi[hardest]);
    const boost = Math.exp(y[i] - y[hardest]);
    const mt = mass ? Math.hypot(pt[i], mass[i]) : pt[i];
    plus += mt * boost;
    minus += mt / boost;
  }
  return {
    pt: Math.sqrt(px * px + py * py),
    y: y[hardest] + Math.log(plus / minus) / 2,
    phi: wrapPhi(phi[hardest] + Math.atan2(py, px)),
  };
});

/** Mass of all particles together, GeV. */
export function massOf(event: PlaneEvent): number {
  const { pt, y, phi, mass } = event;
  const axis = jetOf(event);
  // About the axis Σ mT sinh δ = 0 = Σ pT sin φ up to rounding, so that m² = (C − X)(C + X) with C = Σ mT cosh δ.
  let difference = 0;
  let total = 0;
  for (let i = 0; i < pt.length; i++) {
    const mt = mass ? Math.hypot(pt[i], mass[i]) : pt[i];
    const rest = mass ? mass[i] ** 2 / (mt + pt[i]) : 0;
    const sinh = Math.sinh((y[i] - axis.y) / 2);
    const sin = Math.sin((phi[i] - axis.phi) / 2);
    const cosh = 2 * mt * sinh * sinh;
    const cos = 2 * pt[i] * sin * sin;
    difference += cosh + cos + rest;
    total += mt + cosh + pt[i] - cos;
  }
  return Math.sqrt(difference * total);
}
