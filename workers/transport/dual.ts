// A dual bound that holds whatever the solver did: c-transforms make any potentials feasible.

/**
 * In place: v_j = min_i (c_ij − u_i), then u_i = min_j (c_ij − v_j). Afterwards u_i + v_j ≤ c_ij on every arc (up to
 * the last bit), and no flow with these marginals costs less than Σ a u + Σ b v. `cost` is row-major n × m.
 */
export function cTransform(n: number, m: number, cost: Float64Array, u: Float64Array, v: Float64Array): void {
  v.fill(Number.POSITIVE_INFINITY, 0, m);
  for (let i = 0, k = 0; i < n; i++) {
    const ui = u[i];
    for (let j = 0; j < m; j++, k++) {
      const bound = cost[k] - ui;
      if (bound < v[j]) v[j] = bound;
    }
  }
  for (let i = 0, k = 0; i < n; i++) {
    let lowest = Number.POSITIVE_INFINITY;
    for (let j = 0; j < m; j++, k++) {
      const bound = cost[k] - v[j];
      if (bound < lowest) lowest = bound;
    }
    u[i] = lowest;
  }
}
