import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boost,
  type FourVector,
  inverse,
  product,
  rotation,
  transformed,
  transformedVector,
} from './boost.ts';
import { breitFrame } from './breit.ts';
import { Clusterer } from './cluster.ts';
import { constituentsOf, inclusiveNodes } from './history.ts';
import { emptyMomenta, momentaOf } from './momenta.ts';

/** The scattered lepton of these Q² and y, lepton beam along −z, hadron beam along +z; by hand: E′ + p′z = Q²/2E, E′ − p′z = 2E(1 − y). */
function scatter(E: number, P: number, Q2: number, y: number, phi: number) {
  const plus = Q2 / (2 * E);
  const minus = 2 * E * (1 - y);
  const pt = Math.sqrt(plus * minus);
  return {
    lepton: { px: 0, py: 0, pz: -E, e: E },
    hadron: { px: 0, py: 0, pz: P, e: P },
    scattered: {
      px: pt * Math.cos(phi),
      py: pt * Math.sin(phi),
      pz: (plus - minus) / 2,
      e: (plus + minus) / 2,
    },
  };
}
const difference = (a: FourVector, b: FourVector) => ({
  px: a.px - b.px,
  py: a.py - b.py,
  pz: a.pz - b.pz,
  e: a.e - b.e,
});
const close = (a: FourVector, b: FourVector, within: number) => {
  for (const name of ['px', 'py', 'pz', 'e'] as const)
    expect(Math.abs(a[name] - b[name])).toBeLessThan(within);
};

const kinematics = fc
  .record({
    Q2: fc.double({ min: 1, max: 5000, noNaN: true }),
    y: fc.double({ min: 0.01, max: 0.95, noNaN: true }),
    phi: fc.double({ min: -3.1, max: 3.1, noNaN: true }),
  })
  // x ≤ 1
  .filter(({ Q2, y }) => Q2 / (4 * 18 * 275 * y) < 0.98);

describe('the Breit frame', () => {
  test('Q², x and y are those that the scattered lepton was made from', () => {
    fc.assert(
      fc.property(kinematics, ({ Q2, y, phi }) => {
        const found = breitFrame(scatter(18, 275, Q2, y, phi));
        const x = Q2 / (4 * 18 * 275 * y);
        expect(Math.abs(found.Q2 / Q2 - 1)).toBeLessThan(1e-11);
        expect(Math.abs(found.y / y - 1)).toBeLessThan(1e-11);
        expect(Math.abs(found.x / x - 1)).toBeLessThan(1e-11);
        expect(Math.abs(found.W2 / ((Q2 * (1 - x)) / x) - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  test('q = (0, 0, 0, −Q) and P = Q/2x (1, 0, 0, 1) to 1e-9, and the struck quark, xP + q, is at −Q/2 along the axis', () => {
    fc.assert(
      fc.property(kinematics, ({ Q2, y, phi }) => {
        const from = scatter(18, 275, Q2, y, phi);
        const { lorentz, x } = breitFrame(from);
        const Q = Math.sqrt(Q2);
        const q = difference(from.lepton, from.scattered);
        close(transformedVector(lorentz, q), { px: 0, py: 0, pz: -Q, e: 0 }, 1e-9 * Q);
        const target = Q / (2 * x);
        close(
          transformedVector(lorentz, from.hadron),
          { px: 0, py: 0, pz: target, e: target },
          1e-9 * target,
        );
        const { hadron: p } = from;
        const struck = { px: x * p.px + q.px, py: x * p.py + q.py, pz: x * p.pz + q.pz, e: x * p.e + q.e };
        close(transformedVector(lorentz, struck), { px: 0, py: 0, pz: -Q / 2, e: Q / 2 }, 1e-9 * Q);
      }),
    );
  });

  test('both leptons lie in the plane of φ = 0, with pT = Q √(1 − y)/y', () => {
    fc.assert(
      fc.property(kinematics, ({ Q2, y, phi }) => {
        const from = scatter(18, 275, Q2, y, phi);
        const { lorentz } = breitFrame(from);
        const pt = (Math.sqrt(Q2) * Math.sqrt(1 - y)) / y;
        for (const one of [from.lepton, from.scattered]) {
          const now = transformedVector(lorentz, one);
          expect(Math.abs(now.px / pt - 1)).toBeLessThan(1e-7);
          expect(Math.abs(now.py)).toBeLessThan(1e-9 * pt);
        }
      }),
    );
  });

  test('is right-handed and has a way back', () => {
    fc.assert(
      fc.property(kinematics, ({ Q2, y, phi }) => {
        const { lorentz } = breitFrame(scatter(18, 275, Q2, y, phi));
        const unit = product(inverse(lorentz), lorentz);
        // Rows are at right angles to a rounding times γ², which their columns see times γ² again.
        const rounding = 16 * Number.EPSILON * lorentz[0] ** 4;
        unit.forEach((value, i) => {
          expect(Math.abs(value - (i % 5 === 0 ? 1 : 0))).toBeLessThan(rounding);
        });
        expect(determinant(lorentz)).toBeCloseTo(1, 5);
      }),
    );
  });

  test('is the same from every frame that the momenta are given in', () => {
    fc.assert(
      fc.property(kinematics, fc.double({ min: -0.6, max: 0.6, noNaN: true }), ({ Q2, y, phi }, v) => {
        const from = scatter(18, 275, Q2, y, phi);
        const l = product(boost(v, v / 2, -v / 3), rotation([1, 2, 3], 5 * v));
        const moved = {
          lepton: transformedVector(l, from.lepton),
          hadron: transformedVector(l, from.hadron),
          scattered: transformedVector(l, from.scattered),
        };
        const [here, there] = [breitFrame(from), breitFrame(moved)];
        expect(Math.abs(there.Q2 / here.Q2 - 1)).toBeLessThan(1e-6);
        const particle = { px: 1, py: -2, pz: 3, e: 5 };
        const a = transformedVector(here.lorentz, particle);
        const b = transformedVector(there.lorentz, transformedVector(l, particle));
        close(a, b, 1e-5 * a.e);
      }),
    );
  });

  test('a lepton that is hit head on has no plane of its own, and a frame all the same', () => {
    const from = scatter(18, 275, 400, 1, 0);
    const { lorentz, y } = breitFrame(from);
    expect(y).toBeCloseTo(1, 12);
    close(
      transformedVector(lorentz, difference(from.lepton, from.scattered)),
      { px: 0, py: 0, pz: -20, e: 0 },
      1e-9,
    );
    expect(determinant(lorentz)).toBeCloseTo(1, 9);
  });

  test('what scattered nothing is refused', () => {
    const { lepton, hadron } = scatter(18, 275, 100, 0.5, 0);
    expect(() => breitFrame({ lepton, hadron, scattered: lepton })).toThrow(
      new RangeError('Breit frame: Q² is 0 GeV², allowed are finite numbers > 0'),
    );
    expect(() => breitFrame({ lepton, hadron, scattered: { px: 30, py: 0, pz: -40, e: 50 } })).toThrow(
      new RangeError('Breit frame: P·q is -14850 GeV², allowed are finite numbers > 0'),
    );
  });
});

function determinant(l: Float64Array): number {
  const m = Array.from({ length: 4 }, (_, i) => [...l.subarray(4 * i, 4 * i + 4)]);
  let value = 1;
  for (let c = 0; c < 4; c++) {
    const pivot = m
      .slice(c)
      .reduce((best, row, i) => (Math.abs(row[c]) > Math.abs(m[best][c]) ? i + c : best), c);
    if (pivot !== c) value = -value;
    [m[c], m[pivot]] = [m[pivot], m[c]];
    value *= m[c][c];
    for (let r = c + 1; r < 4; r++) {
      const factor = m[r][c] / m[c][c];
      for (let k = c; k < 4; k++) m[r][k] -= factor * m[c][k];
    }
  }
  return value;
}

describe('Centauro', () => {
  /** η̄ = 2 e^η of massless particles at azimuth φ. */
  const at = (list: readonly { pt: number; etabar: number; phi: number }[]) =>
    momentaOf({
      pt: Float64Array.from(list, ({ pt }) => pt),
      y: Float64Array.from(list, ({ etabar }) => Math.log(etabar / 2)),
      phi: Float64Array.from(list, ({ phi }) => phi),
      mass: null,
    });
  const first = (momenta: ReturnType<typeof at>, R: number) =>
    new Clusterer({ algorithm: 'centauro', R }).cluster(momenta);

  test('the first distance is [Δη̄² + 2 η̄ᵢ η̄ⱼ (1 − cos Δφ)]/R², the beam’s is 1', () => {
    const bar = fc.double({ min: 0.01, max: 3, noNaN: true });
    const phi = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(bar, bar, phi, phi, fc.double({ min: 0.2, max: 2, noNaN: true }), (a, b, p, q, R) => {
        const d = ((a - b) ** 2 + 2 * a * b * (1 - Math.cos(p - q))) / R ** 2;
        fc.pre(Math.abs(d - 1) > 1e-9);
        const history = first(
          at([
            { pt: 1, etabar: a, phi: p },
            { pt: 2, etabar: b, phi: q },
          ]),
          R,
        );
        expect(Math.abs(history.distance[0] - Math.min(d, 1))).toBeLessThan(
          1e-11 * (1 + (a * a + b * b) / R ** 2),
        );
        expect(inclusiveNodes(history).length).toBe(d < 1 ? 1 : 2);
      }),
    );
  });

  test('near −z η̄ is the angle to it, at the struck quark 0: opposite sides of the axis are near', () => {
    const theta = 0.01;
    const momenta = emptyMomenta(3);
    momenta.px.set([Math.sin(theta), -Math.sin(theta), 0]);
    momenta.pz.set([-Math.cos(theta), -Math.cos(theta), -1]);
    momenta.e.set([1, 1, 1]);
    const history = first(momenta, 1);
    // The struck quark is θ from either; they are 2θ from each other.
    expect(Math.sqrt(history.distance[0])).toBeCloseTo(theta, 5);
    expect([history.first[0], history.second[0]]).toContain(2);
    expect(inclusiveNodes(history).length).toBe(1);
  });

  test('what goes exactly along the target is infinitely far from the struck quark', () => {
    const momenta = emptyMomenta(4);
    // Rounding leaves E = pz of particles near +z too.
    momenta.px.set([0, 0, 1e-7, 0.01]);
    momenta.pz.set([-5, 40, 100, -3]);
    momenta.e.set([5, 40, 100, Math.hypot(3, 0.01)]);
    const history = first(momenta, 1);
    const jets = inclusiveNodes(history).map((node) => [...constituentsOf(history, node)]);
    expect(jets.sort((a, b) => a[0] - b[0])).toEqual([[0, 3], [1], [2]]);
  });

  test('a boost along z by Δ is R e^Δ in place of R: jets are the same', () => {
    const list = fc.array(
      fc.record({
        pt: fc.double({ min: 0.1, max: 20, noNaN: true }),
        y: fc.double({ min: -3, max: 2, noNaN: true }),
        phi: fc.double({ min: -3, max: 3, noNaN: true }),
      }),
      { minLength: 2, maxLength: 30 },
    );
    fc.assert(
      fc.property(list, fc.double({ min: -1, max: 1, noNaN: true }), (particles, shift) => {
        const momenta = momentaOf({
          pt: Float64Array.from(particles, (p) => p.pt),
          y: Float64Array.from(particles, (p) => p.y),
          phi: Float64Array.from(particles, (p) => p.phi),
          mass: null,
        });
        const [c, s] = [Math.cosh(shift), Math.sinh(shift)];
        const l = Float64Array.of(c, 0, 0, s, 0, 1, 0, 0, 0, 0, 1, 0, s, 0, 0, c);
        const list = (m: typeof momenta, R: number) => {
          const history = first(m, R);
          return inclusiveNodes(history)
            .map((node) => [...constituentsOf(history, node)].join(' '))
            .sort();
        };
        expect(list(transformed(l, momenta), Math.exp(shift) * 0.8)).toEqual(list(momenta, 0.8));
      }),
    );
  });
});
