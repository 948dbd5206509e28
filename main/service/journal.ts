// Rows on disk as they come: JSON lines, the first one a header. Each row is with the operating system before anyone
// is told of it, so that a killed process loses nothing; a line that was cut off in the middle is dropped on reopening.

import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { RingsideError } from '../contract/index.ts';

const FILE_MODE = 0o600;
const NEWLINE = 10;

export interface JournalContent<Header, Row> {
  readonly header: Header;
  readonly rows: readonly Row[];
  /** Bytes up to the end of the last whole line. */
  readonly length: number;
}

/** Writes some of the bytes and says how many, as `writeSync` does. */
export type Write = (descriptor: number, bytes: Uint8Array, from: number) => number;
const write: Write = (descriptor, bytes, from) => writeSync(descriptor, bytes, from);

export class Journal<Row> {
  private readonly descriptor: number;
  private readonly write: Write;
  private closed = false;
  /** Bytes of whole lines. */
  private length: number;

  private constructor(descriptor: number, write: Write) {
    this.descriptor = descriptor;
    this.write = write;
    this.length = fstatSync(descriptor).size;
  }

  /** Starts a journal; one that is there already is written over. */
  static create<Row>(path: string, header: object, by: Write = write): Journal<Row> {
    closeSync(openSync(path, 'w', FILE_MODE));
    const journal = new Journal<Row>(openSync(path, 'a', FILE_MODE), by);
    try {
      journal.put(`${JSON.stringify(header)}\n`);
    } catch (error) {
      journal.close();
      rmSync(path, { force: true });
      throw error;
    }
    return journal;
  }

  /** Goes on after the last whole line. */
  static reopen<Row>(path: string, length: number, by: Write = write): Journal<Row> {
    const descriptor = openSync(path, 'r+', FILE_MODE);
    ftruncateSync(descriptor, length);
    closeSync(descriptor);
    return new Journal<Row>(openSync(path, 'a', FILE_MODE), by);
  }

  /** All of the rows or, where the disk is full, none of them, and the error thrown. */
  append(rows: readonly Row[]): void {
    if (this.closed || rows.length === 0) return;
    this.put(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }

  /** A write may be cut short, by a full disk for one; half a line would hide every line after it. */
  private put(text: string): void {
    const bytes = new TextEncoder().encode(text);
    try {
      for (let done = 0; done < bytes.length; ) done += this.write(this.descriptor, bytes, done);
    } catch (error) {
      ftruncateSync(this.descriptor, this.length);
      throw error;
    }
    this.length += bytes.length;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    closeSync(this.descriptor);
  }
}

/** Header and number of whole rows, without looking into them: what a list of many journals needs. */
export function scanJournal<Header>(
  path: string,
  isHeader: (value: unknown) => value is Header,
): { readonly header: Header; readonly rows: number } {
  const bytes = readFileSync(path);
  const end = bytes.indexOf(NEWLINE);
  let header: unknown = null;
  try {
    header = JSON.parse(bytes.toString('utf8', 0, Math.max(0, end)));
  } catch {
    // Said below.
  }
  if (!isHeader(header)) throw notAJournal(path);
  let rows = -1;
  for (let at = end; at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) rows++;
  return { header, rows };
}

/** Throws bad-file where the header is missing or no JSON; rows end at the first line that is not whole, or no row. */
export function readJournal<Header, Row>(
  path: string,
  isHeader: (value: unknown) => value is Header,
  isRow: (value: unknown) => value is Row,
): JournalContent<Header, Row> {
  const bytes = readFileSync(path);
  const rows: Row[] = [];
  let header: Header | null = null;
  let length = 0;
  for (let start = 0; ; ) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0) break;
    let value: unknown;
    try {
      value = JSON.parse(bytes.toString('utf8', start, end));
    } catch {
      break;
    }
    if (header === null) {
      if (!isHeader(value)) break;
      header = value;
    } else {
      if (!isRow(value)) break;
      rows.push(value);
    }
    start = end + 1;
    length = start;
  }
  if (header === null) throw notAJournal(path);
  return { header, rows, length };
}

function notAJournal(path: string): RingsideError {
  return new RingsideError(
    'bad-file',
    `${path}: it is not a journal of this version`,
    'Delete it to start anew.',
  );
}
