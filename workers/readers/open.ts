// From a byte source to events: chunks for what is larger than memory, all at once for a data set on the screen.

import type { EventColumns } from '../core/events.ts';
import { Builder } from './builder.ts';
import { checkCuts } from './cuts.ts';
import { detect } from './detect.ts';
import { ReadError } from './errors.ts';
import { gathered } from './gather.ts';
import { type Input, openInput } from './input.ts';
import { manyTable, startsOf } from './many.ts';
import { checkMapping } from './mapping.ts';
import { type Basis, feed, type RandomAccess, type RawTable, type RowSink } from './table.ts';
import type { ByteSource, EventSource, Mapping, ReadOptions, Totals } from './types.ts';

/** A pass over the source whose bytes are reported: the passes before it only look. */
export interface Pass {
  reported: boolean;
}

/** Counts the bytes that leave the source, for progress and cancelling; of several files, `before` stand in front of it. */
function watched(
  source: ByteSource,
  options: ReadOptions,
  pass: Pass,
  before: number,
  total: number | null,
): ByteSource {
  async function* count(bytes: AsyncIterable<Uint8Array>, start: number) {
    let done = start;
    for await (const block of bytes) {
      if (options.cancelled?.()) throw new ReadError('cancelled', `${source.name}: reading was cancelled`);
      yield block;
      done += block.length;
      if (pass.reported) options.onProgress?.(before + done, total);
    }
  }
  const { slice } = source;
  return {
    name: source.name,
    size: source.size,
    path: source.path,
    stream: () => count(source.stream(), 0),
    ...(slice ? { slice: (start: number, end: number) => count(slice(start, end), start) } : {}),
  };
}

export async function openTable(
  source: ByteSource,
  options: ReadOptions,
  pass: Pass,
  whole: boolean,
): Promise<RawTable> {
  const { members } = source;
  if (!members) return openOne(watched(source, options, pass, 0, source.size), options, whole);
  const starts = startsOf(members.map(({ size }) => size ?? 0));
  // A range is of the events of all files: none of them is opened for a part of it.
  const open = (i: number, given: ReadOptions) =>
    openOne(watched(members[i], options, pass, starts[i], source.size), { ...given, to: undefined }, whole);
  return manyTable(source.name, members, options, whole, open);
}

/** Few packed bytes may become many: whoever waits for those may cancel, too. */
function polled(input: Input, { cancelled }: ReadOptions): Input {
  async function* stream() {
    for await (const block of input.stream()) {
      if (cancelled?.()) throw new ReadError('cancelled', `${input.name}: reading was cancelled`);
      yield block;
    }
  }
  return { ...input, stream };
}

async function openOne(source: ByteSource, options: ReadOptions, whole: boolean): Promise<RawTable> {
  const { input, format } = await detect(await openInput(source));
  const table = await format.open(input.size === null ? polled(input, options) : input, options, whole);
  const wanted = options.collection ?? table.collection;
  if (wanted !== table.collection) {
    throw new ReadError(
      'bad-argument',
      `${source.name}: there is no collection "${wanted}", allowed is ${table.collection}`,
    );
  }
  return table;
}

/**
 * Opens events of any format that is read. Nothing is held but a chunk; `chunks()` may be called once.
 * Throws ReadError: not readable, no such collection, columns that place no particle.
 */
export async function openEvents(source: ByteSource, options: ReadOptions = {}): Promise<EventSource> {
  checkRange(options);
  const pass: Pass = { reported: false };
  const table = await openTable(source, options, pass, false);
  checkMapping(source.name, table.columns, table.mapping);
  checkCuts(source.name, table.columns, table.mapping, options.cuts);
  // Whoever wants a part of the file need not read what stands before it.
  const random = options.from || options.to !== undefined ? table.random : undefined;
  const builder = new Builder(source.name, table, table.mapping, options, random ? options.from : 0);
  let state: 'unread' | 'reading' | 'read' = 'unread';
  // Formats that are entered anywhere take bytes in their own order, some behind our back: events tell how far they are.
  const progress = table.random ? eventsDone(table.random, source.size, options) : null;
  async function* chunks(): AsyncGenerator<EventColumns> {
    if (state !== 'unread') throw new Error('the chunks of an event source can be read once');
    state = 'reading';
    pass.reported = progress === null;
    if (!builder.done) {
      for await (const _ of random ? partOf(random, builder, options) : table.rows(builder, true)) {
        for (const chunk of builder.take()) {
          progress?.(chunk.events);
          yield chunk;
        }
        if (options.cancelled?.()) throw new ReadError('cancelled', `${source.name}: reading was cancelled`);
        if (builder.done) break;
      }
    }
    builder.finish();
    for (const chunk of builder.take()) {
      progress?.(chunk.events);
      yield chunk;
    }
    state = 'read';
  }
  const totals = () => {
    if (state !== 'read') throw new Error('the totals are known once the chunks are read');
    return builder.totals();
  };
  return {
    format: table.format,
    collection: table.collection,
    get collections() {
      const own = { name: table.collection, particles: state === 'read' ? totals().particles : 0 };
      return [own, ...table.collections];
    },
    columns: table.columns,
    mapping: table.mapping,
    reason: table.reason,
    chunks,
    totals,
  };
}

/** Tells the share of the events that are read, as bytes of the file. */
function eventsDone(
  { events }: RandomAccess,
  size: number | null,
  { from = 0, to = events, ...options }: ReadOptions,
) {
  const wanted = Math.min(to, events) - Math.min(from, events);
  let done = 0;
  return (more: number) => {
    done += more;
    if (size !== null) options.onProgress?.(Math.round((size * done) / wanted), size);
  };
}

export async function* partOf(
  random: RandomAccess,
  sink: RowSink,
  { from = 0, to = random.events }: ReadOptions,
): AsyncGenerator<void> {
  if (from >= random.events) return;
  for await (const block of random.blocks(from, Math.min(to, random.events))) {
    feed(block, sink);
    yield;
  }
}

function checkRange(options: ReadOptions): void {
  const { from = 0, to = Number.POSITIVE_INFINITY } = options;
  if (!(from >= 0) || !(to >= from)) {
    throw new ReadError('bad-argument', `events ${from}:${to} is no range, needed is a:b with 0 ≤ a ≤ b`);
  }
}

export interface Preview {
  readonly format: string;
  readonly collection: string;
  readonly collections: readonly string[];
  readonly columns: readonly string[];
  readonly mapping: Mapping;
  readonly reason: string;
  readonly basis: Basis | 'format';
  readonly rows: readonly (readonly number[])[];
}

/** Particle rows in a preview. */
export const PREVIEW_ROWS = 50;

/** The first rows as they stand in the file, for the open dialog; a guess that places no particle is no error here. */
export async function preview(source: ByteSource, options: ReadOptions = {}): Promise<Preview> {
  const table = await openTable(source, options, { reported: false }, true);
  // A guess may be incomplete, and is shown to be corrected; what the user has said is judged at once.
  if (options.mapping) checkMapping(source.name, table.columns, options.mapping);
  const rows: number[][] = [];
  const sink = {
    done: false,
    row(values: Float64Array) {
      if (rows.length < PREVIEW_ROWS) rows.push(Array.from(values));
      this.done = rows.length >= PREVIEW_ROWS;
    },
    endEvent() {},
  };
  for await (const _ of table.rows(sink, false)) {
    if (sink.done) break;
    if (options.cancelled?.()) throw new ReadError('cancelled', `${source.name}: reading was cancelled`);
  }
  const { format, collection, columns, mapping, reason, basis = 'format' } = table;
  const collections = [collection, ...table.collections.map(({ name }) => name)];
  return { format, collection, collections, columns, mapping, reason, basis, rows };
}

/** What is known of a file besides its events. */
export type SourceInfo = Omit<EventSource, 'chunks' | 'totals'>;

export interface AllEvents {
  readonly columns: EventColumns;
  readonly totals: Totals;
  readonly source: SourceInfo;
}

/** All events (of the range) as one set of columns. Throws ReadError, also where they are too many to hold. */
export async function readAll(source: ByteSource, options: ReadOptions = {}): Promise<AllEvents> {
  const opened = await openEvents(source, { ...options, shared: false });
  const held = await gathered(source.name, opened.chunks(), options.from ?? 0, options.shared === true);
  const { format, collection, collections, columns, mapping, reason } = opened;
  return {
    columns: held,
    totals: opened.totals(),
    source: { format, collection, collections, columns, mapping, reason },
  };
}
