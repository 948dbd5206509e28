// The application as the screen sees it, the same over IPC (desktop) and over a socket (served).
// Every method may reject with ErrorData (errors.ts). Arguments are validated on the application's side.

import type { Beside, BesideRequest } from './beside.ts';
import type {
  Dataset,
  EventData,
  FileEntry,
  FileHandle,
  Folder,
  Mapping,
  Preview,
  Summaries,
} from './data.ts';
import type { ContinuousEmd, ContinuousRequest, EvaluateRequest, Evaluation } from './fit.ts';
import type { CompareRequest, Comparison, DimensionCurve, Matrix, Medoid, Neighbour } from './geometry.ts';
import type { JetStructure, JetStructureRequest, JetsRequest, JetsView } from './jet-view.ts';
import type { JobId, JobSpec, JobStatus, Table, TableRow } from './jobs.ts';
import type { Frame, FrameRequest, FrameRows, ObservableInfo, SqlResult } from './observables.ts';
import type { ReferenceFrame } from './reference-frame.ts';
import type { Session } from './session.ts';

export interface Hello {
  readonly version: string;
  readonly shell: 'desktop' | 'server';
  /** "CPU · 2 workers": the engine in use, always shown. */
  readonly engine: string;
  readonly samples: readonly FileEntry[];
  readonly recent: readonly FileEntry[];
  /** Files named on the command line, to be opened at once. */
  readonly files: readonly FileEntry[];
  /** The last session, and whether it ended without a goodbye. */
  readonly session: Session | null;
  readonly crashed: boolean;
  /** False for a served window: files come by upload or from the folder that the application was started in. */
  readonly nativeDialogs: boolean;
  readonly limits: { readonly uploadBytes: number; readonly messageBytes: number };
}

export type FigureFormat = 'svg' | 'pdf' | 'png';
export type TableFormat = 'csv' | 'json' | 'parquet';
/** npy: the whole square, float64, row-major; csv and parquet: one row a pair i < j. */
export type MatrixFormat = 'npy' | 'csv' | 'parquet';

export interface NamedBytes {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Api {
  hello(): Promise<Hello>;

  /** Native open dialog; served windows reject with 'unsupported'. */
  pickFiles(): Promise<readonly FileEntry[]>;
  /** Lists a folder under the roots that the application was given; null is the first root. */
  browse(folder: FileHandle | null): Promise<Folder>;
  /** How a file would be read: null guesses the mapping and takes the first collection. */
  preview(file: FileHandle, mapping: Mapping | null, collection: string | null): Promise<Preview>;
  /** What was said of columns like those of this collection no longer holds; null is the first. */
  forgetMapping(file: FileHandle, collection: string | null): Promise<void>;
  forgetRecent(file: FileHandle): Promise<readonly FileEntry[]>;

  datasets(): Promise<readonly Dataset[]>;
  closeDataset(dataset: string): Promise<void>;
  summaries(dataset: string, first: number, count: number): Promise<Summaries>;
  /** Without a frame, as the file has it. */
  event(dataset: string, event: number, frame?: ReferenceFrame): Promise<EventData>;
  evaluate(request: EvaluateRequest): Promise<Evaluation>;
  continuous(request: ContinuousRequest): Promise<ContinuousEmd>;
  /** The jets of an event, groomed ones beside them. */
  jets(request: JetsRequest): Promise<JetsView>;
  /** One of them from within: its history and its Lund plane. */
  jetStructure(request: JetStructureRequest): Promise<JetStructure>;
  /** A shape beside the jets of the same particles. */
  beside(request: BesideRequest): Promise<Beside>;

  startJob(spec: JobSpec): Promise<JobId>;
  cancelJob(job: JobId): Promise<void>;
  jobs(): Promise<readonly JobStatus[]>;

  tables(): Promise<readonly Table[]>;
  rows(table: string, first: number, count: number): Promise<readonly TableRow[]>;
  deleteTable(table: string): Promise<void>;
  exportTable(table: string, format: TableFormat): Promise<NamedBytes>;

  /** Matrices of distances, kept over sessions. Their numbers stay in the application: a whole one may be gigabytes. */
  matrices(): Promise<readonly Matrix[]>;
  deleteMatrix(matrix: string): Promise<void>;
  /** The k events nearest to the one at this place, over all sources, nearest first. Complete matrices only, as below. */
  nearest(matrix: string, place: number, k: number): Promise<readonly Neighbour[]>;
  /** k events that stand for a source (an index into the matrix's sources). */
  medoids(matrix: string, source: number, k: number): Promise<readonly Medoid[]>;
  /** One curve a source. */
  dimension(matrix: string): Promise<readonly DimensionCurve[]>;
  exportMatrix(matrix: string, format: MatrixFormat): Promise<NamedBytes>;
  /** Two events with the flow between them; of any data sets. */
  compare(request: CompareRequest): Promise<Comparison>;

  /** Everything that can be worked out of an event, in the order of lists; parametrised names come on top. */
  observables(): Promise<readonly ObservableInfo[]>;
  /** Tables of numbers, kept over sessions: of observables, and what tables of fits hold in numbers (under their id). */
  frames(): Promise<readonly Frame[]>;
  deleteFrame(frame: string): Promise<void>;
  /** Rows of a frame, while it is being filled too. A condition needs the embedded database ('unsupported' without it). */
  select(request: FrameRequest): Promise<FrameRows>;
  /** One SELECT over the frames under their `sqlName`. */
  sql(text: string): Promise<SqlResult>;
  /** The rows that pass the condition, every column, in the order of events. */
  exportFrame(frame: string, format: TableFormat, where: string | null): Promise<NamedBytes>;

  /** A display list (workers/figure’s Figure, checked there) on paper. PNG at `scale` pixels a point. */
  exportFigure(figure: object, format: FigureFormat, scale: number): Promise<NamedBytes>;

  saveSession(session: Session): Promise<void>;
  /** Desktop: a save dialog; resolves to the chosen file's name or null. Served windows reject with 'unsupported'. */
  saveFile(file: NamedBytes): Promise<string | null>;
  /** Desktop: the system clipboard. Served windows reject with 'unsupported'. */
  copy(
    content:
      | { readonly kind: 'text'; readonly text: string }
      | { readonly kind: 'png'; readonly bytes: Uint8Array },
  ): Promise<void>;
}

/** Every method's name, for the shells' allowlists. The compiler holds it complete. */
export const METHODS = [
  'hello',
  'pickFiles',
  'browse',
  'preview',
  'forgetMapping',
  'forgetRecent',
  'datasets',
  'closeDataset',
  'summaries',
  'event',
  'evaluate',
  'continuous',
  'jets',
  'jetStructure',
  'beside',
  'startJob',
  'cancelJob',
  'jobs',
  'tables',
  'rows',
  'deleteTable',
  'exportTable',
  'matrices',
  'deleteMatrix',
  'nearest',
  'medoids',
  'dimension',
  'exportMatrix',
  'compare',
  'observables',
  'frames',
  'deleteFrame',
  'select',
  'sql',
  'exportFrame',
  'exportFigure',
  'saveSession',
  'saveFile',
  'copy',
] as const satisfies readonly (keyof Api)[];

type Missing = Exclude<keyof Api, (typeof METHODS)[number]>;
const complete: Missing extends never ? true : never = true;
void complete;
