import { expect, test } from 'vitest';
import { RingsideError } from '../contract/index.ts';
import { retried } from './retried.ts';

const range = { key: 'k', first: 3, end: 9 };
const death = () => new RingsideError('worker-died', 'a thread died');

test('after a death the events that were told of are not done again, and the deadly one says why', async () => {
  const ran: number[][] = [];
  const told: number[] = [];
  const died: unknown[] = [];
  await retried(
    range,
    async ({ first, end }, tell) => {
      ran.push([first, end]);
      for (let event = first; event < end; event++) {
        if (event === 5) throw death();
        told.push(event);
        tell(1);
      }
    },
    (event, message) => died.push([event, message]),
  );
  expect(ran).toEqual([
    [3, 9],
    [5, 6],
    [6, 7],
    [7, 8],
    [8, 9],
  ]);
  expect(told).toEqual([3, 4, 6, 7, 8]);
  expect(died).toEqual([[5, 'the worker thread died over it, twice']]);
});

test('other errors end it', async () => {
  const failing = retried(
    range,
    () => Promise.reject(new RingsideError('cancelled', 'cancelled')),
    () => undefined,
  );
  await expect(failing).rejects.toThrow('cancelled');
});
