// Observables over whole data sets: what there is, tables of their values, questions put to these tables.
// Energies in GeV, angles in rad.

import type { BatchSelection } from './jobs.ts';

/** What may be done to an event without changing the value; tests check exactly these. */
export const INVARIANCES = [
  'order',
  'phi-rotation',
  'boost',
  'rotation',
  'collinear-split',
  'soft-particle',
  'scale',
] as const;
export type Invariance = (typeof INVARIANCES)[number];

export interface ObservableInfo {
  /** In expressions, on the command line, as a column: `tau21`, `thrust`, `ringiness`. */
  readonly name: string;
  /** For axes and lists, "τ21". */
  readonly label: string;
  /** LaTeX. */
  readonly formula: string;
  readonly unit: 'GeV' | 'rad' | '';
  /** One or two plain sentences. */
  readonly definition: string;
  /** Paper or book, with its arXiv number where it has one. */
  readonly reference: string;
  /** Heading in lists: "Jet substructure", "Event shapes", "Shape distances", … */
  readonly family: string;
  readonly invariances: readonly Invariance[];
  /** Infrared and collinear safe: both 'collinear-split' and 'soft-particle'. */
  readonly ircSafe: boolean;
  /** Milliseconds an event rather than microseconds: it solves or fits. */
  readonly slow: boolean;
}

export interface FrameColumn {
  readonly name: string;
  readonly label: string;
  readonly unit: 'GeV' | 'rad' | 'ms' | '';
  /** The observable that it holds, or null: `event`, a fit's parameter. */
  readonly observable: string | null;
}

/** A table of numbers, one row an event: observables, or what a table of fits holds in numbers. */
export interface Frame {
  readonly id: string;
  readonly kind: 'observables' | 'fits';
  readonly dataset: string;
  readonly file: string;
  readonly title: string;
  /** In SQL. */
  readonly sqlName: string;
  readonly selection: BatchSelection;
  readonly seed: number;
  /** The first is `event`. */
  readonly columns: readonly FrameColumn[];
  readonly rows: number;
  readonly total: number;
  readonly state: 'filling' | 'complete' | 'interrupted';
}

export interface FrameRequest {
  readonly frame: string;
  readonly columns: readonly string[];
  /** A condition over column names as SQL has it, `tau21 < 0.5 and mass > 60`; null for every row. */
  readonly where: string | null;
  readonly order: { readonly column: string; readonly descending: boolean } | null;
  readonly first: number;
  readonly count: number;
}

export interface FrameRows {
  /** Rows that pass the condition, and rows in the frame. */
  readonly passing: number;
  readonly rows: number;
  /** Of the rows first … first + count − 1 in the asked order. */
  readonly events: Uint32Array;
  /** One per asked column; NaN where an event has no value. */
  readonly columns: readonly Float64Array[];
}

export interface SqlResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
  /** There are more rows than are told. */
  readonly truncated: boolean;
}
