import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DISC, discRadius, ptReferenceFor, toPixels, toPlane } from './scale.ts';

const view = { y0: -1, y1: 1, phi0: 2, phi1: 3 };
const box = { x: 10, y: 20, width: 200, height: 100 };

test('corners of the view are corners of the box, φ upwards', () => {
  expect(toPixels(view, box, -1, 3)).toEqual([10, 20]);
  expect(toPixels(view, box, 1, 2)).toEqual([210, 120]);
});

test('there and back again', () => {
  const number = fc.double({ min: -30, max: 30, noNaN: true });
  fc.assert(
    fc.property(number, number, (y, phi) => {
      const [a, b] = toPlane(view, box, ...toPixels(view, box, y, phi));
      expect(a).toBeCloseTo(y, 9);
      expect(b).toBeCloseTo(phi, 9);
    }),
  );
});

test('four times the pT is twice the radius; the reference has the reference radius', () => {
  expect(discRadius(50, 50)).toBe(DISC.reference);
  expect(discRadius(20, 50) / discRadius(5, 50)).toBeCloseTo(2, 12);
});

test('very soft and very hard particles stay visible and bounded', () => {
  expect(discRadius(1e-6, 50)).toBe(DISC.smallest);
  expect(discRadius(1e6, 50)).toBe(DISC.largest);
});

test.each([
  [[54.9, 3], 50],
  [[1.2], 1],
  [[480], 200],
  [[0.07], 0.05],
  [[], 1],
])('reference pT of %j GeV is %d GeV', (pt, expected) => {
  expect(ptReferenceFor(Float64Array.from(pt))).toBeCloseTo(expected, 12);
});
