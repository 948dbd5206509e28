import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createPool, type Pool, type PoolOptions } from './pool.ts';

interface Fixture {
  echo: { input: unknown; output: unknown; part: never };
  thread: { input: null; output: number; part: never };
  keys: { input: null; output: string[]; part: never };
  sum: { input: string; output: number; part: never };
  fails: { input: null; output: null; part: never };
  exits: { input: null; output: null; part: never };
  throwsLater: { input: null; output: null; part: never };
  eatsMemory: { input: null; output: null; part: never };
  polite: { input: null; output: null; part: never };
  deaf: { input: null; output: null; part: never };
  counts: { input: number; output: number; part: number };
  heldBack: { input: number; output: number; part: number };
}

const pools: Pool<Fixture>[] = [];
function fixture(options: Partial<PoolOptions> = {}): Pool<Fixture> {
  const pool = createPool<Fixture>({
    workerPath: join(import.meta.dirname, 'pool/fixtures/worker.js'),
    lanes: { batch: { threads: 1 }, live: { threads: 1 } },
    graceMs: 100,
    ...options,
  });
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
});

const batch = { lane: 'batch' };
const live = { lane: 'live' };

test('a task returns its result and a thread is started once', async () => {
  const pool = fixture();
  expect(pool.threads('batch')).toEqual({ size: 1, running: 0, queued: 0 });
  expect(await pool.run('echo', { a: new Float64Array([1, Number.NaN]) }, batch)).toEqual({
    a: new Float64Array([1, Number.NaN]),
  });
  const first = await pool.run('thread', null, batch);
  expect(await pool.run('thread', null, batch)).toBe(first);
  expect(pool.threads('batch').running).toBe(1);
});

test('one task a thread: two threads of a lane work at once, a third task waits', async () => {
  const pool = fixture({ lanes: { batch: { threads: 2 } } });
  const stop = new AbortController();
  const held = [1, 2].map(() => pool.run('polite', null, { ...batch, signal: stop.signal }));
  const third = pool.run('echo', 3, batch);
  expect(pool.threads('batch')).toEqual({ size: 2, running: 2, queued: 1 });
  stop.abort();
  for (const one of held) await expect(one).rejects.toMatchObject({ code: 'cancelled' });
  expect(await third).toBe(3);
});

test('a lane is never starved by another', async () => {
  const pool = fixture();
  const stop = new AbortController();
  const busy = pool.run('deaf', null, { ...batch, signal: stop.signal });
  expect(await pool.run('echo', 'live', live)).toBe('live');
  stop.abort();
  await expect(busy).rejects.toMatchObject({ code: 'cancelled' });
});

test('what is put first overtakes what waits', async () => {
  const pool = fixture();
  const order: string[] = [];
  const note = (name: string) => () => void order.push(name);
  const started = ['a', 'b', 'c'].map((name) =>
    pool.run('echo', name, { ...batch, first: name === 'c', onStart: note(name) }),
  );
  await Promise.all(started);
  expect(order).toEqual(['a', 'c', 'b']);
});

test('an error of the task keeps its code, message and hint', async () => {
  await expect(fixture().run('fails', null, batch)).rejects.toMatchObject({
    code: 'bad-file',
    message: 'top.npz: not an archive',
    hint: 'Look at it.',
  });
});

test.each([
  ['exits', 'exits: its worker thread died (exit code 3)'],
  ['throwsLater', 'throwsLater: its worker thread died (out of the blue)'],
] as const)('a thread that dies (%s) fails its own task; the next gets a new one', async (name, message) => {
  const pool = fixture();
  const before = await pool.run('thread', null, batch);
  const dying = pool.run(name, null, batch);
  const waiting = pool.run('thread', null, batch);
  await expect(dying).rejects.toMatchObject({ code: 'worker-died', message });
  expect(await waiting).not.toBe(before);
  expect(await pool.run('echo', 1, live)).toBe(1);
});

test('a thread that eats memory dies alone', async () => {
  const pool = fixture({ heapMb: 32 });
  await expect(pool.run('eatsMemory', null, batch)).rejects.toMatchObject({
    code: 'worker-died',
    message: expect.stringContaining('memory limit'),
  });
  expect(await pool.run('echo', 'alive', batch)).toBe('alive');
});

test('a worker file that is not there fails the task, not the process', async () => {
  const pool = fixture({ workerPath: '/nowhere/compute.js' });
  await expect(pool.run('echo', 1, batch)).rejects.toMatchObject({ code: 'worker-died' });
});

test('a polite task stops when asked and keeps its thread', async () => {
  const pool = fixture();
  const before = await pool.run('thread', null, batch);
  const stop = new AbortController();
  const task = pool.run('polite', null, { ...batch, signal: stop.signal, onStart: () => stop.abort() });
  await expect(task).rejects.toMatchObject({ code: 'cancelled', message: 'polite: cancelled' });
  expect(await pool.run('thread', null, batch)).toBe(before);
});

test('a deaf task is ended after the grace period, and its lane goes on with a new thread', async () => {
  const pool = fixture();
  const before = await pool.run('thread', null, batch);
  const stop = new AbortController();
  const task = pool.run('deaf', null, { ...batch, signal: stop.signal });
  stop.abort();
  await expect(task).rejects.toMatchObject({ code: 'cancelled', message: 'deaf: cancelled' });
  expect(await pool.run('thread', null, batch)).not.toBe(before);
});

test('a queued task that is cancelled never starts', async () => {
  const pool = fixture();
  const stop = new AbortController();
  const release = new AbortController();
  const busy = pool.run('polite', null, { ...batch, signal: release.signal });
  let started = false;
  const onStart = () => {
    started = true;
  };
  const queued = pool.run('echo', 1, { ...batch, signal: stop.signal, onStart });
  stop.abort();
  await expect(queued).rejects.toMatchObject({ code: 'cancelled' });
  release.abort();
  await expect(busy).rejects.toMatchObject({ code: 'cancelled' });
  expect(await pool.run('echo', 2, batch)).toBe(2);
  expect(started).toBe(false);
  await expect(pool.run('echo', 3, { ...batch, signal: stop.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test('parts and progress come in order and before the result', async () => {
  const parts: number[] = [];
  const progress: (number | null)[][] = [];
  const result = await fixture().run('counts', 50, {
    ...batch,
    onPart: (part) => void parts.push(part),
    onProgress: (done, total) => void progress.push([done, total]),
  });
  expect(result).toBe(50);
  expect(parts).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  expect(progress.at(-1)).toEqual([50, 50]);
});

test('a slow receiver holds the thread back', async () => {
  const seen: number[] = [];
  const ahead = await fixture().run('heldBack', 20, {
    ...batch,
    onPart: async (part) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      seen.push(part);
    },
  });
  expect(ahead).toBe(1);
  expect(seen).toHaveLength(20);
});

test('a receiver that throws fails the task', async () => {
  const onPart = () => {
    throw new Error('disk full');
  };
  await expect(fixture().run('counts', 5, { ...batch, onPart })).rejects.toThrow('disk full');
});

test('shared values reach a thread once, survive its death, and are forgotten on request', async () => {
  const pool = fixture();
  const values = new Float64Array(new SharedArrayBuffer(24));
  values.set([1, 2, 3]);
  pool.share('events', values);
  expect(await pool.run('sum', 'events', { ...batch, uses: ['events'] })).toBe(6);
  values[0] = 10;
  expect(await pool.run('sum', 'events', { ...batch, uses: ['events'] })).toBe(15);
  await expect(pool.run('exits', null, batch)).rejects.toMatchObject({ code: 'worker-died' });
  expect(await pool.run('sum', 'events', { ...batch, uses: ['events'] })).toBe(15);
  pool.unshare('events');
  expect(await pool.run('keys', null, batch)).toEqual([]);
});

test('a task whose shared value is gone says so, and the value counts again once it is back', async () => {
  const pool = fixture();
  const stop = new AbortController();
  pool.share('a', new Float64Array([1, 2]));
  const held = pool.run('polite', null, { ...batch, signal: stop.signal });
  const late = pool.run('sum', 'a', { ...batch, uses: ['a'] });
  pool.unshare('a');
  stop.abort();
  await expect(held).rejects.toMatchObject({ code: 'cancelled' });
  await expect(late).rejects.toMatchObject({
    code: 'not-found',
    message: 'sum: its events are not open',
    hint: 'Open their file again.',
  });
  pool.share('a', new Float64Array([3, 4]));
  expect(await pool.run('sum', 'a', { ...batch, uses: ['a'] })).toBe(7);
});

test('an idle thread is ended and started again when needed', async () => {
  const pool = fixture({ lanes: { batch: { threads: 1, idleMs: 20 } } });
  await pool.run('echo', 1, batch);
  while (pool.threads('batch').running > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await pool.run('echo', 2, batch)).toBe(2);
});

test('closing cancels what runs and what waits, and refuses what comes', async () => {
  const pool = fixture();
  const tasks = [pool.run('deaf', null, batch), pool.run('echo', 1, batch)];
  const settled = Promise.allSettled(tasks);
  await pool.close();
  expect((await settled).map((one) => one.status)).toEqual(['rejected', 'rejected']);
  await expect(pool.run('echo', 1, batch)).rejects.toThrow('echo: the pool is closed');
});

test('an unknown lane is a mistake of the caller', () => {
  expect(() => fixture().threads('quick')).toThrow('lane quick: allowed are batch, live');
});
