// Exact transport between two sets of weights with a dense cost matrix: primal network simplex.
//
// The basis is a spanning tree of both sides and an artificial root. Method: Dantzig 1951; strongly feasible trees
// against cycling, Cunningham 1976 (the leaving arc is the last blocking one, counted from the apex along the cycle);
// block pricing, e.g. Kovács 2015. What is particular here: the smaller side are the *hubs*, the larger the *spokes*,
// and most spokes are leaves. A leaf needs no place in the lists of children and no stored dual (it follows from its
// hub's), so that a pivot costs of the order of the hubs, however many spokes there are.
//
// The start is greedy (greedy.ts). Hubs that are nobody's child hang from the root by arcs that only point to it: these can
// never carry anything and need no large cost. After a change of costs alone the tree stays primal feasible: that is
// the warm start.
//
// Limits: float64 throughout; weights > 0 (the caller drops zeros) whose sums agree up to rounding.

import { Greedy } from './greedy.ts';

/** A reduced cost counts as negative below −PRICE_TOLERANCE × the size of the costs. */
const PRICE_TOLERANCE = 1e-14;
/** Pivots allowed by default: this many a node, and never fewer than the floor. Typical are 2 to 10 a node. */
const PIVOTS_PER_NODE = 2000;
const PIVOTS_FLOOR = 100_000;
/** Arcs priced before the best of them is taken: this times the square root of their number, and at least so many. */
const BLOCK_FACTOR = 1;
const BLOCK_FLOOR = 64;
/** Duals are recomputed from the tree, and must still price out, at most this often. */
const MAX_ROUNDS = 4;

/** Nodes are hubs 0 … hubs − 1, spokes hubs … hubs + spokes − 1, then the root. Flow runs from hub to spoke. */
export class Simplex {
  hubs = 0;
  spokes = 0;
  /** [hubs + spokes] Weights; filled by the caller after `load`. */
  weight = new Float64Array(0);
  /** [spokes × hubs] Row-major; filled by the caller before each `solve`. */
  cost = new Float64Array(0);
  /** [hubs] Guess of the duals for the first basis, e.g. from a coarser problem; zeros otherwise. */
  prior = new Float64Array(0);
  /** [hubs] Duals u_i; a spoke's is v_j = c_ij − u_i with i its parent. */
  dual = new Float64Array(0);
  /** [hubs + spokes] Flow on the arc between a node and its parent. */
  flow = new Float64Array(0);
  /** [hubs + spokes] Tree; hubs + spokes is the root. Only hubs hang from it. */
  parent = new Int32Array(0);
  /** Reduced costs down to minus this are let be; the value is then within this × the total weight of optimal. */
  tolerance = 0;
  /** Pivots of the last `solve`, and whether it ended at an optimum. */
  iterations = 0;
  converged = false;

  // Lists of children, without spokes that are leaves. The depth of such a spoke is set when it is needed.
  private depth = new Int32Array(0);
  private first = new Int32Array(0);
  private next = new Int32Array(0);
  private previous = new Int32Array(0);
  private readonly greedy = new Greedy();
  /** True once there is a basis to go on from. */
  warm = false;
  private cursor = 0;
  private threshold = 0;

  /** Sizes of a new problem. The basis is forgotten; buffers are kept and only ever grow. */
  load(hubs: number, spokes: number): void {
    this.hubs = hubs;
    this.spokes = spokes;
    this.warm = false;
    this.cursor = 0;
    const nodes = hubs + spokes;
    if (this.parent.length < nodes + 1) {
      const capacity = nodes + (nodes >> 1) + 16;
      this.weight = new Float64Array(capacity);
      this.dual = new Float64Array(capacity);
      this.prior = new Float64Array(capacity);
      this.flow = new Float64Array(capacity);
      this.parent = new Int32Array(capacity);
      this.depth = new Int32Array(capacity);
      this.first = new Int32Array(capacity);
      this.next = new Int32Array(capacity);
      this.previous = new Int32Array(capacity);
    }
    this.prior.fill(0, 0, hubs);
    if (this.cost.length < hubs * spokes) this.cost = new Float64Array(hubs * spokes);
  }

  /** Solves for the weights and costs now in the buffers; from the last basis where only costs have changed. */
  solve(maxIterations = Math.max(PIVOTS_FLOOR, PIVOTS_PER_NODE * (this.hubs + this.spokes))): void {
    const { hubs, cost } = this;
    this.threshold = Math.max(this.tolerance, PRICE_TOLERANCE * this.scale());
    if (!this.warm) this.start();
    this.warm = true;
    this.iterations = 0;
    this.converged = false;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      this.recompute();
      const before = this.iterations;
      this.converged = false;
      while (this.iterations < maxIterations) {
        const arc = this.price();
        if (arc < 0) {
          this.converged = true;
          break;
        }
        const spoke = Math.floor(arc / hubs);
        this.pivot(arc - spoke * hubs, hubs + spoke, cost[arc]);
        this.iterations++;
      }
      if (!this.converged || this.iterations === before) return;
    }
    this.recompute();
  }

  /** Value of the flow, Σ f c. */
  value(): number {
    const { hubs, spokes, parent, flow, cost } = this;
    const root = hubs + spokes;
    let sum = 0;
    for (let x = 0; x < hubs; x++)
      if (parent[x] !== root) sum += flow[x] * cost[(parent[x] - hubs) * hubs + x];
    for (let x = hubs, k = 0; x < root; x++, k += hubs) sum += flow[x] * cost[k + parent[x]];
    return sum;
  }

  /** The size of the costs: the largest of the first row plus the largest of the first column. */
  scale(): number {
    const { hubs, spokes, cost } = this;
    let row = 0;
    let column = 0;
    for (let i = 0; i < hubs; i++) row = Math.max(row, cost[i]);
    for (let j = 0, k = 0; j < spokes; j++, k += hubs) column = Math.max(column, cost[k]);
    return row + column;
  }

  private start(): void {
    const { hubs, spokes, parent, depth, first, dual, prior } = this;
    const root = hubs + spokes;
    this.greedy.start(this);
    for (let x = 0; x < root; x++) {
      depth[x] = 0;
      first[x] = -1;
    }
    depth[root] = 0;
    first[root] = -1;
    for (let i = 0; i < hubs; i++) dual[i] = prior[i];
    for (let x = 0; x < hubs; x++) this.link(x, parent[x]);
  }

  /** Puts x into the list of p, and p, if it is a spoke that was a leaf, into that of its own parent. */
  private link(x: number, p: number): void {
    const { hubs, spokes, parent, first, next, previous } = this;
    const head = first[p];
    next[x] = head;
    previous[x] = -1;
    first[p] = x;
    if (head >= 0) previous[head] = x;
    else if (p >= hubs && p < hubs + spokes) this.link(p, parent[p]);
  }

  /** Takes x out of the list of p, and p, if it is a spoke that is now a leaf, out of that of its own parent. */
  private unlink(x: number, p: number): void {
    const { hubs, spokes, parent, first, next, previous } = this;
    const before = previous[x];
    const after = next[x];
    if (after >= 0) previous[after] = before;
    if (before >= 0) next[before] = after;
    else {
      first[p] = after;
      if (after < 0 && p >= hubs && p < hubs + spokes) this.unlink(p, parent[p]);
    }
  }

  /** Depths and duals of the whole tree, from the root down; the children of the root keep their dual. */
  private recompute(): void {
    const { hubs, spokes, cost, dual, parent, depth, first, next } = this;
    const root = hubs + spokes;
    let x = first[root];
    while (x >= 0) {
      const p = parent[x];
      depth[x] = depth[p] + 1;
      if (x < hubs && p !== root) {
        // u of the hub above the spoke above, by way of the spoke's dual.
        const row = (p - hubs) * hubs;
        dual[x] = cost[row + x] - cost[row + parent[p]] + dual[parent[p]];
      }
      if (first[x] >= 0) {
        x = first[x];
        continue;
      }
      while (x !== root && next[x] < 0) x = parent[x];
      x = x === root ? -1 : next[x];
    }
  }

  /** The arc of most negative reduced cost in the next block that has one, as an index of `cost`; −1 at the optimum. */
  private price(): number {
    const { hubs, spokes, cost, dual, parent } = this;
    const block = Math.max(BLOCK_FLOOR, BLOCK_FACTOR * Math.sqrt(hubs * spokes));
    let lowest = -this.threshold;
    let best = -1;
    let spoke = this.cursor < spokes ? this.cursor : 0;
    let inBlock = 0;
    for (let scanned = 0; scanned < spokes; scanned++) {
      const row = spoke * hubs;
      const up = parent[hubs + spoke];
      const v = cost[row + up] - dual[up];
      let least = lowest + v;
      for (let i = 0; i < hubs; i++) {
        const through = cost[row + i] - dual[i];
        if (through < least) {
          least = through;
          best = row + i;
        }
      }
      lowest = Math.min(lowest, least - v);
      if (++spoke === spokes) spoke = 0;
      inBlock += hubs;
      if (inBlock >= block) {
        if (best >= 0) break;
        inBlock = 0;
      }
    }
    this.cursor = spoke;
    return best;
  }

  /** Brings the arc from hub i to spoke j into the tree. */
  private pivot(i: number, j: number, cost: number): void {
    const { hubs, parent, flow, depth, dual, cost: costs } = this;
    const above = parent[j];
    const reduced = cost - dual[i] - (costs[(j - hubs) * hubs + above] - dual[above]);
    depth[j] = depth[above] + 1;
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
        if (a < hubs && flow[a] < deltaI) {
          deltaI = flow[a];
          leaveI = a;
        }
        a = parent[a];
      } else {
        if (b >= hubs && flow[b] <= deltaJ) {
          deltaJ = flow[b];
          leaveJ = b;
        }
        b = parent[b];
      }
    }
    const apex = a;
    const onJ = deltaJ <= deltaI;
    const delta = onJ ? deltaJ : deltaI;
    if (delta > 0) {
      for (let x = i; x !== apex; x = parent[x]) flow[x] += x < hubs ? -delta : delta;
      for (let x = j; x !== apex; x = parent[x]) flow[x] += x < hubs ? delta : -delta;
    }
    if (onJ) this.rehang(j, leaveJ, i, delta, -reduced);
    else this.rehang(i, leaveI, j, delta, reduced);
  }

  /** Cuts the subtree of `top`, turns it so that `child` is its top, hangs it from `under`, and shifts its hubs' duals. */
  private rehang(child: number, top: number, under: number, delta: number, shift: number): void {
    const { hubs, parent, flow, depth, dual, first, next } = this;
    let x = child;
    let newParent = under;
    let newFlow = delta;
    for (;;) {
      const oldParent = parent[x];
      const oldFlow = flow[x];
      if (x < hubs || first[x] >= 0) this.unlink(x, oldParent);
      parent[x] = newParent;
      flow[x] = newFlow;
      if (x < hubs || first[x] >= 0) this.link(x, newParent);
      if (x === top) break;
      newParent = x;
      newFlow = oldFlow;
      x = oldParent;
    }
    x = child;
    for (;;) {
      depth[x] = depth[parent[x]] + 1;
      if (x < hubs) dual[x] += shift;
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
