import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { constituentsOf } from './history.ts';
import { type Declustering, lundPlane } from './lund.ts';
import { type FourMomenta, momentaOf } from './momenta.ts';
import { rootOf } from './recluster.ts';
import { softDrop } from './softdrop.ts';

type Place = readonly [pt: number, y: number, phi: number];

function massless(places: readonly Place[]): FourMomenta {
  return momentaOf({
    pt: Float64Array.from(places, ([pt]) => pt),
    y: Float64Array.from(places, ([, y]) => y),
    phi: Float64Array.from(places, ([, , phi]) => phi),
    mass: null,
  });
}

const jets = fc.nat().map((seed): readonly Place[] => {
  const draw = random(seed);
  return Array.from({ length: 2 + draw.integer(19) }, () => [
    100 * draw.uniform() ** 2 + 0.5,
    draw.uniform() - 0.5,
    Math.PI + draw.uniform() - 0.5,
  ]);
});

describe('the Lund plane', () => {
  it('of two particles is one point', () => {
    const { declusterings } = lundPlane(
      massless([
        [20, 1.3, Math.PI - 0.1],
        [80, 1, -Math.PI + 0.3],
      ]),
    );
    expect(declusterings).toHaveLength(1);
    const [{ kt, deltaR, z, psi, m, node, harder, softer, depth, primary }] = declusterings;
    expect([node, harder, softer, depth, primary]).toEqual([2, 1, 0, 0, true]);
    expect(deltaR).toBeCloseTo(0.5, 12);
    expect(kt).toBeCloseTo(20 * 0.5, 11);
    expect(z).toBeCloseTo(0.2, 12);
    // From the harder to the softer: Δy = 0.3, Δφ = −0.4.
    expect(psi).toBeCloseTo(Math.atan2(0.3, -0.4), 12);
    expect(m).toBeCloseTo(Math.sqrt(2 * 1600 * (Math.cosh(0.3) - Math.cos(0.4))), 9);
  });

  it('follows the harder branch first, then the leaves of the emissions', () => {
    // A hard core, a wide emission that splits once more, and a collinear one.
    const { declusterings, history } = lundPlane(
      massless([
        [200, 0, 0],
        [6, 0.7, 0],
        [4, 0.8, 0],
        [30, 0.1, 0],
      ]),
    );
    const told = declusterings.map(({ depth, primary, softer }: Declustering) => ({
      depth,
      primary,
      emitted: [...constituentsOf(history, softer)],
    }));
    expect(told).toEqual([
      { depth: 0, primary: true, emitted: [1, 2] },
      { depth: 0, primary: true, emitted: [3] },
      { depth: 1, primary: false, emitted: [2] },
    ]);
    const [wide, collinear, leaf] = declusterings;
    expect(wide.z).toBeCloseTo(10 / 240, 3);
    expect(collinear.kt).toBeCloseTo(30 * 0.1, 10);
    expect(leaf.z).toBeCloseTo(0.4, 10);
    expect(leaf.deltaR).toBeCloseTo(0.1, 10);
  });

  it('has every merging of the tree once, and what each was made of', () => {
    fc.assert(
      fc.property(jets, (jet) => {
        const { declusterings, history } = lundPlane(massless(jet));
        expect(declusterings.map(({ node }) => node).sort((a, b) => a - b)).toEqual(
          Array.from({ length: jet.length - 1 }, (_, k) => jet.length + k),
        );
        expect(declusterings[0].node).toBe(rootOf(history));
        for (const { node, harder, softer, z, kt, deltaR, psi, primary, depth } of declusterings) {
          expect([harder, softer].sort()).toEqual([history.left[node], history.right[node]].sort());
          expect(z).toBeGreaterThan(0);
          expect(z).toBeLessThanOrEqual(0.5);
          expect(kt).toBeGreaterThanOrEqual(0);
          // A step of Cambridge/Aachen is at the distance of its branches.
          const step = history.into.indexOf(node);
          expect(deltaR ** 2 / (history.distance[step] * 1e12)).toBeCloseTo(1, 9);
          expect(Math.abs(psi)).toBeLessThanOrEqual(Math.PI);
          expect(primary).toBe(depth === 0);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is the same of a jet turned about and boosted along the beam', () => {
    fc.assert(
      fc.property(jets, fc.double({ min: -2, max: 2, noNaN: true }), (jet, by) => {
        const before = lundPlane(massless(jet)).declusterings;
        const after = lundPlane(massless(jet.map(([pt, y, phi]) => [pt, y + by, phi + by]))).declusterings;
        expect(after.map(({ node }) => node)).toEqual(before.map(({ node }) => node));
        after.forEach((one, k) => {
          expect(one.kt / before[k].kt).toBeCloseTo(1, 8);
          expect(one.deltaR / before[k].deltaR).toBeCloseTo(1, 8);
          expect(Math.cos(one.psi - before[k].psi)).toBeCloseTo(1, 10);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('has soft drop’s splitting as its first primary point above the cut', () => {
    fc.assert(
      fc.property(jets, fc.double({ min: -1, max: 2, noNaN: true }), (jet, beta) => {
        const { declusterings, history } = lundPlane(massless(jet));
        const passed = declusterings.find(
          ({ primary, z, deltaR }) => primary && z > 0.1 * (deltaR / 0.8) ** beta,
        );
        const { zg, rg } = softDrop(history, { zcut: 0.1, beta, R0: 0.8 });
        expect([zg, rg]).toEqual([passed?.z ?? null, passed?.deltaR ?? null]);
      }),
      { numRuns: 50 },
    );
  });

  it('has no point for one particle or none', () => {
    expect(lundPlane(massless([[10, 1, 1]])).declusterings).toEqual([]);
    expect(lundPlane(massless([])).declusterings).toEqual([]);
  });
});
