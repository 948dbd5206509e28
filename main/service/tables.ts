// Tables of fits: each one a journal on disk, listed at start, its rows read when they are asked for.

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FittedRow } from '../../workers/entry/tasks.ts';
import { RingsideError, type Table, type TableRow } from '../contract/index.ts';
import { isFittedRow } from './fit-rows.ts';
import { Journal, journalLength, journalRows, readJournal, scanJournal } from './journal.ts';
import { isRecord } from './storage.ts';

const JOURNAL_VERSION = 1;
const ENDING = '.jsonl';

/** First line of a table's journal. */
interface Header {
  readonly ringside: typeof JOURNAL_VERSION;
  readonly table: Omit<Table, 'rows' | 'state'>;
  /** SHA-256 of the file that was fitted, hex. */
  readonly hash: string;
  /** Of the application that fitted. */
  readonly version: string;
}

export interface HeldTable {
  readonly table: Table;
  readonly hash: string;
  readonly version: string;
  rows(): readonly FittedRow[];
  /** Some of its fits, as many at most, without reading the rest. */
  sample(most: number): readonly FittedRow[];
}

export interface TableBook {
  list(): readonly Table[];
  /** Throws not-found. */
  get(id: string): HeldTable;
  create(table: Omit<Table, 'rows' | 'state'>, hash: string, version: string): void;
  /** Goes on with an interrupted one; throws where it is being filled. */
  resume(id: string): void;
  append(id: string, rows: readonly FittedRow[]): void;
  /** Nothing more comes: complete, or interrupted where rows are missing. */
  finish(id: string): Table;
  delete(id: string): void;
  close(): void;
}

interface Entry {
  readonly header: Header;
  /** null until they are asked for. Ascending events. */
  rows: FittedRow[] | null;
  count: number;
  journal: Journal<FittedRow> | null;
}

/** The folder must exist. Journals that are not ours, or are damaged in their first line, are left alone. */
export function createTables(folder: string): TableBook {
  const entries = new Map<string, Entry>();
  const pathOf = (id: string) => join(folder, id + ENDING);
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(ENDING)) continue;
    try {
      const { header, rows } = scanJournal(join(folder, name), isHeader);
      if (header.table.id + ENDING !== name) continue;
      entries.set(header.table.id, { header, rows: null, count: rows, journal: null });
    } catch {
      // Not a journal of this version.
    }
  }

  function find(id: string): Entry {
    const entry = entries.get(id);
    if (!entry) throw new RingsideError('not-found', `table ${id} is not known`);
    return entry;
  }
  function rowsOf(id: string, entry: Entry): FittedRow[] {
    if (entry.rows === null) {
      const { rows } = readJournal(pathOf(id), isHeader, isFittedRow);
      // Two applications that went on with the same table have each fitted its last events.
      const byEvent = new Map(rows.map((row) => [row.event, row]));
      entry.rows = [...byEvent.values()].sort((a, b) => a.event - b.event);
      entry.count = entry.rows.length;
    }
    return entry.rows;
  }
  function tableOf({ header, count, journal }: Entry): Table {
    const { total } = header.table;
    return {
      ...header.table,
      rows: count,
      state: journal ? 'filling' : count < total ? 'interrupted' : 'complete',
    };
  }

  return {
    list: () => [...entries.values()].map(tableOf),
    get(id) {
      const entry = find(id);
      const { hash, version } = entry.header;
      const sample = (most: number) => [
        ...fitsAmong(entry.rows ?? journalRows(pathOf(id), isHeader, isFittedRow), most),
      ];
      return { table: tableOf(entry), hash, version, rows: () => rowsOf(id, entry), sample };
    },
    create(table, hash, version) {
      const header: Header = { ringside: JOURNAL_VERSION, table, hash, version };
      const journal = written(table.file, () => Journal.create<FittedRow>(pathOf(table.id), header));
      entries.set(table.id, { header, rows: [], count: 0, journal });
    },
    resume(id) {
      const entry = find(id);
      if (entry.journal) throw new RingsideError('bad-argument', `table ${id} is being filled already`);
      const length = journalLength(pathOf(id), isHeader, isFittedRow);
      rowsOf(id, entry);
      entry.journal = Journal.reopen(pathOf(id), length);
    },
    append(id, rows) {
      const entry = find(id);
      // Deleted or closed while a fit was under way.
      const { journal } = entry;
      if (!journal) return;
      written(entry.header.table.file, () => journal.append(rows));
      const all = rowsOf(id, entry);
      for (const row of rows) {
        let place = all.length;
        while (place > 0 && all[place - 1].event > row.event) place--;
        all.splice(place, 0, row);
      }
      entry.count = all.length;
    },
    finish(id) {
      const entry = find(id);
      entry.journal?.close();
      entry.journal = null;
      return tableOf(entry);
    },
    delete(id) {
      find(id).journal?.close();
      entries.delete(id);
      rmSync(pathOf(id), { force: true });
    },
    close() {
      for (const entry of entries.values()) {
        entry.journal?.close();
        entry.journal = null;
      }
    },
  };
}

function written<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new RingsideError(
      'no-permission',
      `${file}: its table could not be written (${error instanceof Error ? error.message : error})`,
      'Make room on the disk, then go on with the table.',
    );
  }
}

function* fitsAmong(rows: Iterable<FittedRow>, most: number): Iterable<FittedRow> {
  let count = 0;
  for (const row of rows) {
    if (row.result === null) continue;
    yield row;
    if (++count >= most) return;
  }
}

/** What the screen's table shows of a row. */
export function tableRow({ event, result, problem }: TableRow): TableRow {
  return { event, result, problem };
}

function isHeader(value: unknown): value is Header {
  if (!isRecord(value) || value.ringside !== JOURNAL_VERSION || !isRecord(value.table)) return false;
  const { table, hash, version } = value;
  const texts = [table.id, table.dataset, table.file, table.shape, hash, version];
  const counts = [table.seed, table.total];
  return (
    texts.every((text) => typeof text === 'string') &&
    counts.every((count) => Number.isSafeInteger(count)) &&
    isRecord(table.selection)
  );
}
