import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jetsOf, momentaOf } from '../jets/index.ts';
import { xconeJets } from './xcone.ts';

const particle = fc.record({
  pt: fc.double({ min: 1, max: 100, noNaN: true }),
  y: fc.double({ min: -2, max: 2, noNaN: true }),
  phi: fc.double({ min: -3.1, max: 3.1, noNaN: true }),
});
type Particle = { readonly pt: number; readonly y: number; readonly phi: number };
const momenta = (particles: readonly Particle[]) =>
  momentaOf({
    pt: Float64Array.from(particles, ({ pt }) => pt),
    y: Float64Array.from(particles, ({ y }) => y),
    phi: Float64Array.from(particles, ({ phi }) => phi),
    mass: null,
  });

describe('xconeJets', () => {
  it('splits what is closer than R between the axes, where anti-kt takes it whole', () => {
    // Two equal clusters 0.6 apart, R = 0.8: one anti-kt jet, two of XCone, each with its own.
    const event = momenta([
      { pt: 50, y: 0, phi: 0 },
      { pt: 30, y: 0.05, phi: 0.05 },
      { pt: 50, y: 0.6, phi: 0 },
      { pt: 31, y: 0.65, phi: 0.05 },
    ]);
    expect(jetsOf(event, { algorithm: 'antikt', R: 0.8 }).length).toBe(1);
    const jets = xconeJets(event, { algorithm: 'xcone', R: 0.8, exclusive: 2 });
    expect(jets.map(({ constituents }) => constituents)).toEqual([
      [2, 3],
      [0, 1],
    ]);
  });

  it('never has a particle twice, has at most N jets, the hardest first', () => {
    fc.assert(
      fc.property(
        fc.array(particle, { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 1, max: 3 }),
        (list, n) => {
          const request = { algorithm: 'xcone', R: 0.7, exclusive: n } as const;
          const jets = xconeJets(momenta(list), request);
          const inside = jets.flatMap(({ constituents }) => constituents);
          expect(new Set(inside).size).toBe(inside.length);
          expect(jets.length).toBeLessThanOrEqual(n);
          expect(jets.length).toBeGreaterThan(0);
          const pts = jets.map(({ pt }) => pt);
          expect(pts).toEqual([...pts].sort((a, b) => b - a));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('leaves out the beam, and refuses what is no radius or number', () => {
    const along = {
      px: Float64Array.of(0, 3),
      py: Float64Array.of(0, 4),
      pz: Float64Array.of(9, 0),
      e: Float64Array.of(9, 5),
    };
    const jets = xconeJets(along, { algorithm: 'xcone', R: 0.4, exclusive: 3 });
    expect(jets.map(({ pt, constituents }) => ({ pt, constituents }))).toEqual([
      { pt: 5, constituents: [1] },
    ]);
    expect(() => xconeJets(along, { algorithm: 'xcone', R: 0, exclusive: 1 })).toThrow(
      new RangeError('xcone: R is 0, allowed are finite numbers > 0'),
    );
    expect(() => xconeJets(along, { algorithm: 'xcone', R: 1, exclusive: 0.5 })).toThrow(
      new RangeError('xcone: the number of jets is 0.5, allowed are integers ≥ 1'),
    );
  });
});
