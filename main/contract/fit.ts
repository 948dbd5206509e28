// Shapes and fits as they cross the wire and as `--json` prints them (DESIGN §3). Energies in GeV, angles in rad.

import type { Intervals } from './intervals.ts';
import type { ReferenceFrame } from './reference-frame.ts';

export type Selection =
  | { readonly kind: 'all' }
  | { readonly kind: 'circle'; readonly y: number; readonly phi: number; readonly radius: number }
  | { readonly kind: 'lasso'; readonly points: readonly (readonly [number, number])[] }
  /** Places in the file's event, ascending: those of a jet. */
  | { readonly kind: 'particles'; readonly index: readonly number[] };

export interface Component {
  readonly shape: string;
  readonly weight: number;
  readonly center: readonly [number, number];
  readonly radius?: number;
  readonly semi_axes?: readonly [number, number];
  /** Turns the first semi-axis from +y towards +φ. */
  readonly angle?: number;
  /** Corners of a polygon, ends of a segment, (y, φ) each. */
  readonly vertices?: readonly (readonly [number, number])[];
  /** Of a background: [y0, y1, φ0, φ1]; with `radius` the ellipse that touches its sides. */
  readonly region?: readonly [number, number, number, number];
  /** Of a user's own shape: its parameters by name. */
  readonly parameters?: Readonly<Record<string, number>>;
}

/** How a shape is put on an event: by the exact EMD, or by its debiased entropic relative. */
export const SOLVERS = ['exact', 'sinkhorn'] as const;
export type Solver = (typeof SOLVERS)[number];

/** How many starts a search has, and how far each goes: `quick` for large data sets, at some per cent more EMD. */
export const SEARCHES = ['thorough', 'quick'] as const;
export type Thoroughness = (typeof SEARCHES)[number];

/** EMD to the shape itself, without points that stand for it. */
export interface ContinuousEmd {
  readonly emd: number;
  /** Estimated error of `emd`, in its unit. */
  readonly error: number;
  /** The error is as small as was asked for. */
  readonly converged: boolean;
}

export interface FitResult {
  readonly event: number;
  readonly shape: string;
  readonly solver: Solver;
  readonly emd: number;
  /** Dual bound of the same discrete transport problem: on the distance at these parameters, not on other minima. */
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
  /** Where it was asked for. */
  readonly continuous?: ContinuousEmd;
  readonly intervals?: Intervals;
}

export interface Iterate {
  readonly iteration: number;
  readonly emd: number;
  readonly components: readonly Component[];
}

/** What the screen gets from a fit of one event. */
export interface FitReport {
  readonly result: FitResult;
  readonly trace: readonly number[];
  readonly others: readonly { readonly emd: number; readonly components: readonly Component[] }[];
  readonly selection: Selection;
  /** Where the search began besides its usual starts, if the selection does not tell: the click on a whole event. */
  readonly at?: readonly [number, number];
  /** The search went down from where the shape stood and looked nowhere else: other minima are not known. */
  readonly here?: true;
  /** Particles fitted, and their share of the event's ΣpT in [0, 1]. */
  readonly particles: number;
  readonly energy: number;
  readonly energyShare: number;
}

export interface GridSpec {
  readonly y0: number;
  readonly dy: number;
  readonly columns: number;
  readonly phi0: number;
  readonly dphi: number;
  readonly rows: number;
}

/** The distance to the shape itself at these parameters: slower than `evaluate`, and free of its quadrature. */
export type ContinuousRequest = Pick<
  EvaluateRequest,
  'dataset' | 'event' | 'frame' | 'selection' | 'shape' | 'components'
>;

/** A shape at these parameters against (part of) an event: what a drag shows. */
export interface EvaluateRequest {
  readonly dataset: string;
  readonly event: number;
  /** Default: the file's own. */
  readonly frame?: ReferenceFrame;
  readonly selection: Selection;
  readonly shape: string;
  readonly components: readonly Component[];
  /** Quadrature points of the shape; the final value uses 1,000, a live drag fewer. */
  readonly quadrature: number;
  /** Potential on this grid (float32, rad, centred on zero), or null. */
  readonly grid: GridSpec | null;
  readonly plan: boolean;
}

export interface Evaluation {
  readonly emd: number;
  readonly lowerBound: number;
  readonly gap: number;
  readonly quadrature: number;
  readonly potential: Float32Array | null;
  /** Half the height of the potential over the box of the fitted particles, rad: a colour range that suits the fit. */
  readonly potentialReach: number | null;
  readonly grid: GridSpec | null;
  /** Flow lines: particle (its place in the event's plane columns) → point (y, φ) of the shape, with the moved share. */
  readonly plan: {
    readonly particle: Uint32Array;
    readonly y: Float64Array;
    readonly phi: Float64Array;
    readonly mass: Float64Array;
  } | null;
}
