// The slow and obvious way, to test the fast one against: successive shortest paths with Bellman–Ford on the residual
// graph of the dense bipartite problem. Cubic and worse; for tests.

/** Least cost of moving `a` to `b` (equal sums) at cost[i][j]. */
export function slowTransport(
  a: readonly number[],
  b: readonly number[],
  cost: readonly (readonly number[])[],
): number {
  const n = a.length;
  const m = b.length;
  const supply = [...a];
  const demand = [...b];
  const flow = cost.map((row) => row.map(() => 0));
  const enough = 1e-15 * a.reduce((sum, value) => sum + value, 0);
  // A path counts as shorter only beyond what its sums of costs round by: closer than that, detours of rounding never end.
  const closer = 1e-14 * (n + m) * Math.max(...cost.flat());
  for (;;) {
    const distance = new Array<number>(n + m).fill(Number.POSITIVE_INFINITY);
    const from = new Array<number>(n + m).fill(-1);
    for (let i = 0; i < n; i++) if (supply[i] > enough) distance[i] = 0;
    for (let changed = true; changed; ) {
      changed = false;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < m; j++) {
          if (distance[i] + cost[i][j] < distance[n + j] - closer) {
            distance[n + j] = distance[i] + cost[i][j];
            from[n + j] = i;
            changed = true;
          }
          if (flow[i][j] > 0 && distance[n + j] - cost[i][j] < distance[i] - closer) {
            distance[i] = distance[n + j] - cost[i][j];
            from[i] = n + j;
            changed = true;
          }
        }
      }
    }
    let end = -1;
    for (let j = 0; j < m; j++) {
      if (demand[j] > enough && (end < 0 || distance[n + j] < distance[n + end])) end = j;
    }
    if (end < 0 || !Number.isFinite(distance[n + end])) break;
    let amount = demand[end];
    let x = n + end;
    for (; from[x] >= 0; x = from[x]) if (x < n) amount = Math.min(amount, flow[x][from[x] - n]);
    amount = Math.min(amount, supply[x]);
    supply[x] -= amount;
    demand[end] -= amount;
    for (let y = n + end; from[y] >= 0; y = from[y]) {
      if (y < n) flow[y][from[y] - n] -= amount;
      else flow[from[y]][y - n] += amount;
    }
  }
  return flow.reduce((sum, row, i) => sum + row.reduce((part, f, j) => part + f * cost[i][j], 0), 0);
}
