// What goes into and comes out of the transport solvers.

/** Weighted points of the (y, φ) cylinder. Arrays of equal length; weights ≥ 0 in any unit; angles in rad. */
export interface Points {
  readonly weight: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
}

export interface EmdOptions {
  /** Exponent of the ground cost (θ/R)^β, in (0, 2]. Default 1. */
  readonly beta?: number;
  /** Radius R of the ground cost, rad. Default 1. */
  readonly R?: number;
  /** Both total weights scaled to 1 (default), or GeV with the surplus paying 1 a unit. */
  readonly normalise?: boolean;
  /** Also return the optimal flow. Default false. */
  readonly plan?: boolean;
  /** Pivots before the solver gives up and says so (converged: false). Default: generous in n + m. */
  readonly maxIterations?: number;
}

/** The optimal flow, sparse: `mass[k]` moves from `from[k]` of the first event to `to[k]` of the second. */
export interface Plan {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly mass: Float64Array;
}

export interface EmdResult {
  /** Primal value Σ f_ij (θ_ij/R)^β of the flow (+ surplus in GeV when not normalised). */
  readonly emd: number;
  /** Value of a feasible dual: no flow between these points costs less. */
  readonly lowerBound: number;
  /** emd − lowerBound, ≥ 0 up to rounding. */
  readonly gap: number;
  readonly converged: boolean;
  readonly iterations: number;
  /** Kantorovich potentials: potentialA[i] + potentialB[j] ≤ cost_ij, equality where mass flows. */
  readonly potentialA: Float64Array;
  readonly potentialB: Float64Array;
  readonly plan: Plan | null;
}

/** A regular grid of the plane, row-major in φ (row r, column c ↔ y0 + c·dy, phi0 + r·dphi). */
export interface Grid {
  readonly y0: number;
  readonly dy: number;
  readonly columns: number;
  readonly phi0: number;
  readonly dphi: number;
  readonly rows: number;
}
