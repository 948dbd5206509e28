// What a running task may do besides returning: ask whether it was cancelled, tell how far it is, send parts, find columns.

import type { EventColumns } from '../core/events.ts';
import type { TaskName, Tasks } from './tasks.ts';

export interface TaskContext<Part> {
  /** True once the user wants it to stop; polled in loops. */
  cancelled(): boolean;
  /** Throws when cancelled. */
  check(): void;
  /** Throttled: call it as often as you like. */
  progress(done: number, total: number | null): void;
  part(value: Part): void;
  /** Sends a part and waits while more than `ahead` parts have not been dealt with. */
  heldPart(value: Part, ahead: number): Promise<void>;
  columns(key: string): EventColumns;
}

export type TaskFunction<K extends TaskName> = (
  input: Tasks[K]['input'],
  context: TaskContext<Tasks[K]['part']>,
) => Tasks[K]['output'] | Promise<Tasks[K]['output']>;

export type TaskFunctions = { readonly [K in TaskName]: TaskFunction<K> };

export class CancelledError extends Error {
  readonly code = 'cancelled';
  readonly hint = '';

  constructor() {
    super('cancelled');
    this.name = 'AbortError';
  }
}
