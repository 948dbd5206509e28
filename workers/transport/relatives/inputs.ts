// What the relatives of the EMD ask of their input, with the errors that say it: the particles that carry weight, as
// shares or in GeV, and a ground cost (θ/R)^β in range.

import { TWO_PI, wrapPhi } from '../../core/geometry.ts';
import type { Points } from '../types.ts';

/** Longest arc of φ in which the short way round is the straight way for every pair, rad; with room for rounding. */
const HALF_TURN = Math.PI * (1 + 1e-12);

/** The particles of one event that carry weight; φ in (−π, π], weights divided by their total where normalised. */
export interface Side {
  readonly weight: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  /** Sum of the weights as given. */
  readonly total: number;
}

/** `who` is the function that an error names, `name` the event's: "the first event". */
export function side(who: string, points: Points, name: string, normalise: boolean): Side {
  const { weight, y, phi } = points;
  if (y.length !== weight.length || phi.length !== weight.length) {
    throw new RangeError(
      `${who}: ${name} has ${weight.length} weights, ${y.length} y and ${phi.length} phi, needed are equal numbers`,
    );
  }
  const keep: number[] = [];
  let total = 0;
  for (let i = 0; i < weight.length; i++) {
    if (!(weight[i] >= 0 && weight[i] < Number.POSITIVE_INFINITY)) {
      throw new RangeError(
        `${who}: weight of particle ${i} of ${name} is ${weight[i]}, allowed are finite numbers ≥ 0`,
      );
    }
    if (weight[i] === 0) continue;
    if (!Number.isFinite(y[i]) || !Number.isFinite(phi[i])) {
      throw new RangeError(
        `${who}: particle ${i} of ${name} is at y = ${y[i]}, phi = ${phi[i]}, allowed are finite numbers`,
      );
    }
    total += weight[i];
    keep.push(i);
  }
  if (normalise && keep.length === 0) {
    throw new RangeError(`${who}: ${name} has total weight 0, a normalised distance needs weight > 0`);
  }
  const unit = normalise ? total : 1;
  return {
    weight: Float64Array.from(keep, (i) => weight[i] / unit),
    y: Float64Array.from(keep, (i) => y[i]),
    phi: Float64Array.from(keep, (i) => wrapPhi(phi[i])),
    total,
  };
}

/** Throws where (θ/R)^β is no cost that `emd` knows. */
export function checkCost(who: string, beta: number, R: number): void {
  if (!(beta > 0 && beta <= 2)) throw new RangeError(`${who}: beta is ${beta}, allowed is 0 < beta ≤ 2`);
  checkRadius(who, R);
}

/** Throws where sorting does not solve transport at cost |x − x′|^β: sorted plans are optimal for convex costs only. */
export function checkConvexCost(who: string, beta: number, R: number): void {
  if (!(beta >= 1 && beta < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `${who}: beta is ${beta}, sorting is exact for 1 ≤ beta < ∞ only; use emd for 0 < beta < 1`,
    );
  }
  checkRadius(who, R);
}

/** Throws where events in GeV are asked of a method that needs equal totals. */
export function checkBalanced(who: string, normalise: boolean): void {
  if (normalise) return;
  throw new RangeError(
    `${who}: normalise is false, sorting needs equal totals; use emd or sinkhorn for events in GeV`,
  );
}

function checkRadius(who: string, R: number): void {
  if (!(R > 0 && R < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${who}: R is ${R}, allowed is R > 0`);
  }
}

/**
 * φ of both events on one branch, cut in the widest gap that they leave together, and the arc that they span, rad.
 * Up to a half-turn, straight differences of these are the distances round the cylinder.
 */
export function unwrap(a: Float64Array, b: Float64Array): { a: Float64Array; b: Float64Array; span: number } {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  all.sort();
  let start = all[0];
  let gap = start + TWO_PI - all[all.length - 1];
  for (let k = 1; k < all.length; k++) {
    if (all[k] - all[k - 1] <= gap) continue;
    gap = all[k] - all[k - 1];
    start = all[k];
  }
  const from = (phi: number) => (phi < start ? phi + TWO_PI : phi) - start;
  return { a: a.map(from), b: b.map(from), span: TWO_PI - gap };
}

/** Throws where the unwrapped plane would measure some pairs the long way round. `instead` says what to use. */
export function checkSpan(who: string, span: number, instead: string): void {
  if (span <= HALF_TURN) return;
  throw new RangeError(
    `${who}: the events span ${span.toFixed(3)} rad of φ, a direction in the unwrapped plane needs at most π; use ${instead}`,
  );
}
