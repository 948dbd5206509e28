// Entropic transport, min ⟨P, C⟩ + ε KL(P | a⊗b), by Sinkhorn's iteration in the log domain: the potentials f, g carry the
// logarithms, the kernel is kept relative to them (Schmitzer 2019), so that most steps are products and none under- or
// overflows. ε comes down in steps, each started from the last one's potentials; steps are over-relaxed where they
// converge slowly (Thibault, Chizat, Dossal, Papadakis 2021; ω from the measured rate, Lehmann et al. 2022).
// A measure against itself has one potential, found by the averaged iteration (Feydy et al. 2019). Buffers are kept.

/** Factor between one ε and the next. */
const COOLING = 0.25;
/** L1 marginal error at which an ε on the way is left, and the most steps spent there. */
const PASSING = { error: 0.05, steps: 30 } as const;
/** Steps between two looks at rate and scalings. */
const LOOK = 10;
/** Scalings beyond these are taken up into the potentials. */
const LARGE = 1e50;
const SMALL = 1e-50;
/** Logarithm of kernel entries that no scaling in reach brings back; as denormal numbers they would only be slow. */
const NEGLIGIBLE = -500;
/** Over-relaxation is worth it from this rate of convergence on; its factor stays below 2. */
const SLOW = 0.3;
const MOST_OMEGA = 1.95;

export class Entropic {
  n = 0;
  m = 0;
  /** Weights, each side's sum 1. */
  a = new Float64Array(0);
  b = new Float64Array(0);
  /** [n × m] row-major. */
  cost = new Float64Array(0);
  /** Potentials of the last solve. */
  f = new Float64Array(0);
  g = new Float64Array(0);
  /** [n × m] The plan of the last `solve`: columns sum to b, rows to a but for `error`. */
  plan = new Float64Array(0);
  iterations = 0;
  /** L1 error of the marginals of the last solve. */
  error = 0;
  converged = false;

  private u = new Float64Array(0);
  private v = new Float64Array(0);
  private sums = new Float64Array(0);

  /** Room for n × m; the caller then writes `a`, `b`, `cost`. */
  reserve(n: number, m: number): void {
    this.n = n;
    this.m = m;
    if (this.a.length < n) {
      this.a = new Float64Array(n);
      this.f = new Float64Array(n);
      this.u = new Float64Array(n);
    }
    if (this.b.length < m) {
      this.b = new Float64Array(m);
      this.g = new Float64Array(m);
      this.v = new Float64Array(m);
      this.sums = new Float64Array(m);
    }
    if (this.cost.length < n * m) {
      this.cost = new Float64Array(n * m);
      this.plan = new Float64Array(n * m);
    }
  }

  /**
   * OT_ε(a, b), the dual value. Stops at an L1 marginal error of `tolerance`, or after `limit` steps, not converged.
   * `warm`: from the last solve's potentials, for a problem of the same size that has changed little.
   */
  solve(epsilon: number, tolerance: number, limit: number, warm = false): number {
    const { n, f } = this;
    this.iterations = 0;
    if (!warm) f.fill(0, 0, n);
    for (let at = warm ? epsilon : this.largestCost(); at > epsilon; at *= COOLING) {
      this.iterate(at, Math.max(tolerance, PASSING.error), Math.min(limit, this.iterations + PASSING.steps));
    }
    this.iterate(epsilon, tolerance, limit);
    return this.dual();
  }

  /** Of the potentials as they are, where the plan's mass is 1. */
  dual(): number {
    const { n, m, f, g, a, b } = this;
    let value = 0;
    for (let i = 0; i < n; i++) value += a[i] * f[i];
    for (let j = 0; j < m; j++) value += b[j] * g[j];
    return value;
  }

  /** Steps at one ε until the error is at most `tolerance` or `iterations` is at `limit`. */
  private iterate(epsilon: number, tolerance: number, limit: number): void {
    this.refresh(epsilon);
    for (;;) {
      this.error = this.rowError();
      this.converged = this.error <= tolerance;
      if (this.converged || this.iterations >= limit) return;
      this.steps(tolerance, limit);
      this.absorb(epsilon);
    }
  }

  /** At least one step; until the error seems small enough, the limit is met or the scalings run out of reach. */
  private steps(tolerance: number, limit: number): void {
    const { n, m, u, v } = this;
    let omega = 1;
    let most = MOST_OMEGA;
    let before = Number.NaN;
    for (let step = 1; ; step++) {
      const error = this.step(omega);
      this.iterations++;
      if (!(error > tolerance) || this.iterations >= limit || !inReach(u, n) || !inReach(v, m)) return;
      if (step % LOOK !== 0) continue;
      const rate = (error / before) ** (1 / LOOK);
      if (omega > 1 && rate > 1) {
        most = 1 + (omega - 1) / 2;
        omega = 1;
      } else if (omega === 1 && rate > SLOW) {
        omega = Math.min(most, 2 / (1 + Math.sqrt(1 - Math.min(rate, 1))));
      }
      before = error;
    }
  }

  /** u ← a/Kv, v ← b/Kᵀu in one pass over the kernel. Returns the L1 marginal error before it. */
  private step(omega: number): number {
    const { n, m, a, b, u, v, plan, sums } = this;
    let error = 0;
    sums.fill(0, 0, m);
    for (let i = 0, k = 0; i < n; i++, k += m) {
      // Two sums at once: one alone waits for each of its additions.
      let sum = 0;
      let odd = 0;
      let j = 0;
      for (; j + 1 < m; j += 2) {
        sum += plan[k + j] * v[j];
        odd += plan[k + j + 1] * v[j + 1];
      }
      if (j < m) sum += plan[k + j] * v[j];
      sum += odd;
      error += Math.abs(u[i] * sum - a[i]);
      const next = omega === 1 ? a[i] / sum : u[i] * Math.exp(omega * Math.log(a[i] / (u[i] * sum)));
      u[i] = next;
      for (let j = 0; j < m; j++) sums[j] += plan[k + j] * next;
    }
    for (let j = 0; j < m; j++) {
      v[j] = omega === 1 ? b[j] / sums[j] : v[j] * Math.exp(omega * Math.log(b[j] / (v[j] * sums[j])));
    }
    return error;
  }

  /** L1 error of the rows of the kernel as it is. */
  rowError(): number {
    const { n, m, a, plan } = this;
    let error = 0;
    for (let i = 0, k = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < m; j++, k++) sum += plan[k];
      error += Math.abs(sum - a[i]);
    }
    return error;
  }

  /** The scalings go into the potentials, and the kernel is built anew with exact columns. */
  private absorb(epsilon: number): void {
    const { n, m, b, f, g, u, cost } = this;
    for (let i = 0; i < n; i++) {
      const by = epsilon * Math.log(u[i]);
      if (Number.isFinite(by)) {
        f[i] += by;
        continue;
      }
      // The whole row of the kernel is 0 or infinite: its potential by the soft c-transform, term by term.
      let least = Number.POSITIVE_INFINITY;
      for (let j = 0; j < m; j++) least = Math.min(least, cost[i * m + j] - g[j]);
      let sum = 0;
      for (let j = 0; j < m; j++) sum += b[j] * Math.exp((least + g[j] - cost[i * m + j]) / epsilon);
      f[i] = least - epsilon * Math.log(sum);
    }
    this.refresh(epsilon);
  }

  /** g from f by the soft c-transform, and the kernel a b exp((f + g − C)/ε) with it: its columns sum to b. u = v = 1. */
  refresh(epsilon: number): void {
    const { n, m, a, b, f, g, cost, plan, sums } = this;
    g.fill(Number.NEGATIVE_INFINITY, 0, m);
    for (let i = 0, k = 0; i < n; i++) {
      for (let j = 0; j < m; j++, k++) if (f[i] - cost[k] > g[j]) g[j] = f[i] - cost[k];
    }
    sums.fill(0, 0, m);
    for (let i = 0, k = 0; i < n; i++) {
      for (let j = 0; j < m; j++, k++) {
        const exponent = (f[i] - cost[k] - g[j]) / epsilon;
        const value = exponent < NEGLIGIBLE ? 0 : a[i] * Math.exp(exponent);
        plan[k] = value;
        sums[j] += value;
      }
    }
    for (let j = 0; j < m; j++) {
      g[j] = -(g[j] + epsilon * Math.log(sums[j]));
      sums[j] = b[j] / sums[j];
    }
    for (let i = 0, k = 0; i < n; i++) for (let j = 0; j < m; j++, k++) plan[k] *= sums[j];
    this.u.fill(1, 0, n);
    this.v.fill(1, 0, m);
  }

  /** OT_ε(a, a) for a symmetric cost [n × n]; `plan` and `g` are left undefined. */
  solveSelf(epsilon: number, tolerance: number, limit: number, warm = false): number {
    const { n, a, f } = this;
    this.iterations = 0;
    if (!warm) f.fill(0, 0, n);
    for (let at = warm ? epsilon : this.largestCost(); at > epsilon; at *= COOLING) {
      const end = Math.min(limit, this.iterations + PASSING.steps);
      this.iterateSelf(at, Math.max(tolerance, PASSING.error), end);
    }
    const total = this.iterateSelf(epsilon, tolerance, limit);
    // The plan's mass is 1 only in the limit; its part of the dual keeps the value good to second order.
    let value = -epsilon * (total - 1);
    for (let i = 0; i < n; i++) value += 2 * a[i] * f[i];
    return value;
  }

  /** The averaged iteration at one ε, as `iterate`. Returns the mass of the plan. */
  private iterateSelf(epsilon: number, tolerance: number, limit: number): number {
    const { n, a, f, u, cost, plan, sums } = this;
    for (;;) {
      this.averageSelf(epsilon);
      for (let i = 0, k = 0; i < n; i++) {
        for (let j = 0; j < n; j++, k++) plan[k] = a[i] * a[j] * Math.exp((f[i] + f[j] - cost[k]) / epsilon);
      }
      u.fill(1, 0, n);
      for (;;) {
        let total = 0;
        this.error = 0;
        for (let i = 0, k = 0; i < n; i++, k += n) {
          let sum = 0;
          for (let j = 0; j < n; j++) sum += plan[k + j] * u[j];
          total += u[i] * sum;
          this.error += Math.abs(u[i] * sum - a[i]);
          sums[i] = sum;
        }
        this.converged = this.error <= tolerance;
        const enough = this.converged || this.iterations >= limit;
        if (enough || !inReach(u, n)) {
          for (let i = 0; i < n; i++) {
            const by = epsilon * Math.log(u[i]);
            if (Number.isFinite(by)) f[i] += by;
          }
          if (enough) return total;
          break;
        }
        this.iterations++;
        for (let i = 0; i < n; i++) u[i] = Math.sqrt((u[i] * a[i]) / sums[i]);
      }
    }
  }

  /** One averaged step term by term, which leaves no row of the kernel 0 or infinite. Counts as a step. */
  private averageSelf(epsilon: number): void {
    const { n, a, f, u, cost } = this;
    for (let i = 0; i < n; i++) {
      let least = Number.POSITIVE_INFINITY;
      for (let j = 0; j < n; j++) least = Math.min(least, cost[i * n + j] - f[j]);
      let sum = 0;
      for (let j = 0; j < n; j++) sum += a[j] * Math.exp((least + f[j] - cost[i * n + j]) / epsilon);
      u[i] = (f[i] + least - epsilon * Math.log(sum)) / 2;
    }
    for (let i = 0; i < n; i++) f[i] = u[i];
    this.iterations++;
  }

  private largestCost(): number {
    const { n, m, cost } = this;
    let largest = 0;
    for (let k = 0; k < n * m; k++) if (cost[k] > largest) largest = cost[k];
    return largest;
  }
}

function inReach(scaling: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) if (!(scaling[i] > SMALL && scaling[i] < LARGE)) return false;
  return true;
}
