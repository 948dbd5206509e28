import { expect, test } from 'vitest';
import { firstRange, LEAST_REACH } from './range.ts';

test('the first range suits what is fitted, but not one particle alone', () => {
  expect(firstRange(0.734)).toBe(0.74);
  expect(firstRange(0.1)).toBe(0.1);
  // A lone particle's potential is its distance: 0.035 over the box around it.
  expect(firstRange(0.0354)).toBe(LEAST_REACH);
  expect(firstRange(0)).toBe(LEAST_REACH);
  expect(firstRange(null)).toBe(1);
});
