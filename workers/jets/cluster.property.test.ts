import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { random } from '../core/random.ts';
import { boostAlongBeam, type Lorentz, rotation, transformed } from './boost.ts';
import { Clusterer } from './cluster.ts';
import { constituentsOf, exclusiveNodes, exclusiveNodesAt, inclusiveNodes } from './history.ts';
import { type FourMomenta, momentaOf } from './momenta.ts';
import { naive, type Vector } from './testing/naive.ts';
import { BEAM, type Definition, type History } from './types.ts';

const PLANE: readonly Definition[] = [
  { algorithm: 'kt', R: 0.6 },
  { algorithm: 'ca', R: 0.8 },
  { algorithm: 'antikt', R: 0.4 },
  { algorithm: 'antikt', R: 1.2 },
  { algorithm: 'genkt', R: 0.7, p: 0.5 },
  { algorithm: 'genkt', R: 1, p: -0.3 },
];
const SPHERE: readonly Definition[] = [
  { algorithm: 'eekt', R: 1 },
  { algorithm: 'eegenkt', R: 0.7, p: 1 },
  { algorithm: 'eegenkt', R: 1, p: -1 },
  { algorithm: 'eegenkt', R: 4, p: 0 },
];
const BREIT: readonly Definition[] = [{ algorithm: 'centauro', R: 0.8 }];
const wta = (definition: Definition): Definition => ({ ...definition, recombination: 'wta' });
const named = (list: readonly Definition[]) =>
  list.map((one) => [Object.values(one).join(' '), one] as const);
const EVERY = [...PLANE, ...SPHERE, ...BREIT];
const BOTH = named([...EVERY, ...EVERY.map(wta)]);

/** No two distances of such an event are alike, so that there is one answer. */
function event(seed: number, n: number): FourMomenta {
  const rng = random(seed);
  const draw = (value: () => number) => Float64Array.from({ length: n }, value);
  return momentaOf({
    pt: draw(() => 100 ** rng.uniform()),
    y: draw(() => 4 * rng.uniform() - 2),
    phi: draw(() => Math.PI * (2 * rng.uniform() - 1)),
    mass: draw(() => rng.uniform()),
  });
}
const seeds = fc.integer({ min: 0, max: 1e9 });
/** Few and some; of many, which lie in tiles, cluster.test.ts takes every step anew. */
const sizes = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 20, max: 48 }));
const RUNS = { numRuns: 15 };

const cluster = (momenta: FourMomenta, definition: Definition) => new Clusterer(definition).cluster(momenta);
/** Inclusive jets; of Durham's algorithm, which has none, three exclusive ones. */
const nodesOf = (history: History, { algorithm }: Definition) =>
  algorithm === 'eekt' ? exclusiveNodes(history, 3) : inclusiveNodes(history);
const members = (history: History, nodes: readonly number[]) =>
  nodes.map((node) => [...constituentsOf(history, node)]);
const sorted = (jets: readonly (readonly number[])[]) =>
  jets.map((jet) => [...jet].sort((a, b) => a - b).join(' ')).sort();

function jets(momenta: FourMomenta, definition: Definition): string[] {
  const history = cluster(momenta, definition);
  return sorted(members(history, nodesOf(history, definition)));
}

function taken(momenta: FourMomenta, order: readonly number[]): FourMomenta {
  const pick = (column: Float64Array) => Float64Array.from(order, (k) => column[k]);
  return { px: pick(momenta.px), py: pick(momenta.py), pz: pick(momenta.pz), e: pick(momenta.e) };
}

function joined(
  momenta: FourMomenta,
  more: readonly (readonly [number, number, number, number])[],
): FourMomenta {
  const add = (column: Float64Array, c: number) =>
    Float64Array.from([...column, ...more.map((one) => one[c])]);
  return { px: add(momenta.px, 0), py: add(momenta.py, 1), pz: add(momenta.pz, 2), e: add(momenta.e, 3) };
}

describe.each(BOTH)('%s', (_, definition) => {
  test('does what the definition says, step by step', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, n) => {
        const momenta = event(seed, n);
        const history = cluster(momenta, definition);
        const { steps, left } = naive(momenta, definition);
        expect(history.steps).toBe(steps.length);
        // Beams of Cambridge/Aachen and Centauro are all equally far: which is taken first is free.
        const wanted = new Map<string, Vector>();
        steps.forEach(({ distance, jet }, s) => {
          expect(Math.abs(history.distance[s] - distance)).toBeLessThan(1e-9 * distance);
          expect(history.second[s] === BEAM).toBe(jet !== null);
          if (jet) wanted.set(jet.constituents.join(' '), jet);
        });
        if (wanted.size > 0) {
          const nodes = inclusiveNodes(history);
          expect(sorted(members(history, nodes))).toEqual([...wanted.keys()].sort());
          for (const node of nodes) {
            const jet = wanted.get([...constituentsOf(history, node)].join(' '));
            if (!jet) continue;
            for (const name of ['px', 'py', 'pz', 'e'] as const) {
              expect(Math.abs(history.momenta[name][node] - jet[name])).toBeLessThan(1e-9 * jet.e);
            }
          }
        }
        if (left.length > 0) {
          expect(sorted(members(history, inclusiveNodes(history)))).toEqual(
            sorted(left.map((one) => one.constituents)),
          );
        }
      }),
      RUNS,
    );
  });

  test('does not see the order of particles', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, n) => {
        const momenta = event(seed, n);
        const rng = random(seed + 1);
        const order = Array.from({ length: n }, (_, k) => [rng.uniform(), k])
          .sort(([a], [b]) => a - b)
          .map(([, k]) => k);
        const history = cluster(taken(momenta, order), definition);
        const back = members(history, nodesOf(history, definition)).map((jet) => jet.map((k) => order[k]));
        expect(sorted(back)).toEqual(jets(momenta, definition));
      }),
      RUNS,
    );
  });

  test('does not see a turn about the beam', () => {
    fc.assert(
      fc.property(seeds, sizes, fc.double({ min: -3, max: 3, noNaN: true }), (seed, n, angle) => {
        const momenta = event(seed, n);
        const turned = transformed(rotation([0, 0, 1], angle), momenta);
        expect(jets(turned, definition)).toEqual(jets(momenta, definition));
      }),
      RUNS,
    );
  });

  test('is safe: a soft particle anywhere, or one split along its direction, leaves the jets as they are', () => {
    fc.assert(
      fc.property(seeds, sizes, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (seed, n, share) => {
        // Three exclusive jets of fewer particles are those particles, and of one more, one more.
        fc.pre(definition.algorithm !== 'eekt' || n >= 3);
        const momenta = event(seed, n);
        const before = jets(momenta, definition);
        const rng = random(seed + 2);
        const k = rng.integer(n);
        const { px, py, pz, e } = momenta;
        const part = (f: number) => [f * px[k], f * py[k], f * pz[k], f * e[k]] as const;
        // Split: the first part where the particle was, the second one last.
        const split = joined(momenta, [part(1 - share)]);
        [split.px[k], split.py[k], split.pz[k], split.e[k]] = part(share);
        expect(jets(split, definition)).toEqual(
          before.map((jet) => (jet.split(' ').includes(String(k)) ? `${jet} ${n}` : jet)).sort(),
        );
        const [theta, phi, soft] = [Math.acos(2 * rng.uniform() - 1), 6 * rng.uniform(), 1e-9];
        const direction = [Math.sin(theta) * Math.cos(phi), Math.sin(theta) * Math.sin(phi), Math.cos(theta)];
        const [x, y, z] = direction.map((value) => soft * value);
        const history = cluster(joined(momenta, [[x, y, z, soft]]), definition);
        const after = members(history, nodesOf(history, definition))
          .map((jet) => jet.filter((i) => i !== n))
          .filter((jet) => jet.length > 0);
        expect(sorted(after)).toEqual(before);
      }),
      RUNS,
    );
  });

  test('tells one story: what is left after any step makes up the inclusive jets that are still to come', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, n) => {
        const history = cluster(event(seed, n), definition);
        const inclusive = members(history, inclusiveNodes(history));
        const everyone = Array.from({ length: n }, (_, k) => k);
        expect(inclusive.flat().sort((a, b) => a - b)).toEqual(everyone);
        const beamSteps = [...history.second].flatMap((second, s) => (second === BEAM ? [s] : []));
        const jetOf = new Map(inclusive.flatMap((jet, i) => jet.map((k) => [k, i] as const)));
        for (let count = 1; count <= n; count++) {
          const alive = members(history, exclusiveNodes(history, count));
          expect(alive.length).toBe(count);
          // Without a beam, all that is left in the end is one jet to come.
          const toCome = (i: number) => beamSteps.length === 0 || beamSteps[i] >= n - count;
          const there = alive.flat().sort((a, b) => a - b);
          expect(there).toEqual(everyone.filter((k) => toCome(jetOf.get(k) ?? -1)));
          expect(alive.every((jet) => new Set(jet.map((k) => jetOf.get(k))).size === 1)).toBe(true);
        }
        // dcut: all steps before the first one above it are done.
        for (let s = 0; s < history.steps; s++) {
          const until = Math.max(...history.distance.subarray(0, s + 1));
          const passed = history.distance.findIndex((d) => d > until);
          const steps = passed < 0 ? history.steps : passed;
          expect(exclusiveNodesAt(history, until).length).toBe(n - steps);
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe.each(named([...PLANE, ...PLANE.map(wta)]))('%s', (_, definition) => {
  test('does not see a boost along the beam', () => {
    fc.assert(
      fc.property(seeds, sizes, fc.double({ min: -3, max: 3, noNaN: true }), (seed, n, rapidity) => {
        const momenta = event(seed, n);
        expect(jets(transformed(boostAlongBeam(rapidity), momenta), definition)).toEqual(
          jets(momenta, definition),
        );
      }),
      RUNS,
    );
  });
});

describe.each(named([...SPHERE, ...SPHERE.map(wta)]))('%s', (_, definition) => {
  test('does not see a turn of space', () => {
    const angle = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(seeds, sizes, angle, angle, (seed, n, a, b) => {
        const momenta = event(seed, n);
        const turn: Lorentz = rotation([1, b, -a], a + b);
        expect(jets(transformed(turn, momenta), definition)).toEqual(jets(momenta, definition));
      }),
      RUNS,
    );
  });
});

describe.each(named(EVERY.map(wta)))('winner-take-all, %s', (_, definition) => {
  test('every axis is the direction of one of its particles, and momenta add up', () => {
    const sphere = SPHERE.some(({ algorithm }) => algorithm === definition.algorithm);
    fc.assert(
      fc.property(seeds, sizes, (seed, n) => {
        const momenta = event(seed, n);
        const history = cluster(momenta, definition);
        const size = ({ px, py, pz }: FourMomenta, k: number) => Math.hypot(px[k], py[k], sphere ? pz[k] : 0);
        for (const node of nodesOf(history, definition)) {
          const inside = constituentsOf(history, node);
          const sum = inside.reduce((total, k) => total + size(momenta, k), 0);
          expect(Math.abs(size(history.momenta, node) / sum - 1)).toBeLessThan(1e-12);
          const nearest = Math.max(
            ...Array.from(inside, (k) => {
              const along = (m: FourMomenta, i: number) => [m.px[i], m.py[i], sphere ? m.pz[i] : 0];
              const [a, b] = [along(history.momenta, node), along(momenta, k)];
              const dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
              return dot / (size(history.momenta, node) * size(momenta, k));
            }),
          );
          expect(nearest).toBeGreaterThan(1 - 1e-12);
        }
      }),
      RUNS,
    );
  });
});
