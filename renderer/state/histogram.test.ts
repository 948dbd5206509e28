import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogram, roundWidth } from './histogram.ts';

const values = (list: number[]) => list.map((value, event) => ({ event, value }));

test('every event is in the bin that its value is in, and counted once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 200 }),
      (list) => {
        const result = histogram(values(list));
        expect(result.count).toBe(list.length);
        expect(result.bins.flatMap((bin) => bin.events).sort((a, b) => a - b)).toEqual(list.map((_, i) => i));
        for (const bin of result.bins) {
          for (const event of bin.events) {
            expect(list[event]).toBeGreaterThanOrEqual(bin.low - 1e-9);
            expect(list[event]).toBeLessThanOrEqual(bin.high + 1e-9);
          }
        }
      },
    ),
  );
});

test('mean, its error and the median', () => {
  const result = histogram(values([1, 2, 3, 6]));
  expect(result.mean).toBeCloseTo(3, 12);
  expect(result.median).toBe(2.5);
  expect(result.error).toBeCloseTo(Math.sqrt(14 / 3 / 4), 12);
  expect(histogram(values([0.2])).error).toBeNaN();
  expect(histogram(values([Number.NaN])).count).toBe(0);
});

test('one value, many times, is one bin', () => {
  expect(histogram(values([0.2, 0.2, 0.2])).bins.filter((bin) => bin.events.length > 0)).toHaveLength(1);
});

test('bin widths are round', () => {
  expect([0.011, 0.02, 0.03, 0.07].map(roundWidth).map((width) => Number(width.toPrecision(3)))).toEqual([
    0.02, 0.02, 0.05, 0.1,
  ]);
});
