// The table of tasks that a compute worker does: what goes in, what comes out at the end, what comes out on the way.
// Types only, so that the application knows them without loading any of the work. `uses` keys name shared event columns.

import type {
  AnyJetRequest,
  AreasRequest,
  BatchSelection,
  Beside,
  BesideRequest,
  Comparison,
  ContinuousEmd,
  ContinuousRequest,
  DimensionCurve,
  DistanceOptions,
  EvaluateRequest,
  Evaluation,
  EventJets,
  FigureFormat,
  FitReport,
  FitResult,
  FrameFacts,
  FrameRequest,
  FrameRows,
  Iterate,
  JetStructure,
  JetStructureRequest,
  JetsRequest,
  JetsView,
  MapMethod,
  Mapping,
  Medoid,
  ObservableInfo,
  Preview,
  ReferenceFrame,
  ReplicaSet,
  ResolutionModel,
  Selection,
  Solver,
  SqlResult,
  TableFormat,
  Thoroughness,
} from '../../main/contract/index.ts';
import type { EventColumns } from '../core/events.ts';
import type { Ranked } from '../core/roc.ts';
import type { Frame } from '../frames/index.ts';

/** What a thread of the pool is started with. */
export interface ThreadData {
  /** Absolute paths of modules with shapes of the user's own, loaded before the first task. */
  readonly shapes: readonly string[];
}

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
  /** The jets of these events are the events, numbered from 0 through all of them. Default: the events themselves. */
  readonly jets?: AnyJetRequest | null;
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

/** Least, mean and most. */
export interface Spread {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

export interface JetCounts {
  readonly jets: number;
  /** In jets. */
  readonly particles: number;
  /** Jets of an event, particles of a jet; null where there is none of which to tell it. */
  readonly per_event: Spread | null;
  readonly per_jet: Spread | null;
  /** Of the jets' four-momenta, GeV. */
  readonly sums: Readonly<Record<'pt' | 'px' | 'py' | 'pz' | 'E', number>>;
}

export interface OpenedFile {
  /** Of the file and its events, also where its jets were asked for. */
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

/** Events `first` … `end − 1` (the file's numbers) of the columns shared under `key`. */
export interface EventRange {
  readonly key: string;
  readonly first: number;
  readonly end: number;
}

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

export type Cell = string | number | boolean | null;

/** A table column by column. Units stand in the header on paper; numbers keep every digit. */
export interface CellTable {
  readonly columns: readonly {
    readonly name: string;
    readonly unit?: string;
    readonly values: readonly Cell[];
  }[];
}

export interface ClusterRange extends EventRange {
  readonly request: AnyJetRequest;
  /** As `--groom` has it; null leaves jets as they are. */
  readonly groom: string | null;
  /** In which they are found. Default: the file's own. */
  readonly frame?: ReferenceFrame;
  /** Default: none are asked for. */
  readonly areas?: AreasRequest;
}

/** A fit and the jets of each event of a range. */
export interface BesideRange extends EventRange {
  readonly shape: string;
  readonly selection: RangeSelection;
  /** One more start, (y, φ). */
  readonly at?: readonly [number, number];
  readonly seed: number;
  readonly search?: Thoroughness;
  readonly request: AnyJetRequest;
  /** rad, as of BesideRequest. */
  readonly within: number;
}

/** In order; of an event that could not be fitted no rows, and a problem. */
export interface BesideEvents {
  readonly events: readonly Beside[];
  readonly problems: readonly ObserveProblem[];
}

/** Jets of some events, in order; of an event that could not be clustered, none. */
export interface ClusteredEvents {
  readonly events: readonly EventJets[];
  readonly problems: readonly ObserveProblem[];
}

export interface ObserveRange extends EventRange {
  /** Of observables. */
  readonly names: readonly string[];
  /** Default: the file's own. */
  readonly frame?: ReferenceFrame;
  readonly selection: RangeSelection;
  readonly seed: number;
}

/** What could not be worked out of an event. */
export interface ObserveProblem {
  readonly event: number;
  readonly message: string;
}

/** Events `first` … with a value an observable each, one event after the other; NaN where there is none. */
export interface ObservedRows {
  readonly first: number;
  readonly values: Float64Array;
  readonly problems: readonly ObserveProblem[];
}

/** Rows of a frame as a file. */
export interface FrameTableWork {
  readonly frame: Frame;
  readonly where: string | null;
  readonly order: FrameRequest['order'];
  /** One per column, empty where there is none. */
  readonly units: readonly string[];
  /** The same in every row. */
  readonly constants: readonly { readonly name: string; readonly unit?: string; readonly value: Cell }[];
  readonly format: TableFormat;
}

/** A chart of the command line, on paper. */
export interface Chart {
  readonly kind: 'histogram' | 'roc';
  /** One for a histogram; for ROC curves, the best first. */
  readonly columns: readonly { readonly label: string; readonly unit: string }[];
  /** One or two, each with its values of these columns. */
  readonly samples: readonly { readonly name: string; readonly values: readonly Float64Array[] }[];
  /** Beneath it: what it shows, and where that comes from. */
  readonly caption: { readonly title: string; readonly source: string };
}

/** What a picture of one event shows. */
export interface Picture {
  readonly key: string;
  readonly event: number;
  /** Default: the file's own. */
  readonly frame?: ReferenceFrame;
  readonly selection: RangeSelection;
  readonly center: boolean;
  /** Where the search began besides its usual starts, for the caption. */
  readonly at?: readonly [number, number];
  /** Null draws the particles alone. */
  readonly result: FitResult | null;
  readonly file: string;
  /** SHA-256 of the file, hex; empty where unknown. */
  readonly hash: string;
  readonly version: string;
}

/** What a picture of one event with its jets shows. */
export interface JetPicture extends Pick<Picture, 'key' | 'file' | 'hash' | 'version'> {
  readonly jets: EventJets;
  /** That the jets are of. Default: the file's own. */
  readonly frame?: ReferenceFrame;
  readonly request: AnyJetRequest;
  /** Where they are asked for, it is drawn where each jet catches soft particles. */
  readonly areas?: AreasRequest;
  /** Beneath it: how the jets were asked for, and the words of the command. */
  readonly asked: string;
  readonly command: readonly string[];
  readonly formats: readonly FigureFormat[];
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
  /** Counts and sums a file without holding it, and its jets where they are asked for. */
  count: { input: ReadSpec; output: ReadInfo & { readonly jets: JetCounts | null }; part: never };
  /** Holds the whole file as columns on shared memory. Progress in bytes. */
  read: { input: ReadSpec; output: OpenedFile; part: never };
  /** A file piece by piece, none of them kept; at most two pieces ahead of who takes them. */
  stream: {
    input: ReadSpec & { readonly chunkEvents: number };
    output: ReadInfo;
    part: EventColumns;
  };
  hash: { input: { readonly path: string }; output: string; part: never };
  /** One event in another frame: its columns, and what is told of the frame. */
  seen: {
    input: { readonly key: string; readonly event: number; readonly frame: ReferenceFrame };
    output: { readonly columns: EventColumns; readonly facts: FrameFacts };
    part: never;
  };
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
  /** Shape expressions, checked: their texts, one a shape. */
  shapes: { input: { readonly text: string }; output: readonly string[]; part: never };
  /** The observables of these names (`thrust,tau21`), or all that lists show. */
  observables: { input: { readonly names: string | null }; output: readonly ObservableInfo[]; part: never };
  /** Names with parameters beyond the listed ones, and what may stand for their letters. */
  families: {
    input: Record<string, never>;
    output: readonly { readonly pattern: string; readonly meaning: string }[];
    part: never;
  };
  /** How well each column tells sample a from sample b, the best first. */
  rank: {
    input: {
      readonly names: readonly string[];
      readonly a: readonly Float64Array[];
      readonly b: readonly Float64Array[];
    };
    output: readonly Ranked[];
    part: never;
  };
  /** Observables of a range of events, in parts; the output is the number of events. */
  observe: { input: ObserveRange; output: number; part: ObservedRows };
  /** What a text like `antikt:0.8` asks for; the groomer is checked. */
  jetRequest: {
    input: { readonly text: string; readonly groom: string | null };
    output: AnyJetRequest;
    part: never;
  };
  /** What a text like `breit` asks for. */
  referenceFrame: { input: { readonly text: string }; output: ReferenceFrame; part: never };
  /** Jets of a range of events, in parts; the output is the number of events. */
  cluster: { input: ClusterRange; output: number; part: ClusteredEvents };
  /** One event's jets as the screen shows them. */
  jets: {
    input: { readonly key: string; readonly request: JetsRequest };
    output: JetsView;
    part: never;
  };
  jetStructure: {
    input: { readonly key: string; readonly request: JetStructureRequest };
    output: JetStructure;
    part: never;
  };
  /** The shape on show beside the jets of what it was fitted to. */
  beside: {
    input: { readonly key: string; readonly request: BesideRequest };
    output: Beside;
    part: never;
  };
  /** The same of a range of events, each fitted first, in parts; the output is the number of events. */
  besideRange: { input: BesideRange; output: number; part: BesideEvents };
  frameSelect: {
    input: { readonly frame: Frame; readonly request: Omit<FrameRequest, 'frame'> };
    output: FrameRows;
    part: never;
  };
  frameTable: {
    input: FrameTableWork;
    output: { readonly rows: number; readonly bytes: Uint8Array };
    part: never;
  };
  frameSql: {
    input: { readonly text: string; readonly frames: readonly Frame[]; readonly most: number };
    output: SqlResult;
    part: never;
  };
  /** Writes toy events to a file, of the kind that its name's ending says. */
  generate: {
    input: { readonly kind: string; readonly events: number; readonly seed: number; readonly path: string };
    output: { readonly events: number; readonly particles: number };
    part: never;
  };
  /** Reads a file and writes it as another, chunk by chunk, in the format of that one's name. Progress in bytes read. */
  convert: {
    input: { readonly from: ReadSpec; readonly path: string; readonly name: string };
    output: {
      readonly events: number;
      readonly particles: number;
      readonly skipped: ReadInfo['skipped'];
      /** What the format has no place for, in words. */
      readonly lost: string | null;
    };
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
  /** A histogram of one column or of the same column of two samples, or their ROC curves. */
  chart: { input: Chart; output: { readonly svg: string; readonly png: Uint8Array }; part: never };
  /** In the order of the formats. */
  jetPicture: { input: JetPicture; output: readonly Uint8Array[]; part: never };
  picture: { input: Picture; output: { readonly svg: string; readonly png: Uint8Array }; part: never };
}

export type TaskName = keyof Tasks;
