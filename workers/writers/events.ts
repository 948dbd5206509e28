// Events to a file's bytes, by the file's name: .npz, .npy, .csv, .dat or .txt; all but npz also with .gz behind.

import { gzipSync } from 'fflate';
import type { EventColumns } from '../core/events.ts';
import { csvText } from './csv.ts';
import { WriteError } from './errors.ts';
import { npyBytes, npzBytes } from './npy.ts';
import { fourVectorText } from './text.ts';

const WRITERS: Readonly<Record<string, (columns: EventColumns) => Uint8Array>> = {
  npz: npzBytes,
  npy: npyBytes,
  csv: (columns) => new TextEncoder().encode(csvText(columns)),
  dat: (columns) => new TextEncoder().encode(fourVectorText(columns)),
  txt: (columns) => new TextEncoder().encode(fourVectorText(columns)),
};

/** Extensions of event files, without the dot. */
export const EVENT_EXTENSIONS: readonly string[] = Object.keys(WRITERS);

/** Whether the name's extension can be written; throws WriteError (bad-argument) if not. Cheap: ask before working. */
export function checkEventName(name: string): void {
  writerOf(name);
}

/**
 * The bytes of a file called `name`. The same events always give the same bytes. All but text four-vectors of events
 * that had none are exact: reading gives the same numbers. Throws WriteError.
 */
export function eventBytes(columns: EventColumns, name: string): Uint8Array {
  const { write, gzip } = writerOf(name);
  const bytes = write(columns);
  return gzip ? gzipSync(bytes, { level: 6, mtime: 0 }) : bytes;
}

function writerOf(name: string): { write: (columns: EventColumns) => Uint8Array; gzip: boolean } {
  const gzip = /\.gz$/i.test(name);
  const bare = gzip ? name.slice(0, -3) : name;
  const extension = (/\.([^./\\]+)$/.exec(bare)?.[1] ?? '').toLowerCase();
  if (Object.hasOwn(WRITERS, extension) && !(gzip && extension === 'npz')) {
    return { write: WRITERS[extension], gzip };
  }
  throw new WriteError(
    'bad-argument',
    `${name}: events cannot be written to this kind of file, allowed are .npz, and .npy, .csv, .dat, .txt with or without .gz`,
  );
}
