// How well the parameters of a fit are known: what they do when the constituents are measured a little differently
// (smearing), and when others of the same kind had been drawn (bootstrap). Energies in GeV, angles in rad.

import type { Component, Selection } from './fit.ts';

/** How well constituents are measured: σ(E)/E = a/√E ⊕ c ⊕ n/E (⊕: in quadrature), and σ of the direction. */
export interface ResolutionModel {
  /** a, √GeV. */
  readonly stochastic: number;
  /** c. */
  readonly constant: number;
  /** n, GeV. */
  readonly noise: number;
  /** σ of y. */
  readonly y: number;
  /** σ of φ, rad. */
  readonly phi: number;
}

/** Side of a calorimeter cell, rad: the middle layer of ATLAS's (JINST 3 (2008) S08003). */
const CELL = 0.025;

/**
 * A lead–liquid-argon calorimeter (ATLAS), as listed by the Particle Data Group, "Particle detectors at accelerators",
 * table of electromagnetic calorimeters: 10%/√E ⊕ 0.4% ⊕ 0.3/E; the direction is uniform over a cell. Tracks are measured
 * better, neutral hadrons worse.
 */
export const DEFAULT_RESOLUTION: ResolutionModel = {
  stochastic: 0.1,
  constant: 0.004,
  noise: 0.3,
  y: CELL / Math.sqrt(12),
  phi: CELL / Math.sqrt(12),
};
export const DEFAULT_REPLICAS = 100;
export const MOST_REPLICAS = 10_000;

/**
 * Where one free parameter may truly be: each replica's deviation from the fit, taken the other way from the fit (the basic
 * bootstrap), so that the bias of a fit to few particles is made good for. Of a periodic one the numbers stand near `best`,
 * maybe beyond ±π. NaN (null in JSON) where all replicas have left the minimum.
 */
export interface ParameterInterval {
  /** The model's name of it: `radius`, `ellipse2.a`, `point1.weight`. */
  readonly name: string;
  readonly unit: 'rad' | '';
  /** Of the fit. */
  readonly best: number;
  readonly median: number;
  /** Standard deviation. */
  readonly sd: number;
  /** By how much the fits of the replicas are off `best` on average, and so about `best` off the truth. */
  readonly bias: number;
  /** Central intervals: from 16% to 84%, and from 2.5% to 97.5%. */
  readonly central68: readonly [lower: number, upper: number];
  readonly central95: readonly [lower: number, upper: number];
}

/** Replicas of one kind. Those that left the fit's minimum for another are counted, and left out of the intervals. */
export interface ReplicaIntervals {
  readonly replicas: number;
  readonly left: number;
  /** The free parameters, in the model's order. */
  readonly parameters: readonly ParameterInterval[];
}

/** What `--intervals` adds to a result. */
export interface Intervals {
  readonly seed: number;
  readonly resolution: ResolutionModel;
  readonly smearing: ReplicaIntervals;
  readonly bootstrap: ReplicaIntervals;
}

/** With the replicas themselves: what a band is drawn of. */
export interface ReplicaSet extends ReplicaIntervals {
  /** [replicas × model's parameters] row-major: each row, a vector for `model.outlines`, is where the shape may truly be. */
  readonly values: Float64Array;
  /** [replicas] 0 where it left the minimum. */
  readonly stayed: Uint8Array;
}

/** What the screen gets from an `intervals` job. */
export interface IntervalsReport {
  readonly event: number;
  readonly shape: string;
  readonly selection: Selection;
  /** Of the fit that the intervals are of. */
  readonly components: readonly Component[];
  readonly resolution: ResolutionModel;
  readonly replicas: number;
  readonly seed: number;
  readonly wall_ms: number;
  readonly smearing: ReplicaSet;
  readonly bootstrap: ReplicaSet;
}
