// Transport along one direction only: y, φ around the circle, or a direction of the unwrapped plane. Exact by sorting
// for every convex cost, β ≥ 1. A projection shortens no distance, so the value bounds the EMD of the plane from below.

import { TWO_PI } from '../../core/geometry.ts';
import type { Points } from '../types.ts';
import { checkBalanced, checkConvexCost, checkSpan, type Side, side, unwrap } from './inputs.ts';
import { Circle, lineCost, Sorted, shellSort } from './sorted.ts';

export interface LineOptions {
  /** Exponent of the cost (|Δ|/R)^β, ≥ 1. Default 1. */
  readonly beta?: number;
  /** Radius R of the cost, rad. Default 1. */
  readonly R?: number;
  /** Both totals scaled to 1. Only true (the default) is possible here. */
  readonly normalise?: boolean;
  /**
   * `'y'` (default), `'phi'` around the circle, or the angle of a direction from the y axis towards φ, rad: places are
   * then cos·y + sin·φ with φ unwrapped, and both events together may span at most a half-turn.
   */
  readonly along?: 'y' | 'phi' | number;
}

export interface LineResult {
  /** Σ f (|Δ|/R)^β over shares, Δ along the direction. */
  readonly emd: number;
}

/** Exact one-dimensional EMD, O(n log n). Throws RangeError for what `emd` refuses, β < 1, GeV, and too wide events. */
export function line(a: Points, b: Points, options: LineOptions = {}): LineResult {
  const { beta = 1, R = 1, normalise = true, along = 'y' } = options;
  checkConvexCost('line', beta, R);
  checkBalanced('line', normalise);
  if (along !== 'y' && along !== 'phi' && !Number.isFinite(along)) {
    throw new RangeError(`line: along is ${along}, allowed are y, phi and an angle in rad`);
  }
  const sideA = side('line', a, 'the first event', true);
  const sideB = side('line', b, 'the second event', true);
  if (along === 'phi') {
    const p = sorted(sideA.weight, (i) => (sideA.phi[i] + TWO_PI) % TWO_PI, R);
    const q = sorted(sideB.weight, (i) => (sideB.phi[i] + TWO_PI) % TWO_PI, R);
    return { emd: new Circle(p.n + q.n).cost(p, q, TWO_PI / R, beta) };
  }
  const [p, q] = along === 'y' ? [sideA.y, sideB.y] : project(sideA, sideB, along);
  return {
    emd: lineCost(
      sorted(sideA.weight, (i) => p[i], R),
      sorted(sideB.weight, (i) => q[i], R),
      beta,
    ),
  };
}

function project(a: Side, b: Side, angle: number): [Float64Array, Float64Array] {
  const phi = unwrap(a.phi, b.phi);
  checkSpan('line', phi.span, "along: 'y' or along: 'phi'");
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return [a.y.map((y, i) => cos * y + sin * phi.a[i]), b.y.map((y, i) => cos * y + sin * phi.b[i])];
}

function sorted(weight: Float64Array, place: (i: number) => number, R: number): Sorted {
  const out = new Sorted(weight);
  for (let i = 0; i < out.n; i++) out.x[i] = place(i) / R;
  shellSort(out.order, out.x, out.n);
  return out;
}
