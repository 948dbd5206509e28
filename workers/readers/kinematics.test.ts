import fc from 'fast-check';
import { expect, test } from 'vitest';
import { massSquared, rapidity, rapidityOfEta } from './kinematics.ts';

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** The textbook form, good where nothing cancels. */
function plainRapidity(pz: number, E: number): number {
  return 0.5 * Math.log((E + pz) / (E - pz));
}

test('rapidity agrees with ½ ln((E + pz)/(E − pz)) where that is accurate', () => {
  fc.assert(
    fc.property(finite(0.5, 100), finite(-100, 100), finite(0, 50), (pt, pz, m) => {
      const E = Math.hypot(pt, pz, m);
      // E − |pz| loses digits as pz grows over mT.
      const lost = E / (E - Math.abs(pz));
      expect(Math.abs(rapidity(pt, pz, E) - plainRapidity(pz, E))).toBeLessThan(1e-14 * lost * 4 + 1e-14);
    }),
  );
});

test('massless particles near the beam keep their digits', () => {
  fc.assert(
    fc.property(finite(-15, 15), finite(1e-3, 10), (y, pt) => {
      const found = rapidity(pt, pt * Math.sinh(y), pt * Math.cosh(y));
      // E² − p² of rounded numbers is a mass of rounding size: y moves by at most half its share of mT².
      const m2 = massSquared(pt, pt * Math.sinh(y), pt * Math.cosh(y));
      expect(Math.abs(found - y)).toBeLessThanOrEqual(Math.log(1 + m2 / pt ** 2) + 1e-13);
    }),
  );
});

test('energies below the momentum count as massless', () => {
  expect(massSquared(1, 2, 2)).toBe(0);
  expect(rapidity(1, 2, 2)).toBe(Math.asinh(2));
  expect(rapidity(1, 0, 0)).toBe(0);
  expect(rapidity(1, -2, 0.1)).toBe(-rapidity(1, 2, 0.1));
});

test('no place for a particle along the beam; finite everywhere else', () => {
  expect(rapidity(0, 5, 5)).toBeNaN();
  expect(rapidityOfEta(0, 1, 0)).toBeNaN();
  fc.assert(
    fc.property(finite(5e-324, 1e150), finite(-1e150, 1e150), finite(0, 1e150), (pt, pz, E) => {
      expect(Number.isFinite(rapidity(pt, pz, E))).toBe(true);
    }),
  );
});

test('rapidity of η is the one of the four-vector', () => {
  fc.assert(
    fc.property(finite(0.1, 500), finite(-6, 6), finite(0, 200), (pt, eta, mass) => {
      const pz = pt * Math.sinh(eta);
      expect(rapidityOfEta(pt, eta, mass)).toBeCloseTo(Math.asinh(pz / Math.hypot(pt, mass)), 11);
    }),
  );
  expect(rapidityOfEta(1, 3, 0)).toBe(3);
  expect(rapidityOfEta(1, 900, 1)).toBeCloseTo(900 - Math.log(2) / 2, 11);
  expect(rapidityOfEta(1, -900, 1)).toBeCloseTo(-900 + Math.log(2) / 2, 11);
});
