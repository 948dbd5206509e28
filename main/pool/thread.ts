// One worker thread with at most one task. A thread that dies fails its task and nothing else;
// the next task gets a fresh thread. A cancelled task is asked first and its thread ended after a grace period.

import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../../workers/entry/protocol.ts';
import { RingsideError } from '../contract/errors.ts';
import { cancelledError, type Task } from './task.ts';

export interface ThreadOptions {
  readonly workerPath: string;
  /** Milliseconds between asking a cancelled task to stop and ending its thread. */
  readonly graceMs: number;
  /** Heap limit of the thread, MiB; typed arrays do not count against it. */
  readonly heapMb: number;
  /** Milliseconds without work after which the thread is ended; Infinity keeps it. */
  readonly idleMs: number;
  /** What the thread is started with. */
  readonly workerData?: unknown;
  readonly shared: ReadonlyMap<string, unknown>;
  readonly onFree: () => void;
}

export class Thread {
  task: Task | null = null;
  private worker: Worker | null = null;
  private readonly known = new Set<string>();
  private grace: NodeJS.Timeout | null = null;
  private idle: NodeJS.Timeout | null = null;
  private readonly options: ThreadOptions;

  constructor(options: ThreadOptions) {
    this.options = options;
  }

  get running(): boolean {
    return this.worker !== null;
  }

  /** Starts the thread ahead of its first task. */
  warm(): void {
    this.worker ??= this.start();
  }

  run(task: Task): void {
    if (this.idle) clearTimeout(this.idle);
    this.task = task;
    const { signal } = task.options;
    const onAbort = () => this.cancel(task);
    signal?.addEventListener('abort', onAbort, { once: true });
    task.result.catch(() => undefined).finally(() => signal?.removeEventListener('abort', onAbort));
    try {
      this.warm();
      for (const key of task.options.uses ?? []) {
        if (this.known.has(key)) continue;
        // Closed while the task waited for its turn.
        if (!this.options.shared.has(key)) {
          throw new RingsideError(
            'not-found',
            `${task.name}: its events are not open`,
            'Open their file again.',
          );
        }
        this.post({ kind: 'share', key, value: this.options.shared.get(key) });
        this.known.add(key);
      }
      this.post({ kind: 'run', task: task.id, name: task.name, input: task.input, cancel: task.cancel });
      task.options.onStart?.();
    } catch (error) {
      task.fail(error);
      this.release(task);
    }
  }

  forget(key: string): void {
    if (this.known.delete(key)) this.post({ kind: 'unshare', key });
  }

  /** Ends the thread; a task that it had is cancelled. */
  async end(): Promise<void> {
    if (this.idle) clearTimeout(this.idle);
    const { worker, task } = this;
    this.worker = null;
    this.known.clear();
    if (task) {
      task.fail(cancelledError(task.name));
      this.release(task);
    }
    await worker?.terminate();
  }

  private post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  private start(): Worker {
    const worker = new Worker(this.options.workerPath, {
      resourceLimits: { maxOldGenerationSizeMb: this.options.heapMb },
      workerData: this.options.workerData,
    });
    let cause = '';
    worker.on('message', (message: FromWorker) => this.receive(message));
    worker.on('error', (error) => {
      cause = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', (code) => this.died(worker, cause || `exit code ${code}`));
    return worker;
  }

  private receive(message: FromWorker): void {
    const { task } = this;
    if (task?.id !== message.task) return;
    switch (message.kind) {
      case 'progress':
        if (!task.settled) task.options.onProgress?.(message.done, message.total);
        return;
      case 'part':
        task.part(message.value, (parts) => this.post({ kind: 'taken', task: task.id, parts }));
        return;
      case 'result':
        task.finish(message.value);
        this.release(task);
        return;
      case 'error':
        // A task that was told to stop has stopped, however it words it.
        task.fail(task.cancelRequested ? cancelledError(task.name) : RingsideError.from(message.error));
        this.release(task);
        return;
      default:
        message satisfies never;
    }
  }

  private cancel(task: Task): void {
    if (this.task !== task) return;
    task.requestCancel();
    this.grace = setTimeout(() => {
      if (this.task === task) void this.worker?.terminate();
    }, this.options.graceMs);
  }

  private died(worker: Worker, cause: string): void {
    if (worker !== this.worker) return;
    this.worker = null;
    this.known.clear();
    const { task } = this;
    if (task === null) return;
    task.fail(
      task.cancelRequested
        ? cancelledError(task.name)
        : new RingsideError(
            'worker-died',
            `${task.name}: its worker thread died (${cause})`,
            'Other work goes on; try again, or try a smaller part of the data.',
          ),
    );
    this.release(task);
  }

  private release(task: Task): void {
    if (this.task !== task) return;
    this.task = null;
    if (this.grace) clearTimeout(this.grace);
    this.grace = null;
    if (Number.isFinite(this.options.idleMs)) {
      this.idle = setTimeout(() => {
        if (this.task === null) void this.end();
      }, this.options.idleMs);
      this.idle.unref();
    }
    this.options.onFree();
  }
}
