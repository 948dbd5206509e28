// The geometry of event space as it crosses the wire: matrices of distances, what is read off them, two events compared.
// A matrix is symmetric and holds the events of one or more data sets one after the other; a *place* is an event's row in it.

import type { DatasetCuts } from './data.ts';

export const DISTANCE_METHODS = ['exact', 'sinkhorn', 'sliced'] as const;
export type DistanceMethod = (typeof DISTANCE_METHODS)[number];

export interface DistanceOptions {
  /** Exponent of the ground cost (θ/R)^β, in (0, 2], and its radius in rad. */
  readonly beta: number;
  readonly R: number;
  /** Energies scaled to 1; otherwise GeV, the surplus paying 1 a unit. */
  readonly normalise: boolean;
  /** Each event shifted to its centroid first. */
  readonly center: boolean;
  /** Sliced (β ≥ 1, normalised only): in the unwrapped plane where events are centred, else around the cylinder. */
  readonly method: DistanceMethod;
}

/** A half-open range of a data set's events. Each one is a class of its own on the screen. */
export interface MatrixRange {
  readonly dataset: string;
  readonly first: number;
  readonly end: number;
}

export interface MatrixSource extends MatrixRange {
  readonly file: string;
  /** SHA-256 of the file, hex. */
  readonly hash: string;
  /** Where particles of the file were left out. */
  readonly cuts?: DatasetCuts;
  /** Where its events are jets of the file's, how these were asked for. */
  readonly jets?: string;
}

export interface Matrix {
  readonly id: string;
  readonly sources: readonly MatrixSource[];
  readonly options: DistanceOptions;
  /** Events, that is rows. */
  readonly size: number;
  /** Pairs done and asked for. */
  readonly done: number;
  readonly total: number;
  readonly state: 'filling' | 'complete' | 'interrupted';
}

export const MAP_METHODS = ['mds', 'umap'] as const;
export type MapMethod = (typeof MAP_METHODS)[number];

/** Events as points of a plane, so that distances between points resemble distances between events. */
export interface EventMap {
  readonly matrix: string;
  readonly method: MapMethod;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** UMAP's; MDS has no choice of seed. */
  readonly neighbours: number;
  readonly seed: number;
  /** Kruskal's stress-1 of this map against the matrix, in [0, 1]: how far its distances are from the true ones. */
  readonly stress: number;
  /** MDS: share of the positive eigenvalues that the two axes have; otherwise null. */
  readonly explained: number | null;
}

export interface Neighbour {
  readonly place: number;
  readonly distance: number;
}

/** An event that stands for its class: the mean distance to the others of the class is small. */
export interface Medoid {
  readonly place: number;
  readonly meanDistance: number;
  /** Events of the class nearer to this medoid than to the others. */
  readonly members: number;
}

/** Correlation dimension d ln N(< Q)/d ln Q of one source, at the geometric middle of each step in Q. */
export interface DimensionCurve {
  readonly source: number;
  /** In units of the distance; of its 1/β-th power where β > 1, which is the metric there. */
  readonly q: Float64Array;
  readonly dimension: Float64Array;
  /** Standard errors (jackknife over events: pairs that share an event are not independent). */
  readonly error: Float64Array;
  /** Pairs closer than the step's upper end. */
  readonly pairs: Float64Array;
}

export interface CompareRequest {
  readonly a: { readonly dataset: string; readonly event: number };
  readonly b: { readonly dataset: string; readonly event: number };
  readonly options: DistanceOptions;
}

/** One side of a comparison: the particles with a place in the plane, shifted where centring was asked for. */
export interface ComparedEvent {
  readonly weight: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
}

export interface Comparison {
  readonly emd: number;
  readonly lowerBound: number;
  readonly gap: number;
  readonly a: ComparedEvent;
  readonly b: ComparedEvent;
  /** Optimal flow between the arrays of a and b; shares where normalised, else GeV. Always the exact solver's. */
  readonly plan: { readonly from: Uint32Array; readonly to: Uint32Array; readonly mass: Float64Array };
}
