import { expect, test } from 'vitest';
import type { JobSpec, JobStatus } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Aside } from './aside.svelte.ts';

const SPEC = { kind: 'fit' } as JobSpec;

function setUp() {
  const cancelled: string[] = [];
  const starts: { resolve: (job: string) => void; reject: (error: unknown) => void }[] = [];
  const api = {
    startJob: () =>
      new Promise<string>((resolve, reject) => {
        starts.push({ resolve, reject });
      }),
    cancelJob: async (job: string) => void cancelled.push(job),
  };
  return { aside: new Aside<number>({ api } as unknown as Client), starts, cancelled };
}

const status = (id: string, state: JobStatus['state'], error: JobStatus['error'] = null) =>
  ({ id, kind: 'fit', state, error, done: 3, total: 10 }) as JobStatus;

test('a result that comes before the start is confirmed waits for it', async () => {
  const { aside, starts } = setUp();
  const results: number[] = [];
  const started = aside.start(SPEC, (result) => results.push(result));
  aside.onResult('other', 1);
  aside.onResult('mine', 2);
  expect(aside.busy).toBe(true);
  starts[0].resolve('mine');
  await started;
  expect(results).toEqual([2]);
  expect(aside.busy).toBe(false);
});

test('a new one cancels the former, whose result is not told', async () => {
  const { aside, starts, cancelled } = setUp();
  const results: number[] = [];
  const first = aside.start(SPEC, () => results.push(-1));
  starts[0].resolve('first');
  await first;
  const second = aside.start(SPEC, (result) => results.push(result));
  expect(cancelled).toEqual(['first']);
  starts[1].resolve('second');
  await second;
  aside.onResult('first', 1);
  aside.onJob(status('second', 'running'));
  expect(aside.status?.done).toBe(3);
  aside.onResult('second', 2);
  expect(results).toEqual([2]);
});

test('one that is stopped before its start is confirmed is cancelled then', async () => {
  const { aside, starts, cancelled } = setUp();
  const started = aside.start(SPEC, () => {
    throw new Error('told of a stopped job');
  });
  aside.stop();
  starts[0].resolve('late');
  await started;
  expect(cancelled).toEqual(['late']);
  expect(aside.busy).toBe(false);
});

test('a failure is told, a cancellation is not one', async () => {
  const { aside, starts } = setUp();
  const first = aside.start(SPEC, () => {});
  starts[0].resolve('a');
  await first;
  const error = { code: 'internal', message: 'no particles', hint: null } as unknown as JobStatus['error'];
  aside.onJob(status('a', 'failed', error));
  expect(aside.error).toBe(error);
  const second = aside.start(SPEC, () => {});
  expect(aside.error).toBeNull();
  starts[1].resolve('b');
  await second;
  aside.onJob(status('b', 'cancelled'));
  expect([aside.error, aside.busy]).toEqual([null, false]);
});

test('what comes before the result is told in order, also what came early', async () => {
  const { starts, cancelled } = setUp();
  void cancelled;
  const api = {
    startJob: () => new Promise<string>((resolve, reject) => void starts.push({ resolve, reject })),
    cancelJob: async () => {},
  };
  const aside = new Aside<number, string>({ api } as unknown as Client);
  const told: (string | number)[] = [];
  const started = aside.start(SPEC, (result) => told.push(result), { part: (part) => told.push(part) });
  aside.onPart('a', 'one');
  starts[0].resolve('a');
  await started;
  aside.onPart('b', 'not mine');
  aside.onPart('a', 'two');
  aside.onResult('a', 3);
  expect(told).toEqual(['one', 'two', 3]);
});

test('one that ended while the connection was away is forgotten', async () => {
  const { aside, starts } = setUp();
  const started = aside.start(SPEC, () => {});
  starts[0].resolve('a');
  await started;
  aside.onJobs([status('a', 'running')]);
  expect(aside.busy).toBe(true);
  aside.onJobs([status('a', 'done')]);
  expect(aside.busy).toBe(false);
});
