// A transport problem that is solved again and again: buffers are kept, and where only positions have moved since
// the last call the solver goes on from its last basis.

import { fillCosts, wrapAll } from './costs.ts';
import { cTransform } from './dual.ts';
import { Simplex } from './simplex.ts';
import type { Plan } from './types.ts';

/** Flows below this share of the total are rounding, not plan. */
const PLAN_FLOOR = 1e-15;

/**
 * Exact transport from fixed weights a (n places) to b (m places), all > 0 with equal sums.
 * `load` the weights once, then `solve` for any positions; `n`, `m`, `u`, `v` are valid after that.
 */
export class Transport {
  readonly simplex = new Simplex();
  beta = 1;
  R = 1;
  /** Σ f c, pivots and success of the last `solve`. */
  emd = 0;
  iterations = 0;
  converged = false;
  /** Feasible potentials, valid after `bound`. */
  u = new Float64Array(0);
  v = new Float64Array(0);

  private phiA = new Float64Array(0);
  private phiB = new Float64Array(0);

  load(a: ArrayLike<number>, b: ArrayLike<number>, n = a.length, m = b.length): void {
    this.simplex.load(n, m);
    const { weight } = this.simplex;
    for (let i = 0; i < n; i++) weight[i] = a[i];
    for (let j = 0; j < m; j++) weight[n + j] = b[j];
    if (this.phiA.length < n) {
      this.phiA = new Float64Array(n);
      this.u = new Float64Array(n);
    }
    if (this.phiB.length < m) {
      this.phiB = new Float64Array(m);
      this.v = new Float64Array(m);
    }
  }

  /** Optimal cost for these places (φ in any branch), from the last basis if there is one. */
  solve(
    yA: Float64Array,
    phiA: Float64Array,
    yB: Float64Array,
    phiB: Float64Array,
    maxIterations?: number,
  ): number {
    const { n, m, cost } = this.simplex;
    wrapAll(phiA, n, this.phiA);
    wrapAll(phiB, m, this.phiB);
    fillCosts(n, yA, this.phiA, m, yB, this.phiB, this.beta, this.R, cost);
    return this.run(maxIterations);
  }

  /** As `solve`, for costs that the caller has written to `simplex.cost`. */
  run(maxIterations?: number): number {
    this.simplex.solve(maxIterations);
    this.iterations = this.simplex.iterations;
    this.converged = this.simplex.converged;
    this.emd = this.simplex.value();
    return this.emd;
  }

  /** Dual value of feasible potentials (left in `u`, `v`): no flow between these weights costs less. */
  bound(): number {
    const { n, m, dual, weight, cost } = this.simplex;
    for (let i = 0; i < n; i++) this.u[i] = dual[i];
    cTransform(n, m, cost, this.u, this.v);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += weight[i] * this.u[i];
    for (let j = 0; j < m; j++) sum += weight[n + j] * this.v[j];
    return sum;
  }

  /** The optimal flow; at most n + m − 1 entries. */
  plan(): Plan {
    const { n, m, parent, flow, weight } = this.simplex;
    const root = n + m;
    let total = 0;
    for (let i = 0; i < n; i++) total += weight[i];
    const used: number[] = [];
    for (let x = 0; x < root; x++) {
      if (parent[x] !== root && flow[x] > PLAN_FLOOR * total) used.push(x);
    }
    const from = new Uint32Array(used.length);
    const to = new Uint32Array(used.length);
    const mass = new Float64Array(used.length);
    for (let k = 0; k < used.length; k++) {
      const x = used[k];
      from[k] = x < n ? x : parent[x];
      to[k] = (x < n ? parent[x] : x) - n;
      mass[k] = flow[x];
    }
    return { from, to, mass };
  }
}
