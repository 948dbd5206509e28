// A file of which some events are wanted now and others later: opened once, entered as often as asked.

import type { EventColumns } from '../core/events.ts';
import { Builder } from './builder.ts';
import { checkCuts } from './cuts.ts';
import { ReadError } from './errors.ts';
import { gathered } from './gather.ts';
import { checkMapping } from './mapping.ts';
import { openTable, partOf, type SourceInfo } from './open.ts';
import type { ByteSource, ReadOptions } from './types.ts';

export interface EventPages extends SourceInfo {
  /** In all; null of a format, or of a packed file, that is read from its beginning, and where `partial`. */
  readonly events: number | null;
  /** Opened with ReadOptions.to, of a file that can be entered at these events; others of it were not looked for. */
  readonly partial: boolean;
  /**
   * Events from … to − 1, fewer where the file ends before. Without a number of events, what stands before them is read
   * too. Throws ReadError, also where they are too many to hold.
   */
  read(from: number, to: number, options?: Pick<ReadOptions, 'shared' | 'cancelled'>): Promise<EventColumns>;
}

/** Throws ReadError: not readable, no such collection, columns that place no particle. */
export async function openPages(source: ByteSource, options: ReadOptions = {}): Promise<EventPages> {
  const table = await openTable(source, options, { reported: false }, false);
  checkMapping(source.name, table.columns, table.mapping);
  const { cuts } = options;
  checkCuts(source.name, table.columns, table.mapping, cuts);
  const { format, collection, collections, columns, mapping, reason, random } = table;
  async function* chunks(from: number, to: number, cancelled: () => boolean): AsyncGenerator<EventColumns> {
    const builder = new Builder(source.name, table, mapping, { from, to, cuts }, random ? from : 0);
    if (!builder.done) {
      for await (const _ of random ? partOf(random, builder, { from, to }) : table.rows(builder, true)) {
        yield* builder.take();
        if (cancelled()) throw new ReadError('cancelled', `${source.name}: reading was cancelled`);
        if (builder.done) break;
      }
    }
    builder.finish();
    yield* builder.take();
  }
  return {
    format,
    collection,
    collections: [{ name: collection, particles: 0 }, ...collections],
    columns,
    mapping,
    reason,
    events: random && !random.partial ? random.events : null,
    partial: random?.partial === true,
    read: (from, to, { shared = false, cancelled = () => false } = {}) =>
      gathered(source.name, chunks(from, to, cancelled), from, shared),
  };
}
