import { expect, test, vi } from 'vitest';
import type { Dataset } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Place } from './place.svelte.ts';

const PAGE = 4096;
const small = { id: 's', events: 3, particles: 9, hash: 'h' } as Dataset;
const big: Dataset = {
  ...small,
  id: 'b',
  events: PAGE,
  particles: null,
  hash: null,
  paged: { events: PAGE, state: 'reading', growing: true },
};

function stand() {
  const event = vi.fn(async (dataset: string, number: number) => ({ dataset, event: number, pt: [1] }));
  const summaries = vi.fn(async (_dataset: string, first: number, count: number) => {
    const n = Math.min(count, PAGE - (first % PAGE));
    return { first, particles: new Uint32Array(n).fill(2), pt: new Float64Array(n).fill(5) };
  });
  const arrived = vi.fn();
  const place = new Place({ api: { event, summaries } } as unknown as Client, arrived);
  return { place, event, summaries, arrived };
}

const settled = () => new Promise((done) => setTimeout(done));

test('of a data set in memory all lines are asked for, of a paged one those in sight', async () => {
  const { place, summaries } = stand();
  place.go(small, 0);
  await settled();
  expect(place.line(2)).toEqual({ particles: 2, pt: 5 });
  expect(place.line(3)).toBeNull();
  place.go({ ...big, events: 20_000_000 }, 19_999_999);
  await settled();
  expect(summaries).toHaveBeenCalledTimes(1);
  expect([place.lines, place.line(0)]).toEqual([null, null]);
  place.pages?.want(19_999_960, 20_000_000, place.event);
  await settled();
  expect(summaries).toHaveBeenCalledTimes(2);
  expect(place.line(19_999_999)).toEqual({ particles: 2, pt: 5 });
});

test('what becomes known of a data set is taken over; the event one stands at stays', async () => {
  const { place, event, arrived } = stand();
  place.go(big, 7);
  await settled();
  const { pages, data } = place;
  place.update({ ...big, events: 9000 });
  const read: Dataset = { ...big, events: 9500, particles: 70_000, hash: 'x' };
  place.update({ ...read, paged: { events: PAGE, state: 'read', growing: false } });
  place.update({ ...small, events: 1 });
  await settled();
  expect([place.event, place.dataset?.events, place.dataset?.particles]).toEqual([7, 9500, 70_000]);
  expect([place.pages === pages, place.data === data]).toEqual([true, true]);
  expect([event.mock.calls.length, arrived.mock.calls.length]).toEqual([1, 1]);
  place.go(read, 9499);
  expect(place.event).toBe(9499);
});

test('read anew, a file is followed from its beginning, and one comes back to its last event if the one stood at is gone', async () => {
  const { place, event } = stand();
  const stopped: Dataset = { ...big, events: 9000, paged: { events: PAGE, state: 'stopped', growing: true } };
  place.go(stopped, 8000);
  await settled();
  const { pages } = place;
  place.update(big);
  expect([place.event, place.pages === pages]).toEqual([8000, false]);
  expect(event).toHaveBeenCalledTimes(1);
  const shorter: Dataset = { ...big, events: 5000, hash: 'y', particles: 1 };
  place.update({ ...shorter, paged: { events: PAGE, state: 'read', growing: false } });
  expect(place.event).toBe(4999);
  await settled();
  expect(event).toHaveBeenLastCalledWith('b', 4999);
});

test('a file with other content under the same name is read again where one stands', async () => {
  const { place, event, summaries } = stand();
  place.go(small, 2);
  await settled();
  place.update({ ...small, hash: 'other' });
  await settled();
  expect(event.mock.calls).toEqual([
    ['s', 2],
    ['s', 2],
  ]);
  expect(summaries).toHaveBeenCalledTimes(2);
});

test('the first events of a file that had none yet are shown', async () => {
  const { place, event } = stand();
  place.go({ ...big, events: 0 }, 0);
  expect(event).not.toHaveBeenCalled();
  place.update(big);
  await settled();
  expect(event).toHaveBeenCalledTimes(1);
  expect(place.here).toBe(true);
});
