import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TWO_PI } from '../core/geometry.ts';
import { copies, phiSpan, turns } from './copies.ts';

test('a view across the seam sees a particle on either side of it once, where it belongs', () => {
  const view = { y0: 0, y1: 1, phi0: 3, phi1: 3.5 };
  expect(copies(view, 3.1)).toEqual([3.1]);
  expect(copies(view, -3.1)).toEqual([-3.1 + TWO_PI]);
  expect(copies(view, 0)).toEqual([]);
});

test('a view of more than a turn sees the same particle twice', () => {
  expect(copies({ y0: 0, y1: 1, phi0: -4, phi1: 4 }, 3)).toEqual([3 - TWO_PI, 3]);
});

test('a thing longer than a turn is seen in every copy that it reaches into', () => {
  expect(turns({ y0: 0, y1: 1, phi0: 0, phi1: 1 }, -7, 7)).toEqual([-1, 0, 1]);
});

test('exactly the copies inside the widened view are found', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -20, max: 20, noNaN: true }),
      fc.double({ min: 0.01, max: 14, noNaN: true }),
      fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (phi0, height, phi, margin) => {
        const slow: number[] = [];
        for (let k = -10; k <= 10; k++) {
          const place = phi + k * TWO_PI;
          if (place >= phi0 - margin && place <= phi0 + height + margin) slow.push(place);
        }
        const fast = copies({ y0: 0, y1: 1, phi0, phi1: phi0 + height }, phi, margin);
        // A copy that lies within rounding of the edge may count either way.
        const edge = (p: number) =>
          Math.min(Math.abs(p - phi0 + margin), Math.abs(p - phi0 - height - margin)) < 1e-9;
        expect(fast.filter((p) => !edge(p))).toEqual(slow.filter((p) => !edge(p)));
      },
    ),
  );
});

test('the span of φ reads pairs and flow lines', () => {
  expect(phiSpan([0, 3, 9, -2, 9, 1])).toEqual([-2, 3]);
});
