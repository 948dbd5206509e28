// What goes into and comes out of the geometry of event space. Distances are EMDs; a matrix is row-major and symmetric.

import type { Points } from '../transport/types.ts';

export interface DistanceSettings {
  /** Exponent of the ground cost (θ/R)^β, in (0, 2], and its radius in rad. */
  readonly beta: number;
  readonly R: number;
  /** Energies scaled to 1; otherwise GeV, the surplus paying 1 a unit. */
  readonly normalise: boolean;
  readonly method: 'exact' | 'sinkhorn' | 'sliced';
  /** For sliced distances only: what directions are taken of. Default plane, which is for events within half a turn of φ. */
  readonly surface?: 'plane' | 'cylinder';
}

/** The distance of two events in the settings it was made for. NaN where it is not defined. */
export type Measure = (a: Points, b: Points) => number;

/** Long work calls these now and then: `check` may throw to end it. */
export interface Hooks {
  check?(): void;
  progress?(done: number, total: number): void;
}

/** Places `first` … `end − 1` of a matrix. */
export interface PlaceRange {
  readonly first: number;
  readonly end: number;
}

export interface NeighbourHooks extends Hooks {
  /** Queries and pool are the same events in the same order: none is its own neighbour. */
  readonly same?: boolean;
}

export interface Neighbours {
  /** [queries × k] Places in the pool by rising distance, then place; NO_NEIGHBOUR where there are fewer than k. */
  readonly index: Uint32Array;
  /** [queries × k] NaN where there is no neighbour. */
  readonly distance: Float64Array;
  /** Pairs of events with weight that were asked about. */
  readonly pairs: number;
  /** Of these, those whose distance was worked out in full (preparation included). */
  readonly solves: number;
  /** Of these, those left out, by the bound that did it. */
  readonly pruned: Record<string, number>;
}

/** Stands in `index` where an event has fewer than k neighbours. */
export const NO_NEIGHBOUR = 0xffffffff;

export interface DimensionOptions {
  /** Steps in ln Q between `from` and `to`. */
  readonly steps?: number;
  /** Bounds of Q, in units of the distance (after `exponent`). */
  readonly from?: number;
  readonly to?: number;
  /** Distances are raised to this power first: 1/β where β > 1, since EMD^{1/β} is the metric there. Default 1. */
  readonly exponent?: number;
  /** Only these places of the matrix. Default: all. */
  readonly range?: PlaceRange;
}

export interface Dimension {
  /** [steps] Geometric middle of each step. */
  readonly q: Float64Array;
  /** [steps] d ln N(< Q)/d ln Q over the step; NaN where no pair is closer than its lower end. */
  readonly dimension: Float64Array;
  /** [steps] Standard errors, jackknife over events. */
  readonly error: Float64Array;
  /** [steps] Pairs closer than the step's upper end. */
  readonly pairs: Float64Array;
}

export interface MedoidResult {
  readonly place: number;
  /** To the other members; 0 where it is alone. */
  readonly meanDistance: number;
  /** Events nearer to this medoid than to the others, itself included. */
  readonly members: number;
}

/** Events as points of a plane; NaN for events that have no distance to any other. */
export interface Layout {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface MdsLayout extends Layout {
  /** Share of the sum of positive eigenvalues that the two axes have. */
  readonly explained: number;
}

export interface UmapOptions {
  /** Neighbours that make up an event's surroundings, itself included. */
  readonly neighbours: number;
  /** How close points may lie in the map, in its units. */
  readonly minDist: number;
  readonly seed: number;
}

/** A symmetric matrix that is never written down: columns in, it times each out. */
export type Operator = (columns: readonly Float64Array[]) => Float64Array[];
