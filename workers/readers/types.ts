// Every format is one file here that turns bytes into event columns, in a worker that may die.

import type { EventColumns } from '../core/events.ts';

export type Role =
  | 'px'
  | 'py'
  | 'pz'
  | 'E'
  | 'pt'
  | 'y'
  | 'eta'
  | 'phi'
  | 'mass'
  | 'pid'
  | 'event'
  | 'ignore';

/** Which raw column means what, in the order of the file's columns (main/contract/data.ts restates it). */
export interface Mapping {
  readonly roles: readonly Role[];
  readonly energyUnit: 'GeV' | 'MeV';
}

/** Particles that are left out; GeV (main/contract/cuts.ts restates it). */
export interface ParticleCuts {
  readonly ptMin?: number;
  readonly etaMax?: number;
  readonly yMax?: number;
  readonly neutrinos?: 'drop';
}

/** Bytes from a file, stdin or memory. `name` is for messages and for the format's second guess. */
export interface ByteSource {
  readonly name: string;
  /** Bytes in all, or null for a pipe. */
  readonly size: number | null;
  /** Where a regular file stands, for libraries that read on their own. */
  readonly path?: string;
  /** The bytes in order; may be called again only where `size` is not null. */
  stream(): AsyncIterable<Uint8Array>;
  /** Bytes start … end − 1, in order: only files and memory have it. */
  slice?(start: number, end: number): AsyncIterable<Uint8Array>;
  /** When a regular file was changed last, in ms since 1970. */
  readonly changed?: number;
  /** Several files that are one data set, in their order (many.ts). */
  readonly members?: readonly ByteSource[];
}

export interface ReadOptions {
  /** Overrides the guess. */
  readonly mapping?: Mapping | null;
  /** `--columns pt,y,phi,mass`: roles by position, like mapping but as names. */
  readonly columns?: readonly string[];
  /** Particles that are left out, and counted. Default none. */
  readonly cuts?: ParticleCuts | null;
  /** `FILE:TREE`, a member of an npz. */
  readonly collection?: string | null;
  /** Half-open range of event numbers; default all. */
  readonly from?: number;
  readonly to?: number;
  /** Events in one chunk at most. Default 1000. */
  readonly chunkEvents?: number;
  /** Back columns by SharedArrayBuffer, to be shared between threads. Default false. */
  readonly shared?: boolean;
  /** Count the particles of the other collections too, where that is not long work. Default false. */
  readonly countOthers?: boolean;
  readonly cancelled?: () => boolean;
  readonly onProgress?: (bytesDone: number, bytesTotal: number | null) => void;
}

/** What is known once all chunks are read. */
export interface Totals {
  readonly events: number;
  readonly particles: number;
  /** Sum of each raw column over the particles kept, as they stand in the file (no wrapping, no unit change). */
  readonly sums: Readonly<Record<string, number>>;
  /** Particles left out (or, for "pT = 0", left out of the plane only), by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Events without a particle; they are counted in `events` and stand in the columns. */
  readonly emptyEvents: number;
}

export interface EventSource {
  readonly format: string;
  readonly collection: string;
  /** The one opened, then the others; null where particles were not counted. */
  readonly collections: readonly { readonly name: string; readonly particles: number | null }[];
  readonly columns: readonly string[];
  readonly mapping: Mapping;
  /** Why this mapping, in a sentence. */
  readonly reason: string;
  chunks(): AsyncIterable<EventColumns>;
  /** Valid after `chunks` has ended. */
  totals(): Totals;
}
