// Areas, densities and subtraction of toy events as FastJet 3.4 has them: testing/areas.json, made by bench/areas.cc. Its ghosts are
// not ours, so that areas agree to the statistical error of both means.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ActiveAreas, type AreaJet, activeAreas, ptOf } from './areas.ts';
import { passiveAreas } from './areas-passive.ts';
import { background, subtracted } from './background.ts';
import { momentaOf } from './momenta.ts';
import type { FourMomentum } from './recluster.ts';

/** Value and standard error. */
type Measured = readonly [mean: number, error: number];
type Numbers = readonly [number, number, number, number];

interface Golden {
  readonly R: number;
  readonly leastPt: number;
  readonly maxRapidity: number;
  readonly events: readonly {
    /** pT, y, φ of massless particles. */
    readonly particles: readonly (readonly [number, number, number])[];
    readonly active: Readonly<Record<string, readonly GoldenJet[]>>;
    readonly passive: Readonly<Record<string, readonly GoldenJet[]>>;
    readonly rho: Measured;
    readonly sigma: Measured;
    readonly subtraction: {
      readonly at: number;
      readonly jets: readonly { readonly jet: Numbers; readonly area: Numbers; readonly left: Numbers }[];
    };
  }[];
}

interface GoldenJet {
  readonly pt: number;
  readonly area: Measured;
  readonly vectorPt: Measured;
}

const golden: Golden = JSON.parse(readFileSync(join(import.meta.dirname, 'testing', 'areas.json'), 'utf8'));
const { R, leastPt, maxRapidity } = golden;
/** FastJet's runs, each with ghosts of its own, and ours. */
const RUNS = { active: { theirs: 400, ours: 4 }, passive: { theirs: 20, ours: 8 } } as const;
/** Standard errors of a difference: none of some hundreds is further out by chance. */
const FAR = 4.5;

/** The difference of the means in its standard errors. Runs scatter as FastJet's, where those scatter, else as ours. */
function pull(ours: readonly number[], [mean, error]: Measured, theirs: number): number {
  const n = ours.length;
  const average = ours.reduce((sum, value) => sum + value, 0) / n;
  const variance = ours.reduce((sum, value) => sum + (value - average) ** 2, 0) / (n - 1);
  const own = error > 0 ? error * Math.sqrt(theirs / n) : Math.sqrt(variance / n);
  return (average - mean) / Math.hypot(error, own);
}

/** Mean square is 1 where errors are right; of so many pulls it scatters by √(2/n). */
function expectPulls(pulls: readonly number[]): void {
  for (const one of pulls) expect(Math.abs(one)).toBeLessThan(FAR);
  const square = pulls.reduce((sum, one) => sum + one * one, 0) / pulls.length;
  expect(square).toBeLessThan(1 + 4 * Math.sqrt(2 / pulls.length));
}

describe.each(golden.events.map((event, k) => [k, event] as const))('event %i', (_, event) => {
  const column = (k: 0 | 1 | 2) => Float64Array.from(event.particles, (one) => one[k]);
  const momenta = momentaOf({ pt: column(0), y: column(1), phi: column(2), mass: null });

  function compare(
    wanted: readonly GoldenJet[],
    runs: readonly Pick<ActiveAreas, 'jets'>[],
    kind: keyof typeof RUNS,
  ): void {
    for (const { jets } of runs) {
      const hard = jets.filter(({ momentum }) => ptOf(momentum) >= leastPt);
      expect(hard.length).toBe(wanted.length);
      hard.forEach(({ momentum }, k) => {
        expect(ptOf(momentum)).toBeCloseTo(wanted[k].pt, 6);
      });
    }
    const pulls = (value: (jet: AreaJet) => number, golden: (jet: GoldenJet) => Measured) =>
      wanted.map((jet, k) => pull(runs.map(({ jets }) => value(jets[k])), golden(jet), RUNS[kind].theirs)); // biome-ignore format: a row
    expectPulls(pulls(({ area }) => area, ({ area }) => area)); // biome-ignore format: a row
    // FastJet's four-vectors of Voronoi cells stand on the particles, not on ghosts.
    if (wanted.some(({ area: [, error] }) => error === 0)) return;
    expectPulls(pulls(({ vector }) => ptOf(vector), ({ vectorPt }) => vectorPt)); // biome-ignore format: a row
  }

  it.each(['antikt', 'kt', 'ca'] as const)('active areas of %s', (algorithm) => {
    const found = (seed: number) => activeAreas(momenta, { algorithm, R }, { seed, maxRapidity });
    compare(event.active[algorithm], seeds(RUNS.active.ours).map(found), 'active');
  });

  it.each(['kt', 'ca'] as const)('passive areas of %s', (algorithm) => {
    const found = (seed: number) => passiveAreas(momenta, { algorithm, R }, { seed, maxRapidity });
    compare(event.passive[algorithm], seeds(RUNS.passive.ours).map(found), 'passive');
  });

  it('the density of pT and its fluctuation', () => {
    const runs = seeds(RUNS.active.ours).map((seed) => background(momenta, { seed, maxRapidity }));
    const { theirs } = RUNS.active;
    const rho = pull(
      runs.map((one) => one.rho),
      event.rho,
      theirs,
    );
    const sigma = pull(
      runs.map((one) => one.sigma),
      event.sigma,
      theirs,
    );
    expectPulls([rho, sigma]);
  });

  it('subtraction of given areas, masses that would be imaginary set to 0', () => {
    const { at, jets } = event.subtraction;
    let massless = 0;
    for (const { jet, area, left } of jets) {
      const momentum = vectorOf(jet);
      const { px, py, pz, e } = subtracted({ momentum, vector: vectorOf(area) }, at);
      [px, py, pz, e].forEach((value, k) => {
        expect(Math.abs(value - left[k])).toBeLessThan(1e-9 * momentum.e);
      });
      if (e > 0 && Math.abs(e * e - px * px - py * py - pz * pz) < 1e-9 * e * e) massless++;
    }
    expect(massless).toBeGreaterThan(0);
  });
});

const seeds = (runs: number) => Array.from({ length: runs }, (_, k) => k + 1);

const vectorOf = ([px, py, pz, e]: Numbers): FourMomentum => ({ px, py, pz, e });
