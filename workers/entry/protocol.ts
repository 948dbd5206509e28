// What crosses between the pool and a compute worker. Types only: the pool on the other side imports nothing else from here.
// Event columns sit on SharedArrayBuffers, so a `share` message hands them over without a copy.

import type { ErrorData } from '../../main/contract/errors.ts';

/** One entry of a task table: what goes in, what comes out at the end, and what comes out on the way. */
export interface TaskTypes {
  readonly input: unknown;
  readonly output: unknown;
  readonly part: unknown;
}

export type ToWorker =
  | {
      readonly kind: 'run';
      readonly task: number;
      readonly name: string;
      readonly input: unknown;
      /** One Int32: not 0 means stop. Polled in loops, since a busy worker hears no messages. */
      readonly cancel: SharedArrayBuffer;
    }
  /** Kept in the worker under this key until unshared; tasks refer to it by key. */
  | { readonly kind: 'share'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'unshare'; readonly key: string }
  /** The receiver has dealt with this many parts of the task: the worker may send more. */
  | { readonly kind: 'taken'; readonly task: number; readonly parts: number };

export type FromWorker =
  | { readonly kind: 'progress'; readonly task: number; readonly done: number; readonly total: number | null }
  | { readonly kind: 'part'; readonly task: number; readonly value: unknown }
  | { readonly kind: 'result'; readonly task: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly task: number; readonly error: ErrorData };
