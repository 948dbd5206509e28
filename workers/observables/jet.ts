// The four-momentum of all particles together (E-scheme). Sums are taken about the jet's own axis, where all terms of the
// mass are positive: (ΣE)² − |Σp|² loses every digit of a narrow jet's.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { perEvent } from './memo.ts';

export interface Jet {
  /** |Σ pT|, GeV. */
  readonly pt: number;
  /** Rapidity and azimuth of Σ p: the jet's axis. φ in (−π, π]; both NaN where Σ pT is exactly zero. */
  readonly y: number;
  readonly phi: number;
  /** GeV. */
  readonly mass: number;
  /** Scalar sum of pT, GeV. */
  readonly ht: number;
}

/** Particles without a mass column count as massless. */
export const jetOf: (event: PlaneEvent) => Jet = perEvent(sum);

function sum({ pt, y, phi, mass }: PlaneEvent): Jet {
  let hardest = 0;
  let ht = 0;
  for (let i = 0; i < pt.length; i++) {
    ht += pt[i];
    if (pt[i] > pt[hardest]) hardest = i;
  }
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
  const axisY = y[hardest] + Math.log(plus / minus) / 2;
  const axisPhi = wrapPhi(phi[hardest] + Math.atan2(py, px));
  // About the axis Σ mT sinh δ = 0 = Σ pT sin φ up to rounding, so that m² = (C − X)(C + X) with C = Σ mT cosh δ.
  let difference = 0;
  let total = 0;
  for (let i = 0; i < pt.length; i++) {
    const mt = mass ? Math.hypot(pt[i], mass[i]) : pt[i];
    const rest = mass ? mass[i] ** 2 / (mt + pt[i]) : 0;
    const sinh = Math.sinh((y[i] - axisY) / 2);
    const sin = Math.sin((phi[i] - axisPhi) / 2);
    const cosh = 2 * mt * sinh * sinh;
    const cos = 2 * pt[i] * sin * sin;
    difference += cosh + cos + rest;
    total += mt + cosh + pt[i] - cos;
  }
  return { pt: Math.hypot(px, py), y: axisY, phi: axisPhi, mass: Math.sqrt(difference * total), ht };
}
