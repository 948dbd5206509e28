import { expect, test } from 'vitest';
import { LONGEST_WAIT, wait } from './backoff.ts';

test('the wait doubles from a quarter of a second up to its ceiling', () => {
  expect([1, 2, 3, 4, 5].map(wait)).toEqual([250, 500, 1000, 2000, 4000]);
  expect(wait(6)).toBe(LONGEST_WAIT);
  expect(wait(60)).toBe(LONGEST_WAIT);
});
