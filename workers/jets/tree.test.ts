import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Clusterer } from './cluster.ts';
import { jetNodes, jetOf } from './jets.ts';
import { momentaOf } from './momenta.ts';
import { jetTree } from './tree.ts';

const particle = fc.record({
  pt: fc.double({ min: 0.1, max: 100, noNaN: true }),
  y: fc.double({ min: -3, max: 3, noNaN: true }),
  phi: fc.double({ min: -3.1, max: 3.1, noNaN: true }),
});
const column = <K extends string>(of: readonly Record<K, number>[], name: K) =>
  Float64Array.from(of, (one) => one[name]);

function eventOf(particles: readonly { pt: number; y: number; phi: number }[]) {
  const momenta = momentaOf({
    pt: column(particles, 'pt'),
    y: column(particles, 'y'),
    phi: column(particles, 'phi'),
    mass: null,
  });
  // Places in the file have gaps.
  return { ...momenta, index: Uint32Array.from(particles, (_, i) => 2 * i + 1) };
}

test('three particles: the two near ones first, then the third', () => {
  const momenta = eventOf([
    { pt: 10, y: 0, phi: 3.1 },
    { pt: 40, y: 0, phi: 3.1 - 0.5 },
    { pt: 20, y: 0.1, phi: 3.1 },
  ]);
  const definition = { algorithm: 'ca', R: 1 } as const;
  const history = new Clusterer(definition).cluster(momenta);
  const [jet] = jetNodes(history, definition);
  const tree = jetTree(history, jet, momenta.index);
  expect(tree.map(({ children, particle }) => [children, particle])).toEqual([
    [null, 1],
    [null, 3],
    [null, 5],
    [[2, 0], null],
    [[1, 3], null],
  ]);
  expect(tree.map(({ distance }) => distance)).toEqual([
    0,
    0,
    0,
    expect.closeTo(0.01, 12),
    expect.any(Number),
  ]);
  expect(tree[3]).toMatchObject({ pt: expect.closeTo(30, 9), deltaR: expect.closeTo(0.1, 12) });
  // Of two massless ones: m² = 2 pT pT' (cosh Δy − cos Δφ).
  expect(tree[3].m).toBeCloseTo(Math.sqrt(400 * (Math.cosh(0.1) - 1)), 9);
  expect(tree[3].y).toBeCloseTo(0.1 * (20 / 30), 3);
});

test('a tree is all of its jet: each node has one parent, before which it stands, and the jet is the last', () => {
  const algorithm = fc.constantFrom('antikt' as const, 'kt' as const, 'ca' as const);
  fc.assert(
    fc.property(fc.array(particle, { minLength: 1, maxLength: 30 }), algorithm, (particles, algorithm) => {
      const momenta = eventOf(particles);
      const definition = { algorithm, R: 0.7 };
      const history = new Clusterer(definition).cluster(momenta);
      for (const node of jetNodes(history, definition)) {
        const tree = jetTree(history, node, momenta.index);
        const jet = jetOf(history, node, momenta.index);
        const { pt, y, phi, m } = jet;
        expect(tree[tree.length - 1]).toMatchObject({ pt, y, phi, m });
        const leaves = tree.flatMap(({ particle }) => (particle === null ? [] : [particle]));
        expect(leaves.sort((a, b) => a - b)).toEqual(jet.constituents);
        const parents = new Array(tree.length).fill(0);
        tree.forEach(({ children, particle }, i) => {
          expect(children === null).toBe(particle !== null);
          for (const child of children ?? []) {
            expect(child).toBeLessThan(i);
            parents[child]++;
          }
          if (children) expect(tree[children[0]].pt).toBeGreaterThanOrEqual(tree[children[1]].pt);
        });
        expect(parents).toEqual(tree.map((_, i) => (i === tree.length - 1 ? 0 : 1)));
      }
    }),
  );
});

test('the distance of Cambridge/Aachen is that of the branches, in units of R', () => {
  fc.assert(
    fc.property(fc.array(particle, { minLength: 2, maxLength: 20 }), (particles) => {
      const definition = { algorithm: 'ca', R: 0.5 } as const;
      const history = new Clusterer(definition).cluster(eventOf(particles));
      for (const node of jetNodes(history, definition)) {
        for (const { distance, deltaR } of jetTree(history, node)) {
          expect(Math.sqrt(distance)).toBeCloseTo(deltaR / 0.5, 6);
        }
      }
    }),
  );
});
