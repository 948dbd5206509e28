// One piece of work on its way through the pool: queued, handed to a thread, settled once.

import { RingsideError } from '../contract/errors.ts';

export interface RunOptions<Part> {
  readonly lane: string;
  readonly signal?: AbortSignal;
  /** Keys of shared values that the thread must hold before it starts. */
  readonly uses?: readonly string[];
  /** Ahead of what waits in the lane. */
  readonly first?: boolean;
  /** A thread has taken the task up. */
  readonly onStart?: () => void;
  readonly onProgress?: (done: number, total: number | null) => void;
  /** Parts come in order; the thread is held back while a returned promise is pending. A throw fails the task. */
  readonly onPart?: (part: Part) => void | Promise<void>;
}

export class Task {
  readonly cancel = new SharedArrayBuffer(4);
  readonly result: Promise<unknown>;
  settled = false;
  private resolve: (value: unknown) => void = () => undefined;
  private reject: (error: unknown) => void = () => undefined;
  private parts: Promise<void> = Promise.resolve();
  private taken = 0;

  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly options: RunOptions<unknown>;

  constructor(id: number, name: string, input: unknown, options: RunOptions<unknown>) {
    this.id = id;
    this.name = name;
    this.input = input;
    this.options = options;
    this.result = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  requestCancel(): void {
    Atomics.store(new Int32Array(this.cancel), 0, 1);
  }

  get cancelRequested(): boolean {
    return Atomics.load(new Int32Array(this.cancel), 0) !== 0;
  }

  /** Deals with one part after the ones before it, then tells how many are done. */
  part(value: unknown, taken: (parts: number) => void): void {
    const { onPart } = this.options;
    this.parts = this.parts.then(async () => {
      if (this.settled) return;
      try {
        await onPart?.(value);
      } catch (error) {
        this.requestCancel();
        this.fail(error);
      }
      this.taken++;
      taken(this.taken);
    });
  }

  /** The result counts only after every part before it was dealt with. */
  finish(value: unknown): void {
    this.parts.then(() => {
      if (this.settled) return;
      this.settled = true;
      this.resolve(value);
    });
  }

  fail(error: unknown): void {
    if (this.settled) return;
    this.settled = true;
    this.reject(error);
  }
}

export function cancelledError(name: string): RingsideError {
  return new RingsideError('cancelled', `${name}: cancelled`);
}
