import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisTicks, fixed, roundTicks } from './ticks.ts';

test('round steps with the decimals that write them', () => {
  expect(roundTicks(-1, 1, 4)).toEqual({ values: [-1, -0.5, 0, 0.5, 1], decimals: 1, step: 0.5 });
  expect(roundTicks(0, 0.03, 3)).toEqual({ values: [0, 0.01, 0.02, 0.03], decimals: 2, step: 0.01 });
  expect(roundTicks(0, 100, 5)).toEqual({ values: [0, 20, 40, 60, 80, 100], decimals: 0, step: 20 });
});

test('numbers have a true minus sign and no negative zero', () => {
  expect(fixed(-0.5, 1)).toBe('\u22120.5');
  expect(fixed(-0.001, 1)).toBe('0.0');
  expect(fixed(-0, 2)).toBe('0.00');
});

test('φ labels stay round and in (−π, π] where the view runs past the seam', () => {
  const { phi } = axisTicks({ y0: 0, y1: 1, phi0: 2.9, phi1: 3.5 }, 300, 500);
  expect(phi.map(({ label }) => label)).toEqual(['2.9', '3.0', '3.1', '−3.1', '−3.0', '−2.9', '−2.8']);
  expect(phi[0].at).toBeCloseTo(500, 9);
  expect(phi[3].value).toBeCloseTo(2 * Math.PI - 3.1, 12);
});

test('ticks that crowd at the seam are thinned', () => {
  const { phi } = axisTicks({ y0: 0, y1: 1, phi0: 0.5, phi1: 5.5 }, 300, 420);
  expect(phi.map(({ label }) => label)).toEqual(['1', '2', '3', '−2', '−1']);
});

test('y ticks lie where their value is', () => {
  const { y } = axisTicks({ y0: -2, y1: 2, phi0: 0, phi1: 4 }, 400, 400);
  expect(y.map(({ value, at }) => [value, at])).toEqual([
    [-2, 0],
    [-1, 100],
    [0, 200],
    [1, 300],
    [2, 400],
  ]);
});

test('a degenerate range has no ticks', () => {
  expect(roundTicks(1, 1, 4).values).toEqual([]);
  expect(roundTicks(0, Number.POSITIVE_INFINITY, 4).values).toEqual([]);
});

test('about as many ticks as asked, inside the range, evenly spaced', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.double({ min: 1e-4, max: 100, noNaN: true }),
      fc.integer({ min: 2, max: 20 }),
      (low, span, count) => {
        const { values, decimals } = roundTicks(low, low + span, count);
        expect(values.length).toBeGreaterThanOrEqual(Math.floor(count / 2));
        expect(values.length).toBeLessThanOrEqual(2 * count + 1);
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(low - 1e-6 * span);
          expect(value).toBeLessThanOrEqual(low + span + 1e-6 * span);
          expect(Math.abs(Number(value.toFixed(decimals)) - value)).toBeLessThan(1e-9);
        }
      },
    ),
  );
});
