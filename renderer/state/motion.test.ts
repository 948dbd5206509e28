import { expect, test } from 'vitest';
import { advance, frameTimes, RECORDING, SECONDS } from './motion.ts';

test('a whole way takes its seconds, and ends at the second event', () => {
  expect(advance(0, (1000 * SECONDS) / 2, 1)).toBeCloseTo(0.5, 12);
  expect(advance(0.5, (1000 * SECONDS) / 4, 2)).toBe(1);
  expect(advance(0.9, 60_000, 1)).toBe(1);
  expect(advance(0.25, 0, 1)).toBe(0.25);
});

test('a recording rests, goes evenly from 0 to 1, and rests', () => {
  const times = frameTimes(1);
  expect(times[0]).toBe(0);
  expect(times.at(-1)).toBe(1);
  expect(times.length).toBe(RECORDING.rate * (SECONDS + 2 * RECORDING.rest) + 1);
  const steps = times.slice(1).map((t, i) => t - times[i]);
  expect(Math.min(...steps)).toBe(0);
  expect(Math.max(...steps)).toBeCloseTo(1 / (RECORDING.rate * SECONDS), 12);
  expect(frameTimes(2).length).toBeLessThan(times.length);
});
