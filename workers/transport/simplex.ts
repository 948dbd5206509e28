// Exact transport between two sets of weights with a dense cost matrix: primal network simplex.
//
// The basis is a spanning tree of both sides and an artificial root. Method: Dantzig 1951; strongly feasible trees
// against cycling, Cunningham 1976 (the leaving arc is the last blocking one, counted from the apex along the cycle);
// block pricing, e.g. Kovács 2015. What is particular here: the smaller side are the *hubs*, the larger the *spokes*,
// and most spokes are leaves. A leaf needs no place in the tree's list and no stored dual (it follows from its hub's),
// so that a pivot costs of the order of the hubs, however many spokes there are.
//
// The start is greedy. Hubs that are nobody's child hang from the root by arcs that only point to it: these can
// never carry anything and need no large cost. After a change of costs alone the tree stays primal feasible: that is
// the warm start. The loops are WebAssembly (kernel/assembly); what is here is their memory as typed arrays.
//
// Limits: float64 throughout; weights > 0 (the caller drops zeros) whose sums agree up to rounding; memory below 4 GiB,
// that is some 500 million pairs.

import { createKernel } from './kernel/kernel.ts';

/** A reduced cost counts as negative below −PRICE_TOLERANCE × the size of the costs. */
const PRICE_TOLERANCE = 1e-14;
/** Pivots allowed by default: this many a node, and never fewer than the floor. Typical are 2 to 10 a node. */
const PIVOTS_PER_NODE = 2000;
const PIVOTS_FLOOR = 100_000;
const PIVOTS_CEILING = 2 ** 31 - 1;
/** Pairs that 4 GiB hold beside all else. */
const MOST_PAIRS = 5e8;

/** Nodes are hubs 0 … hubs − 1, spokes hubs … hubs + spokes − 1, then the root. Flow runs from hub to spoke. */
export class Simplex {
  hubs = 0;
  spokes = 0;
  /** [hubs + spokes] Weights; filled by the caller after `load`. */
  weight = new Float64Array(0);
  /** [spokes × hubs] Row-major; filled by the caller before each `solve`, or by `fillCosts`. */
  cost = new Float64Array(0);
  /** [hubs] Guess of the duals for the first basis, e.g. from a coarser problem; zeros otherwise. */
  prior = new Float64Array(0);
  /** [hubs] Duals u_i; a spoke's is v_j = c_ij − u_i with i its parent. */
  dual = new Float64Array(0);
  /** [hubs + spokes] Flow on the arc between a node and its parent. */
  flow = new Float64Array(0);
  /** [hubs + spokes] Tree; hubs + spokes is the root. Only hubs hang from it. */
  parent = new Int32Array(0);
  /** [2 (hubs + spokes)] y and φ of the spokes, then y and φ of the hubs, φ in (−π, π]: for `fillCosts`. */
  places = new Float64Array(0);
  /** [hubs + spokes] Feasible potentials; valid after `certify`. */
  potential = new Float64Array(0);
  /** Reduced costs down to minus this are let be; the value is then within this × the total weight of optimal. */
  tolerance = 0;
  /** Pivots of the last `solve`, and whether it ended at an optimum. */
  iterations = 0;
  converged = false;
  /** True once there is a basis to go on from. */
  warm = false;
  private readonly kernel = createKernel();

  /** Sizes of a new problem. The basis is forgotten; memory is kept and only ever grows. Throws RangeError where it cannot. */
  load(hubs: number, spokes: number): void {
    const { kernel } = this;
    const pairs = hubs * spokes;
    const moved = pairs > MOST_PAIRS ? -1 : kernel.reserve(hubs + spokes, pairs);
    if (moved < 0) {
      throw new RangeError(
        `transport: ${hubs} × ${spokes} places need more memory than there is, at most ${MOST_PAIRS / 1e6} million pairs fit`,
      );
    }
    if (moved > 0) {
      const { buffer } = kernel.memory;
      this.weight = new Float64Array(buffer, kernel.weight.value);
      this.cost = new Float64Array(buffer, kernel.cost.value);
      this.prior = new Float64Array(buffer, kernel.prior.value);
      this.dual = new Float64Array(buffer, kernel.dual.value);
      this.flow = new Float64Array(buffer, kernel.flow.value);
      this.places = new Float64Array(buffer, kernel.places.value);
      this.potential = new Float64Array(buffer, kernel.potential.value);
      this.parent = new Int32Array(buffer, kernel.parent.value);
    }
    this.hubs = hubs;
    this.spokes = spokes;
    this.warm = false;
    kernel.begin(hubs, spokes);
  }

  /** Costs (θ/R)^β between the places. */
  fillCosts(beta: number, R: number): void {
    this.kernel.fillCosts(1 / R, beta === 1 ? 0 : 1);
    if (beta === 1 || beta === 2) return;
    const { cost } = this;
    const half = beta / 2;
    for (let k = 0, end = this.hubs * this.spokes; k < end; k++) cost[k] **= half;
  }

  /** Solves for the weights and costs now in the buffers; from the last basis where only costs have changed. */
  solve(maxIterations = Math.max(PIVOTS_FLOOR, PIVOTS_PER_NODE * (this.hubs + this.spokes))): void {
    const { kernel } = this;
    const tolerance = Math.max(this.tolerance, PRICE_TOLERANCE * this.scale());
    const most = Math.min(maxIterations, PIVOTS_CEILING);
    this.converged = kernel.solve(this.warm ? 1 : 0, tolerance, most) === 1;
    this.iterations = kernel.pivots();
    this.warm = true;
  }

  /** Value of the flow, Σ f c. */
  value(): number {
    return this.kernel.value();
  }

  /** The size of the costs: the largest of the first row plus the largest of the first column. */
  scale(): number {
    return this.kernel.scale();
  }

  /** Sets `prior` to each hub's mean cost; returns the mean distance of costs from it. */
  level(): number {
    return this.kernel.level();
  }

  /** Makes `potential` feasible whatever the solver did, and returns its dual value: no flow costs less. */
  certify(): number {
    return this.kernel.certify();
  }

  /** Takes potentials of the hubs, or of the spokes, as the guess for the first basis. */
  guess(potentials: Float64Array, ofSpokes: boolean): void {
    if (!ofSpokes) {
      this.prior.set(potentials.subarray(0, this.hubs));
      return;
    }
    this.potential.set(potentials.subarray(0, this.spokes), this.hubs);
    this.kernel.priorFromSpokes();
  }
}
