import { expect, test } from 'vitest';
import { modelOf } from '../shapes/index.ts';
import { Likeness } from './likeness.ts';
import { difference, periods } from './symmetry.ts';

test('an ellipse with its axes exchanged and turned by a right angle is the same one', () => {
  const likeness = new Likeness(modelOf('ellipse'), 0.3);
  const one = Float64Array.of(0.1, 3, 0.4, 0.2, 0.3);
  expect(likeness.apart(one, Float64Array.of(0.1, 3, 0.2, 0.4, 0.3 + Math.PI / 2))).toBeLessThan(0.01);
  expect(likeness.apart(one, Float64Array.of(0.1, 3 - 2 * Math.PI, 0.4, 0.2, 0.3))).toBeLessThan(1e-9);
  expect(likeness.apart(one, Float64Array.of(0.1, 3, 0.4, 0.2, 0.3 + Math.PI / 2))).toBeGreaterThan(0.2);
  // A shift by 0.03 is a tenth of the natural length.
  expect(likeness.apart(one, Float64Array.of(0.13, 3, 0.4, 0.2, 0.3))).toBeCloseTo(0.1, 9);
});

test('copies stand in the order of the fit, shared centres with their parts', () => {
  const model = modelOf('3*(ring+point)+pileup');
  const copy = (y: number, weight: number) => [
    { shape: 'ring', weight, center: [y, 0] as const, radius: 0.1 },
    { shape: 'point', weight: 0.1, center: [y, 0] as const },
  ];
  const rest = { shape: 'pileup', weight: 0.1, center: [0, 0] as const, region: [-1, 1, -1, 1] as const };
  const fit = model.fromComponents([...copy(-1, 0.1), ...copy(0, 0.2), ...copy(1, 0.3), rest]);
  const mixed = model.fromComponents([...copy(1, 0.3), ...copy(-1, 0.1), ...copy(0, 0.2), rest]);
  const likeness = new Likeness(model, 0.3);
  expect(likeness.apart(mixed, fit)).toBeGreaterThan(1);
  expect(likeness.matched(mixed, fit)).toEqual(fit);
  expect(likeness.matched(fit, fit)).toEqual(fit);
});

test('where a part without weight stands does not matter', () => {
  const model = modelOf('ring+point');
  const with0 = (y: number) => Float64Array.of(0, 0, 0.3, y, 0, 1, 0);
  expect(new Likeness(model, 0.3).apart(with0(0), with0(2))).toBe(0);
});

test('periods are those of the shapes', () => {
  const of = (text: string, x: readonly number[]) => [...periods(modelOf(text), Float64Array.from(x))];
  expect(of('ring', [0, 0, 1])).toEqual([0, 2 * Math.PI, 0]);
  expect(of('ellipse', [0, 0, 2, 1, 0.4])).toEqual([0, 2 * Math.PI, 0, 0, Math.PI]);
  expect(difference(3, -3, 2 * Math.PI)).toBeCloseTo(6 - 2 * Math.PI, 12);
  expect(difference(1.5, -1.5, Math.PI)).toBeCloseTo(3 - Math.PI, 12);
  expect(difference(5, 1, 0)).toBe(4);
});
