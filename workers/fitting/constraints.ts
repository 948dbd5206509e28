// Where the parameters of a model may go: boxes around positions, and weights that are each within their limits and
// together 1. A fixed parameter, or one given by the event, never moves; neither does a weight that follows from the flow.

import type { Model } from '../shapes/types.ts';

/** Rounds of the search for the one shift that puts weights on their simplex: bisection, each gains a bit. */
const BISECTIONS = 60;
const ROUNDING = 1e-12;

export class Constraints {
  /** Of every parameter: the fit moves it. */
  readonly free: readonly boolean[];
  /** Some box or simplex can be met by a descent. */
  readonly any: boolean;
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  /** Places of the weights that move, together `left`. */
  private readonly weights: readonly number[];
  private readonly left: number;
  /** What `reduce` found at the last place: may move from there, downhill. */
  private readonly mobile: boolean[];

  /**
   * `following`: places of weights that the objective finds itself. `lengths`: keep all lengths ≥ 0; without, only those of parts that
   * the expression limits, and a length that passes 0 is reflected. Throws RangeError where no weights meet the limits.
   */
  constructor(model: Model, following: readonly number[] = [], lengths = false) {
    const { parameters, parts } = model;
    const size = parameters.length;
    const kept = new Set(following);
    this.free = parameters.map(({ fixed, given }, k) => fixed === null && !given && !kept.has(k));
    this.mobile = [...this.free];
    this.lower = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
    this.upper = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
    let any = false;
    for (const part of parts) {
      const limited = isLimited(model, part.places, part.shape.parameters);
      for (const [own, k] of part.places.entries()) {
        const { kind, lower, upper } = parameters[k];
        if (kind === 'azimuth' || kind === 'angle') continue;
        const narrowed = lower > part.shape.parameters[own].lower || upper < part.shape.parameters[own].upper;
        if (!narrowed && !(kind === 'length' && (limited || lengths))) continue;
        this.lower[k] = lower;
        this.upper[k] = upper;
        any = true;
      }
    }
    const weights: number[] = [];
    let left = 1;
    parameters.forEach(({ kind, fixed, lower, upper }, k) => {
      if (kind !== 'weight' || kept.has(k)) return;
      if (fixed !== null) {
        left -= fixed;
        return;
      }
      weights.push(k);
      this.lower[k] = lower;
      this.upper[k] = upper;
    });
    this.weights = weights;
    this.left = Math.max(0, left);
    this.any = any || weights.length > 0;
    const least = weights.reduce((sum, k) => sum + parameters[k].lower, 0);
    const most = weights.reduce((sum, k) => sum + parameters[k].upper, 0);
    if (weights.length > 0 && (least > this.left + ROUNDING || most < this.left - ROUNDING)) {
      throw new RangeError(
        `${model.text}: the weights that are not held add up to ${least} to ${most} within their limits, needed is ${this.left}`,
      );
    }
  }

  /** The nearest place that is allowed, in place. */
  project(x: Float64Array): void {
    const { lower, upper, weights, left } = this;
    for (let k = 0; k < x.length; k++) {
      if (this.free[k]) x[k] = Math.min(upper[k], Math.max(lower[k], x[k]));
    }
    if (weights.length === 0) return;
    let sum = 0;
    for (const k of weights) sum += x[k];
    if (sum === left) return;
    let low = -1 - sum;
    let high = 1 + sum;
    const at = (shift: number) =>
      weights.reduce((total, k) => total + Math.min(upper[k], Math.max(lower[k], x[k] + shift)), 0);
    // Most often no limit is met.
    const even = (left - sum) / weights.length;
    if (weights.every((k) => x[k] + even >= lower[k] && x[k] + even <= upper[k])) {
      low = even;
      high = even;
    }
    for (let round = 0; round < BISECTIONS && low < high; round++) {
      const middle = (low + high) / 2;
      if (at(middle) < left) low = middle;
      else high = middle;
    }
    for (const k of weights) x[k] = Math.min(upper[k], Math.max(lower[k], x[k] + high));
  }

  /** The part of a gradient along which one can go down from x: what presses against a limit is 0, in place. */
  reduce(x: Float64Array, gradient: Float64Array): void {
    const { lower, upper, weights, mobile, free } = this;
    for (let k = 0; k < x.length; k++) {
      mobile[k] = free[k];
      if (!free[k]) gradient[k] = 0;
    }
    for (;;) {
      const mean = this.mean(gradient);
      const stuck = weights.filter(
        (k) =>
          mobile[k] && ((x[k] <= lower[k] && gradient[k] > mean) || (x[k] >= upper[k] && gradient[k] < mean)),
      );
      if (stuck.length === 0) break;
      for (const k of stuck) mobile[k] = false;
    }
    const mean = this.mean(gradient);
    for (const k of weights) gradient[k] = mobile[k] ? gradient[k] - mean : 0;
    for (let k = 0; k < x.length; k++) {
      if (!free[k] || weights.includes(k)) continue;
      if ((x[k] <= lower[k] && gradient[k] > 0) || (x[k] >= upper[k] && gradient[k] < 0)) {
        gradient[k] = 0;
        mobile[k] = false;
      }
    }
  }

  /** A direction's part along what `reduce` left mobile, in place. */
  restrict(direction: Float64Array): void {
    for (let k = 0; k < direction.length; k++) if (!this.mobile[k]) direction[k] = 0;
    const mean = this.mean(direction);
    for (const k of this.weights) if (this.mobile[k]) direction[k] -= mean;
  }

  private mean(values: Float64Array): number {
    let sum = 0;
    let count = 0;
    for (const k of this.weights) {
      if (!this.mobile[k]) continue;
      sum += values[k];
      count++;
    }
    return count > 0 ? sum / count : 0;
  }
}

/** The expression narrows or holds one of a part's parameters. */
function isLimited(
  model: Model,
  places: readonly number[],
  own: readonly { readonly lower: number; readonly upper: number }[],
): boolean {
  return places.some((k, i) => {
    const { fixed, lower, upper, kind } = model.parameters[k];
    if (fixed !== null) return true;
    return kind !== 'azimuth' && kind !== 'angle' && (lower > own[i].lower || upper < own[i].upper);
  });
}

/** `model.canonical`, but a part that would leave its limits by it stays as it is, but for the turn of its azimuths. */
export function canonicalWithin(model: Model, x: Float64Array): Float64Array {
  const out = model.canonical(x);
  for (const { places, shape } of model.parts) {
    if (!isLimited(model, places, shape.parameters)) continue;
    const left = places.some((k) => {
      const { kind, fixed, lower, upper } = model.parameters[k];
      if (fixed !== null) return out[k] !== fixed;
      if (kind === 'azimuth' || kind === 'angle') return false;
      return out[k] < lower || out[k] > upper || (kind === 'length' && out[k] !== Math.abs(x[k]));
    });
    if (!left) continue;
    for (const k of places) if (model.parameters[k].kind !== 'azimuth') out[k] = x[k];
  }
  return out;
}
