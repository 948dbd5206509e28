// A compute worker: takes one task at a time from the pool (main/pool.ts), keeps shared columns by key, reports back.

import { parentPort, workerData } from 'node:worker_threads';
import { RingsideError } from '../../main/contract/errors.ts';
import type { EventColumns } from '../core/events.ts';
import { CancelledError, type TaskContext, type TaskFunction } from './context.ts';
import { functions } from './functions.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import type { TaskName, ThreadData } from './tasks.ts';

/** Milliseconds between two progress messages of a task. */
const PROGRESS_MS = 50;
/** Milliseconds between two looks at the cancel flag while waiting for the receiver. */
const CANCEL_POLL_MS = 50;

const port = parentPort;
if (!port) throw new Error('compute.js: it is a worker of the pool and does nothing when run by itself');

const shared = new Map<string, unknown>();
/** Loading the user's own shapes, begun by the first task: each task that it fails says why. */
let ready: Promise<void> | null = null;
/** For the running task: how many parts were dealt with, and who waits for that. */
let taken = 0;
let wake: () => void = () => undefined;

const send = (message: FromWorker) => port.postMessage(message);

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'share':
      shared.set(message.key, message.value);
      return;
    case 'unshare':
      shared.delete(message.key);
      return;
    case 'taken':
      taken = message.parts;
      wake();
      return;
    case 'run':
      void run(message);
      return;
    default:
      message satisfies never;
  }
});

async function run(message: Extract<ToWorker, { kind: 'run' }>): Promise<void> {
  const { task } = message;
  const flag = new Int32Array(message.cancel);
  taken = 0;
  let sent = 0;
  let told = Number.NEGATIVE_INFINITY;
  const context: TaskContext<unknown> = {
    cancelled: () => Atomics.load(flag, 0) !== 0,
    check() {
      if (Atomics.load(flag, 0) !== 0) throw new CancelledError();
    },
    progress(done, total) {
      const now = performance.now();
      if (now - told < PROGRESS_MS && done !== total) return;
      told = now;
      send({ kind: 'progress', task, done, total });
    },
    part(value) {
      sent++;
      send({ kind: 'part', task, value });
    },
    async heldPart(value, ahead) {
      this.part(value);
      while (sent - taken > ahead) {
        this.check();
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, CANCEL_POLL_MS);
        });
      }
    },
    columns(key) {
      const columns = shared.get(key);
      if (!columns) throw new Error(`columns ${key} are not in this worker`);
      return columns as EventColumns;
    },
  };
  try {
    const work = functions[message.name as TaskName] as TaskFunction<TaskName> | undefined;
    if (!work) throw new Error(`task ${message.name} is not known`);
    ready ??= ownShapes((workerData as ThreadData | null)?.shapes ?? []);
    await ready;
    send({ kind: 'result', task, value: await work(message.input as never, context as never) });
  } catch (error) {
    send({ kind: 'error', task, error: asData(error) });
  }
}

async function ownShapes(files: readonly string[]): Promise<void> {
  if (files.length > 0) await (await import('./own-shapes.ts')).loadShapes(files);
}

/** The modules below `entry` throw plain errors: a RangeError is a bad argument, an AbortError a cancel. */
function asData(error: unknown) {
  if (error instanceof Error && error.name === 'AbortError') {
    return new RingsideError('cancelled', error.message).toData();
  }
  if (error instanceof RangeError) return new RingsideError('bad-argument', error.message).toData();
  return RingsideError.from(error).toData();
}
