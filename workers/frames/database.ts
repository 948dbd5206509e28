// Conditions and questions in SQL over frames, by DuckDB in memory (https://duckdb.org). The package is 70 MB and native:
// it is loaded at the first question, and where it cannot be, only such questions are refused.
//
// What is asked is the user's text, so the database reaches nothing but the frames: no files, no network, no extensions,
// no change of its settings, bounded memory and threads, one SELECT in a read-only transaction, stopped after a while.

import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { answer, firstLine, LIMITS, messageOf, type SqlAnswer, told } from './answers.ts';
import { checkCondition } from './condition.ts';
import { FrameError } from './errors.ts';
import type { Cancelled, Frame } from './types.ts';

export type LoadDuckDb = () => Promise<typeof import('@duckdb/node-api')>;

export interface Database {
  /** Numbers of the rows that pass the condition, rising. */
  passing(frame: Frame, condition: string, cancelled?: Cancelled): Promise<Uint32Array>;
  /** One SELECT over the frames; at most `most` rows. */
  query(text: string, frames: readonly Frame[], most: number, cancelled?: Cancelled): Promise<SqlAnswer>;
  close(): void;
}

/** Milliseconds between two looks at whether the asker has gone. */
const POLL_MS = 50;
/** Rows of a chunk of DuckDB's. */
const CHUNK_ROWS = 2048;

/** How the instance is made. */
const CONFIGURATION = {
  threads: String(LIMITS.threads),
  memory_limit: LIMITS.memory,
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
  allow_unsigned_extensions: 'false',
} as const;
/** Then, in this order: nothing is written to a disk, nothing outside is reached, nobody changes any of it. */
const SETTINGS = [
  "SET temp_directory = ''",
  'SET enable_external_access = false',
  'SET lock_configuration = true',
];

interface Opened {
  readonly duckdb: Awaited<ReturnType<LoadDuckDb>>;
  readonly connection: DuckDBConnection;
  readonly close: () => void;
}

interface Loaded {
  readonly key: string;
  rows: number;
}

export function createDatabase(load: LoadDuckDb = () => import('@duckdb/node-api')): Database {
  let opening: Promise<Opened> | null = null;
  /** By name in SQL. */
  const tables = new Map<string, Loaded>();
  /** One question after the other: a time limit interrupts the connection, not a question. */
  let last: Promise<unknown> = Promise.resolve();

  function alone<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    const next = last.then(async () => {
      opening ??= open(load).catch((error: unknown) => {
        opening = null;
        throw error;
      });
      return work(await opening);
    });
    last = next.catch(() => undefined);
    return next;
  }

  async function bring({ duckdb, connection }: Opened, frame: Frame): Promise<void> {
    const name = asIdentifier(frame.sqlName);
    let table = tables.get(frame.sqlName);
    if (table?.key !== frame.key) {
      tables.delete(frame.sqlName);
      await connection.run(`DROP TABLE IF EXISTS ${name}`);
      const columns = frame.names.map((one, i) => `${asIdentifier(one)} ${i === 0 ? 'UINTEGER' : 'DOUBLE'}`);
      await connection.run(`CREATE TABLE ${name} (${columns.join(', ')})`);
      table = { key: frame.key, rows: 0 };
      tables.set(frame.sqlName, table);
    }
    if (table.rows >= frame.rows) return;
    const appender = await connection.createAppender(frame.sqlName);
    for (let first = table.rows; first < frame.rows; first += CHUNK_ROWS) {
      const end = Math.min(first + CHUNK_ROWS, frame.rows);
      const types = frame.names.map((_, i) => appender.columnType(i));
      const chunk = duckdb.DuckDBDataChunk.create(types, end - first);
      frame.columns.forEach((values, i) => {
        const cells = Array.from(values.subarray(first, end), (value) =>
          Number.isNaN(value) ? null : value,
        );
        chunk.setColumnValues(i, cells);
      });
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
    table.rows = frame.rows;
  }

  return {
    passing(frame, condition, cancelled) {
      checkCondition(condition);
      return alone(async (opened) => {
        await bring(opened, frame);
        // On a line of its own, so that what the database says of a place is told of the condition.
        const text = `SELECT rowid::UINTEGER FROM ${asIdentifier(frame.sqlName)} WHERE (\n${condition}\n) ORDER BY rowid`;
        const subject = `condition ${condition}`;
        return asked(opened, text, { subject, columns: frame.names, cancelled }, async (result) => {
          const pieces: number[] = [];
          for (
            let chunk = await result.fetchChunk();
            chunk && chunk.rowCount > 0;
            chunk = await result.fetchChunk()
          ) {
            for (const row of chunk.getColumnValues(0)) pieces.push(Number(row));
          }
          // Loaded rows are never more than asked about: a table may have grown since for another question.
          return Uint32Array.from(pieces.filter((row) => row < frame.rows));
        });
      });
    },
    query(text, frames, most, cancelled) {
      return alone(async (opened) => {
        for (const frame of frames) await bring(opened, frame);
        return asked(opened, text, { subject: 'sql', columns: null, cancelled }, (result) =>
          answer(result, most),
        );
      });
    },
    close() {
      void opening?.then(({ close }) => close()).catch(() => undefined);
      opening = null;
      tables.clear();
    },
  };
}

async function open(load: LoadDuckDb): Promise<Opened> {
  try {
    const duckdb = await load();
    const instance = await duckdb.DuckDBInstance.create(':memory:', CONFIGURATION);
    const connection = await instance.connect();
    for (const setting of SETTINGS) await connection.run(setting);
    const close = () => {
      connection.closeSync();
      instance.closeSync();
    };
    return { duckdb, connection, close };
  } catch (error) {
    throw new FrameError(
      'unsupported',
      `the embedded database of conditions and SQL cannot be loaded here (${firstLine(messageOf(error))})`,
      'Sorting, histograms and exports of all rows work without it.',
    );
  }
}

interface Question {
  readonly subject: string;
  /** Of the frame, where it is one. */
  readonly columns: readonly string[] | null;
  readonly cancelled?: Cancelled;
}

/** Runs one SELECT, in a transaction that cannot write, and interrupts it when its time is up or nobody waits for it. */
async function asked<T>(
  { duckdb, connection }: Opened,
  text: string,
  question: Question,
  read: (result: DuckDBResult) => Promise<T>,
): Promise<T> {
  const { subject, columns, cancelled } = question;
  let stopped: FrameError | null = null;
  const end = performance.now() + LIMITS.time;
  const timer = setInterval(() => {
    if (cancelled?.()) stopped = new FrameError('cancelled', `${subject}: cancelled`);
    else if (performance.now() > end) {
      const seconds = LIMITS.time / 1000;
      stopped = new FrameError('too-large', `${subject}: it took longer than ${seconds} s and was stopped`);
    }
    if (stopped) connection.interrupt();
  }, POLL_MS);
  let began = false;
  try {
    const statements = await connection.extractStatements(text).catch((error: unknown) => {
      // How the package says that there was nothing to extract.
      if (messageOf(error) !== 'Error in native callback') throw error;
      return { count: 0 } as const;
    });
    if (statements.count !== 1) {
      throw new FrameError(
        'bad-argument',
        `${subject} is ${statements.count} statements, allowed is one SELECT`,
      );
    }
    const prepared = await statements.prepare(0);
    if (prepared.statementType !== duckdb.StatementType.SELECT) {
      throw new FrameError('bad-argument', `${subject}: allowed is one SELECT, which only reads`);
    }
    await connection.run('BEGIN TRANSACTION READ ONLY');
    began = true;
    return await read(await prepared.stream());
  } catch (error) {
    throw stopped ?? (error instanceof FrameError ? error : told(subject, error, columns));
  } finally {
    clearInterval(timer);
    if (began) await connection.run('ROLLBACK').catch(() => undefined);
  }
}

const asIdentifier = (name: string) => `"${name.replaceAll('"', '""')}"`;
