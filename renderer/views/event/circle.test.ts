import { expect, test } from 'vitest';
import { isCircleHandle, pickCircle, radiusAt } from './circle.ts';

/** 100 px a radian. */
const view = { y0: -5, y1: 5, phi0: -3, phi1: 3 };
const size = { width: 1000, height: 600 };

test('the edge within 4 px, the centre within 7 px, nothing between', () => {
  const circle = { y: 1, phi: 0, radius: 1 };
  expect(pickCircle(circle, [2.03, 0], view, size)).toBe('circle-edge');
  expect(pickCircle(circle, [1, -0.97], view, size)).toBe('circle-edge');
  expect(pickCircle(circle, [2.05, 0], view, size)).toBeNull();
  expect(pickCircle(circle, [1.5, 0], view, size)).toBeNull();
  expect(pickCircle(circle, [1.06, 0], view, size)).toBe('circle-centre');
});

test('the edge is found across the seam', () => {
  const circle = { y: 0, phi: 3, radius: 0.5 };
  expect(pickCircle(circle, [0, 3.5 - 2 * Math.PI], view, size)).toBe('circle-edge');
  expect(radiusAt(circle, [0.3, 3 - 2 * Math.PI])).toBeCloseTo(0.3, 12);
});

test('handles of the shape are none of the circle', () => {
  expect(isCircleHandle('radius')).toBe(false);
  expect(isCircleHandle(null)).toBe(false);
  expect(isCircleHandle('circle-edge')).toBe(true);
});
