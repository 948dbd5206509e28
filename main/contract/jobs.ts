// Long work: started, watched, cancelled. Every job reports amounts, a rate and the time left.

import type { ParticleCuts } from './cuts.ts';
import type { Dataset, DatasetCuts, FileHandle, Mapping } from './data.ts';
import type { ErrorData } from './errors.ts';
import type { Component, FitReport, FitResult, Iterate, Selection, Solver, Thoroughness } from './fit.ts';
import type { DistanceOptions, EventMap, MapMethod, Matrix, MatrixRange } from './geometry.ts';
import type { IntervalsReport, ResolutionModel } from './intervals.ts';
import type { AnyJetRequest } from './jets.ts';
import type { Frame } from './observables.ts';
import type { ReferenceFrame } from './reference-frame.ts';

export type JobId = string;

/** What is fitted in each event of a batch: the whole event, or a circle around its hardest particle. */
export type BatchSelection = { readonly kind: 'all' } | { readonly kind: 'hardest'; readonly radius: number };

export type JobSpec =
  | {
      readonly kind: 'open';
      readonly file: FileHandle;
      /** Null: as was said of columns like these before, else as it is guessed. */
      readonly mapping: Mapping | null;
      readonly collection: string | null;
      /** The user has seen this mapping and says that it is right: it is remembered for columns like these. Default: false. */
      readonly remember?: boolean;
      /** Particles that are left out, of the events and of jets. Default: none. */
      readonly cuts?: ParticleCuts;
      /** Its jets are the events. Default: the events themselves. */
      readonly jets?: AnyJetRequest;
    }
  | {
      readonly kind: 'fit';
      readonly dataset: string;
      readonly event: number;
      /** Default: the file's own. */
      readonly frame?: ReferenceFrame;
      readonly shape: string;
      readonly selection: Selection;
      /** Refit from here only; null searches from many starts. */
      readonly from: readonly Component[] | null;
      readonly solver: Solver;
      readonly at: readonly [number, number] | null;
      readonly seed: number;
    }
  | {
      readonly kind: 'fit-all';
      readonly dataset: string;
      readonly shape: string;
      readonly selection: BatchSelection;
      /** Default: exact. */
      readonly solver?: Solver;
      /** Default: thorough. */
      readonly search?: Thoroughness;
      readonly seed: number;
      /** Continue this interrupted table instead of starting a new one. */
      readonly resume: string | null;
    }
  | {
      /** How well the parameters of a fit are known. */
      readonly kind: 'intervals';
      readonly dataset: string;
      readonly event: number;
      /** Of the fit. */
      readonly frame?: ReferenceFrame;
      readonly shape: string;
      readonly selection: Selection;
      /** Of the fit. */
      readonly components: readonly Component[];
      readonly resolution: ResolutionModel;
      /** Of each kind: smeared, and drawn anew. */
      readonly replicas: number;
      readonly seed: number;
    }
  | {
      readonly kind: 'distances';
      /** Their events one after the other are the rows; a range may be given twice. */
      readonly sources: readonly MatrixRange[];
      readonly options: DistanceOptions;
      /** Continue this interrupted matrix, with its own sources and options, instead of starting a new one. */
      readonly resume: string | null;
    }
  | {
      readonly kind: 'map';
      readonly matrix: string;
      readonly method: MapMethod;
      /** UMAP's: neighbours that make up an event's surroundings, and how near (in units of the map) points may lie. */
      readonly neighbours: number;
      readonly minDist: number;
      readonly seed: number;
    }
  | {
      readonly kind: 'observe';
      readonly dataset: string;
      /** Of observables, each once: the columns after `event`. */
      readonly names: readonly string[];
      readonly selection: BatchSelection;
      /** Of observables that search from random starts. */
      readonly seed: number;
      /** Continue this interrupted frame, with its own names, selection and seed, instead of starting a new one. */
      readonly resume: string | null;
    };

/** scan: a file larger than what is held at once is read to its end, begun by 'open'. */
export type JobKind = JobSpec['kind'] | 'scan';

export interface JobStatus {
  readonly id: JobId;
  readonly kind: JobKind;
  /** For the jobs list: "Fit ring to 200 events of top.npz". */
  readonly title: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly done: number;
  readonly total: number;
  /** Plural: "MB", "events", "iterations", "pairs", "steps", "replicas". */
  readonly unit: string;
  /** Units a second; 0 until known. */
  readonly rate: number;
  /** Seconds left; null until known. */
  readonly left: number | null;
  readonly error: ErrorData | null;
  /** The table that a 'fit-all' fills. */
  readonly table: string | null;
  readonly dataset: string | null;
  /** The matrix that a 'distances' fills or a 'map' shows. */
  readonly matrix: string | null;
  /** The frame that an 'observe' fills. */
  readonly frame: string | null;
}

/** A table of fits, one row an event. */
export interface Table {
  readonly id: string;
  readonly dataset: string;
  readonly file: string;
  /** Where particles of the file were left out. */
  readonly cuts?: DatasetCuts;
  /** Where the events are jets: in which file, and how they were asked for. */
  readonly jets?: { readonly file: string; readonly definition: string };
  readonly shape: string;
  readonly selection: BatchSelection;
  /** Default: exact. */
  readonly solver?: Solver;
  /** Default: thorough. */
  readonly search?: Thoroughness;
  readonly seed: number;
  readonly rows: number;
  readonly total: number;
  readonly state: 'filling' | 'complete' | 'interrupted';
}

/** Events could fail one by one (an empty event): such a row says why and has no result. */
export interface TableRow {
  readonly event: number;
  readonly result: FitResult | null;
  readonly problem: string | null;
}

/** What the application tells the screen unasked. */
export interface Events {
  job(status: JobStatus): void;
  dataset(dataset: Dataset): void;
  iterate(job: JobId, iterate: Iterate): void;
  fitted(job: JobId, report: FitReport): void;
  intervals(job: JobId, report: IntervalsReport): void;
  table(table: Table): void;
  rows(table: string, rows: readonly TableRow[]): void;
  /** A matrix was begun, is further, is complete, was interrupted. */
  matrix(matrix: Matrix): void;
  mapped(job: JobId, map: EventMap): void;
  /** A frame was begun, is further (ten times a second at most), is complete, was interrupted. */
  frame(frame: Frame): void;
  /** A menu item of the desktop shell: the id of a command in the screen's table. */
  command(id: string): void;
  /** Files dropped on, or sent to, the running application: handles to open. */
  files(files: readonly FileHandle[]): void;
}
