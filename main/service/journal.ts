// Rows on disk as they come: JSON lines, the first one a header. Each row is with the operating system before anyone
// is told of it, so that a killed process loses nothing; a line that was cut off in the middle is dropped on reopening.

import { closeSync, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
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

/** Bytes that are read at a time, and of the longest line: a file with longer ones is no journal. */
const PIECE = 2 ** 20;
const LONGEST = 64 * 2 ** 20;

/** The whole lines of a file with the byte after each, a piece of the file in memory at a time. */
export function* wholeLines(path: string, piece = PIECE): Generator<{ line: Buffer; end: number }> {
  const descriptor = openSync(path, 'r');
  try {
    let kept = Buffer.alloc(0);
    for (let at = 0, end = 0; ; ) {
      const buffer = Buffer.allocUnsafe(kept.length + piece);
      kept.copy(buffer);
      const count = readSync(descriptor, buffer, kept.length, piece, at);
      if (count === 0) return;
      at += count;
      const bytes = buffer.subarray(0, kept.length + count);
      let start = 0;
      // What was kept has no end of a line in it.
      for (
        let found = bytes.indexOf(NEWLINE, kept.length);
        found >= 0;
        found = bytes.indexOf(NEWLINE, start)
      ) {
        end += found + 1 - start;
        yield { line: bytes.subarray(start, found), end };
        start = found + 1;
      }
      kept = bytes.subarray(start);
      if (kept.length > LONGEST) return;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Header and number of whole rows, without looking into them: what a list of many journals needs. */
export function scanJournal<Header>(
  path: string,
  isHeader: (value: unknown) => value is Header,
): { readonly header: Header; readonly rows: number } {
  let header: Header | null = null;
  let rows = 0;
  for (const { line } of wholeLines(path)) {
    if (header !== null) rows++;
    else {
      const value = parsed(line);
      if (!isHeader(value)) break;
      header = value;
    }
  }
  if (header === null) throw notAJournal(path);
  return { header, rows };
}

/** The rows one after the other, none of them kept; what it returns tells the journal's length. As `readJournal` otherwise. */
export function* journalRows<Header, Row>(
  path: string,
  isHeader: (value: unknown) => value is Header,
  isRow: (value: unknown) => value is Row,
): Generator<Row, { readonly header: Header; readonly length: number }> {
  let header: Header | null = null;
  let length = 0;
  for (const { line, end } of wholeLines(path)) {
    const value = parsed(line);
    if (header === null) {
      if (!isHeader(value)) break;
      header = value;
    } else {
      if (!isRow(value)) break;
      yield value;
    }
    length = end;
  }
  if (header === null) throw notAJournal(path);
  return { header, length };
}

/** Throws bad-file where the header is missing or no JSON; rows end at the first line that is not whole, or no row. */
export function readJournal<Header, Row>(
  path: string,
  isHeader: (value: unknown) => value is Header,
  isRow: (value: unknown) => value is Row,
): JournalContent<Header, Row> {
  const rows: Row[] = [];
  const read = journalRows(path, isHeader, isRow);
  let next = read.next();
  for (; !next.done; next = read.next()) rows.push(next.value);
  return { rows, ...next.value };
}

/** Bytes of the header and the rows that can be trusted: where a journal is gone on with. */
export function journalLength<Header, Row>(
  path: string,
  isHeader: (value: unknown) => value is Header,
  isRow: (value: unknown) => value is Row,
): number {
  const read = journalRows(path, isHeader, isRow);
  for (;;) {
    const next = read.next();
    if (next.done) return next.value.length;
  }
}

/** Undefined where the line is no JSON. */
function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString());
  } catch {
    return undefined;
  }
}

function notAJournal(path: string): RingsideError {
  return new RingsideError(
    'bad-file',
    `${path}: it is not a journal of this version`,
    'Delete it to start anew.',
  );
}
