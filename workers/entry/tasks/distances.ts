// Tasks with distances between events: the matrix in blocks, its neighbours, and what is made of the matrix. Types only.

import type {
  Comparison,
  DimensionCurve,
  DistanceOptions,
  MapMethod,
  Medoid,
  TableFormat,
} from '../../../main/contract/index.ts';
import type { EventRange } from './reading.ts';
import type { Cell } from './writing.ts';

/** Rows i0 … i1 − 1, columns j0 … j1 − 1. */
export type Tile = readonly [i0: number, i1: number, j0: number, j1: number];

export interface EmdBlock {
  /** The events of the rows, one range after the other; cells count from 0 through all of them. */
  readonly rows: readonly EventRange[];
  /** Null: the rows again, the matrix is symmetric. */
  readonly columns: readonly EventRange[] | null;
  readonly cells:
    | { readonly kind: 'tile'; readonly tile: Tile }
    /** Row and column, interleaved. */
    | { readonly kind: 'pairs'; readonly pairs: Uint32Array };
  readonly settings: DistanceOptions;
}

/** A matrix row by row, float64: on shared memory, or in a file from the byte `start` on. */
export type MatrixValues =
  | { readonly kind: 'shared'; readonly values: Float64Array }
  | { readonly kind: 'file'; readonly path: string; readonly start: number };

export interface SquareMatrix {
  readonly matrix: MatrixValues;
  readonly size: number;
}

export interface PlaceRange {
  readonly first: number;
  readonly end: number;
}

export interface Neighbours {
  /** [(end − first) × k] Places in the pool, nearest first; 2³² − 1 where there are fewer than k. */
  readonly index: Uint32Array;
  /** NaN where there are fewer than k. */
  readonly distance: Float64Array;
  /** Pairs asked about, those solved, those left out by each bound. */
  readonly pairs: number;
  readonly solves: number;
  readonly pruned: Readonly<Record<string, number>>;
}

export interface PairTableWork {
  readonly matrix: MatrixValues;
  readonly rows: number;
  readonly columns: number;
  /** Only i < j stands in the table. */
  readonly symmetric: boolean;
  /** A list of pairs (i, j interleaved) has one row; null for a matrix. */
  readonly pairs: Uint32Array | null;
  /** The file's numbers of the first row's and the first column's event, or their places. */
  readonly first: readonly [number, number];
  readonly table: {
    /** Of each place its file (an index), its number there and, of a jet, the jet's, where one file's numbers do not say it. */
    readonly places?: {
      readonly files?: readonly string[];
      readonly file?: Uint32Array;
      readonly event: Uint32Array;
      readonly jet?: Uint32Array;
    };
    readonly unit?: string;
    readonly constants: readonly { readonly name: string; readonly unit?: string; readonly value: Cell }[];
  };
  readonly format: TableFormat;
  readonly path: string;
  /** Where it is written first, then renamed; what lies there is written over. */
  readonly temporary: string;
}

export interface DistanceTasks {
  /** Distances: of the tile row by row (diagonal and mirrored half included), or of the pairs. NaN where not defined. */
  emdBlock: { input: EmdBlock; output: Float64Array; part: never };
  /** The k nearest of the pool to queries `first` … `end − 1` (counted within the range). Pool null: the queries. */
  nearestOf: {
    input: PlaceRange & {
      readonly queries: EventRange;
      readonly pool: EventRange | null;
      readonly k: number;
      readonly settings: DistanceOptions;
    };
    output: Neighbours;
    part: never;
  };
  compare: {
    input: {
      readonly a: { readonly key: string; readonly event: number };
      readonly b: { readonly key: string; readonly event: number };
      readonly settings: DistanceOptions;
    };
    output: Comparison;
    part: never;
  };
  mapMatrix: {
    input: SquareMatrix & {
      readonly method: MapMethod;
      readonly neighbours: number;
      readonly minDist: number;
      readonly seed: number;
    };
    output: {
      readonly x: Float64Array;
      readonly y: Float64Array;
      readonly explained: number | null;
      readonly stress: number;
    };
    part: never;
  };
  medoidsOf: {
    input: SquareMatrix & { readonly range: PlaceRange; readonly k: number };
    output: readonly Medoid[];
    part: never;
  };
  /** One curve a range. Null: as the distances suggest. */
  dimensionOf: {
    input: SquareMatrix & {
      readonly ranges: readonly PlaceRange[];
      readonly beta: number;
      readonly steps: number | null;
      readonly from: number | null;
      readonly to: number | null;
    };
    output: readonly Omit<DimensionCurve, 'source'>[];
    part: never;
  };
  /** Writes one row a pair to a file, however large. Progress in rows of the matrix. */
  pairTable: { input: PairTableWork; output: undefined; part: never };
}
