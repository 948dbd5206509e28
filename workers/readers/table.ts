// What a format makes of its bytes before anyone says what the columns mean: rows of numbers, grouped into events.

import type { Input } from './input.ts';
import type { Mapping, ReadOptions } from './types.ts';

/** Takes rows as they come. A format stops soon after `done` turns true. */
export interface RowSink {
  /** One particle: numbers in the order of the columns; `place` is its place in the file's event. The array is reused. */
  row(values: Float64Array, place: number): void;
  /** The event is complete; one without rows is an empty event. */
  endEvent(): void;
  readonly done: boolean;
}

export interface RawTable {
  readonly format: string;
  readonly collection: string;
  /** Others, with what they hold; the one opened is counted while it is read. */
  readonly collections: readonly { readonly name: string; readonly particles: number }[];
  readonly columns: readonly string[];
  readonly mapping: Mapping;
  readonly reason: string;
  /** Columns that hold numbers; the others bear no role and are left out. */
  readonly numeric: readonly boolean[];
  /** Yields after every block, so that the reader can hand on chunks, report and stop. `strict`: text in a number column throws. */
  rows(sink: RowSink, strict: boolean): AsyncGenerator<void>;
}

export interface Format {
  readonly name: string;
  /** `whole`: show every column there is, for the open dialog, also those that are left out by default. */
  open(input: Input, options: ReadOptions, whole: boolean): Promise<RawTable>;
}
