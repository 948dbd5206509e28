// What a shell gets from the service: the contract's methods that need no shell, the events for the screen,
// and the few calls by which a shell brings files in and says goodbye.

import type { Api, ErrorData, EvaluateRequest, Evaluation, Events, FileEntry } from '../contract/index.ts';

/** Methods that only a shell can answer (native dialogs, the system clipboard). */
export type ShellMethod = 'pickFiles' | 'saveFile' | 'copy';

/** What is held of a file. */
export interface PageOptions {
  /** Bytes of a file that is held as a whole; larger ones are held page by page. Default 32 MiB. */
  readonly wholeBytes?: number;
  /** Particles of a page, about. Default 100,000: some MB of columns, some tenths of a second to read. */
  readonly pageParticles?: number;
}

export interface ApplicationOptions {
  /** State folder: sessions, recent files, tables, uploads. Made when missing, readable by its owner only. */
  readonly home: string;
  /** Folders that `browse` may list, absolute; the first is where browsing starts. May be empty. */
  readonly roots: readonly string[];
  /** The built compute worker, out/main/compute.js. */
  readonly workerPath: string;
  /** Threads for batch work; the lanes for live work come on top. */
  readonly workers: number;
  /** Folder with the sample events, or null. */
  readonly samplesFolder: string | null;
  /** Files named on the command line, to be opened at once. A missing one is reported in `problems`. */
  readonly files: readonly string[];
  readonly version: string;
  readonly shell: 'desktop' | 'server';
  /** Default: true for the desktop, false for the server. */
  readonly nativeDialogs?: boolean;
  /** Default 1 GiB an upload, 64 MiB a message. */
  readonly limits?: { readonly uploadBytes: number; readonly messageBytes: number };
  readonly pages?: PageOptions;
  /** Milliseconds since the epoch; default Date.now. */
  readonly clock?: () => number;
}

export type EventName = keyof Events;
export type AnyEvent = {
  [K in EventName]: { readonly name: K; readonly args: Parameters<Events[K]> };
}[EventName];

export interface Application extends Omit<Api, ShellMethod | 'evaluate'> {
  /** A new request of the same client supersedes its queued one, which is rejected as 'cancelled'. */
  evaluate(request: EvaluateRequest, client?: string): Promise<Evaluation>;
  /** One kind of event; returns how to stop listening. */
  on<K extends EventName>(event: K, listener: Events[K]): () => void;
  /** Every event, for a shell that forwards them to its screen. */
  onAny(listener: (event: AnyEvent) => void): () => void;
  /** Sends an event to every screen: a menu's command, files dropped on the running application. */
  send<K extends EventName>(event: K, ...args: Parameters<Events[K]>): void;
  /** A file that the user named: by dialog, drop or command line. Rejects with not-found, no-permission, bad-file. */
  addFile(path: string, origin: FileEntry['origin']): Promise<FileEntry>;
  /** Bytes of a dropped file, kept under home. Rejects with too-large before more than the limit is written. */
  receiveUpload(name: string, bytes: AsyncIterable<Uint8Array>): Promise<FileEntry>;
  /** What went wrong on the way up (a file of the command line that is not there). */
  readonly problems: readonly ErrorData[];
  /** Says goodbye: cancels jobs, ends workers, closes journals. The next start sees no crash. */
  close(): Promise<void>;
}

/** Rows of numbers on shared memory, as a frame of the threads has them besides its names. */
export interface SharedRows {
  readonly key: string;
  readonly rows: number;
  readonly columns: readonly Float64Array[];
}
