import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, wrapPhi } from '../core/geometry.ts';
import { hasReferenceData, referenceJson } from '../transport/testing/reference-data.ts';
import { type Axes, exclusiveAxes, type FourMomenta, kinematics, type Particles } from './index.ts';
import { fourVectors } from './testing/four-vectors.ts';

function particles(list: readonly (readonly [number, number, number])[]): Particles {
  return {
    pt: Float64Array.from(list, ([pt]) => pt),
    y: Float64Array.from(list, ([, y]) => y),
    phi: Float64Array.from(list, ([, , phi]) => wrapPhi(phi)),
    mass: null,
  };
}

const jets = fc.array(
  fc.tuple(
    fc.double({ min: 0.1, max: 100, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: 2, max: 4, noNaN: true }),
  ),
  { minLength: 1, maxLength: 14 },
);

/** The same by looking at all pairs before every merge. */
function slow({ pt, y, phi }: Particles, count: number): (readonly [number, number, number])[] {
  const left = Array.from(pt, (value, i) => [value, y[i], phi[i]] as const);
  while (left.length > count) {
    let best = Number.POSITIVE_INFINITY;
    let pair: readonly [number, number] = [0, 1];
    for (let i = 0; i < left.length; i++) {
      for (let j = 0; j < i; j++) {
        const d =
          (Math.min(left[i][0], left[j][0]) * distance(left[i][1], left[i][2], left[j][1], left[j][2])) ** 2;
        if (d < best) {
          best = d;
          pair = [i, j];
        }
      }
    }
    const [i, j] = pair;
    const harder = left[i][0] > left[j][0] ? left[i] : left[j];
    const merged = [left[i][0] + left[j][0], harder[1], harder[2]] as const;
    left.splice(i, 1);
    left.splice(j, 1);
    left.push(merged);
  }
  return left.sort((a, b) => b[0] - a[0]);
}

describe('exclusive clustering', () => {
  it('merges as looking at all pairs does', () => {
    fc.assert(
      fc.property(jets, fc.integer({ min: 1, max: 4 }), (list, count) => {
        const event = particles(list);
        const axes = exclusiveAxes(event, count, 'wta')[count - 1];
        const wanted = slow(event, count);
        expect(axes.pt.length).toBe(wanted.length);
        wanted.forEach(([pt, y, phi], k) => {
          expect(axes.pt[k]).toBeCloseTo(pt, 8);
          expect(distance(axes.y[k], axes.phi[k], y, phi)).toBeLessThan(1e-12);
        });
      }),
    );
  });

  it('adds four-momenta across the seam, and keeps the harder direction under winner-take-all', () => {
    const event = particles([
      [3, 0, Math.PI - 0.1],
      [1, 0.4, -Math.PI + 0.1],
    ]);
    const [e] = exclusiveAxes(event, 1, 'e');
    const px = 3 * Math.cos(0.1) + Math.cos(0.1);
    const py = -3 * Math.sin(0.1) + Math.sin(0.1);
    expect(e.pt[0]).toBeCloseTo(Math.hypot(px, py), 12);
    expect(e.phi[0]).toBeCloseTo(Math.PI + Math.atan2(py, px), 12);
    const pz = Math.sinh(0.4);
    const energy = 3 + Math.cosh(0.4);
    expect(e.y[0]).toBeCloseTo(Math.atanh(pz / energy), 12);
    const [wta] = exclusiveAxes(event, 1, 'wta');
    expect([wta.pt[0], wta.y[0], wta.phi[0]]).toEqual([4, 0, Math.PI - 0.1]);
  });

  it('gives the particles themselves where there are no more than axes', () => {
    const axes = exclusiveAxes(
      particles([
        [1, 0.5, 1],
        [2, 0.1, 1.2],
      ]),
      3,
      'e',
    );
    expect(axes.map(({ pt }) => pt.length)).toEqual([1, 2, 2]);
    expect([...axes[2].pt]).toEqual([2, 1]);
  });

  it('refuses numbers of axes that are none', () => {
    for (const most of [0, 1.5, Number.NaN]) {
      expect(() => exclusiveAxes(particles([[1, 0, 0]]), most, 'e')).toThrow(
        new RangeError(`exclusive clustering: the number of axes is ${most}, allowed are integers ≥ 1`),
      );
    }
  });

  it('finds FastJet’s exclusive kt jets', () => {
    if (!hasReferenceData()) return;
    const { results } = referenceJson('fastjet_reference.json') as { results: Reference[] };
    let compared = 0;
    for (const { file, algorithm, R, exclusive, events } of results) {
      if (algorithm !== 'kt' || exclusive === undefined) continue;
      const read = fourVectors(file).map(planeOf);
      events.forEach((jetsOfEvent, event) => {
        const axes: Axes = exclusiveAxes(read[event], exclusive, 'e', R)[exclusive - 1];
        const wanted = [...jetsOfEvent].sort((a, b) => b.pt - a.pt);
        expect(axes.pt.length).toBe(wanted.length);
        wanted.forEach((jet, k) => {
          expect(Math.abs(axes.pt[k] / jet.pt - 1)).toBeLessThan(1e-8);
          expect(distance(axes.y[k], axes.phi[k], jet.y, wrapPhi(jet.phi))).toBeLessThan(1e-7);
          compared++;
        });
      });
    }
    expect(compared).toBeGreaterThan(90);
  });
});

interface Reference {
  readonly file: string;
  readonly algorithm: string;
  readonly R: number;
  readonly exclusive?: number;
  readonly events: readonly (readonly { readonly pt: number; readonly y: number; readonly phi: number }[])[];
}

function planeOf({ px, py, pz, e }: FourMomenta): Particles {
  const all = Array.from(e, (energy, i) => kinematics(px[i], py[i], pz[i], energy));
  const column = (name: 'pt' | 'y' | 'phi' | 'm') => Float64Array.from(all, (one) => one[name]);
  return { pt: column('pt'), y: column('y'), phi: column('phi'), mass: column('m') };
}
