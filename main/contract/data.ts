// Files, data sets and events as they cross the wire. Energies in GeV, angles in rad.

import type { FrameFacts } from './reference-frame.ts';

/** An opaque name for a file; paths stay on the application's side. */
export type FileHandle = string;

export interface FileEntry {
  readonly handle: FileHandle;
  readonly name: string;
  /** The folder as text, to tell two files of one name apart. Display only. */
  readonly folder: string;
  readonly bytes: number;
  readonly origin: 'sample' | 'argument' | 'dialog' | 'upload' | 'recent' | 'folder';
  /** Where it stands for several that are one data set (a folder, `runs/*.h5`): how many. */
  readonly files?: number;
  /** Names of files of a folder that are left out, as there are no events in them. */
  readonly left?: readonly string[];
  /** Of an open data set's file that is not read as it would be guessed: the day on which the user said how, as 2026-11-23. */
  readonly mapped?: string;
}

export interface Folder {
  readonly handle: FileHandle;
  readonly name: string;
  readonly parent: FileHandle | null;
  readonly folders: readonly { readonly handle: FileHandle; readonly name: string }[];
  readonly files: readonly FileEntry[];
  /** Files whose names end alike, as one data set each. */
  readonly together: readonly FileEntry[];
}

export const ROLES = [
  'px',
  'py',
  'pz',
  'E',
  'pt',
  'y',
  'eta',
  'phi',
  'mass',
  'pid',
  'event',
  'ignore',
] as const;
export type Role = (typeof ROLES)[number];

/** Which raw column means what, in the order of the file's columns. */
export interface Mapping {
  readonly roles: readonly Role[];
  readonly energyUnit: 'GeV' | 'MeV';
}

export interface Preview {
  readonly file: FileEntry;
  readonly format: string;
  readonly collection: string;
  readonly collections: readonly string[];
  readonly columns: readonly string[];
  readonly mapping: Mapping;
  /** Why this mapping, in a sentence. */
  readonly reason: string;
  /** What a guess goes by: the format defines its columns, a layout is known, the columns' names, nothing but their places. */
  readonly basis: 'format' | 'layout' | 'names' | 'places';
  /** This is not the guess: the user has said so before of columns like these. */
  readonly remembered?: {
    /** The day, as 2026-11-23. */
    readonly on: string;
    readonly guess: Mapping;
  };
  /** The first rows as numbers, one per particle. */
  readonly rows: readonly (readonly number[])[];
}

/** Of a data set whose events are jets: of each, where it comes from. */
export interface DatasetJets {
  /** How they were asked for, as --jets has it: `antikt:0.8`. */
  readonly definition: string;
  /** The name of the file in which they were found. */
  readonly file: string;
  /** [events] The file's number of the event, and the jet's number in it: 0 is the hardest. */
  readonly event: Uint32Array;
  readonly jet: Uint32Array;
}

/** Of a data set without some particles of its file. */
export interface DatasetCuts {
  /** As --cuts has it: `ptmin=0.5,neutrinos=drop`. */
  readonly text: string;
  /** The name of the file. */
  readonly file: string;
}

/** Of a data set whose events are not held in memory. */
export interface DatasetPages {
  /** Events of a page; the last may have fewer. What is asked of events of one page costs one look at the file. */
  readonly events: number;
  /**
   * reading: the file is being read to its end, in a job of kind 'scan'; particles, sums, hash, and of formats that cannot
   * be entered anywhere the number of events, are not known yet. read: all is known. stopped: reading was cancelled or
   * failed, the events that are there can be looked at.
   */
  readonly state: 'reading' | 'read' | 'stopped';
  /** Whether `events` of the data set may still grow: false where the file tells how many it has. */
  readonly growing: boolean;
}

export interface Dataset {
  readonly id: string;
  /** Of jets, and without some particles, the name says which: `top.dat · pT ≥ 0.5 GeV · antikt 0.8`. */
  readonly file: FileEntry;
  readonly format: string;
  /** Of a paged one that is still being read: those that can be shown by now. */
  readonly events: number;
  /** Null until the whole file was read. */
  readonly particles: number | null;
  readonly collection: string;
  readonly columns: readonly string[];
  /** Of what was read: empty before the whole file was. */
  readonly sums: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
  readonly mapping: Mapping;
  /** SHA-256 of the file, hex. Null until the whole file was read. */
  readonly hash: string | null;
  /** Median particles an event ≤ 200 and 90% of pT within 1.5 of the centroid: fits default to the whole event. */
  readonly jetSized: boolean;
  /** Where the file is larger than what is held at once: its events are read page by page, as they are wanted. */
  readonly paged?: DatasetPages;
  /** Where particles were left out; jets were found in the others. How many, `skipped` tells. */
  readonly cuts?: DatasetCuts;
  /** Where the events are jets of the file's events. */
  readonly jets?: DatasetJets;
}

/** One row per event for the list, events first … first + n − 1: of paged data sets at most to the end of a page. */
export interface Summaries {
  readonly first: number;
  readonly particles: Uint32Array;
  /** Σ pT, GeV. */
  readonly pt: Float64Array;
}

export interface EventData {
  readonly dataset: string;
  readonly event: number;
  readonly pt: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  readonly mass: Float64Array | null;
  readonly pid: Int32Array | null;
  /** Place in the file's event, skipped particles counted. */
  readonly index: Uint32Array;
  /** Particles of this event with pT = 0, which have no place in the plane. */
  readonly outside: number;
  /** The frame that it is seen from, where that is not the file's own. */
  readonly frame?: FrameFacts;
}
