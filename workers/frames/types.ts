// A frame: a table of numbers, one row an event, on shared memory, so that it is read while it is being filled.

export interface Frame {
  /** Names these rows and no others: a frame that was read anew has another one. More rows may come under the same key. */
  readonly key: string;
  readonly sqlName: string;
  /** Of the columns; the first is `event`. */
  readonly names: readonly string[];
  /** Rows that are there; the columns may have room for more. */
  readonly rows: number;
  /** One per name, in the order in which the rows came. NaN where an event has no value. */
  readonly columns: readonly Float64Array[];
}

export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** Polled while a question is answered: true ends it. */
export type Cancelled = () => boolean;
