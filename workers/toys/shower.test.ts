import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decay, fromPlane } from './decay.ts';
import { hadronise } from './hadrons.ts';
import { eventRandom } from './seed.ts';
import { coupling, radiate, shower } from './shower.ts';

const seed = fc.integer({ min: 0, max: 1e9 });

test('the coupling runs: large at the cutoff, about 0.12 at the Z', () => {
  expect(coupling(91.19)).toBeGreaterThan(0.11);
  expect(coupling(91.19)).toBeLessThan(0.14);
  for (let k = shower.cutoff; k < 1000; k *= 1.5) expect(coupling(1.5 * k)).toBeLessThan(coupling(k));
});

test('radiation and hadronisation keep Σ pT; radiation keeps the centroid', () => {
  fc.assert(
    fc.property(seed, fc.double({ min: 5, max: 1000, noNaN: true }), fc.boolean(), (index, pt, gluon) => {
      const rng = eventRandom('test', 1, index);
      const partons = radiate({ pt, y: 0.3, phi: -2, gluon }, 1, rng);
      const sum = (list: readonly { pt: number }[]) => list.reduce((total, p) => total + p.pt, 0);
      expect(sum(partons)).toBeCloseTo(pt, 9);
      expect(partons.reduce((s, p) => s + p.pt * p.y, 0) / pt).toBeCloseTo(0.3, 9);
      expect(partons.reduce((s, p) => s + p.pt * p.phi, 0) / pt).toBeCloseTo(-2, 9);
      const hadrons = partons.flatMap((parton) => hadronise(parton, rng));
      expect(sum(hadrons)).toBeCloseTo(pt, 9);
      expect(hadrons.every((hadron) => hadron.pt > 0)).toBe(true);
    }),
  );
});

test('gluons radiate more than quarks', () => {
  const mean = (gluon: boolean) => {
    let partons = 0;
    for (let i = 0; i < 400; i++) {
      partons += radiate({ pt: 500, y: 0, phi: 0, gluon }, 1, eventRandom('g', 1, i)).length;
    }
    return partons / 400;
  };
  expect(mean(true)).toBeGreaterThan(1.3 * mean(false));
});

test('decays keep the four-momentum, daughters are on their mass shells', () => {
  fc.assert(
    fc.property(seed, fc.double({ min: 1, max: 1000, noNaN: true }), (index, pt) => {
      const parent = fromPlane(pt, 0.7, 2, 173);
      const [w, b] = decay(parent, 80, eventRandom('d', 1, index));
      expect(w.px + b.px).toBeCloseTo(parent.px, 9);
      expect(w.E + b.E).toBeCloseTo(parent.E, 9);
      expect(Math.sqrt(w.E ** 2 - w.px ** 2 - w.py ** 2 - w.pz ** 2)).toBeCloseTo(80, 6);
      expect(Math.abs(b.E ** 2 - b.px ** 2 - b.py ** 2 - b.pz ** 2)).toBeLessThan(1e-12 * parent.E ** 2 * 10);
    }),
  );
});

test('each event has random numbers of its own', () => {
  const first = new Set<number>();
  for (let index = 0; index < 2000; index++) {
    for (const kind of ['qcd', 'top'])
      for (const s of [1, 2]) first.add(eventRandom(kind, s, index).uniform());
  }
  expect(first.size).toBe(8000);
  const values = [...first];
  expect(values.reduce((a, b) => a + b, 0) / values.length).toBeCloseTo(0.5, 1);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
});

test('normal numbers have mean 0 and width 1', () => {
  const rng = eventRandom('n', 1, 0);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < 20_000; i++) {
    const value = rng.normal();
    sum += value;
    squares += value * value;
  }
  expect(Math.abs(sum / 20_000)).toBeLessThan(0.03);
  expect(Math.abs(squares / 20_000 - 1)).toBeLessThan(0.05);
});
