// The distance of two events, again and again: one workspace, and every event is looked at only once (zero weights
// dropped, weights scaled where asked for, φ wrapped). Values are those of transport's `emd`.

import { wrapPhi } from '../core/geometry.ts';
import { type Points, Transport } from '../transport/index.ts';
import { Entropic, sinkhorn, sliced } from '../transport/relatives/index.ts';
import type { DistanceSettings, Measure } from './types.ts';

/** An event ready for the solver. Arrays have one place more than particles, for the reservoir in GeV. */
export interface Prepared {
  readonly size: number;
  /** GeV, or whatever the unit of the weights. */
  readonly total: number;
  readonly weight: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  /** The same without the reservoir. */
  readonly own: Float64Array;
}

/** Ground cost of the surplus, per unit of energy. */
const SURPLUS_COST = 1;

/** Throws RangeError for lengths that differ, weights (or their sum) that are negative or not finite, places that are not finite. */
export function prepareEvent(points: Points, normalise: boolean): Prepared {
  const { weight, y, phi } = points;
  if (y.length !== weight.length || phi.length !== weight.length) {
    throw new RangeError(
      `distance: an event has ${weight.length} weights, ${y.length} y and ${phi.length} phi, needed are equal numbers`,
    );
  }
  const keep: number[] = [];
  let total = 0;
  for (let i = 0; i < weight.length; i++) {
    if (!(weight[i] >= 0 && weight[i] < Number.POSITIVE_INFINITY)) {
      throw new RangeError(
        `distance: weight of particle ${i} is ${weight[i]}, allowed are finite numbers ≥ 0`,
      );
    }
    if (weight[i] === 0) continue;
    if (!Number.isFinite(y[i]) || !Number.isFinite(phi[i])) {
      throw new RangeError(
        `distance: particle ${i} is at y = ${y[i]}, phi = ${phi[i]}, allowed are finite numbers`,
      );
    }
    total += weight[i];
    keep.push(i);
  }
  if (!Number.isFinite(total)) {
    throw new RangeError(`distance: the weights of an event add up to ${total}, allowed are finite sums`);
  }
  const size = keep.length;
  const prepared = {
    weight: new Float64Array(size + 1),
    y: new Float64Array(size + 1),
    phi: new Float64Array(size + 1),
  };
  for (let k = 0; k < size; k++) {
    const i = keep[k];
    prepared.weight[k] = normalise ? weight[i] / total : weight[i];
    prepared.y[k] = y[i];
    prepared.phi[k] = wrapPhi(phi[i]);
  }
  return { size, total, ...prepared, own: prepared.weight.subarray(0, size) };
}

/** Exact distances of prepared events. */
export class ExactMeasure {
  readonly workspace = new Transport();
  private readonly settings: DistanceSettings;

  constructor(settings: DistanceSettings) {
    this.settings = settings;
    this.workspace.beta = settings.beta;
    this.workspace.R = settings.R;
  }

  /** NaN where a normalised distance is not defined. Throws Error where the solver gave up, RangeError for an infinite one. */
  between(a: Prepared, b: Prepared): number {
    const { workspace } = this;
    if (a.size === 0 || b.size === 0) {
      return this.settings.normalise ? Number.NaN : SURPLUS_COST * (a.total + b.total);
    }
    const surplus = this.settings.normalise ? 0 : a.total - b.total;
    if (surplus > 0) b.weight[b.size] = surplus;
    if (surplus < 0) a.weight[a.size] = -surplus;
    workspace.load(surplus < 0 ? a.weight : a.own, surplus > 0 ? b.weight : b.own);
    workspace.place(a.y, a.phi, b.y, b.phi);
    if (surplus > 0) for (let i = 0; i < a.size; i++) workspace.setCost(i, b.size, SURPLUS_COST);
    if (surplus < 0) for (let j = 0; j < b.size; j++) workspace.setCost(a.size, j, SURPLUS_COST);
    const value = workspace.run();
    if (!workspace.converged) {
      throw new Error(
        `distance: the solver stopped after ${workspace.iterations} pivots, short of the optimum`,
      );
    }
    if (!Number.isFinite(value)) {
      throw new RangeError(`distance: an EMD is ${value}, needed are places and R that give finite numbers`);
    }
    return value;
  }
}

/** Throws RangeError for β, R or a method out of range. */
export function checkSettings({ beta, R, method }: DistanceSettings): void {
  if (!(beta > 0 && beta <= 2)) throw new RangeError(`distance: beta is ${beta}, allowed is 0 < beta ≤ 2`);
  if (!(R > 0 && R < Number.POSITIVE_INFINITY)) throw new RangeError(`distance: R is ${R}, allowed is R > 0`);
  if (method !== 'exact' && method !== 'sinkhorn' && method !== 'sliced') {
    throw new RangeError(`distance: unknown method ${method}, allowed are exact, sinkhorn, sliced`);
  }
}

/**
 * The distance in these settings; events are prepared at first sight and must not be changed afterwards. NaN where a
 * normalised distance is not defined (an event without weight). Centring is the caller's. `sinkhorn` is the cost of the
 * entropic flow mended to have the right marginals (never below the EMD; converged or not, it is a flow's); `sliced` the
 * mean over directions. Throws RangeError.
 */
export function createMeasure(settings: DistanceSettings): Measure {
  checkSettings(settings);
  const { beta, R, normalise, method, surface = 'plane' } = settings;
  const exact = new ExactMeasure(settings);
  const entropic = method === 'sinkhorn' ? new Entropic() : null;
  const known = new WeakMap<Points, Prepared>();
  const prepared = (points: Points): Prepared => {
    let found = known.get(points);
    if (!found) {
      found = prepareEvent(points, normalise);
      known.set(points, found);
    }
    return found;
  };
  return (a, b) => {
    const one = prepared(a);
    const other = prepared(b);
    if (method === 'exact') return exact.between(one, other);
    if (normalise && (one.size === 0 || other.size === 0)) return Number.NaN;
    return entropic
      ? sinkhorn(a, b, { beta, R, normalise, divergence: false }, entropic).emd
      : sliced(a, b, { beta, R, normalise, surface }).emd;
  };
}
