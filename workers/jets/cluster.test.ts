import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { Clusterer } from './cluster.ts';
import { measureOf, weightOf } from './measure.ts';
import { emptyMomenta, type FourMomenta, momentaOf, rapidityOf } from './momenta.ts';
import { BEAM, type Definition } from './types.ts';

interface Step {
  readonly first: readonly number[];
  readonly second: readonly number[] | null;
  readonly distance: number;
}

interface Branch {
  readonly members: readonly number[];
  readonly p: readonly [px: number, py: number, pz: number, e: number];
}

/** All distances anew at every step: slow and plain. E-scheme alone. */
function plainly(particles: FourMomenta, definition: Definition): Step[] {
  const { geometry, edge, unit, power } = measureOf(definition);
  const scale = ({ p: [px, py, , e] }: Branch) =>
    weightOf(geometry === 'sphere' ? e * e : px * px + py * py, power);
  const apart = (a: Branch, b: Branch) => {
    const [px, py, pz, e] = a.p;
    const [qx, qy, qz, q] = b.p;
    if (geometry === 'plane') {
      const turn = Math.abs(Math.atan2(py, px) - Math.atan2(qy, qx));
      return (
        (rapidityOf(px, py, pz, e) - rapidityOf(qx, qy, qz, q)) ** 2 + Math.min(turn, 2 * Math.PI - turn) ** 2
      );
    }
    if (geometry === 'sphere') {
      const [m, n] = [Math.hypot(px, py, pz), Math.hypot(qx, qy, qz)];
      // 2 (1 − cos θ), without losing digits of small angles.
      return (px / m - qx / n) ** 2 + (py / m - qy / n) ** 2 + (pz / m - qz / n) ** 2;
    }
    const [s, t] = [2 / (e - pz), 2 / (q - qz)];
    return (s * px - t * qx) ** 2 + (s * py - t * qy) ** 2;
  };
  const { px, py, pz, e } = particles;
  let left: Branch[] = Array.from(e, (energy, i) => ({ members: [i], p: [px[i], py[i], pz[i], energy] }));
  const out: Step[] = [];
  while (left.length > (Number.isFinite(edge) ? 0 : 1)) {
    let best = Number.POSITIVE_INFINITY;
    let found: readonly [Branch, Branch | null] = [left[0], null];
    left.forEach((a, i) => {
      if (scale(a) * edge < best) {
        best = scale(a) * edge;
        found = [a, null];
      }
      for (const b of left.slice(0, i)) {
        const d = Math.min(scale(a), scale(b)) * apart(a, b);
        if (d < best) {
          best = d;
          found = [a, b];
        }
      }
    });
    const [a, b] = found;
    left = left.filter((one) => one !== a && one !== b);
    if (b) {
      const members = [...a.members, ...b.members].sort((i, j) => i - j);
      left.push({ members, p: [a.p[0] + b.p[0], a.p[1] + b.p[1], a.p[2] + b.p[2], a.p[3] + b.p[3]] });
    }
    out.push({ first: a.members, second: b ? b.members : null, distance: best * unit });
  }
  return out;
}

/** The same of a history: of two that are merged, the one with the lowest particle first. */
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
        const wanted = plainly(particles, definition).map(sorted);
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
