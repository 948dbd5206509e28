// Displacement interpolation (McCann, Adv. Math. 128 (1997) 153): one event on its way to another along an optimal flow.
// Every flow keeps its mass and moves at constant speed along the straight line between its ends, the short way round in
// φ. Where the totals differ (GeV), what no flow takes along fades out of the first event and into the second in place.

import { wrapPhi } from '../core/geometry.ts';

export interface Cloud {
  readonly weight: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
}

export interface Flow {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** In the unit of the weights. */
  readonly mass: Float64Array;
}

/** What is left of a particle after its flows counts as surplus above this share of the event's total: rounding is none. */
const ROUNDING = 1e-9;

/**
 * The event at time `t`: at 0 it is `a`, at 1 it is `b`, between them one particle a flow (and a surplus). φ in (−π, π].
 * Throws RangeError for t outside [0, 1].
 */
export function displace(a: Cloud, b: Cloud, flow: Flow, t: number): Cloud {
  if (!(t >= 0 && t <= 1))
    throw new RangeError(`time ${t}: allowed are 0 (the first event) to 1 (the second)`);
  if (t === 0) return a;
  if (t === 1) return b;
  const lost = surplus(a.weight, flow.from, flow.mass);
  const gained = surplus(b.weight, flow.to, flow.mass);
  const n = flow.mass.length + lost.place.length + gained.place.length;
  const weight = new Float64Array(n);
  const y = new Float64Array(n);
  const phi = new Float64Array(n);
  let at = 0;
  for (let k = 0; k < flow.mass.length; k++, at++) {
    const i = flow.from[k];
    const j = flow.to[k];
    weight[at] = flow.mass[k];
    y[at] = a.y[i] + t * (b.y[j] - a.y[i]);
    phi[at] = wrapPhi(a.phi[i] + t * wrapPhi(b.phi[j] - a.phi[i]));
  }
  for (const [k, i] of lost.place.entries()) {
    weight[at] = (1 - t) * lost.mass[k];
    y[at] = a.y[i];
    phi[at++] = a.phi[i];
  }
  for (const [k, j] of gained.place.entries()) {
    weight[at] = t * gained.mass[k];
    y[at] = b.y[j];
    phi[at++] = b.phi[j];
  }
  return { weight, y, phi };
}

/** Particles that hold more than their flows take. */
function surplus(
  weight: Float64Array,
  end: Uint32Array,
  mass: Float64Array,
): { readonly place: number[]; readonly mass: number[] } {
  const left = weight.slice();
  for (let k = 0; k < mass.length; k++) left[end[k]] -= mass[k];
  const least = ROUNDING * weight.reduce((sum, w) => sum + w, 0);
  const place: number[] = [];
  const rest: number[] = [];
  for (const [i, w] of left.entries()) {
    if (w <= least) continue;
    place.push(i);
    rest.push(w);
  }
  return { place, mass: rest };
}
