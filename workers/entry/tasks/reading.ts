// Tasks that open files of events: what they are told of a file, and what they hold. Types only.

import type {
  AnyJetRequest,
  FrameFacts,
  Mapping,
  ParticleCuts,
  Preview,
  ReferenceFrame,
} from '../../../main/contract/index.ts';
import type { EventColumns } from '../../core/events.ts';

export interface NamedPath {
  readonly path: string;
  /** As it stands in messages. */
  readonly name: string;
}

/** Several files that are one data set, in their order. */
export interface FilesSpec {
  readonly kind: 'files';
  readonly name: string;
  readonly members: readonly NamedPath[];
  /** Only those of them that hold events; else all of them must. */
  readonly choose: boolean;
}

export type SourceSpec = ({ readonly kind: 'file' } & NamedPath) | FilesSpec | { readonly kind: 'stdin' };

export interface ReadSpec {
  readonly source: SourceSpec;
  readonly mapping: Mapping | null;
  /** `--columns pt,y,phi,mass`. */
  readonly columns: readonly string[] | null;
  readonly collection: string | null;
  /** Half-open range of event numbers; null for all. */
  readonly range: readonly [number, number] | null;
  /** Particles that are left out of the events, and of what jets are found in. Default: none. */
  readonly cuts?: ParticleCuts | null;
  /** The jets of these events are the events, numbered from 0 through all of them. Default: the events themselves. */
  readonly jets?: AnyJetRequest | null;
}

/** What is known of a file once it was read to its end. */
export interface ReadInfo {
  readonly format: string;
  readonly collection: string;
  readonly collections: readonly { readonly name: string; readonly particles: number | null }[];
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

/** Some events of a file, with the lines of the list. */
export interface EventPage {
  /** On shared memory. */
  readonly columns: EventColumns;
  /** Per event: particles, ΣpT in GeV. */
  readonly particles: Uint32Array;
  readonly pt: Float64Array;
}

/** Where a page of events lies in a spool (entry/spool.ts), bytes. */
export interface SpoolPage {
  readonly first: number;
  readonly events: number;
  readonly particles: number;
  readonly offset: number;
}

/** Which columns the pages of a spool have. */
export interface SpoolLayout {
  readonly mass: boolean;
  readonly pid: boolean;
  readonly extra: readonly string[];
}

/** A file larger than what is held at once, with its first page. */
export interface OpenedPages {
  readonly info: Pick<ReadInfo, 'format' | 'collection' | 'collections' | 'columns' | 'mapping'>;
  /** In all; null where only reading the file to its end tells. */
  readonly events: number | null;
  /** Any event can be entered, once they were all looked for (`events` of a page's file). */
  readonly partial: boolean;
  readonly pageEvents: number;
  readonly page: EventPage;
  readonly layout: SpoolLayout;
  /** By the first page. */
  readonly jetSized: boolean;
}

/** Events `first` … `end − 1` (the file's numbers) of the columns shared under `key`. */
export interface EventRange {
  readonly key: string;
  readonly first: number;
  readonly end: number;
}

export interface ReadingTasks {
  /** Which of some files hold events, and the names of those that do not. */
  members: {
    input: FilesSpec;
    output: { readonly members: readonly NamedPath[]; readonly left: readonly string[] };
    part: never;
  };
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
  /** `pageParticles`: of a page, about. */
  openPaged: { input: ReadSpec & { readonly pageParticles: number }; output: OpenedPages; part: never };
  /** How many events there are in a file that can be entered anywhere. */
  events: { input: ReadSpec; output: number; part: never };
  /** Events from … to − 1 of a file. Of one that cannot be entered anywhere, all before them are read. */
  page: {
    input: { readonly spec: ReadSpec; readonly from: number; readonly to: number };
    output: EventPage;
    part: never;
  };
  /** The same from pages of a spool that hold these events. */
  spooledPage: {
    input: {
      readonly path: string;
      readonly layout: SpoolLayout;
      readonly pages: readonly SpoolPage[];
      readonly from: number;
      readonly to: number;
    };
    output: EventPage;
    part: never;
  };
  /** Reads a file to its end, none of it kept, or written to a spool page by page. Progress in bytes. */
  scan: {
    input: ReadSpec & { readonly spool: { readonly path: string; readonly pageEvents: number } | null };
    output: ReadInfo;
    part: SpoolPage;
  };
  /** SHA-256, hex; of several files that of a list of theirs (readers/source.ts). */
  hash: { input: { readonly source: SourceSpec } | { readonly path: string }; output: string; part: never };
  /** One event in another frame: its columns, and what is told of the frame. */
  seen: {
    input: { readonly key: string; readonly event: number; readonly frame: ReferenceFrame };
    output: { readonly columns: EventColumns; readonly facts: FrameFacts };
    part: never;
  };
  /** What a text like `breit` asks for. */
  referenceFrame: { input: { readonly text: string }; output: ReferenceFrame; part: never };
}
