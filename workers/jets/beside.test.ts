import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapPhi } from '../core/geometry.ts';
import { type Axis, beside } from './beside.ts';

test('nearest goes with nearest, across ±π, and nothing is further than R', () => {
  const fit = [
    { y: 0, phi: 3.1 },
    { y: 1, phi: 0 },
    { y: 4, phi: 0 },
  ];
  const jets = [
    { y: 1.1, phi: 0 },
    { y: 0, phi: -3.1 },
    { y: -4, phi: 0 },
  ];
  expect(beside(fit, jets, 0.4)).toEqual([
    { jet: 1, deltaR: expect.closeTo(2 * Math.PI - 6.2, 12) },
    { jet: 0, deltaR: expect.closeTo(0.1, 12) },
    null,
  ]);
  expect(beside(fit, [], 0.4)).toEqual([null, null, null]);
  expect(beside([], jets, 0.4)).toEqual([]);
});

test('two axes at one jet: the nearer one has it', () => {
  const jets = [{ y: 0, phi: 0 }];
  const fit = [
    { y: 0.2, phi: 0 },
    { y: 0.1, phi: 0 },
  ];
  expect(beside(fit, jets, 0.4)).toEqual([null, { jet: 0, deltaR: 0.1 }]);
});

const axes = fc.array(
  fc.record({
    y: fc.double({ min: -1, max: 1, noNaN: true }),
    phi: fc.double({ min: -3.1, max: 3.1, noNaN: true }),
  }),
  { maxLength: 4 },
);
const square = (a: Axis, b: Axis) => (a.y - b.y) ** 2 + wrapPhi(a.phi - b.phi) ** 2;

test('of all ways to pair axes within R none has a lower Σ ΔR² + R² an axis left alone', () => {
  const within = 0.8;
  const least = (fit: readonly Axis[], jets: readonly Axis[]): number => {
    if (fit.length === 0) return 0;
    const [first, ...rest] = fit;
    const alone = within ** 2 + least(rest, jets);
    return jets.reduce((found, jet, k) => {
      const d = square(first, jet);
      if (d > within ** 2) return found;
      return Math.min(
        found,
        d +
          least(
            rest,
            jets.filter((_, j) => j !== k),
          ),
      );
    }, alone);
  };
  fc.assert(
    fc.property(axes, axes, (fit, jets) => {
      const pairs = beside(fit, jets, within);
      const taken = pairs.flatMap((pair) => (pair ? [pair.jet] : []));
      expect(new Set(taken).size).toBe(taken.length);
      const total = pairs.reduce((sum, pair) => sum + (pair ? pair.deltaR ** 2 : within ** 2), 0);
      expect(total).toBeCloseTo(least(fit, jets), 9);
      for (const pair of pairs) if (pair) expect(pair.deltaR).toBeLessThanOrEqual(within);
    }),
  );
});

test('a radius that is none is refused', () => {
  expect(() => beside([], [], 0)).toThrow('matching: R is 0, allowed are finite numbers > 0 (rad)');
});
