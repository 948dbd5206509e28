// The particles as three-vectors of the laboratory: what event shapes on the sphere begin with.

import type { PlaneEvent } from '../core/events.ts';
import { perEvent } from './memo.ts';

export interface Momenta {
  readonly n: number;
  /** [n] Momentum over Σ|p|. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** [n] |p| over Σ|p|: weights that add up to 1. */
  readonly share: Float64Array;
  /** Σ|p|, GeV. */
  readonly total: number;
}

/** Particles without a mass column count as massless: then |p| = E. */
export const momentaOf: (event: PlaneEvent) => Momenta = perEvent(({ pt, y, phi, mass }) => {
  const n = pt.length;
  const momenta = {
    x: new Float64Array(n),
    y: new Float64Array(n),
    z: new Float64Array(n),
    share: new Float64Array(n),
  };
  let total = 0;
  for (let i = 0; i < n; i++) {
    momenta.x[i] = pt[i] * Math.cos(phi[i]);
    momenta.y[i] = pt[i] * Math.sin(phi[i]);
    momenta.z[i] = (mass ? Math.hypot(pt[i], mass[i]) : pt[i]) * Math.sinh(y[i]);
    momenta.share[i] = Math.sqrt(pt[i] * pt[i] + momenta.z[i] * momenta.z[i]);
    total += momenta.share[i];
  }
  for (const column of Object.values(momenta)) for (let i = 0; i < n; i++) column[i] /= total;
  return { n, ...momenta, total };
});

export type Direction = readonly [number, number, number];

/** A unit vector along (x, y, z); along z where that is zero. */
export function unit(x: number, y: number, z: number): Direction {
  const length = Math.sqrt(x * x + y * y + z * z);
  return length > 0 ? [x / length, y / length, z / length] : [0, 0, 1];
}
