// --out FILE: what is done goes to a journal beside it as it comes; the result is written whole at the end and the journal
// removed. What was interrupted goes on with --resume, if it is the same work on the same file.

import { existsSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { CellTable } from '../../workers/entry/tasks.ts';
import type { TableFormat } from '../contract/api.ts';
import { RingsideError } from '../contract/errors.ts';
import { type ComputePool, isRecord, Journal, readJournal, writeAtomic } from '../service/batch.ts';
import { type Io, usage } from './io.ts';
import { userPath } from './source.ts';

export const TABLE_FORMATS: readonly TableFormat[] = ['csv', 'json', 'parquet'];
const JOURNAL_VERSION = 1;
/** Results are for sharing, unlike the application's own state. */
export const RESULT_MODE = 0o644;

interface Header {
  readonly ringside: typeof JOURNAL_VERSION;
  readonly work: Readonly<Record<string, unknown>>;
}

/** The journal beside a result that is on its way. */
export interface Unfinished<Format, Row> {
  /** As --out was given. */
  readonly out: string;
  readonly format: Format;
  /** Of the result, and of the journal. */
  readonly path: string;
  readonly partial: string;
  /** What an interrupted run has left: these need not be done again. */
  readonly earlier: readonly Row[];
  append(rows: readonly Row[]): void;
  /** Does something to the disk; what goes wrong is told of the result. */
  writing<T>(work: () => T): T;
  /** The result is in place: the journal goes. */
  done(): void;
  /** Closes the journal and leaves it for --resume. */
  close(): void;
}

export interface UnfinishedWork<Format, Row> {
  readonly formats: readonly Format[];
  /** Everything that the rows depend on; a journal of other work is not gone on with. */
  readonly work: Readonly<Record<string, unknown>>;
  /** Checks what a journal holds. */
  readonly isRow: (value: unknown) => value is Row;
  /** Whether what a journal of this work needs besides itself is there. Without that its rows count for nothing. */
  readonly usable?: (partial: string) => boolean;
  /** Whether any of that is there, of whatever work. Without it the journal counts for nothing. */
  readonly begun?: (partial: string) => boolean;
}

export interface Output<Row> {
  /** As --out was given. */
  readonly out: string;
  readonly earlier: readonly Row[];
  append(rows: readonly Row[]): void;
  readonly format: TableFormat;
  finish(table: CellTable, pool: ComputePool): Promise<void>;
  /** The same where the table is bytes already. */
  write(bytes: Uint8Array): Promise<void>;
  close(): void;
}

interface Given {
  readonly out?: string;
  readonly resume?: boolean;
}

/** A table that is written whole. */
export async function openOutput<Row>(
  io: Io,
  given: Given,
  work: Readonly<Record<string, unknown>>,
  isRow: (value: unknown) => value is Row,
): Promise<Output<Row> | null> {
  const unfinished = await openUnfinished(io, given, { formats: TABLE_FORMATS, work, isRow });
  if (unfinished === null) return null;
  const { out, earlier, append, path, format, close, done } = unfinished;
  const write = async (bytes: Uint8Array) => {
    await writeAtomic(path, bytes, RESULT_MODE).catch((error: unknown) => {
      throw notWritten(out, error);
    });
    done();
  };
  return {
    out,
    earlier,
    append,
    format,
    write,
    finish: async (table, pool) =>
      write(await pool.run('table', { table, format }, { lane: 'files', signal: io.signal })),
    close,
  };
}

/** To be called before the work that ends in `writeTable`: what is wrong with --out is told at once. */
export async function checkTable(io: Io, out: string): Promise<void> {
  formatOf(out, TABLE_FORMATS);
  await makePlace(out, userPath(io, out));
}

/** A table without a journal: for work that is done at once. */
export async function writeTable(io: Io, pool: ComputePool, out: string, table: CellTable): Promise<void> {
  const format = formatOf(out, TABLE_FORMATS);
  const bytes = await pool.run('table', { table, format }, { lane: 'batch', signal: io.signal });
  await writeAtomic(userPath(io, out), bytes, RESULT_MODE).catch((error: unknown) => {
    throw notWritten(out, error);
  });
}

/** Before the work begins: the folder of a result is made, and a folder in the result's own place is refused. */
async function makePlace(out: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw notWritten(out, error);
  });
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw usage(`--out is ${out}, which is a folder, allowed are names of files`);
  }
}

/** Null without --out. */
export async function openUnfinished<Format extends string, Row>(
  io: Io,
  { out, resume = false }: Given,
  { formats, work, isRow, usable = () => true, begun = () => true }: UnfinishedWork<Format, Row>,
): Promise<Unfinished<Format, Row> | null> {
  if (out === undefined) {
    if (resume) throw usage('--resume needs the --out FILE of the interrupted run');
    return null;
  }
  const format = formatOf(out, formats);
  const path = userPath(io, out);
  const partial = `${path}.partial`;
  const writing = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw notWritten(out, error);
    }
  };
  await makePlace(out, path);
  // Killed before its first line was written: nothing is lost.
  const interrupted = existsSync(partial) && statSync(partial).size > 0 && begun(partial);
  if (interrupted && !resume) {
    throw usage(
      `${out}: an interrupted run has left ${basename(partial)}`,
      'Go on with --resume, or delete it.',
    );
  }
  if (resume && !interrupted && existsSync(path)) {
    throw usage(`${out}: it is complete, there is nothing to resume`);
  }
  let earlier: readonly Row[] = [];
  let journal: Journal<Row>;
  const kept = interrupted ? readJournal(partial, isHeader, isRow) : null;
  if (kept) checkSame(out, kept.header.work, work);
  if (kept && usable(partial)) {
    earlier = kept.rows;
    journal = writing(() => Journal.reopen<Row>(partial, kept.length));
  } else {
    const header = { ringside: JOURNAL_VERSION, work } satisfies Header;
    journal = writing(() => Journal.create<Row>(partial, header));
  }
  return {
    out,
    format,
    path,
    partial,
    earlier,
    append: (rows) => writing(() => journal.append(rows)),
    writing,
    done() {
      journal.close();
      rmSync(partial, { force: true });
    },
    close: () => journal.close(),
  };
}

/** What a command ends with: where it was interrupted and its output keeps what was done, how to go on; else the error as it is. */
export function interrupted(
  command: string,
  io: Io,
  output: Pick<Output<never>, 'out'> | null,
  error: unknown,
): unknown {
  if (!output || !io.signal.aborted) return error;
  return new RingsideError('cancelled', `${command}: interrupted`, `${output.out} goes on with --resume.`);
}

/** By the name's ending. */
export function formatOf<Format extends string>(out: string, formats: readonly Format[]): Format {
  const format = formats.find((one) => out.toLowerCase().endsWith(`.${one}`));
  if (format) return format;
  const endings = formats.map((one) => `.${one}`);
  const allowed = `${endings.slice(0, -1).join(', ')} or ${endings.at(-1)}`;
  throw usage(`--out is ${out}, allowed are names that end in ${allowed}`);
}

export function notWritten(out: string, error: unknown): RingsideError {
  const reason = error instanceof Error ? error.message : String(error);
  return new RingsideError(
    'no-permission',
    `${out}: it could not be written (${reason})`,
    'Make room or choose another place; a .partial file that is there goes on with --resume.',
  );
}

function checkSame(out: string, was: Header['work'], is: Header['work']): void {
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const [before, now] = [JSON.stringify(was[name]), JSON.stringify(is[name])];
    if (before === now) continue;
    throw new RingsideError(
      'bad-argument',
      `${out}: the interrupted run had ${name} ${before}, this one has ${now}`,
      'Repeat its command with --resume, or delete the .partial file to start anew.',
    );
  }
}

function isHeader(value: unknown): value is Header {
  return isRecord(value) && value.ringside === JOURNAL_VERSION && isRecord(value.work);
}
