import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { FAMILIES, INVARIANCES, OBSERVABLES, observableNamed, parseObservables } from './index.ts';
import { jetOf, massOf } from './jet.ts';
import { pairsOf } from './pairs.ts';
import * as make from './testing/events.ts';

describe('the registry', () => {
  it('tells everything of every observable, under names that are identifiers', () => {
    expect(new Set(OBSERVABLES.map(({ name }) => name)).size).toBe(OBSERVABLES.length);
    for (const observable of OBSERVABLES) {
      const { name, label, formula, definition, reference, family, invariances } = observable;
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
      for (const text of [label, formula, definition, reference, family]) expect(text.trim()).not.toBe('');
      expect(definition).toMatch(/\.$/);
      expect(INVARIANCES).toEqual(expect.arrayContaining([...invariances]));
      expect(new Set(invariances).size).toBe(invariances.length);
      expect(observableNamed(name)).toBe(observable);
    }
  });

  it('makes observables with parameters, which bear the name that was asked for', () => {
    for (const name of [
      'tau3_beta2',
      'tau43_beta0p5_kt',
      'c2_beta2',
      'efp_d2_0_beta2',
      'efp_01_12',
      'jettiness1_r1p2',
      'softdropmass_zcut0p2_beta1',
      'zg_beta1_r0p8',
    ]) {
      expect(observableNamed(name).name).toBe(name);
    }
    const event = make.randomJet(random(1));
    for (const [parametrised, listed] of [
      ['tau2_beta1', 'tau2'],
      ['efp_01_12_02', 'efp_d3_2'],
      ['jettiness2_r0p4', 'jettiness2'],
      ['d2_beta1', 'd2'],
      ['softdropmass_zcut0p1_beta0', 'softdropmass'],
    ]) {
      expect(observableNamed(parametrised).evaluate(event, { seed: 1 })).toBe(
        observableNamed(listed).evaluate(event, { seed: 1 }),
      );
    }
  });

  it('says which names there are', () => {
    const allowed = [...OBSERVABLES.map(({ name }) => name), ...FAMILIES.map(({ pattern }) => pattern)].join(
      ', ',
    );
    for (const name of ['tau', 'thrusty', 'tau22', '__proto__', 'constructor']) {
      expect(() => observableNamed(name)).toThrow(
        new RangeError(`unknown observable: ${name}, allowed are ${allowed}`),
      );
    }
  });

  it('says which parameters are out of range', () => {
    const wrong: readonly (readonly [string, string])[] = [
      ['tau2_beta0', 'tau2_beta0: beta is 0, allowed is 0 < beta ≤ 4'],
      ['tau21_beta5', 'tau21_beta5: beta is 5, allowed is 0 < beta ≤ 4'],
      ['zg_zcut1', 'zg_zcut1: zcut is 1, allowed is 0 < zcut < 1'],
      ['rg_zcut0', 'rg_zcut0: zcut is 0, allowed is 0 < zcut < 1'],
      ['softdropmass_beta5', 'softdropmass_beta5: beta is 5, allowed is 0 < beta ≤ 4'],
      ['zg_beta1_r4', 'zg_beta1_r4: R0 is 4, allowed is 0 < R0 ≤ π'],
      ['c2_beta9', 'c2_beta9: beta is 9, allowed is 0 < beta ≤ 8'],
      ['jettiness1_r0', 'jettiness1_r0: the radius is 0, allowed is 0 < R ≤ π'],
      ['isotropy_ring1', 'isotropy_ring1: the ring has 1 particles, allowed are 2 to 1024'],
      [
        'isotropy_cylinder_y11',
        'isotropy_cylinder_y11: the cylinder reaches to |y| = 11, allowed is 0 < y ≤ 10',
      ],
      ['efp_00', 'efp_00: an edge joins a vertex to itself, allowed are edges between two vertices'],
      [
        'efp_01_23',
        'efp_01_23: the graph is not connected, allowed are connected ones (multiply their values)',
      ],
      [
        'efp_01_02_03_12_13_23',
        'efp_01_02_03_12_13_23: the graph needs a table over 3 vertices, allowed are 2 (trees, cycles)',
      ],
    ];
    for (const [name, message] of wrong) expect(() => observableNamed(name)).toThrow(new RangeError(message));
  });

  it('reads lists', () => {
    expect(parseObservables(' thrust, tau21 ,mass').map(({ name }) => name)).toEqual([
      'thrust',
      'tau21',
      'mass',
    ]);
    expect(() => parseObservables('mass,,pt')).toThrow(
      new RangeError('observables: an empty name in "mass,,pt", needed are names with commas between'),
    );
    expect(() => parseObservables('mass,pt,mass')).toThrow(
      new RangeError('observables: mass is given twice'),
    );
    expect(() => parseObservables('emd(ring,mass')).toThrow(
      new RangeError('observables: parentheses do not match in emd(ring,mass'),
    );
  });
});

describe('sums over particles', () => {
  it('refuse more pairs than a table holds', () => {
    const many = make.eventOf(Array.from({ length: 6001 }, (_, k) => ({ pt: 1, y: 0, phi: k })));
    expect(() => observableNamed('e2').evaluate(many, { seed: 1 })).toThrow(
      new RangeError('event 0 has 6001 particles, correlators are made of at most 6000'),
    );
  });

  it('give a jet’s four-momentum, however narrow it is', () => {
    const draw = random(2);
    for (let k = 0; k < 100; k++) {
      const event = make.randomJet(draw);
      const sum = [0, 0, 0, 0];
      for (const { pt, y, phi, mass = 0 } of make.particlesOf(event)) {
        const mt = Math.hypot(pt, mass);
        sum[0] += mt * Math.cosh(y);
        sum[1] += pt * Math.cos(phi);
        sum[2] += pt * Math.sin(phi);
        sum[3] += mt * Math.sinh(y);
      }
      const [e, x, y, z] = sum;
      const jet = jetOf(event);
      expect(jet.pt / Math.hypot(x, y)).toBeCloseTo(1, 12);
      expect(jet.y).toBeCloseTo(Math.atanh(z / e), 10);
      expect(Math.cos(jet.phi - Math.atan2(y, x))).toBeCloseTo(1, 12);
      expect(massOf(event) ** 2 / (e * e - x * x - y * y - z * z)).toBeCloseTo(1, 9);
    }
    // m² = 2 pT² (cosh Δy − 1) of two massless particles: 1e-9 of its energy.
    const narrow = make.eventOf([
      { pt: 100, y: 3, phi: 1 },
      { pt: 100, y: 3 + 1e-8, phi: 1 },
    ]);
    expect(massOf(narrow) / (100 * 1e-8)).toBeCloseTo(1, 6);
    expect(massOf(make.eventOf([{ pt: 5, y: 1, phi: 2, mass: 0.5 }]))).toBeCloseTo(0.5, 12);
  });

  it('give energy flow polynomials and correlators as every assignment of particles does', () => {
    const draw = random(3);
    for (let k = 0; k < 10; k++) {
      const event = make.randomJet(draw, 7);
      for (const beta of [1, 0.5]) {
        const suffix = beta === 1 ? '' : '_beta0p5';
        const { n, z, theta } = pairsOf(event, beta);
        const shares = z.slice();
        const table = theta.slice();
        const every = (edges: string) => {
          const graph = edges.split('_').map((edge) => [Number(edge[0]), Number(edge[1])]);
          const vertices = Math.max(...graph.flat()) + 1;
          let sum = 0;
          for (let code = 0; code < n ** vertices; code++) {
            const at = Array.from({ length: vertices }, (_, v) => Math.floor(code / n ** v) % n);
            sum += graph.reduce(
              (product, [a, b]) => product * table[at[a] * n + at[b]],
              at.reduce((product, i) => product * shares[i], 1),
            );
          }
          return sum;
        };
        for (const edges of [
          '01',
          '01_01',
          '01_12',
          '01_01_12',
          '01_12_02',
          '01_02_03',
          '01_12_23',
          '01_12_23_30',
        ]) {
          const { evaluate } = observableNamed(`efp_${edges}${suffix}`);
          expect(evaluate(event, { seed: 1 }) / every(edges)).toBeCloseTo(1, 10);
        }
        // Each pair is counted twice in the edge, each triple six times in the triangle.
        const at = (name: string) => observableNamed(name + suffix).evaluate(event, { seed: 1 });
        expect((2 * at('e2')) / at('efp_d1_0')).toBeCloseTo(1, 10);
        expect((6 * at('e3')) / at('efp_d3_2')).toBeCloseTo(1, 10);
        expect(at('c2')).toBe(at('e3') / at('e2') ** 2);
        expect(at('d2')).toBe(at('e3') / at('e2') ** 3);
      }
    }
  });

  it('give what two particles have in closed form', () => {
    const d = 0.4;
    const pair = make.eventOf([
      { pt: 60, y: 0, phi: Math.PI - 0.1 },
      { pt: 40, y: d, phi: Math.PI - 0.1 },
    ]);
    const at = (name: string) => observableNamed(name).evaluate(pair, { seed: 1 });
    expect(at('e2')).toBeCloseTo(0.24 * d, 12);
    expect(at('e3')).toBe(0);
    expect(at('ptd')).toBeCloseTo(Math.sqrt(0.36 + 0.16), 12);
    expect(at('lead_fraction')).toBeCloseTo(0.6, 12);
    expect(at('multiplicity')).toBe(2);
    expect(at('ht')).toBeCloseTo(100, 12);
    expect(at('mass')).toBeCloseTo(Math.sqrt(2 * 2400 * (Math.cosh(d) - 1)), 10);
  });
});
