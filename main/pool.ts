// The pool of compute workers: one task a thread, in lanes that never wait for one another
// (a click is not queued behind a batch), with progress, polite cancel, and crashes that stay one task's own.

import { setMaxListeners } from 'node:events';
import { RingsideError } from './contract/errors.ts';
import { cancelledError, type RunOptions, Task } from './pool/task.ts';
import { Thread } from './pool/thread.ts';

export type { RunOptions } from './pool/task.ts';

export interface Lane {
  /** Threads, started when there is work for them. */
  readonly threads: number;
  /** Milliseconds without work after which a thread is ended and its memory given back. Default: never. */
  readonly idleMs?: number;
}

export interface PoolOptions {
  /** The built worker, out/main/compute.js. */
  readonly workerPath: string;
  readonly lanes: Readonly<Record<string, Lane>>;
  /** What every thread is started with. */
  readonly workerData?: unknown;
  readonly graceMs?: number;
  readonly heapMb?: number;
}

const DEFAULTS = {
  /** Milliseconds: a fit polls its flag every iteration (some ms), a reader every few thousand lines. */
  graceMs: 1500,
  /** MiB: parsers of hostile files may not take the machine with them. */
  heapMb: 2048,
} as const;

interface Types {
  readonly input: unknown;
  readonly output: unknown;
  readonly part: unknown;
}

export interface Pool<Tasks extends { [K in keyof Tasks]: Types }> {
  /** Rejects with the task's own error, with 'cancelled' or with 'worker-died'. */
  run<K extends keyof Tasks & string>(
    name: K,
    input: Tasks[K]['input'],
    options: RunOptions<Tasks[K]['part']>,
  ): Promise<Tasks[K]['output']>;
  /** Makes a value (columns on SharedArrayBuffers) known under a key; each thread gets it once, when a task uses it. */
  share(key: string, value: unknown): void;
  unshare(key: string): void;
  /** Starts a lane's threads before they are needed. */
  warm(lane: string): void;
  threads(lane: string): { readonly size: number; readonly running: number; readonly queued: number };
  close(): Promise<void>;
}

export function createPool<Tasks extends { [K in keyof Tasks]: Types }>(options: PoolOptions): Pool<Tasks> {
  const shared = new Map<string, unknown>();
  const lanes = new Map<string, { readonly threads: Thread[]; readonly queue: Task[] }>();
  let next = 1;
  let closed = false;

  for (const [name, lane] of Object.entries(options.lanes)) {
    const make = () =>
      new Thread({
        workerPath: options.workerPath,
        graceMs: options.graceMs ?? DEFAULTS.graceMs,
        heapMb: options.heapMb ?? DEFAULTS.heapMb,
        idleMs: lane.idleMs ?? Number.POSITIVE_INFINITY,
        workerData: options.workerData,
        shared,
        onFree: () => advance(name),
      });
    lanes.set(name, { threads: Array.from({ length: lane.threads }, make), queue: [] });
  }

  function find(name: string) {
    const lane = lanes.get(name);
    if (!lane) throw new RangeError(`lane ${name}: allowed are ${[...lanes.keys()].join(', ')}`);
    return lane;
  }

  function advance(name: string): void {
    const { threads, queue } = find(name);
    while (queue.length > 0 && !closed) {
      const free = threads.filter((thread) => thread.task === null);
      const thread = free.find((candidate) => candidate.running) ?? free[0];
      const task = thread && queue.shift();
      if (!task) return;
      thread.run(task);
    }
  }

  return {
    run(name, input, runOptions) {
      const { queue } = find(runOptions.lane);
      const { signal } = runOptions;
      if (closed) return Promise.reject(new RingsideError('cancelled', `${name}: the pool is closed`));
      if (signal?.aborted) return Promise.reject(cancelledError(name));
      // One signal may stop hundreds of tasks; that is no leak.
      if (signal) setMaxListeners(0, signal);
      const task = new Task(next++, name, input, runOptions as RunOptions<unknown>);
      const onAbort = () => {
        const place = queue.indexOf(task);
        if (place < 0) return;
        queue.splice(place, 1);
        task.fail(cancelledError(name));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const settled = () => signal?.removeEventListener('abort', onAbort);
      task.result.then(settled, settled);
      if (runOptions.first) queue.unshift(task);
      else queue.push(task);
      advance(runOptions.lane);
      return task.result as Promise<Tasks[typeof name]['output']>;
    },
    share(key, value) {
      shared.set(key, value);
    },
    unshare(key) {
      shared.delete(key);
      for (const { threads } of lanes.values()) for (const thread of threads) thread.forget(key);
    },
    warm(name) {
      for (const thread of find(name).threads) thread.warm();
    },
    threads(name) {
      const { threads, queue } = find(name);
      return {
        size: threads.length,
        running: threads.filter((thread) => thread.running).length,
        queued: queue.length,
      };
    },
    async close() {
      closed = true;
      const ends: Promise<void>[] = [];
      for (const { threads, queue } of lanes.values()) {
        for (const task of queue.splice(0)) task.fail(cancelledError(task.name));
        for (const thread of threads) {
          thread.task?.requestCancel();
          ends.push(thread.end());
        }
      }
      await Promise.all(ends);
    },
  };
}
