import { expect, test, vi } from 'vitest';
import type { Summaries } from '../../main/contract/index.ts';
import { PagedLines } from './paged-lines.svelte.ts';

const EVENTS = 20_000_000;
const PAGE = 4096;

/** As the application answers: at most to the end of the page that the first event lies in. */
function lines(first: number, count: number, page = PAGE): Summaries {
  const n = Math.min(count, page - (first % page));
  return {
    first,
    particles: Uint32Array.from({ length: n }, (_, i) => (first + i) % 97),
    pt: Float64Array.from({ length: n }, (_, i) => first + i),
  };
}

function held(events = EVENTS, answer = (first: number, count: number) => lines(first, count)) {
  const ask = vi.fn(async (_dataset: string, first: number, count: number) => answer(first, count));
  return { ask, pages: new PagedLines(ask, 'big', PAGE, { events }) };
}

const settled = () => new Promise((done) => setTimeout(done));

test('of 20 million events only the pages in sight are asked for, and that of the event one stands at', async () => {
  const { ask, pages } = held();
  pages.want(0, 40, 0);
  await settled();
  expect(ask.mock.calls).toEqual([['big', 0, PAGE]]);
  expect(pages.line(39)).toEqual({ particles: 39, pt: 39 });
  expect(pages.line(PAGE)).toBeNull();
  // Over the border of two pages, with the last event known to be wanted.
  pages.want(2 * PAGE - 5, 2 * PAGE + 20, 19_999_999);
  await settled();
  expect(ask.mock.calls.slice(1)).toEqual([
    ['big', PAGE, PAGE],
    ['big', 2 * PAGE, PAGE],
    ['big', EVENTS - (EVENTS % PAGE), EVENTS % PAGE],
  ]);
  expect(pages.line(19_999_999)).toEqual({ particles: 19_999_999 % 97, pt: 19_999_999 });
  // What is there is not asked for again.
  pages.want(10, 50, 19_999_999);
  await settled();
  expect(ask).toHaveBeenCalledTimes(4);
});

test('of what a moving scrollbar passes by only what it comes to rest at is asked for', async () => {
  const { ask, pages } = held();
  for (let k = 0; k < 1000; k++) pages.want(k * 20_000, k * 20_000 + 40, 0);
  await settled();
  expect(ask.mock.calls.map(([, first]) => first)).toEqual([0, Math.floor(19_980_000 / PAGE) * PAGE]);
  expect(pages.line(19_980_000)?.pt).toBe(19_980_000);
});

test('the pages looked at last are kept, the oldest look goes first', async () => {
  const { ask, pages } = held();
  for (let k = 0; k < 70; k++) {
    pages.want(k * PAGE, k * PAGE + 40, 0);
    await settled();
  }
  expect(ask).toHaveBeenCalledTimes(70);
  // The first is that of the event one stands at, in sight all the time.
  expect(pages.line(0)?.pt).toBe(0);
  expect(pages.line(5 * PAGE)).toBeNull();
  expect(pages.line(69 * PAGE)?.pt).toBe(69 * PAGE);
});

test('of a file that grows, the last page is filled up as its events become known', async () => {
  const { ask, pages } = held(100);
  pages.want(0, 40, 0);
  await settled();
  expect(ask).toHaveBeenLastCalledWith('big', 0, 100);
  expect(pages.line(100)).toBeNull();
  pages.grow(150);
  await settled();
  expect(ask).toHaveBeenLastCalledWith('big', 100, 50);
  expect(pages.line(149)?.pt).toBe(149);
  expect(pages.line(99)?.pt).toBe(99);
  pages.grow(9000);
  await settled();
  expect(ask).toHaveBeenLastCalledWith('big', 150, PAGE - 150);
  expect(ask).toHaveBeenCalledTimes(3);
});

test('short answers are followed up, an empty one is not', async () => {
  const short = held(EVENTS, (first, count) => lines(first, Math.min(count, 1500)));
  short.pages.want(0, 40, 0);
  await settled();
  expect(short.ask.mock.calls.map(([, first, count]) => [first, count])).toEqual([
    [0, PAGE],
    [1500, PAGE - 1500],
    [3000, PAGE - 3000],
  ]);
  const none = held(EVENTS, (first) => lines(first, 0));
  none.pages.want(0, 40, 0);
  await settled();
  expect(none.ask).toHaveBeenCalledTimes(1);
  expect(none.pages.error).toBeNull();
});

test('a page that could not be had is told, and asked for again on request and from elsewhere', async () => {
  let broken = true;
  const { ask, pages } = held(EVENTS, (first, count) => {
    if (broken) throw new Error('big.h5: it has changed since it was opened');
    return lines(first, count);
  });
  pages.want(0, 40, 0);
  await settled();
  pages.want(0, 40, 0);
  pages.grow(EVENTS);
  await settled();
  expect(ask).toHaveBeenCalledTimes(1);
  expect(pages.error?.message).toBe('big.h5: it has changed since it was opened');
  broken = false;
  pages.retry();
  await settled();
  expect(pages.error).toBeNull();
  expect(pages.line(39)?.pt).toBe(39);
});
