// The corners of a polygon in one chart of the cylinder, and the order that names the same polygon always alike.

import { TWO_PI, wrapPhi } from '../core/geometry.ts';
import { shortestArc } from './extent.ts';

/** Corner k is (y[k], phi[k]); φ continuous, the first one in the turn that the parameters give it. */
export interface Corners {
  readonly y: Float64Array;
  readonly phi: Float64Array;
  /** Their mean. */
  readonly centerY: number;
  readonly centerPhi: number;
}

/** From y1, phi1, y2, phi2, …: all corners on the shortest arc that holds them. */
export function cornersOf(parameters: ArrayLike<number>): Corners {
  const count = parameters.length / 2;
  const y = new Float64Array(count);
  const phi = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    y[k] = parameters[2 * k];
    phi[k] = parameters[2 * k + 1];
  }
  const { start } = shortestArc(phi);
  const first = phi[0];
  const from = turnsFrom(first, start);
  let centerY = 0;
  let centerPhi = 0;
  for (let k = 0; k < count; k++) {
    phi[k] = k === 0 ? first : first + (turnsFrom(phi[k], start) - from);
    centerY += y[k] / count;
    centerPhi += phi[k] / count;
  }
  return { y, phi, centerY, centerPhi };
}

/** How far after `start` an azimuth comes, in [0, 2π). */
function turnsFrom(phi: number, start: number): number {
  const past = wrapPhi(phi) - start;
  return past < 0 ? past + TWO_PI : past;
}

/** Turns in the plane below this area count as none, rad². */
const FLAT = 1e-12;

/** Places of the corners, in the order of the polygon: counter-clockwise (y to the right, φ up), from the lowest y on. */
export function canonicalOrder({ y, phi, centerY, centerPhi }: Corners): number[] {
  const count = y.length;
  let area = 0;
  let first = 0;
  for (let k = 0; k < count; k++) {
    const next = (k + 1) % count;
    area += (y[k] - centerY) * (phi[next] - centerPhi) - (phi[k] - centerPhi) * (y[next] - centerY);
    if (y[k] < y[first] || (y[k] === y[first] && phi[k] < phi[first])) first = k;
  }
  const step = area < -FLAT ? count - 1 : 1;
  return Array.from({ length: count }, (_, k) => (first + k * step) % count);
}
