// A dual bound that holds whatever the solver did: c-transforms make any potentials feasible.

/** v_j = min_i (c_ji − u_i). `cost` is row-major, one row a v. */
export function transformRows(
  cost: Float64Array,
  u: Float64Array,
  v: Float64Array,
  nu: number,
  nv: number,
): void {
  for (let j = 0, k = 0; j < nv; j++) {
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < nu; i++, k++) {
      const bound = cost[k] - u[i];
      if (bound < lowest) lowest = bound;
    }
    v[j] = lowest;
  }
}

/** u_i = min_j (c_ji − v_j): the other way, for the same layout. */
export function transformColumns(
  cost: Float64Array,
  v: Float64Array,
  u: Float64Array,
  nu: number,
  nv: number,
): void {
  u.fill(Number.POSITIVE_INFINITY, 0, nu);
  for (let j = 0, k = 0; j < nv; j++) {
    const vj = v[j];
    for (let i = 0; i < nu; i++, k++) {
      const bound = cost[k] - vj;
      if (bound < u[i]) u[i] = bound;
    }
  }
}
