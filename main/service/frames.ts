// Frames of observables in the state folder: each one a journal, listed at start, its numbers read into shared memory when
// they are asked for. What tables of fits hold in numbers are frames too, but kept as tables (fit-frames.ts).

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Frame, RingsideError } from '../contract/index.ts';
import {
  type Begun,
  type Header,
  isHeader,
  isRangeRow,
  JOURNAL_VERSION,
  type RangeRow,
  rangeRow,
  valuesOf,
} from './frame-journal.ts';
import { FrameRows } from './frame-rows.ts';
import { Journal, journalLength, journalRows } from './journal.ts';
import type { SharedRows } from './types.ts';

const ENDING = '.jsonl';
/** Bytes of a number in base64. */
const NUMBER = 32 / 3;
/** Numbers that are read before others have their turn: some 10 ms. */
const AT_ONCE = 100_000;

interface Entry {
  readonly header: Header;
  /** Null until they are asked for. */
  rows: Promise<FrameRows> | FrameRows | null;
  /** As the journal says, until they are. */
  counted: number;
  journal: Journal<RangeRow> | null;
}

export interface HeldFrame {
  readonly frame: Frame;
  readonly hash: string;
  readonly version: string;
}

export interface FrameBook {
  list(): readonly Frame[];
  has(id: string): boolean;
  /** Throws not-found. */
  get(id: string): HeldFrame;
  /** The numbers that are there now. */
  rows(id: string): Promise<SharedRows>;
  create(frame: Begun, hash: string, version: string): void;
  /** Goes on with an interrupted one, and tells what of it is there. Throws where it is complete or being filled. */
  resume(id: string): Promise<{ has(event: number): boolean }>;
  /** Events `first` … one after the other. Nothing where it was deleted or closed in the meantime. */
  append(id: string, first: number, values: Float64Array): void;
  /** Nothing more comes: complete, or interrupted where rows are missing. */
  finish(id: string): Frame;
  delete(id: string): void;
  close(): void;
}

/** The folder must exist. What is not ours there, or damaged, is left alone. */
export function createFrames(folder: string): FrameBook {
  const entries = new Map<string, Entry>();
  const pathOf = (id: string) => join(folder, id + ENDING);
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(ENDING)) continue;
    try {
      const { header, counted } = counts(join(folder, name));
      if (header.frame.id + ENDING !== name) continue;
      entries.set(header.frame.id, { header, rows: null, counted, journal: null });
    } catch {
      // Not a journal of this version.
    }
  }

  function find(id: string): Entry {
    const entry = entries.get(id);
    if (!entry) throw new RingsideError('not-found', `frame ${id} is not known`);
    return entry;
  }
  function frameOf({ header, rows, counted, journal }: Entry): Frame {
    const { total } = header.frame;
    const count = rows instanceof FrameRows ? rows.rows : counted;
    const state = journal ? 'filling' : count < total ? 'interrupted' : 'complete';
    return { ...header.frame, rows: count, state };
  }
  async function rowsOf(id: string): Promise<FrameRows> {
    const entry = find(id);
    entry.rows ??= read(pathOf(id), entry.header).then(
      (rows) => {
        entry.rows = rows;
        return rows;
      },
      (error: unknown) => {
        entry.rows = null;
        throw error;
      },
    );
    return entry.rows;
  }

  return {
    list: () => [...entries.values()].map(frameOf),
    has: (id) => entries.has(id),
    get(id) {
      const entry = find(id);
      const { hash, version } = entry.header;
      return { frame: frameOf(entry), hash, version };
    },
    rows: async (id) => (await rowsOf(id)).shared(),
    create(frame, hash, version) {
      const header: Header = { ringside: JOURNAL_VERSION, frame, hash, version };
      const journal = written(frame, () => Journal.create<RangeRow>(pathOf(frame.id), header));
      const rows = new FrameRows(frame.columns.length - 1, frame.total);
      entries.set(frame.id, { header, rows, counted: 0, journal });
    },
    async resume(id) {
      const rows = await rowsOf(id);
      const entry = find(id);
      const { state } = frameOf(entry);
      if (state === 'filling') throw new RingsideError('bad-argument', `frame ${id} is being filled already`);
      if (state === 'complete') {
        throw new RingsideError(
          'bad-argument',
          `frame ${id}: it is complete, there is nothing to go on with`,
        );
      }
      entry.journal = Journal.reopen(pathOf(id), journalLength(pathOf(id), isHeader, isRangeRow));
      return rows;
    },
    append(id, first, values) {
      const entry = entries.get(id);
      if (!entry?.journal || !(entry.rows instanceof FrameRows)) return;
      const { journal, rows } = entry;
      written(entry.header.frame, () => journal.append([rangeRow(first, values)]));
      rows.append(first, values);
    },
    finish(id) {
      const entry = find(id);
      end(entry);
      return frameOf(entry);
    },
    delete(id) {
      end(find(id));
      entries.delete(id);
      rmSync(pathOf(id), { force: true });
    },
    close() {
      for (const entry of entries.values()) end(entry);
    },
  };
}

function end(entry: Entry): void {
  entry.journal?.close();
  entry.journal = null;
}

/** Header and number of events, without holding their values. */
function counts(path: string): { header: Header; counted: number } {
  const read = journalRows(path, isHeader, isRangeRow);
  let numbers = 0;
  let next = read.next();
  for (; !next.done; next = read.next()) numbers += Math.floor(next.value.values.length / NUMBER);
  const { header } = next.value;
  const { columns, total } = header.frame;
  return { header, counted: Math.min(total, Math.floor(numbers / (columns.length - 1))) };
}

async function read(path: string, { frame }: Header): Promise<FrameRows> {
  const width = frame.columns.length - 1;
  const rows = new FrameRows(width, frame.total);
  let numbers = 0;
  for (const row of journalRows(path, isHeader, isRangeRow)) {
    const values = valuesOf(row);
    const events = values.length / width;
    if (Number.isInteger(events) && row.first >= 0 && row.first + events <= frame.total)
      rows.append(row.first, values);
    numbers += values.length;
    if (numbers < AT_ONCE) continue;
    numbers = 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return rows;
}

function written<T>({ file }: Begun, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new RingsideError(
      'no-permission',
      `${file}: its observables could not be written (${error instanceof Error ? error.message : error})`,
      'Make room on the disk, then go on with them.',
    );
  }
}
