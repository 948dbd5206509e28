// Tasks that fit shapes: to one event, to a range of events, to an event measured anew. Types only.

import type {
  BatchSelection,
  ContinuousEmd,
  ContinuousRequest,
  EvaluateRequest,
  Evaluation,
  FitReport,
  FitResult,
  Iterate,
  ReferenceFrame,
  ReplicaSet,
  ResolutionModel,
  Selection,
  Solver,
  Thoroughness,
} from '../../../main/contract/index.ts';

/** What is fitted in each event of a range. */
export type RangeSelection = BatchSelection | Selection;

/** One fit of a range. An event that cannot be fitted says why and has no result. */
export interface FittedRow {
  readonly event: number;
  /** Where events are jets: the file's event in which this one was found, and its number there. */
  readonly of?: { readonly event: number; readonly jet: number };
  readonly shape: string;
  readonly result: FitResult | null;
  readonly problem: string | null;
  /** Particles fitted, their ΣpT in GeV, its share of the event's in [0, 1]. */
  readonly particles: number;
  readonly energy: number;
  readonly energyShare: number;
}

export interface FitRange {
  readonly key: string;
  readonly first: number;
  /** Past the last one. */
  readonly end: number;
  /** Shape expressions, each fitted to every event. */
  readonly shapes: readonly string[];
  /** Default: the file's own. */
  readonly frame?: ReferenceFrame;
  readonly selection: RangeSelection;
  /** One more start, (y, φ). Default: the centre of a circle, none for whole events. */
  readonly at?: readonly [number, number];
  readonly seed: number;
  /** Default: exact. */
  readonly solver?: Solver;
  /** Default: thorough. */
  readonly search?: Thoroughness;
  /** Also the distances to the shapes themselves. */
  readonly continuous?: boolean;
  /** Also how well the parameters are known: so many replicas of each kind. */
  readonly intervals?: { readonly replicas: number; readonly resolution: ResolutionModel };
}

/** What is done to an event before its shape is fitted again: measured a little differently, or drawn anew. */
export type ReplicaKind = 'smearing' | 'bootstrap';

export interface FittingTasks {
  evaluate: {
    input: { readonly key: string; readonly request: EvaluateRequest };
    output: Evaluation;
    part: never;
  };
  /** The distance to the shape itself, for the parameters of a fit. */
  continuous: {
    input: { readonly key: string; readonly request: ContinuousRequest };
    output: ContinuousEmd;
    part: never;
  };
  fit: {
    input: {
      readonly key: string;
      readonly event: number;
      readonly frame?: ReferenceFrame;
      readonly shape: string;
      readonly selection: Selection;
      readonly from: FitResult['components'] | null;
      readonly solver: Solver;
      readonly at: readonly [number, number] | null;
      readonly seed: number;
    };
    output: FitReport;
    part: Iterate;
  };
  /** Fits every shape to every event of a range, in order; the output is the number of rows sent as parts. */
  fitRange: { input: FitRange; output: number; part: FittedRow };
  /** One event's fit, repeated on replicas of the event. Progress in replicas. */
  replicas: {
    input: {
      readonly kind: ReplicaKind;
      readonly key: string;
      readonly event: number;
      readonly frame?: ReferenceFrame;
      readonly shape: string;
      readonly selection: Selection;
      /** Of the fit. */
      readonly components: FitResult['components'];
      readonly resolution: ResolutionModel;
      readonly replicas: number;
      readonly seed: number;
    };
    output: ReplicaSet;
    part: never;
  };
  /** Shape expressions, checked: their texts, one a shape. */
  shapes: { input: { readonly text: string }; output: readonly string[]; part: never };
}
