// What a format makes of its bytes before anyone says what the columns mean: rows of numbers, grouped into events.

import type { Input } from './input.ts';
import type { Mapping, ReadOptions } from './types.ts';

/** Takes rows as they come. A format stops soon after `done` turns true. */
export interface RowSink {
  /** One particle: numbers in the order of the columns; `place` is its place in the file's event. The array is reused. */
  row(values: Float64Array, place: number): void;
  /** The event is complete; one without rows is an empty event. */
  endEvent(): void;
  /** Particles of the event at hand that its preset leaves out, which come as no rows. */
  leave?(reason: string, particles: number): void;
  /** Events in columns, where the sink is faster with them; else they come row by row. */
  block?(block: Block): void;
  readonly done: boolean;
}

/** Some events in columns, as formats give them that hold columns or can be entered at any event. */
export interface Block {
  /** [events] Particles of each. */
  readonly counts: Uint32Array;
  /** In the order of the table's columns, [Σ counts] each, as they stand in the file. */
  readonly columns: readonly Float64Array[];
  /** [Σ counts] Places in the file's event; without, they are counted from 0 in each. */
  readonly places?: Uint32Array;
  /** What a preset leaves out, and [events] how many particles of each. */
  readonly left?: { readonly reason: string; readonly counts: Uint32Array };
}

/** Events by their number, in any order, as often as wanted, without reading what stands before them. */
export interface RandomAccess {
  /** In all, or where `partial` as many as were wanted. */
  readonly events: number;
  /** There are more: no more than ReadOptions.to were looked for, because each has to be found. */
  readonly partial?: boolean;
  /** Events from … to − 1 in order, in blocks of some MB at most. */
  blocks(from: number, to: number): AsyncGenerator<Block>;
}

/** Which rows are the event's, as a preset declares it: by one column's values as they stand in the file. */
export interface Selection {
  /** One of the table's columns. */
  readonly column: string;
  /** A row with another value is left out, and counted. */
  readonly allowed: readonly number[];
  /** Of what came in: kept for frames, which go by its px … E, and without a place in the plane. */
  readonly beams?: readonly number[];
}

/**
 * What a guess of the columns' meanings goes by: a known layout, their names, or nothing but their places, which tell nothing of another
 * file with as many columns.
 */
export type Basis = 'layout' | 'names' | 'places';

export interface RawTable {
  readonly format: string;
  readonly collection: string;
  /** Others, with what they hold, or null where that was not counted; the one opened is counted while it is read. */
  readonly collections: readonly { readonly name: string; readonly particles: number | null }[];
  readonly columns: readonly string[];
  readonly mapping: Mapping;
  readonly reason: string;
  /** Without: the format itself defines them. */
  readonly basis?: Basis;
  /** Columns that hold numbers; the others bear no role and are left out. */
  readonly numeric: readonly boolean[];
  /** Without one, every row is a particle. */
  readonly selection?: Selection;
  /** Yields after every block, so that the reader can hand on chunks, report and stop. `strict`: text in a number column throws. */
  rows(sink: RowSink, strict: boolean): AsyncGenerator<void>;
  /** Where the format and the input allow it. */
  readonly random?: RandomAccess;
}

/** All rows of a format that gives blocks. */
export async function* rowsOf({ events, blocks }: RandomAccess, sink: RowSink): AsyncGenerator<void> {
  for await (const block of blocks(0, events)) {
    feed(block, sink);
    yield;
    if (sink.done) return;
  }
}

/** The events of a block, until the sink is done. */
export function feed(block: Block, sink: RowSink): void {
  if (sink.block) sink.block(block);
  else feedRows(block, sink, 0, block.counts.length, 0);
}

/** Events from … to − 1 of a block row by row, until the sink is done; the first particle is `start`. */
export function feedRows(
  { counts, columns, places, left }: Block,
  sink: RowSink,
  from: number,
  to: number,
  start: number,
): void {
  const values = new Float64Array(columns.length);
  let k = start;
  for (let event = from; event < to && !sink.done; event++) {
    const end = k + counts[event];
    for (let place = 0; k < end; k++, place++) {
      for (let c = 0; c < values.length; c++) values[c] = columns[c][k];
      sink.row(values, places ? places[k] : place);
    }
    if (left && left.counts[event] > 0) sink.leave?.(left.reason, left.counts[event]);
    sink.endEvent();
  }
}

export interface Format {
  readonly name: string;
  /** `whole`: show every column there is, for the open dialog, also those that are left out by default. */
  open(input: Input, options: ReadOptions, whole: boolean): Promise<RawTable>;
}
