import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ParticleColumns, reasons } from './particle.ts';
import type { Role } from './types.ts';

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

function placed(roles: readonly Role[], values: readonly number[]) {
  const columns = new ParticleColumns({ roles, energyUnit: 'GeV' });
  const reason = columns.one(Float64Array.from(values));
  return { reason, ...columns.now };
}

test('of E, y or η and the mass comes the pT that they were made of', () => {
  fc.assert(
    fc.property(finite(1, 1e4), finite(-5, 5), finite(0, 200), (pt, angle, mass) => {
      const ofEta = Math.hypot(pt * Math.cosh(angle), mass);
      const ofY = Math.hypot(pt, mass) * Math.cosh(angle);
      const [byEta, byY] = [
        placed(['E', 'eta', 'phi', 'mass'], [ofEta, angle, 1, mass]),
        placed(['E', 'y', 'phi', 'mass'], [ofY, angle, 1, mass]),
      ];
      // E's rounding, as much larger in pT² as mT² is.
      const lost = 1e-15 * (1 + (mass / pt) ** 2);
      expect(Math.abs(byEta.pt / pt - 1)).toBeLessThan(8 * lost);
      expect(Math.abs(byY.pt / pt - 1)).toBeLessThan(8 * lost);
      expect(byY.y).toBe(angle);
      expect(byEta.y).toBeCloseTo(Math.asinh((pt / Math.hypot(pt, mass)) * Math.sinh(angle)), 9);
    }),
  );
});

test('a cell of a calorimeter has no mass: pT = E / cosh η', () => {
  expect(placed(['E', 'eta', 'phi'], [10, 1, 2])).toEqual({
    ...{ reason: null, pt: 10 / Math.cosh(1), y: 1, phi: 2, mass: 0 },
  });
});

test.each([
  ['less energy than the mass', ['E', 'eta', 'phi', 'mass'], [1, 0, 0, 2], reasons.belowMass],
  ['less than the mass at that y', ['E', 'y', 'phi', 'mass'], [2, 3, 0, 1], reasons.belowMass],
  ['negative', ['E', 'eta', 'phi'], [-1, 0, 0], reasons.negativeEnergy],
  ['negative, with a mass', ['E', 'y', 'phi', 'mass'], [-1, 0, 0, 2], reasons.negativeEnergy],
  ['none', ['E', 'eta', 'phi'], [0, 0, 0], reasons.zeroPt],
  ['at the beam', ['E', 'eta', 'phi'], [5, 1000, 0], reasons.zeroPt],
  ['infinite', ['E', 'eta', 'phi'], [Number.POSITIVE_INFINITY, 0, 0], reasons.infinite],
  ['η is no number', ['E', 'eta', 'phi'], [1, Number.NaN, 0], reasons.nan],
] satisfies [string, Role[], number[], string][])('an energy without pT: %s', (_, roles, values, reason) => {
  expect(placed(roles, values).reason).toBe(reason);
});

test('px, py, pz and pT come before E with an angle', () => {
  expect(placed(['px', 'py', 'pz', 'E', 'eta', 'phi'], [3, 4, 0, 13, 2, 1])).toMatchObject({
    pt: 5,
    mass: 12,
  });
  expect(placed(['pt', 'E', 'eta', 'phi'], [5, 13, 0, 1])).toMatchObject({ pt: 5, mass: 12 });
});
