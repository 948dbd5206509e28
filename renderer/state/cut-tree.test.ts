import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JetNode } from '../../main/contract/index.ts';
import {
  Clusterer,
  constituentsOf,
  exclusiveNodes,
  exclusiveNodesAt,
  jetTree,
  momentaOf,
  reclusteredTree,
} from '../../workers/jets/index.ts';
import { CUTS, cutFor, cutTree, heights, particlesBeneath } from './cut-tree.ts';

const particle = fc.record({
  pt: fc.double({ min: 0.1, max: 100, noNaN: true }),
  y: fc.double({ min: -2, max: 2, noNaN: true }),
  phi: fc.double({ min: -3.1, max: 3.1, noNaN: true }),
});
type Particle = { readonly pt: number; readonly y: number; readonly phi: number };
const particles = fc.array(particle, { minLength: 1, maxLength: 25 });

const momentaFor = (all: readonly Particle[]) =>
  momentaOf({
    pt: Float64Array.from(all, ({ pt }) => pt),
    y: Float64Array.from(all, ({ y }) => y),
    phi: Float64Array.from(all, ({ phi }) => phi),
    mass: null,
  });
const tree = (all: readonly Particle[], algorithm: 'kt' | 'ca') =>
  reclusteredTree(momentaFor(all), algorithm);
const sets = (of: Iterable<readonly number[]>) =>
  Array.from(of, (one) => [...one].sort((a, b) => a - b).join(' ')).sort();
const cut = fc.double({ min: 0, max: 1.2, noNaN: true });

describe('a cut tree', () => {
  test('of three particles: the wide merging is undone first', () => {
    const nodes = tree(
      [
        { pt: 10, y: 0, phi: 3.1 },
        { pt: 40, y: 0, phi: 2.6 },
        { pt: 20, y: 0.1, phi: 3.1 },
      ],
      'ca',
    );
    const height = heights(nodes, 'deltaR');
    const told = (value: number) =>
      cutTree(nodes, height, value).subjets.map(({ constituents }) => constituents);
    expect(told(0.05)).toEqual([[1], [2], [0]]);
    expect(told(0.2)).toEqual([[1], [0, 2]]);
    expect(told(0.6)).toEqual([[0, 1, 2]]);
    expect([...cutTree(nodes, height, 0.2).of]).toEqual([1, 0, 1, 1, -1]);
    expect(particlesBeneath(nodes, 3)).toEqual([0, 2]);
    expect(told(cutFor(height, 2))).toHaveLength(2);
    expect(told(cutFor(height, 3))).toHaveLength(3);
    expect(told(cutFor(height, 9))).toHaveLength(3);
    expect(cutFor(Float64Array.of(0, 4, 4, 1, 0, 4), 2)).toBe(2);
    expect(cutFor(Float64Array.of(0, 0, 0), 2)).toBe(0);
  });

  test('no particle is lost or in two subjets, and the sum is the jet', () => {
    fc.assert(
      fc.property(particles, fc.constantFrom(...CUTS), cut, (all, by, share) => {
        const nodes = tree(all, 'kt');
        const height = heights(nodes, by);
        const { subjets, of } = cutTree(nodes, height, share * height[height.length - 1]);
        const members = subjets.flatMap(({ constituents }) => constituents);
        expect(members.sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
        expect(subjets.map(({ pt }) => pt)).toEqual(subjets.map(({ pt }) => pt).sort((a, b) => b - a));
        subjets.forEach(({ node, constituents }, k) => {
          expect(of[node]).toBe(k);
          expect(particlesBeneath(nodes, node)).toEqual(constituents);
        });
      }),
      { numRuns: 50 },
    );
  });

  test('a larger cut only joins subjets, and all of them at the top', () => {
    fc.assert(
      fc.property(particles, fc.constantFrom(...CUTS), cut, cut, (all, by, a, b) => {
        const nodes = tree(all, 'ca');
        const height = heights(nodes, by);
        const top = height[height.length - 1];
        const [fine, coarse] = [Math.min(a, b), Math.max(a, b)].map((share) =>
          cutTree(nodes, height, share * top),
        );
        for (const { node } of fine.subjets) expect(coarse.of[node]).toBeGreaterThanOrEqual(0);
        expect(coarse.subjets.length).toBeLessThanOrEqual(fine.subjets.length);
        expect(cutTree(nodes, height, top).subjets).toHaveLength(1);
      }),
    );
  });

  test('by distance equals the exclusive jets of kt by dcut, and by number', () => {
    // A radius that no pair reaches, so that all ends in one jet.
    const R = 100;
    fc.assert(
      fc.property(particles, cut, (all, share) => {
        const history = new Clusterer({ algorithm: 'kt', R }).cluster(momentaFor(all));
        const nodes: JetNode[] = jetTree(history, history.momenta.e.length - 1);
        const height = heights(nodes, 'distance');
        const value = share * height[height.length - 1];
        const members = (found: readonly number[]) =>
          sets(found.map((node) => Array.from(constituentsOf(history, node))));
        const told = (at: number) =>
          sets(cutTree(nodes, height, at).subjets.map(({ constituents }) => constituents));
        if (share < 1) expect(told(value)).toEqual(members(exclusiveNodesAt(history, value)));
        const few = Math.min(3, all.length);
        const at = cutFor(height, few);
        if (new Set(height).size === all.length)
          expect(told(at)).toEqual(members(exclusiveNodes(history, few)));
      }),
      { numRuns: 60 },
    );
  });
});
