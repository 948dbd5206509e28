// Lower bounds of one EMD from its costs: a few passes over them instead of a solve.
//
// `potential`: the optimal duals on a line (the staircase of the sorted images, costs |g − g′|^power) are a first guess of
// the duals in the plane. c-transforms make any guess feasible: v_j = min_i c_ij − u_i, then u_i = min_j c_ij − v_j, and
// Σ a u + Σ b v is a lower bound. `filling` adds what is left: reduced costs c − u − v ≥ 0, and every particle on its own
// sends its weight to the cheapest others, none of which takes more than it weighs (as Atasu & Mittelholzer 2019 do with
// the costs themselves): no plan costs less, from either side.
// In GeV the lighter event a has to be moved entirely, b need not take all, and the surplus pays 1 a unit: v ≤ 0, the constant
// between u and v is no longer free and is set for the largest value, only a is filled, and |ΔE| is added.

import { TWO_PI } from '../core/geometry.ts';
import type { Prepared } from './measure.ts';
import type { Image } from './projections.ts';

export class DualBound {
  private readonly beta: number;
  private readonly scale: number;
  private cost = new Float64Array(0);
  private u = new Float64Array(0);
  private v = new Float64Array(0);
  private used = new Uint8Array(0);
  private n = 0;
  private m = 0;

  constructor(beta: number, R: number) {
    this.beta = beta;
    this.scale = 1 / R;
  }

  /** Costs between the two, row-major; `filling` and `potential` work on them. */
  load(a: Prepared, b: Prepared): void {
    const n = a.size;
    const m = b.size;
    this.n = n;
    this.m = m;
    if (this.cost.length < n * m) this.cost = new Float64Array(2 * n * m);
    if (this.u.length < n) this.u = new Float64Array(2 * n);
    if (this.v.length < m) this.v = new Float64Array(2 * m);
    if (this.used.length < Math.max(n, m)) this.used = new Uint8Array(2 * Math.max(n, m));
    const { cost, scale } = this;
    for (let i = 0, k = 0; i < n; i++) {
      const y = a.y[i];
      const phi = a.phi[i];
      for (let j = 0; j < m; j++, k++) {
        const dy = y - b.y[j];
        let dphi = Math.abs(phi - b.phi[j]);
        if (dphi > Math.PI) dphi = TWO_PI - dphi;
        cost[k] = (dy * dy + dphi * dphi) * scale * scale;
      }
    }
    if (this.beta === 1) for (let k = 0; k < n * m; k++) cost[k] = Math.sqrt(cost[k]);
    else if (this.beta !== 2) for (let k = 0; k < n * m; k++) cost[k] = cost[k] ** (this.beta / 2);
  }

  /**
   * The dual value that starts from the staircase of these two images; leaves reduced costs in place of the costs, for `filling`,
   * whose value is to be added. Totals are equal.
   */
  potential(a: Prepared, imageA: Image, b: Prepared, imageB: Image, power: number): number {
    staircase(a, imageA, 1, b, imageB, 1, power, this.u);
    this.transform();
    return this.reduce(a, b);
  }

  /** The same in GeV, |ΔE| included, for a no heavier than b. */
  potentialOfLighter(a: Prepared, imageA: Image, b: Prepared, imageB: Image, power: number): number {
    const { m, v } = this;
    staircase(a, imageA, a.total, b, imageB, b.total, power, this.u);
    this.transform();
    // Raising u by t gains Σ a and loses of every b with v < t: best where these b first weigh as much as a.
    const order = Array.from(v.subarray(0, m).keys()).sort((i, j) => v[i] - v[j]);
    let taken = 0;
    let level = 0;
    for (const j of order) {
      level = v[j];
      taken += b.weight[j];
      if (taken >= a.total) break;
    }
    for (let j = 0; j < m; j++) v[j] = Math.min(0, v[j] - level);
    return b.total - a.total + this.reduce(a, b);
  }

  /** The larger of both sides' fillings of the (reduced) costs; whatever is found first above `enough`. */
  filling(a: Prepared, b: Prepared, enough = Number.POSITIVE_INFINITY): number {
    const one = this.fill(a, b, this.m, 1, enough);
    return one > enough ? one : Math.max(one, this.fill(b, a, 1, this.m, enough));
  }

  /** The filling of a alone, for a no heavier than b. */
  fillingOfLighter(a: Prepared, b: Prepared, enough = Number.POSITIVE_INFINITY): number {
    return this.fill(a, b, this.m, 1, enough);
  }

  /** v_j = min_i c_ij − u_i. */
  private transform(): void {
    const { n, m, cost, u, v } = this;
    v.fill(Number.POSITIVE_INFINITY, 0, m);
    for (let i = 0, k = 0; i < n; i++) {
      const own = u[i];
      for (let j = 0; j < m; j++, k++) {
        const left = cost[k] - own;
        if (left < v[j]) v[j] = left;
      }
    }
  }

  /** u_i = min_j c_ij − v_j, the reduced costs, and the dual value. */
  private reduce(a: Prepared, b: Prepared): number {
    const { n, m, cost, v } = this;
    let sum = 0;
    for (let i = 0, k = 0; i < n; i++) {
      let least = Number.POSITIVE_INFINITY;
      const row = k;
      for (let j = 0; j < m; j++, k++) {
        const left = cost[k] - v[j];
        cost[k] = left;
        if (left < least) least = left;
      }
      for (k = row; k < row + m; k++) cost[k] -= least;
      sum += a.weight[i] * least;
    }
    for (let j = 0; j < m; j++) sum += b.weight[j] * v[j];
    return sum;
  }

  /** Each of `from` sends its weight to the cheapest of `to`, as if it were alone. */
  private fill(from: Prepared, to: Prepared, stride: number, step: number, enough: number): number {
    const { cost, used } = this;
    let sum = 0;
    for (let i = 0; i < from.size && sum <= enough; i++) {
      let weight = from.weight[i];
      used.fill(0, 0, to.size);
      while (weight > 0) {
        let best = -1;
        let least = Number.POSITIVE_INFINITY;
        for (let j = 0, k = i * stride; j < to.size; j++, k += step) {
          if (cost[k] < least && used[j] === 0) {
            least = cost[k];
            best = j;
          }
        }
        // Nobody is left: the totals differ by rounding.
        if (best < 0) break;
        used[best] = 1;
        const part = Math.min(weight, to.weight[best]);
        sum += part * least;
        weight -= part;
      }
    }
    return sum;
  }
}

/** Optimal duals of a on the line, both of total 1 once divided by these: along the staircase of the monotone plan u_i + v_j is the cost. Convex costs only. */
function staircase(
  a: Prepared,
  imageA: Image,
  totalA: number,
  b: Prepared,
  imageB: Image,
  totalB: number,
  power: number,
  u: Float64Array,
): void {
  const price = (x: number, y: number) => {
    const distance = Math.abs(x - y);
    return power === 1 ? distance : power === 2 ? distance * distance : distance ** power;
  };
  let i = 0;
  let j = 0;
  let leftA = a.weight[imageA.order[0]] / totalA;
  let leftB = b.weight[imageB.order[0]] / totalB;
  let x = imageA.value[imageA.order[0]];
  let y = imageB.value[imageB.order[0]];
  let here = 0;
  let there = price(x, y);
  u[imageA.order[0]] = 0;
  while (i < a.size - 1 || j < b.size - 1) {
    if (j === b.size - 1 || (i < a.size - 1 && leftA <= leftB)) {
      leftB -= leftA;
      const next = imageA.order[++i];
      leftA = a.weight[next] / totalA;
      x = imageA.value[next];
      here = price(x, y) - there;
      u[next] = here;
    } else {
      leftA -= leftB;
      const next = imageB.order[++j];
      leftB = b.weight[next] / totalB;
      y = imageB.value[next];
      there = price(x, y) - here;
    }
  }
}
