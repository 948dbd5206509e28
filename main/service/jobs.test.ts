import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type JobStatus, RingsideError } from '../contract/index.ts';
import { createJobs, type Job, type JobBook } from './jobs.ts';

let told: JobStatus[];
let book: JobBook;
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  told = [];
  book = createJobs((status) => void told.push(status), Date.now);
});
afterEach(() => vi.useRealTimers());

const plan = { kind: 'fit-all', title: 'Fit ring', unit: 'events', total: 100 } as const;

/** A job whose work is done from outside. */
async function begun(done = 0) {
  let job: Job | null = null;
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const id = book.start({ ...plan, done }, (one) => {
    job = one;
    return new Promise<void>((yes, no) => {
      resolve = yes;
      reject = no;
    });
  });
  await vi.advanceTimersByTimeAsync(0);
  if (job === null) throw new Error('the job did not start');
  return { id, job: job as Job, resolve: () => resolve(), reject: (error: unknown) => reject(error) };
}

test('amounts, rate and time left; at most ten statuses a second', async () => {
  const { job, resolve, id } = await begun(20);
  job.running();
  for (let done = 21; done <= 40; done++) {
    await vi.advanceTimersByTimeAsync(50);
    job.progress(done, null);
  }
  // One second, 20 events; those that were there before count for no rate.
  const last = told.at(-1);
  expect(last?.state).toBe('running');
  expect(last?.rate).toBeCloseTo(20, 6);
  expect(last?.left).toBeCloseTo((100 - (last?.done ?? 0)) / 20, 6);
  expect(told.length).toBeLessThanOrEqual(13);
  resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(told.at(-1)).toMatchObject({ id, state: 'done', done: 100, total: 100, left: null, error: null });
});

test('no rate before there is one', async () => {
  const { job } = await begun();
  job.running();
  job.progress(5, null);
  await vi.advanceTimersByTimeAsync(200);
  expect(told.at(-1)).toMatchObject({ done: 5, rate: 0, left: null });
});

test('a failure is told with its words, a cancel as cancelled', async () => {
  const failing = await begun();
  failing.reject(new RingsideError('bad-file', 'top.npz: not an archive', 'Look at it.'));
  const cancelled = await begun();
  book.cancel(cancelled.id);
  expect(cancelled.job.signal.aborted).toBe(true);
  cancelled.reject(new RingsideError('cancelled', 'fitRange: cancelled'));
  await vi.advanceTimersByTimeAsync(0);
  expect(book.list()).toMatchObject([
    {
      state: 'failed',
      error: { code: 'bad-file', message: 'top.npz: not an archive', hint: 'Look at it.' },
    },
    { state: 'cancelled', error: null },
  ]);
  expect(() => book.cancel('none')).toThrow('job none is not known');
});

test('there is an end to how many may wait', () => {
  for (let i = 0; i < 200; i++) book.start(plan, () => new Promise(() => undefined));
  expect(() => book.start(plan, async () => undefined)).toThrow(
    '200 jobs are waiting or running, allowed are 200',
  );
});
