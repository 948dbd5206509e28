// A transport problem that is solved again and again: buffers are kept, and where only positions have moved since
// the last call the solver goes on from its last basis.

import { wrapPhi } from '../core/geometry.ts';
import { Primer } from './primer.ts';
import { Simplex } from './simplex.ts';
import type { Plan } from './types.ts';

/** Flows below this share of the total are rounding, not plan. */
const PLAN_FLOOR = 1e-15;

/**
 * Exact transport from weights a (n places) to b (m places), all > 0 with equal sums. `load` the weights once, then
 * `solve` for any positions. Results stay in the object until the next call.
 */
export class Transport {
  beta = 1;
  R = 1;
  n = 0;
  m = 0;
  /** How far from optimal, in cost a unit of weight, the next solve may stay. 0: exact. */
  tolerance = 0;
  /** Σ f c, pivots and success of the last `solve`. */
  emd = 0;
  iterations = 0;
  converged = false;
  /** [n], [m] Feasible potentials, u_i + v_j ≤ c_ij; valid after `bound`. */
  u = new Float64Array(0);
  v = new Float64Array(0);
  /** The optimal flow: entries 0 … flows − 1 move mass[k] from from[k] to to[k]; valid after `flow`. */
  flows = 0;
  from = new Uint32Array(0);
  to = new Uint32Array(0);
  mass = new Float64Array(0);

  private readonly simplex = new Simplex();
  private readonly primer = new Primer();
  /** True where a is the larger side: its places are then the spokes. */
  private swapped = false;
  private guess: Float64Array | null = null;

  load(a: ArrayLike<number>, b: ArrayLike<number>): void {
    const n = a.length;
    const m = b.length;
    this.n = n;
    this.m = m;
    this.swapped = n > m;
    this.guess = null;
    this.simplex.load(Math.min(n, m), Math.max(n, m));
    const { weight } = this.simplex;
    const startA = this.swapped ? m : 0;
    const startB = this.swapped ? 0 : n;
    for (let i = 0; i < n; i++) weight[startA + i] = a[i];
    for (let j = 0; j < m; j++) weight[startB + j] = b[j];
    if (this.u.length < n) this.u = new Float64Array(n);
    if (this.v.length < m) this.v = new Float64Array(m);
    if (this.mass.length < n + m) {
      this.from = new Uint32Array(n + m);
      this.to = new Uint32Array(n + m);
      this.mass = new Float64Array(n + m);
    }
  }

  /** Potentials of a, from a similar problem, as a first guess for the next solve without a basis. */
  suggest(u: Float64Array): void {
    this.guess = u.slice(0, this.n);
  }

  /** Optimal cost for these places (φ in any branch), from the last basis if there is one. */
  solve(
    yA: Float64Array,
    phiA: Float64Array,
    yB: Float64Array,
    phiB: Float64Array,
    maxIterations?: number,
  ): number {
    this.place(yA, phiA, yB, phiB);
    return this.run(maxIterations);
  }

  /** The costs of `solve` without solving. */
  place(yA: Float64Array, phiA: Float64Array, yB: Float64Array, phiB: Float64Array): void {
    const { n, m, swapped } = this;
    const { places } = this.simplex;
    // The spokes' places stand first.
    const startA = swapped ? 0 : 2 * m;
    const startB = swapped ? 2 * n : 0;
    for (let i = 0; i < n; i++) {
      places[startA + i] = yA[i];
      places[startA + n + i] = wrapPhi(phiA[i]);
    }
    for (let j = 0; j < m; j++) {
      places[startB + j] = yB[j];
      places[startB + m + j] = wrapPhi(phiB[j]);
    }
    this.simplex.fillCosts(this.beta, this.R);
  }

  /** Overrides one cost, between `place` and `run`. */
  setCost(i: number, j: number, cost: number): void {
    this.simplex.cost[this.swapped ? i * this.m + j : j * this.n + i] = cost;
  }

  /** Solves for the costs as they are. */
  run(maxIterations?: number): number {
    const { simplex, guess } = this;
    if (guess) {
      simplex.guess(guess, this.swapped);
      this.guess = null;
    } else if (!simplex.warm) this.primer.prime(simplex);
    simplex.tolerance = this.tolerance;
    simplex.solve(maxIterations);
    this.iterations = simplex.iterations;
    this.converged = simplex.converged;
    this.emd = simplex.value();
    return this.emd;
  }

  /** Dual value of feasible potentials (left in `u`, `v`): no flow between these weights costs less. */
  bound(): number {
    const { n, m, swapped, simplex, u, v } = this;
    const value = simplex.certify();
    const { potential } = simplex;
    const startA = swapped ? m : 0;
    const startB = swapped ? 0 : n;
    for (let i = 0; i < n; i++) u[i] = potential[startA + i];
    for (let j = 0; j < m; j++) v[j] = potential[startB + j];
    return value;
  }

  /** Writes the optimal flow to `from`, `to`, `mass`; returns the number of entries, at most n + m − 1. */
  flow(): number {
    const { swapped, from, to, mass } = this;
    const { hubs, spokes, parent, flow } = this.simplex;
    const root = hubs + spokes;
    let count = 0;
    for (let x = 0; x < root; x++) {
      const p = parent[x];
      if (p === root || flow[x] === 0) continue;
      const hub = x < hubs ? x : p;
      const spoke = (x < hubs ? p : x) - hubs;
      from[count] = swapped ? spoke : hub;
      to[count] = swapped ? hub : spoke;
      mass[count++] = flow[x];
    }
    this.flows = count;
    return count;
  }

  /** The optimal flow as arrays of its own, rounding left out. */
  plan(): Plan {
    const count = this.flow();
    let total = 0;
    for (let k = 0; k < count; k++) total += this.mass[k];
    const keep: number[] = [];
    for (let k = 0; k < count; k++) if (this.mass[k] > PLAN_FLOOR * total) keep.push(k);
    return {
      from: Uint32Array.from(keep, (k) => this.from[k]),
      to: Uint32Array.from(keep, (k) => this.to[k]),
      mass: Float64Array.from(keep, (k) => this.mass[k]),
    };
  }
}
