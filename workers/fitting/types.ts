// The fit: best shape for an event in exact EMD (β = 1, R = 1, normalised, φ periodic).

import type { Component, Region } from '../shapes/types.ts';
import type { Plan } from '../transport/types.ts';

/** How a shape is put on an event: by the exact EMD, or by its debiased entropic relative. */
export type Solver = 'exact' | 'sinkhorn';

/** How many starts a search has, and how far each goes: `quick` for large data sets, at some per cent more EMD. */
export type Thoroughness = 'thorough' | 'quick';

/** As the JSON contract prints it (DESIGN §3; main/contract/fit.ts restates it). Angles and EMD in rad. */
export interface FitResult {
  readonly event: number;
  readonly shape: string;
  readonly solver: Solver;
  readonly emd: number;
  readonly lower_bound: number;
  readonly gap: number;
  readonly quadrature: number;
  readonly seed: number;
  readonly converged: boolean;
  readonly iterations: number;
  readonly wall_ms: number;
  readonly components: readonly Component[];
  /** Of the solver `sinkhorn`: what it made least, the debiased entropic divergence. `emd` is exact whatever the solver. */
  readonly divergence?: number;
  /** Only where the search was a quick one. */
  readonly search?: 'quick';
}

/** One real iterate of the solver. */
export interface Iterate {
  readonly iteration: number;
  readonly emd: number;
  readonly components: readonly Component[];
}

export interface FitOptions {
  /** The file's number of the event, copied into the result. Default 0. */
  readonly event?: number;
  readonly seed?: number;
  /** Default thorough. */
  readonly search?: Thoroughness;
  /** Start here and only here (refit from where the user dragged to). The model's parameters. */
  readonly from?: Float64Array;
  /** Where the user clicked: one more starting point. */
  readonly at?: readonly [number, number];
  /** Where the particles were selected, if that was a circle: a background fills it. Default: the event's box. */
  readonly region?: Region;
  /** Called for every accepted iterate of the start that leads; the screen shows these, not an invented path. */
  readonly onIterate?: (iterate: Iterate) => void;
  /** Polled between iterations: true ends the fit with an AbortError. */
  readonly cancelled?: () => boolean;
  /** Milliseconds since any origin; passed in so that tests hold the clock. Default performance.now. */
  readonly now?: () => number;
}

/** The fit's result and what the screen draws beside it. */
export interface FitOutcome {
  readonly result: FitResult;
  /** EMD after each iteration of the winning start. */
  readonly trace: readonly number[];
  /** Best of each other start, deduplicated, ascending EMD: the distinct local minima found. */
  readonly others: readonly { readonly emd: number; readonly components: readonly Component[] }[];
}

/** A shape at given parameters against an event: what a drag shows. */
export interface EvaluationOutcome {
  readonly emd: number;
  readonly lowerBound: number;
  readonly gap: number;
  readonly quadrature: number;
  /** Potential at the particles (in their order), f with EMD = Σ_shape m f − Σ_event w f; see transport/potential. */
  readonly potential: Float64Array;
  /** The particles' duals u: what `potentialGrid` takes. */
  readonly dual: Float64Array;
  /** Flow from particle `from` to quadrature point `to`, and the places of the latter. */
  readonly plan: Plan | null;
  readonly quadratureY: Float64Array;
  readonly quadraturePhi: Float64Array;
}
