// The largest |Σ ±p| over all signs: thrust (Farhi 1977). A plane through the origin parts the particles of the best signs,
// and it can be turned until it touches two particles; so for every particle the planes through it are gone through in
// the order of the others, one sign changing at a time. Exact, O(n² log n). Local ascent from one start is not.

import { shellSort } from '../transport/relatives/sorted.ts';
import { type Direction, type Momenta, unit } from './momenta.ts';

/** A particle along the one that the plane turns about: this share of its momentum or less stands across. */
const ALONG = 1e-14;

/** Thrust T = max_n Σ|p·n| / Σ|p| and the direction n of the maximum (up to its sign). n ≥ 1. */
export function thrustAxis({ n, x, y, z, share }: Momenta): {
  readonly value: number;
  readonly axis: Direction;
} {
  let best = 0;
  let axis: Direction = [0, 0, 1];
  const consider = (sx: number, sy: number, sz: number) => {
    const square = sx * sx + sy * sy + sz * sz;
    if (square <= best) return;
    best = square;
    axis = [sx, sy, sz];
  };
  const key = new Float64Array(n);
  const sign = new Int8Array(n);
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const [e, f] = across(unit(x[i], y[i], z[i]));
    // What lies along the particle goes with it.
    let px = 0;
    let py = 0;
    let pz = 0;
    let sx = 0;
    let sy = 0;
    let sz = 0;
    let count = 0;
    for (let k = 0; k < n; k++) {
      const u = x[k] * e[0] + y[k] * e[1] + z[k] * e[2];
      const v = x[k] * f[0] + y[k] * f[1] + z[k] * f[2];
      const length = Math.sqrt(u * u + v * v);
      if (k === i || length <= ALONG * share[k]) {
        const side = k === i || x[k] * x[i] + y[k] * y[i] + z[k] * z[i] > 0 ? 1 : -1;
        px += side * x[k];
        py += side * y[k];
        pz += side * z[k];
        continue;
      }
      // All into one half-plane, by rising angle.
      sign[k] = v > 0 || (v === 0 && u > 0) ? 1 : -1;
      key[k] = (-sign[k] * u) / length;
      order[count++] = k;
      sx += sign[k] * x[k];
      sy += sign[k] * y[k];
      sz += sign[k] * z[k];
    }
    shellSort(order, key, count);
    consider(sx + px, sy + py, sz + pz);
    consider(sx - px, sy - py, sz - pz);
    for (let place = 0; place < count; place++) {
      const k = order[place];
      sx -= 2 * sign[k] * x[k];
      sy -= 2 * sign[k] * y[k];
      sz -= 2 * sign[k] * z[k];
      consider(sx + px, sy + py, sz + pz);
      consider(sx - px, sy - py, sz - pz);
    }
  }
  return { value: Math.min(1, Math.sqrt(best)), axis: unit(...axis) };
}

/** Two unit vectors across a third and each other. */
export function across([x, y, z]: Direction): readonly [Direction, Direction] {
  const first = Math.abs(x) < 0.6 ? unit(0, z, -y) : unit(-z, 0, x);
  return [first, unit(y * first[2] - z * first[1], z * first[0] - x * first[2], x * first[1] - y * first[0])];
}
