import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wrapPhi } from '../core/geometry.ts';
import { jetFrame, principalFrame } from './axes-frame.ts';
import {
  boost,
  boostAlongBeam,
  inverse,
  type Lorentz,
  product,
  restFrame,
  rotation,
  transformed,
  transformedVector,
} from './boost.ts';
import { planeOf } from './boost-plane.ts';
import { type FourMomenta, momentaOf } from './momenta.ts';

const speed = fc.double({ min: -0.55, max: 0.55, noNaN: true });
const angle = fc.double({ min: -3, max: 3, noNaN: true });
const any = fc
  .tuple(speed, speed, speed, angle, angle)
  .map(([x, y, z, a, b]) => product(boost(x, y, z), rotation([1, 0.3, -2], a), rotation([0, 1, 1], b)));
const particle = fc.record({
  pt: fc.double({ min: 0.1, max: 100, noNaN: true }),
  y: fc.double({ min: -3, max: 3, noNaN: true }),
  phi: angle,
  mass: fc.double({ min: 0, max: 5, noNaN: true }),
});
const event = fc.array(particle, { minLength: 2, maxLength: 12 });

type Particle = { readonly pt: number; readonly y: number; readonly phi: number; readonly mass: number };
const momenta = (list: readonly Particle[]) =>
  momentaOf({
    pt: Float64Array.from(list, (p) => p.pt),
    y: Float64Array.from(list, (p) => p.y),
    phi: Float64Array.from(list, (p) => p.phi),
    mass: Float64Array.from(list, (p) => p.mass),
  });
const numbered = (m: FourMomenta) => ({ ...m, event: 0, index: Uint32Array.from(m.e, (_, i) => i) });
const mass2 = (m: FourMomenta, i: number, j: number) =>
  m.e[i] * m.e[j] - m.px[i] * m.px[j] - m.py[i] * m.py[j] - m.pz[i] * m.pz[j];

function near(a: Lorentz, b: Lorentz, within: number) {
  a.forEach((value, i) => {
    expect(Math.abs(value - b[i])).toBeLessThan(within);
  });
}

describe('Lorentz transformations', () => {
  test('leave every product of two momenta as it is, and their input too', () => {
    fc.assert(
      fc.property(any, event, (l, list) => {
        const before = momenta(list);
        const copy = { ...before, e: before.e.slice(), pz: before.pz.slice() };
        const now = transformed(l, before);
        expect([before.e, before.pz]).toEqual([copy.e, copy.pz]);
        for (let i = 0; i < list.length; i++) {
          for (let j = 0; j <= i; j++) {
            const size = now.e[i] * now.e[j] + before.e[i] * before.e[j];
            expect(Math.abs(mass2(now, i, j) - mass2(before, i, j))).toBeLessThan(1e-13 * size);
          }
        }
      }),
    );
  });

  test('have an inverse, and the order that products of matrices have', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        near(product(inverse(a), a), product(), 1e-12);
        const v = { px: 1, py: 2, pz: -3, e: 5 };
        const [one, two] = [
          transformedVector(product(a, b), v),
          transformedVector(a, transformedVector(b, v)),
        ];
        expect(Math.abs(one.e - two.e) + Math.abs(one.pz - two.pz)).toBeLessThan(1e-11);
      }),
    );
  });

  test('a boost by 3/5 of light, by hand: γ = 5/4', () => {
    expect(transformedVector(boost(0, 0, 0.6), { px: 1, py: 0, pz: 3, e: 5 })).toEqual({
      px: 1,
      py: 0,
      pz: expect.closeTo(0, 14),
      e: expect.closeTo(4, 14),
    });
  });

  test('a quarter turn about z brings x to y; about x, y to z', () => {
    const turned = transformedVector(rotation([0, 0, 2], Math.PI / 2), { px: 1, py: 0, pz: 0, e: 1 });
    expect(turned).toEqual({ px: expect.closeTo(0, 15), py: 1, pz: 0, e: 1 });
    expect(transformedVector(rotation([1, 0, 0], Math.PI / 2), { px: 0, py: 1, pz: 0, e: 1 }).pz).toBe(1);
  });

  test('in the rest frame of an event its momenta add up to nothing, its energies to the mass', () => {
    fc.assert(
      fc.property(event, (list) => {
        const m = momenta(list);
        const sum = (column: Float64Array) => column.reduce((a, b) => a + b, 0);
        const total = { px: sum(m.px), py: sum(m.py), pz: sum(m.pz), e: sum(m.e) };
        const M2 = (total.e + total.pz) * (total.e - total.pz) - total.px ** 2 - total.py ** 2;
        fc.pre(M2 > 1e-3 * total.e ** 2);
        const now = transformed(restFrame(total), m);
        for (const column of [now.px, now.py, now.pz]) {
          expect(Math.abs(sum(column))).toBeLessThan(1e-10 * total.e);
        }
        expect(Math.abs(sum(now.e) / Math.sqrt(M2) - 1)).toBeLessThan(1e-10);
      }),
    );
  });

  test('a boost along the beam shifts rapidities, nothing else', () => {
    fc.assert(
      fc.property(event, fc.double({ min: -2, max: 2, noNaN: true }), (list, shift) => {
        const plane = planeOf(numbered(transformed(boostAlongBeam(shift), momenta(list))));
        list.forEach(({ pt, y, phi, mass }, i) => {
          expect(Math.abs(plane.pt[i] / pt - 1)).toBeLessThan(1e-12);
          expect(Math.abs(plane.y[i] - (y - shift))).toBeLessThan(1e-10);
          expect(Math.abs(wrapPhi(plane.phi[i] - phi))).toBeLessThan(1e-12);
          expect(Math.abs((plane.mass?.[i] ?? 0) ** 2 - mass ** 2)).toBeLessThan(
            1e-9 * pt * pt * Math.cosh(5) ** 2,
          );
        });
      }),
    );
  });

  test('what cannot be is refused', () => {
    const ask = (call: () => unknown, text: string) => expect(call).toThrow(new RangeError(text));
    ask(() => boost(0, 0, 1), 'boost: the velocity is 1 c, allowed are numbers below 1');
    ask(
      () => restFrame({ px: 3, py: 0, pz: 4, e: 5 }),
      'rest frame: E² − p² is 0 GeV², allowed are finite numbers > 0',
    );
    ask(() => rotation([0, 0, 0], 1), 'rotation by 1 about (0, 0, 0): needed are an axis and an angle');
    ask(
      () => jetFrame({ px: 0, py: 0, pz: 1, e: 1 }),
      'jet frame: the axis has pT = 0 GeV, allowed are numbers > 0',
    );
  });
});

describe('the frame of a jet', () => {
  test('has the axis at y = 0, φ = 0 and everything else where it was about it', () => {
    fc.assert(
      fc.property(event, ([first, ...rest]) => {
        const [axis] = [momenta([first])];
        const at = { px: axis.px[0], py: axis.py[0], pz: axis.pz[0], e: axis.e[0] };
        const frame = jetFrame(at);
        expect(Math.abs(frame.y - first.y)).toBeLessThan(1e-10);
        const plane = planeOf(numbered(transformed(frame.lorentz, momenta([first, ...rest]))));
        [first, ...rest].forEach(({ y, phi }, i) => {
          expect(Math.abs(plane.y[i] - (y - first.y))).toBeLessThan(1e-9);
          expect(Math.abs(wrapPhi(plane.phi[i] - (phi - first.phi)))).toBeLessThan(1e-9);
        });
      }),
    );
  });

  test('turned to its principal axes: two prongs lie along y, the wider one at positive y', () => {
    fc.assert(
      fc.property(angle, fc.double({ min: -1, max: 1, noNaN: true }), angle, (turn, y, phi) => {
        const prong = (pt: number, r: number) => ({
          pt,
          y: y + r * Math.cos(turn),
          phi: phi + r * Math.sin(turn),
          mass: 0,
        });
        const jet = momenta([prong(10, 0.02), prong(5, -0.04), prong(1, -0.1)]);
        const [axis] = [momenta([{ pt: 1, y, phi, mass: 0 }])];
        const frame = principalFrame({ px: axis.px[0], py: axis.py[0], pz: axis.pz[0], e: axis.e[0] }, jet);
        const plane = planeOf(numbered(transformed(frame.lorentz, jet)));
        // Straight in the plane is nearly straight on the sphere.
        for (const value of plane.phi) expect(Math.abs(value)).toBeLessThan(1e-3);
        [-0.02, 0.04, 0.1].forEach((value, i) => {
          expect(Math.abs(plane.y[i] - value)).toBeLessThan(1e-3);
        });
      }),
    );
  });

  test('of one particle on the axis is not turned', () => {
    const jet = momenta([{ pt: 3, y: 1, phi: 2, mass: 0 }]);
    expect(
      principalFrame({ px: jet.px[0], py: jet.py[0], pz: jet.pz[0], e: jet.e[0] }, jet).angle,
    ).toBeCloseTo(0, 6);
  });
});
