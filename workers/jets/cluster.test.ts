import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { Clusterer } from './cluster.ts';
import { emptyMomenta, type FourMomenta, momentaOf } from './momenta.ts';
import { type NaiveStep, naive } from './testing/naive.ts';
import { BEAM, type Definition } from './types.ts';

type Step = Pick<NaiveStep, 'first' | 'second' | 'distance'>;

function stepsOf(particles: FourMomenta, definition: Definition): Step[] {
  const history = new Clusterer(definition).cluster(particles);
  const members: number[][] = Array.from({ length: history.particles }, (_, i) => [i]);
  return Array.from({ length: history.steps }, (_, s) => {
    const first = members[history.first[s]];
    const second = history.second[s] === BEAM ? null : members[history.second[s]];
    if (second) members[history.into[s]] = [...first, ...second].sort((i, j) => i - j);
    return { first, second, distance: history.distance[s] };
  });
}

/** Of two that are merged, the one with the lowest particle first. */
function sorted({ first, second, distance }: Step): Step {
  return second && second[0] < first[0]
    ? { first: second, second: first, distance }
    : { first, second, distance };
}

function event(n: number, seed: number): FourMomenta {
  const draw = random(seed);
  const column = (value: () => number) => Float64Array.from({ length: n }, value);
  return momentaOf({
    pt: column(() => -10 * Math.log(1 - draw.uniform())),
    y: column(() => 3 * draw.normal()),
    phi: column(() => Math.PI * (1 - 2 * draw.uniform())),
    mass: column(() => 0.2 * draw.uniform()),
  });
}

const DEFINITIONS: readonly Definition[] = [
  ...[0.05, 0.4, 1, 2.5, 4].flatMap((R) =>
    (['antikt', 'kt', 'ca'] as const).map((algorithm) => ({ algorithm, R })),
  ),
  { algorithm: 'genkt', R: 0.7, p: 0.5 },
  { algorithm: 'eekt', R: 1 },
  { algorithm: 'eegenkt', R: 0.8, p: -1 },
  { algorithm: 'eegenkt', R: 3.5, p: 1 },
  { algorithm: 'centauro', R: 0.8 },
];

describe('clustering', () => {
  for (const definition of DEFINITIONS) {
    const { algorithm, R, p } = definition;
    it(`takes the steps of the plain method: ${algorithm}, R = ${R}${p === undefined ? '' : `, p = ${p}`}`, () => {
      // From 96 on there are tiles, and who is left is moved together.
      for (const [k, n] of [1, 2, 3, 10, 60, 110].entries()) {
        const particles = event(n, 100 + k);
        const wanted = naive(particles, definition).steps.map(sorted);
        const steps = stepsOf(particles, definition).map(sorted);
        // Cambridge/Aachen's beam distances are all 1, so that jets may go in any order.
        const jets = (list: readonly Step[]) =>
          list.filter(({ second }) => !second).map(({ first }) => first.join(' '));
        const merged = (list: readonly Step[]) => list.filter(({ second }) => second);
        expect(jets(steps).sort()).toEqual(jets(wanted).sort());
        expect(merged(steps).map(({ first, second }) => [first, second])).toEqual(
          merged(wanted).map(({ first, second }) => [first, second]),
        );
        merged(steps).forEach(({ distance }, s) => {
          expect(Math.abs(distance - merged(wanted)[s].distance)).toBeLessThanOrEqual(1e-9 * distance);
        });
      }
    });
  }

  it('gives the same whatever was clustered before', () => {
    const clusterer = new Clusterer({ algorithm: 'kt', R: 0.6 });
    const fresh = clusterer.cluster(event(40, 7));
    clusterer.cluster(event(300, 8));
    clusterer.cluster(event(3, 9));
    expect(clusterer.cluster(event(40, 7))).toEqual(fresh);
  });

  it('gives away what the next clustering leaves alone, and takes its particles from wherever they lie', () => {
    const clusterer = new Clusterer({ algorithm: 'antikt', R: 0.6 });
    const particles = event(40, 7);
    const history = clusterer.cluster(particles);
    const copy = structuredClone(history);
    clusterer.cluster(event(5000, 8));
    new Clusterer({ algorithm: 'eekt', R: 1 }).cluster(event(50, 9));
    expect(history).toEqual(copy);
    const shared = (column: Float64Array) => {
      const out = new Float64Array(new SharedArrayBuffer(column.byteLength + 8), 8);
      out.set(column);
      return out;
    };
    const { px, py, pz, e } = particles;
    expect(clusterer.cluster({ px: shared(px), py: shared(py), pz: shared(pz), e: shared(e) })).toEqual(copy);
  });

  it('comes to an end, whatever it is given', () => {
    for (const definition of DEFINITIONS) {
      for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, 1e200, 0]) {
        const particles = event(120, 10);
        for (const k of [0, 7, 119]) for (const name of ['px', 'pz', 'e'] as const) particles[name][k] = odd;
        const { steps, first, second } = new Clusterer(definition).cluster(particles);
        const nodes = [...first, ...second].filter((node) => node !== BEAM);
        expect(new Set(nodes).size).toBe(nodes.length);
        expect(nodes.length).toBeGreaterThanOrEqual(steps);
      }
    }
  });

  it('refuses what memory cannot hold, and goes on', () => {
    const clusterer = new Clusterer({ algorithm: 'kt', R: 0.6 });
    const many = { ...emptyMomenta(0), e: new Float64Array(8_000_001) };
    expect(() => clusterer.cluster(many)).toThrow(
      new RangeError('clustering: 8000001 particles are more than memory can hold'),
    );
    expect(clusterer.cluster(event(3, 1)).particles).toBe(3);
  });

  it('has nothing to tell of nothing', () => {
    const { particles, steps, momenta } = new Clusterer({ algorithm: 'antikt', R: 0.4 }).cluster(
      emptyMomenta(0),
    );
    expect([particles, steps, momenta.e.length]).toEqual([0, 0, 0]);
  });

  it('refuses what is no radius and no power', () => {
    expect(() => new Clusterer({ algorithm: 'kt', R: 0 })).toThrow(
      new RangeError('clustering: R is 0, allowed are finite numbers > 0'),
    );
    expect(() => new Clusterer({ algorithm: 'genkt', R: 1, p: Number.NaN })).toThrow(
      new RangeError('clustering: p is NaN, allowed are finite numbers'),
    );
  });
});
