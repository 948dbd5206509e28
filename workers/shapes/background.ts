// What the shapes have in common that fill a region which the event gives: nothing to fit, nothing to start from.

import { wrapPhi } from '../core/geometry.ts';
import type { Parameter } from './types.ts';

/** The rectangle's outline, `segments` + 1 places, corners among them where 4 divides `segments`. */
export function boxOutline(y: number, phi: number, a: number, b: number, segments: number): Float64Array {
  const out = new Float64Array(2 * segments + 2);
  for (let k = 0; k <= segments; k++) {
    const turn = (4 * (k % segments)) / segments;
    const side = Math.floor(turn);
    const past = 2 * (turn - side) - 1;
    const [u, v] = [
      [past, -1],
      [1, past],
      [-past, 1],
      [-1, -past],
    ][side];
    out[2 * k] = y + a * u;
    out[2 * k + 1] = phi + b * v;
  }
  return out;
}

/** [y0, y1, φ0, φ1], φ0 in (−π, π] and φ1 ≥ φ0: past π where the region crosses the seam. */
export function regionOf(
  y: number,
  phi: number,
  a: number,
  b: number,
): readonly [number, number, number, number] {
  const from = b >= Math.PI ? -Math.PI : wrapPhi(phi - b);
  return [y - a, y + a, from, from + 2 * b];
}

export function given(parameter: Omit<Parameter, 'given'>): Parameter {
  return { ...parameter, given: true };
}

/** A background has no handles: its region is the event's. */
export function noHandles(name: string, handle: string): RangeError {
  return new RangeError(`${name}: no handle ${handle}, it has none: its region comes from the event`);
}
