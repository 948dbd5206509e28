// Several files as one data set: their events one after the other, numbered through. All files are of one format, with the same
// collection and columns; the first says what columns mean, for all of them. Each file's description is looked at before
// any event is read, so that one that differs is told at once. Few tables are kept open, whatever the number of files.

import { ReadError } from './errors.ts';
import { limits } from './limits.ts';
import type { Block, RandomAccess, RawTable, RowSink } from './table.ts';
import type { ByteSource, ReadOptions } from './types.ts';

/** Files on disk as one source of bytes; they have a size each. Throws ReadError: none, or too many. */
export function manySource(name: string, members: readonly ByteSource[]): ByteSource {
  if (members.length === 0) throw new ReadError('bad-file', `${name}: there are no files of events`);
  if (members.length > limits.files) {
    throw new ReadError(
      'too-large',
      `${name}: there are ${members.length} files, allowed are ${limits.files} in a data set`,
    );
  }
  async function* stream() {
    for (const member of members) yield* member.stream();
  }
  const size = members.reduce((sum, member) => sum + (member.size ?? 0), 0);
  return { name, size, stream, members };
}

/** [n + 1] Where each begins, and where the last ends. */
export function startsOf(sizes: readonly number[]): number[] {
  const starts = [0];
  for (const size of sizes) starts.push(starts[starts.length - 1] + size);
  return starts;
}

/** What is kept of a file's description. */
interface Description {
  readonly format: string;
  readonly collection: string;
  readonly columns: readonly string[];
  readonly numeric: readonly boolean[];
  /** Null where it must be read from its beginning. */
  readonly events: number | null;
}

type Open = (member: number, options: ReadOptions) => Promise<RawTable>;

/** Throws ReadError: a file that cannot be opened, or differs from the first. */
export async function manyTable(
  name: string,
  members: readonly ByteSource[],
  options: ReadOptions,
  whole: boolean,
  open: Open,
): Promise<RawTable> {
  const first = await open(0, options);
  // What was guessed of the first holds for all; what the user said is said to each.
  const said = options.mapping || options.columns;
  const given: ReadOptions = said ? options : { ...options, mapping: first.mapping };
  // What holds for the first may not fit a file that differs from it: then that is told.
  const unlike = (i: number) => async (error: unknown) => {
    if (said || !(error instanceof ReadError) || error.code !== 'bad-argument') throw error;
    checkAlike(members[0].name, first, members[i].name, described(await open(i, options)));
    throw error;
  };
  const tables = new Map<number, Promise<RawTable>>([[0, Promise.resolve(first)]]);
  const tableOf = (i: number): Promise<RawTable> => {
    const table = tables.get(i) ?? (i === 0 ? open(i, options) : open(i, given).catch(unlike(i)));
    tables.delete(i);
    tables.set(i, table);
    for (const [oldest] of tables) if (tables.size > limits.openTables) tables.delete(oldest);
    return table;
  };

  const others = new Others(first, members.length);
  const events: (number | null)[] = [first.random?.events ?? null];
  // The dialog shows the first rows, and does not wait for the other files.
  for (let i = 1; !whole && i < members.length; i++) {
    if (options.cancelled?.()) throw new ReadError('cancelled', `${name}: reading was cancelled`);
    const key = keyOf(members[i], given);
    let found = options.countOthers ? undefined : known.get(key);
    if (!found) {
      const table = await tableOf(i);
      others.see(i, table);
      found = described(table);
      remember(key, found);
    }
    checkAlike(members[0].name, first, members[i].name, found);
    events.push(found.events);
  }
  const random = whole ? undefined : accessOf(events, tableOf);
  return {
    ...first,
    collections: others.collections,
    reason: members.length > 1 ? `${first.reason} The same in all ${members.length} files.` : first.reason,
    random,
    async *rows(sink, strict) {
      for (let i = 0; i < members.length && !sink.done; i++) {
        const table = await tableOf(i);
        // The dialog has not looked at it before.
        if (whole && i > 0) checkAlike(members[0].name, first, members[i].name, described(table));
        yield* rowsOf(name, members[i].name, table, sink, strict);
        others.see(i, table);
      }
    },
  };
}

async function* rowsOf(
  name: string,
  member: string,
  table: RawTable,
  sink: RowSink,
  strict: boolean,
): AsyncGenerator<void> {
  try {
    yield* table.rows(sink, strict);
  } catch (error) {
    // Who takes the rows knows them by their numbers in all files.
    if (!(error instanceof ReadError) || !error.message.startsWith(`${name}: event `)) throw error;
    throw new ReadError(error.code, `${error.message} (in ${member})`, error.hint);
  }
}

/** Any events of files that each can be entered anywhere. */
function accessOf(
  counts: readonly (number | null)[],
  tableOf: (i: number) => Promise<RawTable>,
): RandomAccess | undefined {
  const known = counts.filter((count) => count !== null);
  if (known.length < counts.length) return undefined;
  const starts = startsOf(known);
  async function* blocks(from: number, to: number): AsyncGenerator<Block> {
    for (let i = 0; i < known.length && starts[i] < to; i++) {
      if (starts[i + 1] <= from) continue;
      const { random } = await tableOf(i);
      const [first, last] = [Math.max(from, starts[i]), Math.min(to, starts[i + 1])];
      if (random && first < last) yield* random.blocks(first - starts[i], last - starts[i]);
    }
  }
  return { events: starts[known.length], blocks };
}

/** The first file's other collections, with the particles of all files: null until each was seen, some when it was read. */
class Others {
  readonly collections: RawTable['collections'];
  /** [files] */
  private readonly seen: (RawTable['collections'] | null)[];

  constructor(first: RawTable, files: number) {
    this.seen = Array.from({ length: files }, () => null);
    const sum = (name: string) => this.sum(name);
    this.collections = first.collections.map(({ name }) => ({
      name,
      get particles() {
        return sum(name);
      },
    }));
    this.see(0, first);
  }

  see(file: number, { collections }: RawTable): void {
    this.seen[file] = collections.map(({ name, particles }) => ({ name, particles }));
  }

  private sum(name: string): number | null {
    let all = 0;
    for (const collections of this.seen) {
      const particles = collections?.find((one) => one.name === name)?.particles ?? null;
      if (particles === null) return null;
      all += particles;
    }
    return all;
  }
}

function described({ format, collection, columns, numeric, random }: RawTable): Description {
  return { format, collection, columns, numeric, events: random?.events ?? null };
}

function checkAlike(firstName: string, first: RawTable, name: string, other: Description): void {
  const differs = difference(first, other);
  if (differs === null) return;
  const [what, here, there] = differs;
  throw new ReadError(
    'bad-file',
    `${name}: ${what} is ${here}, in ${firstName} it is ${there}; files of one data set are alike`,
    "Name those that belong together by a pattern, such as 'runs/*.h5'.",
  );
}

/** What differs, what it is here and in the first file. */
function difference(first: RawTable, other: Description): [string, string, string] | null {
  if (other.format !== first.format) return ['its format', other.format, first.format];
  if (other.collection !== first.collection) {
    return ['its collection', `"${other.collection}"`, `"${first.collection}"`];
  }
  const column = (names: readonly string[], i: number) => (i < names.length ? `"${names[i]}"` : 'missing');
  for (let i = 0; i < Math.max(first.columns.length, other.columns.length); i++) {
    if (other.columns[i] !== first.columns[i]) {
      return [`its column ${i + 1}`, column(other.columns, i), column(first.columns, i)];
    }
    const kind = (numeric: readonly boolean[]) => (numeric[i] ? 'numbers' : 'text');
    if (other.numeric[i] !== first.numeric[i]) {
      return [`its column "${first.columns[i]}"`, kind(other.numeric), kind(first.numeric)];
    }
  }
  return null;
}

/** Descriptions of files that were looked at before in this thread: pages of a data set are asked for one by one. */
const known = new Map<string, Description>();
const MOST_KNOWN = 4 * limits.files;

function keyOf({ path, size, changed }: ByteSource, { mapping, columns, collection }: ReadOptions): string {
  return path === undefined ? '' : JSON.stringify([path, size, changed, mapping, columns, collection]);
}

function remember(key: string, description: Description): void {
  if (key === '') return;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, description);
}
