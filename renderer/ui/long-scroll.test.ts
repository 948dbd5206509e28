import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brought, inSight, type Scroll, scrolled, seated, stuck, TALLEST, tallness } from './long-scroll.ts';

const ROW = 25;
const short = { all: 1000 * ROW, view: 500 };
const long = { all: 20_000_000 * ROW, view: 500 };
const start: Scroll = { offset: 0, at: 0 };

test('a list that fits is scrolled as it is', () => {
  expect(tallness(short.all)).toBe(25_000);
  expect(scrolled(start, 1234, short)).toEqual({ offset: 1234, at: 1234 });
  expect(seated(30_000, short)).toEqual({ offset: 24_500, at: 24_500 });
  expect(stuck({ offset: 24_500, at: 24_500 }, short)).toBe(false);
  expect(seated(10, { all: 100, view: 500 })).toEqual({ offset: 0, at: 0 });
});

test('a list taller than a page reaches its last line, and a wheel moves it line by line', () => {
  expect(tallness(long.all)).toBe(TALLEST);
  const end = scrolled(start, TALLEST - 500, long);
  expect(end.offset).toBe(long.all - 500);
  expect(inSight(end.offset, long, ROW, 0)).toEqual([19_999_980, 20_000_000]);
  const half = scrolled(start, (TALLEST - 500) / 2, long);
  expect(half.offset / long.all).toBeCloseTo(0.5, 5);
  expect(scrolled(half, half.at + 100, long).offset).toBe(half.offset + 100);
  expect(scrolled(half, half.at - 100, long).offset).toBe(half.offset - 100);
});

test('where the scrollbar is at its end and the list is not, it is put back', () => {
  const near: Scroll = { offset: 400_000_000, at: TALLEST - 520 };
  const there = scrolled(near, TALLEST - 500, long);
  expect(there.offset).toBe(400_000_020);
  expect(stuck(there, long)).toBe(true);
  const back = seated(there.offset, long);
  expect(back.offset).toBe(there.offset);
  expect(back.at / (TALLEST - 500)).toBeCloseTo(0.8, 4);
  expect(stuck(back, long)).toBe(false);
});

test('a line is brought into sight by the least move', () => {
  expect(brought(1000, 40, ROW, 500)).toBe(1000);
  expect(brought(1000, 39, ROW, 500)).toBe(975);
  expect(brought(1000, 60, ROW, 500)).toBe(1025);
});

test('whatever is done, offset and scrollbar stay within the list, and a line brought is in sight', () => {
  const lines = fc.integer({ min: 0, max: 30_000_000 });
  const moves = fc.array(
    fc.oneof(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: 0, max: TALLEST })),
  );
  fc.assert(
    fc.property(lines, fc.integer({ min: 30, max: 2000 }), moves, fc.nat(), (count, view, steps, wanted) => {
      const extent = { all: count * ROW, view };
      const most = Math.max(0, tallness(extent.all) - view);
      let now = start;
      for (const step of steps) {
        const at = Math.min(most, Math.max(0, step > 2000 ? step : now.at + step));
        now = scrolled(now, at, extent);
        if (stuck(now, extent)) now = seated(now.offset, extent);
        expect(now.offset).toBeGreaterThanOrEqual(0);
        expect(now.offset).toBeLessThanOrEqual(Math.max(0, extent.all - view));
      }
      if (count === 0) return;
      const line = wanted % count;
      now = seated(brought(now.offset, line, ROW, view), extent);
      expect(now.at).toBeLessThanOrEqual(most);
      const [first, end] = inSight(now.offset, extent, ROW, 0);
      expect(line).toBeGreaterThanOrEqual(first);
      expect(line).toBeLessThan(end);
    }),
    { numRuns: 200 },
  );
});
