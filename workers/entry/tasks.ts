// The table of tasks that a compute worker does: what goes in, what comes out at the end, what comes out on the way.
// Types only, so that the application knows them without loading any of the work. `uses` keys name shared event columns.

import type {
  BatchSelection,
  EvaluateRequest,
  Evaluation,
  FigureFormat,
  FitReport,
  FitResult,
  Iterate,
  Mapping,
  Preview,
  Selection,
  TableFormat,
} from '../../main/contract/index.ts';
import type { EventColumns } from '../core/events.ts';

export type SourceSpec =
  | { readonly kind: 'file'; readonly path: string; readonly name: string }
  | { readonly kind: 'stdin' };

export interface ReadSpec {
  readonly source: SourceSpec;
  readonly mapping: Mapping | null;
  /** `--columns pt,y,phi,mass`. */
  readonly columns: readonly string[] | null;
  readonly collection: string | null;
  /** Half-open range of event numbers; null for all. */
  readonly range: readonly [number, number] | null;
}

/** What is known of a file once it was read to its end. */
export interface ReadInfo {
  readonly format: string;
  readonly collection: string;
  readonly collections: readonly { readonly name: string; readonly particles: number }[];
  readonly columns: readonly string[];
  readonly mapping: Mapping;
  readonly events: number;
  readonly particles: number;
  readonly sums: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
}

export interface OpenedFile {
  readonly info: ReadInfo;
  /** SHA-256 of the file, hex. */
  readonly hash: string;
  readonly columns: EventColumns;
  /** Per event, for the list: particles held, ΣpT in GeV. */
  readonly particles: Uint32Array;
  readonly pt: Float64Array;
  readonly jetSized: boolean;
}

/** What is fitted in each event of a range. */
export type RangeSelection = BatchSelection | Selection;

/** One fit of a range. An event that cannot be fitted says why and has no result. */
export interface FittedRow {
  readonly event: number;
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
  readonly selection: RangeSelection;
  readonly seed: number;
}

export interface EmdBlock {
  readonly a: string;
  readonly b: string;
  /** i in A, j in B, interleaved. */
  readonly pairs: Uint32Array;
  readonly beta: number;
  readonly R: number;
  readonly normalise: boolean;
  readonly center: boolean;
}

export type Cell = string | number | boolean | null;

/** A table column by column. Units stand in the header on paper; numbers keep every digit. */
export interface CellTable {
  readonly columns: readonly {
    readonly name: string;
    readonly unit?: string;
    readonly values: readonly Cell[];
  }[];
}

/** What a picture of one event shows. */
export interface Picture {
  readonly key: string;
  readonly event: number;
  readonly selection: RangeSelection;
  readonly center: boolean;
  /** Null draws the particles alone. */
  readonly result: FitResult | null;
  readonly file: string;
  /** SHA-256 of the file, hex; empty where unknown. */
  readonly hash: string;
  readonly version: string;
}

export interface Tasks {
  preview: {
    input: {
      readonly source: SourceSpec;
      readonly mapping: Mapping | null;
      readonly collection: string | null;
    };
    output: Omit<Preview, 'file'>;
    part: never;
  };
  /** Counts and sums a file without holding it. */
  count: { input: ReadSpec; output: ReadInfo; part: never };
  /** Holds the whole file as columns on shared memory. Progress in bytes. */
  read: { input: ReadSpec; output: OpenedFile; part: never };
  /** A file piece by piece, each on shared memory; at most two pieces ahead of who takes them. */
  stream: {
    input: ReadSpec & { readonly chunkEvents: number };
    output: ReadInfo;
    part: EventColumns;
  };
  hash: { input: { readonly path: string }; output: string; part: never };
  evaluate: {
    input: { readonly key: string; readonly request: EvaluateRequest };
    output: Evaluation;
    part: never;
  };
  fit: {
    input: {
      readonly key: string;
      readonly event: number;
      readonly shape: string;
      readonly selection: Selection;
      readonly from: FitResult['components'][number] | null;
      readonly at: readonly [number, number] | null;
      readonly seed: number;
    };
    output: FitReport;
    part: Iterate;
  };
  /** Fits every shape to every event of a range, in order; the output is the number of rows sent as parts. */
  fitRange: { input: FitRange; output: number; part: FittedRow };
  /** Distances of the pairs, in their order; NaN where a side has no particles. */
  emdBlock: { input: EmdBlock; output: Float64Array; part: never };
  /** Shape expressions, checked: their texts, one a shape. */
  shapes: { input: { readonly text: string }; output: readonly string[]; part: never };
  /** Writes toy events to a file, of the kind that its name's ending says. */
  generate: {
    input: { readonly kind: string; readonly events: number; readonly seed: number; readonly path: string };
    output: { readonly events: number; readonly particles: number };
    part: never;
  };
  table: {
    input: { readonly table: CellTable; readonly format: TableFormat };
    output: Uint8Array;
    part: never;
  };
  figure: {
    input: { readonly figure: object; readonly format: FigureFormat; readonly scale: number };
    output: Uint8Array;
    part: never;
  };
  picture: { input: Picture; output: { readonly svg: string; readonly png: Uint8Array }; part: never };
}

export type TaskName = keyof Tasks;
