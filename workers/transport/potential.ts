// The Kantorovich potential on the whole plane by the c-transform, hence exactly 1-Lipschitz:
//   G(x) = min_i (d(x, x_i) − u_i),   u the duals of the particles x_i, d euclidean in (y, φ), φ periodic.
// With optimal duals EMD = Σ_shape m_j G(q_j) − Σ_event w_i G(x_i) (β = 1, R = 1, both weights normalised).

import { TWO_PI, wrapPhi } from '../core/geometry.ts';
import type { Grid, Points } from './types.ts';

/** G at one place. Linear in the particles; dimension of an angle, rad. */
export function potentialAt(points: Points, dual: Float64Array, y: number, phi: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < dual.length; i++) {
    const dy = y - points.y[i];
    const dphi = wrapPhi(phi - points.phi[i]);
    const value = Math.sqrt(dy * dy + dphi * dphi) - dual[i];
    if (value < lowest) lowest = value;
  }
  return lowest;
}

/**
 * G on a regular grid, row-major in φ, float32, rad. `dual[i]` is the dual u_i of particle i, as `emd` and `evaluate`
 * return it. Cost: particles × cells, less the particles that cannot win anywhere in a row.
 */
export function potentialGrid(points: Points, dual: Float64Array, grid: Grid): Float32Array {
  const n = dual.length;
  const { columns, rows, y0, dy, phi0, dphi } = grid;
  const out = new Float32Array(columns * rows);
  // Highest dual first: the early rows of the loop are then mostly the winners.
  const order = Uint32Array.from(dual, (_, i) => i).sort((a, b) => dual[b] - dual[a]);
  const line = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    const phi = wrapPhi(phi0 + r * dphi);
    line.fill(Number.POSITIVE_INFINITY);
    let worst = Number.POSITIVE_INFINITY;
    for (let o = 0; o < n; o++) {
      const i = order[o];
      const u = dual[i];
      if (-u >= worst) break;
      let across = Math.abs(phi - wrapPhi(points.phi[i]));
      if (across > Math.PI) across = TWO_PI - across;
      if (across - u >= worst) continue;
      const across2 = across * across;
      const y = points.y[i];
      let highest = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < columns; c++) {
        const d = y0 + c * dy - y;
        const value = Math.sqrt(d * d + across2) - u;
        const lower = Math.min(value, line[c]);
        line[c] = lower;
        if (lower > highest) highest = lower;
      }
      worst = highest;
    }
    out.set(line, r * columns);
  }
  return out;
}

/** Grid points a side on which the span is taken, and how far its box reaches past the particles, rad. */
const SPAN = { points: 33, margin: 0.05 } as const;

/**
 * Where a colour map of G is best centred, and how far it must reach: the middle and half the height of its values
 * over the box around the particles. Neither depends on what is looked at, so colours stay while a view moves. rad.
 */
export function potentialSpan(points: Points, dual: Float64Array): { middle: number; half: number } {
  let y0 = Number.POSITIVE_INFINITY;
  let y1 = Number.NEGATIVE_INFINITY;
  for (const y of points.y) {
    y0 = Math.min(y0, y - SPAN.margin);
    y1 = Math.max(y1, y + SPAN.margin);
  }
  const arc = shortestArc(points.phi);
  const turn = Math.min(TWO_PI, arc.length + 2 * SPAN.margin);
  const steps = SPAN.points - 1;
  const values = potentialGrid(points, dual, {
    y0,
    dy: (y1 - y0) / steps,
    columns: SPAN.points,
    phi0: arc.start - SPAN.margin,
    dphi: turn / steps,
    rows: SPAN.points,
  });
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return { middle: (lowest + highest) / 2, half: (highest - lowest) / 2 };
}

/** The shortest arc that holds all azimuths: what the widest gap between neighbours leaves. */
function shortestArc(phi: Float64Array): { start: number; length: number } {
  const sorted = phi.map(wrapPhi).sort();
  let start = sorted[0];
  let gap = sorted[0] + TWO_PI - sorted[sorted.length - 1];
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] - sorted[i - 1] <= gap) continue;
    gap = sorted[i] - sorted[i - 1];
    start = sorted[i];
  }
  return { start, length: TWO_PI - gap };
}

/** The same values with `middle` as their zero. */
export function centred(potential: Float32Array, middle: number): Float32Array {
  return potential.map((value) => value - middle);
}
