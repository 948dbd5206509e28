import { expect, test } from 'vitest';
import { nextPoint, pointAt } from './geometry-walk.ts';

//      4
//  3   0   1     2
const x = [0, 1, 3, -1, 0.1, Number.NaN];
const y = [0, 0, 0.1, 0, 2, 0];
const all = () => true;

test('an arrow leads to the next point that way', () => {
  expect(nextPoint(x, y, 0, [1, 0], all)).toBe(1);
  expect(nextPoint(x, y, 1, [1, 0], all)).toBe(2);
  expect(nextPoint(x, y, 0, [-1, 0], all)).toBe(3);
  expect(nextPoint(x, y, 0, [0, 1], all)).toBe(4);
  expect(nextPoint(x, y, 0, [0, -1], all)).toBe(-1);
});

test('points that are not shown are passed over', () => {
  expect(nextPoint(x, y, 0, [1, 0], (i) => i !== 1)).toBe(2);
});

test('the nearest point within reach', () => {
  expect(pointAt(x, y, 0.9, 0.1, 0.5, all)).toBe(1);
  expect(pointAt(x, y, 2, 1, 0.5, all)).toBe(-1);
  expect(pointAt(x, y, 0.9, 0.1, 2, (i) => i !== 1)).toBe(0);
});
