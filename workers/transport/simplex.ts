// Exact transport between two sets of weights with a dense cost matrix: primal network simplex.
//
// The basis is a spanning tree of sources 0 … n−1, sinks n … n+m−1 and an artificial root. Method: Dantzig 1951;
// strongly feasible trees against cycling, Cunningham 1976 (the leaving arc is the last blocking one, counted
// from the apex along the cycle); block pricing, e.g. Kovács 2015. The start is greedy: every sink takes from the
// nearest source that has something left, and whichever of the two runs dry becomes the child of the other, which
// gives the tree directly. What is left over hangs from the root by arcs that can only point to it, so that they
// never carry anything and need no large cost. After a change of costs alone the tree stays primal feasible:
// that is the warm start.
//
// Limits: float64 throughout; weights > 0 (the caller drops zeros) whose sums agree up to rounding.

/** A reduced cost counts as negative below −PRICE_TOLERANCE × the largest cost. */
const PRICE_TOLERANCE = 1e-14;
/** Pivots allowed by default: this many a node, and never fewer than the floor. Typical are 2 to 10 a node. */
const PIVOTS_PER_NODE = 2000;
const PIVOTS_FLOOR = 100_000;

export class Simplex {
  n = 0;
  m = 0;
  /** [n + m] Supplies, then demands. */
  weight = new Float64Array(0);
  /** [n × m] row-major; filled by the caller between `load` and `solve`. */
  cost = new Float64Array(0);
  /** [n + m] Duals u_i, then v_j: u_i + v_j = c_ij on the tree. */
  dual = new Float64Array(0);
  /** [n + m] Flow on the arc between a node and its parent. */
  flow = new Float64Array(0);
  /** [n + m] Tree; the root is n + m. */
  parent = new Int32Array(0);
  /** [n] Guess of the u_i for a first basis, e.g. from a coarser problem; zeros otherwise. */
  prior = new Float64Array(0);
  /** Pivots of the last `solve`, and whether it ended at an optimum. */
  iterations = 0;
  converged = false;

  private depth = new Int32Array(0);
  private first = new Int32Array(0);
  private next = new Int32Array(0);
  private previous = new Int32Array(0);
  private left = new Float64Array(0);
  private warm = false;
  private cursor = 0;
  private tolerance = 0;

  /** Sizes and weights of a new problem. The basis is forgotten; buffers are kept and only ever grow. */
  load(n: number, m: number): void {
    this.n = n;
    this.m = m;
    this.warm = false;
    this.cursor = 0;
    const nodes = n + m;
    if (this.parent.length < nodes + 1) {
      const capacity = nodes + (nodes >> 1) + 16;
      this.weight = new Float64Array(capacity);
      this.dual = new Float64Array(capacity);
      this.flow = new Float64Array(capacity);
      this.left = new Float64Array(capacity);
      this.prior = new Float64Array(capacity);
      this.parent = new Int32Array(capacity);
      this.depth = new Int32Array(capacity);
      this.first = new Int32Array(capacity);
      this.next = new Int32Array(capacity);
      this.previous = new Int32Array(capacity);
    }
    this.prior.fill(0, 0, n);
    if (this.cost.length < n * m) this.cost = new Float64Array(n * m + ((n * m) >> 2));
  }

  /** Solves for the weights and costs now in the buffers; from the last basis where only costs have changed. */
  solve(maxIterations = Math.max(PIVOTS_FLOOR, PIVOTS_PER_NODE * (this.n + this.m))): void {
    const { n, m, cost } = this;
    let largest = 0;
    for (let k = 0, end = n * m; k < end; k++) if (cost[k] > largest) largest = cost[k];
    this.tolerance = PRICE_TOLERANCE * largest;
    if (!this.warm) this.start();
    this.warm = true;
    this.iterations = 0;
    this.converged = false;
    // Duals drift by rounding; recomputed from the tree they must still price out.
    for (let round = 0; round < 4; round++) {
      this.recomputeDuals();
      const before = this.iterations;
      while (this.iterations < maxIterations) {
        const arc = this.price();
        if (arc < 0) {
          this.converged = true;
          break;
        }
        const i = Math.floor(arc / m);
        this.pivot(i, n + arc - i * m, cost[arc]);
        this.iterations++;
      }
      if (!this.converged || this.iterations === before) return;
      if (round < 3) this.converged = false;
    }
    this.recomputeDuals();
    this.converged = true;
  }

  /** Value of the flow, Σ f c. */
  value(): number {
    const { n, m, parent, flow, cost } = this;
    const root = n + m;
    let sum = 0;
    for (let x = 0; x < root; x++) {
      const p = parent[x];
      if (p === root) continue;
      sum += flow[x] * (x < n ? cost[x * m + p - n] : cost[p * m + x - n]);
    }
    return sum;
  }

  private start(): void {
    const { n, m, weight, cost, left, prior, parent, flow, first, next, previous } = this;
    const root = n + m;
    for (let x = 0; x < root; x++) {
      left[x] = weight[x];
      parent[x] = root;
      flow[x] = 0;
      first[x] = -1;
    }
    first[root] = -1;
    for (let j = n; j < root; j++) {
      while (left[j] > 0) {
        let best = -1;
        let lowest = Number.POSITIVE_INFINITY;
        for (let i = 0, k = j - n; i < n; i++, k += m) {
          if (left[i] > 0 && cost[k] - prior[i] < lowest) {
            lowest = cost[k] - prior[i];
            best = i;
          }
        }
        if (best < 0) break;
        if (left[best] < left[j]) {
          parent[best] = j;
          flow[best] = left[best];
          left[j] -= left[best];
          left[best] = 0;
        } else {
          parent[j] = best;
          flow[j] = left[j];
          left[best] -= left[j];
          left[j] = 0;
        }
      }
    }
    for (let x = 0; x < root; x++) {
      const p = parent[x];
      if (p === root) this.dual[x] = x < n ? prior[x] : 0;
      const head = first[p];
      next[x] = head;
      previous[x] = -1;
      if (head >= 0) previous[head] = x;
      first[p] = x;
    }
  }

  /** Depths and duals of the whole tree, from the root down; the children of the root keep their dual. */
  private recomputeDuals(): void {
    const { n, m, cost, dual, parent, depth, first, next } = this;
    const root = n + m;
    depth[root] = 0;
    let x = first[root];
    while (x >= 0) {
      const p = parent[x];
      depth[x] = depth[p] + 1;
      if (p !== root) dual[x] = (x < n ? cost[x * m + p - n] : cost[p * m + x - n]) - dual[p];
      if (first[x] >= 0) {
        x = first[x];
        continue;
      }
      while (x !== root && next[x] < 0) x = parent[x];
      x = x === root ? -1 : next[x];
    }
  }

  /** The arc of most negative reduced cost in the next block that has one, as i·m + j; −1 at the optimum. */
  private price(): number {
    const { n, m, cost, dual } = this;
    const arcs = n * m;
    const block = Math.min(arcs, Math.max(32, Math.ceil(Math.sqrt(arcs))));
    let lowest = -this.tolerance;
    let best = -1;
    let k = this.cursor < arcs ? this.cursor : 0;
    let i = Math.floor(k / m);
    let scanned = 0;
    let inBlock = 0;
    while (scanned < arcs) {
      const rowEnd = (i + 1) * m;
      let stop = k + (block - inBlock);
      if (stop > rowEnd) stop = rowEnd;
      if (stop - k > arcs - scanned) stop = k + (arcs - scanned);
      const u = dual[i];
      const offset = n - i * m;
      const length = stop - k;
      for (; k < stop; k++) {
        const reduced = cost[k] - u - dual[offset + k];
        if (reduced < lowest) {
          lowest = reduced;
          best = k;
        }
      }
      scanned += length;
      inBlock += length;
      if (k === rowEnd) {
        i++;
        if (i === n) {
          i = 0;
          k = 0;
        }
      }
      if (inBlock >= block) {
        if (best >= 0) break;
        inBlock = 0;
      }
    }
    this.cursor = k;
    return best;
  }

  /** Brings arc i → j (node numbers) into the tree. */
  private pivot(i: number, j: number, cost: number): void {
    const { n, m, parent, flow, depth, dual } = this;
    const root = n + m;
    const reduced = cost - dual[i] - dual[j];
    // One walk to the apex on each side finds it and the leaving arc (named by its child).
    let a = i;
    let b = j;
    let deltaI = Number.POSITIVE_INFINITY;
    let deltaJ = Number.POSITIVE_INFINITY;
    let leaveI = -1;
    let leaveJ = -1;
    while (a !== b) {
      if (depth[a] >= depth[b]) {
        // On i's side the cycle runs downwards: arcs that point up lose flow.
        const p = parent[a];
        if ((a < n || p === root) && flow[a] < deltaI) {
          deltaI = flow[a];
          leaveI = a;
        }
        a = p;
      } else {
        const p = parent[b];
        if (b >= n && p !== root && flow[b] <= deltaJ) {
          deltaJ = flow[b];
          leaveJ = b;
        }
        b = p;
      }
    }
    const apex = a;
    const onJ = deltaJ <= deltaI;
    const delta = onJ ? deltaJ : deltaI;
    if (delta > 0) {
      for (let x = i; x !== apex; x = parent[x]) flow[x] += x < n ? -delta : delta;
      for (let x = j; x !== apex; x = parent[x]) flow[x] += x < n ? delta : -delta;
    }
    if (onJ) this.rehang(j, leaveJ, i, delta, reduced);
    else this.rehang(i, leaveI, j, delta, reduced);
  }

  /** Cuts the subtree of `top`, turns it so that `child` is its top, and hangs it from `under`. */
  private rehang(child: number, top: number, under: number, delta: number, reduced: number): void {
    const { n, parent, flow, depth, dual, first, next, previous } = this;
    let x = child;
    let newParent = under;
    let newFlow = delta;
    for (;;) {
      const oldParent = parent[x];
      const oldFlow = flow[x];
      const before = previous[x];
      const after = next[x];
      if (before >= 0) next[before] = after;
      else first[oldParent] = after;
      if (after >= 0) previous[after] = before;
      const head = first[newParent];
      next[x] = head;
      previous[x] = -1;
      if (head >= 0) previous[head] = x;
      first[newParent] = x;
      parent[x] = newParent;
      flow[x] = newFlow;
      if (x === top) break;
      newParent = x;
      newFlow = oldFlow;
      x = oldParent;
    }
    // The dual of `child` takes up the reduced cost; the sign alternates between the two kinds of node.
    const shiftSource = child < n ? reduced : -reduced;
    x = child;
    for (;;) {
      depth[x] = depth[parent[x]] + 1;
      dual[x] += x < n ? shiftSource : -shiftSource;
      if (first[x] >= 0) {
        x = first[x];
        continue;
      }
      while (x !== child && next[x] < 0) x = parent[x];
      if (x === child) return;
      x = next[x];
    }
  }
}
