// --out FILE.{csv,json,parquet}: rows go to a journal beside it as they come; the table is written whole at the end and
// the journal removed. What was interrupted goes on with --resume, if it is the same work on the same file.

import { existsSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { CellTable } from '../../workers/entry/tasks.ts';
import type { TableFormat } from '../contract/api.ts';
import { RingsideError } from '../contract/errors.ts';
import { type ComputePool, isRecord, Journal, readJournal, writeAtomic } from '../service/batch.ts';
import { type Io, usage } from './io.ts';
import { userPath } from './source.ts';

const FORMATS: readonly TableFormat[] = ['csv', 'json', 'parquet'];
const JOURNAL_VERSION = 1;
/** Results are for sharing, unlike the application's own state. */
const FILE_MODE = 0o644;

interface Header {
  readonly ringside: typeof JOURNAL_VERSION;
  readonly work: Readonly<Record<string, unknown>>;
}

export interface Output<Row> {
  /** What an interrupted run has left: these need not be done again. */
  readonly earlier: readonly Row[];
  append(rows: readonly Row[]): void;
  finish(table: CellTable, pool: ComputePool): Promise<void>;
  /** Closes the journal and leaves it for --resume. */
  close(): void;
}

/** `work` is everything that the rows depend on; a journal of other work is not gone on with. `isRow` checks what it holds. */
export async function openOutput<Row>(
  io: Io,
  given: { readonly out?: string; readonly resume?: boolean },
  work: Readonly<Record<string, unknown>>,
  isRow: (value: unknown) => value is Row,
): Promise<Output<Row> | null> {
  const { out, resume = false } = given;
  if (out === undefined) {
    if (resume) throw usage('--resume needs the --out FILE of the interrupted run');
    return null;
  }
  const format = FORMATS.find((one) => out.toLowerCase().endsWith(`.${one}`));
  if (!format) throw usage(`--out is ${out}, allowed are names that end in .csv, .json or .parquet`);
  const path = userPath(io, out);
  const partial = `${path}.partial`;
  const writing = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw notWritten(out, error);
    }
  };
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw notWritten(out, error);
  });
  // Killed before its first line was written: nothing is lost.
  const interrupted = existsSync(partial) && statSync(partial).size > 0;
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
  if (interrupted) {
    const { header, rows, length } = readJournal(partial, isHeader, isRow);
    checkSame(out, header.work, work);
    earlier = rows;
    journal = writing(() => Journal.reopen<Row>(partial, length));
  } else {
    const header = { ringside: JOURNAL_VERSION, work } satisfies Header;
    journal = writing(() => Journal.create<Row>(partial, header));
  }
  return {
    earlier,
    append: (rows) => writing(() => journal.append(rows)),
    async finish(table, pool) {
      const bytes = await pool.run('table', { table, format }, { lane: 'files', signal: io.signal });
      await writeAtomic(path, bytes, FILE_MODE).catch((error: unknown) => {
        throw notWritten(out, error);
      });
      journal.close();
      rmSync(partial, { force: true });
    },
    close: () => journal.close(),
  };
}

function notWritten(out: string, error: unknown): RingsideError {
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
