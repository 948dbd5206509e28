// The Energy Mover's Distance of two sets of weighted points, exact, with its certificate.
// Normalised: both weights scaled to 1. In GeV (Komiske, Metodiev, Thaler 2019, in the forced form): min(ΣE, ΣE′) is
// always moved at (θ/R)^β a unit, and the surplus pays 1 a unit, whatever θ/R; a reservoir on the lighter side takes it.

import { wrapPhi } from '../core/geometry.ts';
import { Transport } from './transport.ts';
import type { EmdOptions, EmdResult, Plan, Points } from './types.ts';

/** Ground cost of the surplus, per unit of energy. */
const SURPLUS_COST = 1;

let own: Transport | null = null;

/** One workspace for all calls that bring none: results are copied out of it. */
function shared(): Transport {
  own ??= new Transport();
  return own;
}

/** The points of one side that carry weight. */
interface Side {
  readonly index: Uint32Array;
  readonly weight: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  readonly total: number;
}

/**
 * EMD between `a` and `b` (β in (0, 2], R in rad; φ periodic). Normalised it is Σ f (θ/R)^β over shares, otherwise GeV.
 * Zero weights are allowed and move nothing. Normalised distances need weight on both sides; in GeV an empty event is
 * at the other's whole energy. Throws RangeError for lengths that differ, weights that are negative or not finite,
 * places that are not finite, β or R out of range.
 */
export function emd(a: Points, b: Points, options: EmdOptions = {}, workspace = shared()): EmdResult {
  const { beta = 1, R = 1, normalise = true } = options;
  if (!(beta > 0 && beta <= 2)) throw new RangeError(`emd: beta is ${beta}, allowed is 0 < beta ≤ 2`);
  if (!(R > 0 && R < Number.POSITIVE_INFINITY)) throw new RangeError(`emd: R is ${R}, allowed is R > 0`);
  let sideA = side(a, 'first', normalise);
  let sideB = side(b, 'second', normalise);
  const surplus = normalise ? 0 : sideA.total - sideB.total;
  if (sideA.index.length === 0 || sideB.index.length === 0) return alone(a, b, sideA, sideB, options);
  // The reservoir is one more place of the lighter side, at the same cost from everywhere.
  if (surplus > 0) sideB = withReservoir(sideB, surplus);
  if (surplus < 0) sideA = withReservoir(sideA, -surplus);
  const n = sideA.weight.length;
  const m = sideB.weight.length;
  workspace.beta = beta;
  workspace.R = R;
  workspace.load(sideA.weight, sideB.weight);
  workspace.place(sideA.y, sideA.phi, sideB.y, sideB.phi);
  if (surplus > 0) for (let i = 0; i < n; i++) workspace.setCost(i, m - 1, SURPLUS_COST);
  if (surplus < 0) for (let j = 0; j < m; j++) workspace.setCost(n - 1, j, SURPLUS_COST);
  const value = workspace.run(options.maxIterations);
  const bound = Math.min(value, workspace.bound());
  // Potentials are fixed up to a constant; in GeV the reservoir's is zero, so that the real ones alone give the value.
  const shift = surplus > 0 ? workspace.v[m - 1] : surplus < 0 ? -workspace.u[n - 1] : 0;
  const potentialA = new Float64Array(a.weight.length);
  const potentialB = new Float64Array(b.weight.length);
  for (let i = 0; i < sideA.index.length; i++) potentialA[sideA.index[i]] = workspace.u[i] + shift;
  for (let j = 0; j < sideB.index.length; j++) potentialB[sideB.index[j]] = workspace.v[j] - shift;
  extend(a, sideA, potentialA, b, sideB, potentialB, beta, R, surplus);
  return {
    emd: value,
    lowerBound: bound,
    gap: value - bound,
    converged: workspace.converged,
    iterations: workspace.iterations,
    potentialA,
    potentialB,
    plan: options.plan ? outward(workspace.plan(), sideA.index, sideB.index) : null,
  };
}

function side(points: Points, name: string, normalise: boolean): Side {
  const { weight, y, phi } = points;
  if (y.length !== weight.length || phi.length !== weight.length) {
    throw new RangeError(
      `emd: the ${name} event has ${weight.length} weights, ${y.length} y and ${phi.length} phi, needed are equal numbers`,
    );
  }
  const keep: number[] = [];
  let total = 0;
  for (let i = 0; i < weight.length; i++) {
    if (!(weight[i] >= 0 && weight[i] < Number.POSITIVE_INFINITY)) {
      throw new RangeError(
        `emd: weight of particle ${i} of the ${name} event is ${weight[i]}, allowed are finite numbers ≥ 0`,
      );
    }
    if (weight[i] === 0) continue;
    if (!Number.isFinite(y[i]) || !Number.isFinite(phi[i])) {
      throw new RangeError(
        `emd: particle ${i} of the ${name} event is at y = ${y[i]}, phi = ${phi[i]}, allowed are finite numbers`,
      );
    }
    total += weight[i];
    keep.push(i);
  }
  if (total === Number.POSITIVE_INFINITY) {
    throw new RangeError(`emd: the weights of the ${name} event add up to Infinity, allowed is a finite sum`);
  }
  if (normalise && keep.length === 0) {
    throw new RangeError(`emd: the ${name} event has total weight 0, a normalised distance needs weight > 0`);
  }
  const unit = normalise ? total : 1;
  return {
    index: Uint32Array.from(keep),
    weight: Float64Array.from(keep, (i) => weight[i] / unit),
    y: Float64Array.from(keep, (i) => y[i]),
    phi: Float64Array.from(keep, (i) => wrapPhi(phi[i])),
    total,
  };
}

function withReservoir(from: Side, weight: number): Side {
  return {
    ...from,
    weight: Float64Array.of(...from.weight, weight),
    y: Float64Array.of(...from.y, 0),
    phi: Float64Array.of(...from.phi, 0),
  };
}

/** In GeV, with nothing on one side or both: all of the other is surplus. */
function alone(a: Points, b: Points, sideA: Side, sideB: Side, options: EmdOptions): EmdResult {
  const value = SURPLUS_COST * (sideA.total + sideB.total);
  const none = new Uint32Array(0);
  return {
    emd: value,
    lowerBound: value,
    gap: 0,
    converged: true,
    iterations: 0,
    potentialA: new Float64Array(a.weight.length).fill(sideB.total > 0 ? -SURPLUS_COST : SURPLUS_COST),
    potentialB: new Float64Array(b.weight.length).fill(sideB.total > 0 ? SURPLUS_COST : -SURPLUS_COST),
    plan: options.plan ? { from: none, to: none, mass: new Float64Array(0) } : null,
  };
}

/** Potentials of the particles without weight: the largest that keep u_i + v_j ≤ c_ij everywhere. */
function extend(
  a: Points,
  sideA: Side,
  u: Float64Array,
  b: Points,
  sideB: Side,
  v: Float64Array,
  beta: number,
  R: number,
  surplus: number,
): void {
  const cost = (i: number, j: number) => {
    const dphi = wrapPhi(a.phi[i] - b.phi[j]);
    return (((a.y[i] - b.y[j]) ** 2 + dphi ** 2) / R ** 2) ** (beta / 2);
  };
  const { weight } = a;
  if (sideA.index.length < weight.length) {
    for (let i = 0; i < weight.length; i++) {
      if (weight[i] > 0) continue;
      u[i] = surplus > 0 ? SURPLUS_COST : Number.POSITIVE_INFINITY;
      for (const j of sideB.index) u[i] = Math.min(u[i], cost(i, j) - v[j]);
    }
  }
  if (sideB.index.length < b.weight.length) {
    for (let j = 0; j < b.weight.length; j++) {
      if (b.weight[j] > 0) continue;
      v[j] = surplus < 0 ? SURPLUS_COST : Number.POSITIVE_INFINITY;
      for (let i = 0; i < weight.length; i++) {
        // A weightless particle may have no place either (pT = 0): it bounds nothing.
        if (!Number.isNaN(u[i])) v[j] = Math.min(v[j], cost(i, j) - u[i]);
      }
    }
  }
}

/** Flow between the caller's particles: reservoir dropped, places counted as given. */
function outward(plan: Plan, indexA: Uint32Array, indexB: Uint32Array): Plan {
  const keep: number[] = [];
  for (let k = 0; k < plan.mass.length; k++) {
    if (plan.from[k] < indexA.length && plan.to[k] < indexB.length) keep.push(k);
  }
  return {
    from: Uint32Array.from(keep, (k) => indexA[plan.from[k]]),
    to: Uint32Array.from(keep, (k) => indexB[plan.to[k]]),
    mass: Float64Array.from(keep, (k) => plan.mass[k]),
  };
}
