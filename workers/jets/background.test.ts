import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { type ActiveAreas, type AreaJet, activeAreas, ptOf } from './areas.ts';
import { background, densityOf, subtracted } from './background.ts';
import { emptyMomenta, type FourMomenta, momentaOf } from './momenta.ts';

/** Soft particles, `density` GeV a rad² on average, each of 0.5 GeV, |y| < 6; and one hard jet, where asked for, of two particles. */
function pileup(density: number, seed: number, hard: number): FourMomenta {
  const draw = random(seed);
  const soft = Math.round((density * 12 * 2 * Math.PI) / 0.5);
  const list: (readonly [number, number, number])[] = Array.from({ length: soft }, () => [
    0.5,
    12 * draw.uniform() - 6,
    Math.PI * (1 - 2 * draw.uniform()),
  ]);
  if (hard > 0) list.push([0.7 * hard, 0.3, 1], [0.3 * hard, 0.4, 1.1]);
  const column = (k: 0 | 1 | 2) => Float64Array.from(list, (one) => one[k]);
  return momentaOf({ pt: column(0), y: column(1), phi: column(2), mass: null });
}

function jet(pt: number, area: number): AreaJet {
  const vector = { px: area, py: 0, pz: 0, e: area };
  return {
    momentum: { px: pt, py: 0, pz: 0, e: pt },
    constituents: new Uint32Array(1),
    ghosts: new Uint32Array(0),
    area,
    vector,
  };
}

function areasOf(jets: readonly AreaJet[], empty: readonly AreaJet[]): ActiveAreas {
  return { jets, empty, ghostArea: 0.01, grid: { rows: 120, columns: 63, maxRapidity: 6 } };
}

describe('the density of pileup', () => {
  it('is the median of pT/area, those of ghosts alone included, less the hardest', () => {
    const jets = [100, 80, 8, 6, 4, 2].map((pt) => jet(pt, 2));
    // 4, 3, 2, 1: half-way between 3 and 2; 15.865% of 4 less ½ is 0.1346 above 1.
    const { rho, sigma, meanArea, jets: count } = densityOf(areasOf(jets, []), 4, 2);
    expect([rho, meanArea, count]).toEqual([2.5, 2, 4]);
    expect(sigma).toBeCloseTo((2.5 - 1.1346) * Math.sqrt(2), 12);
    // 4, 3, 2, 1, 0, 0, 0.
    const none = [0, 0, 0].map(() => ({ ...jet(1e-100, 2), constituents: new Uint32Array(0) }));
    expect(densityOf(areasOf(jets, none), 4, 2).rho).toBe(1);
  });

  it('is found again in an even background, with or without a hard jet', () => {
    for (const algorithm of ['kt', 'ca'] as const) {
      const definition = { algorithm, R: 0.6 };
      const found = [1, 2, 3].map((seed) => background(pileup(20, seed, 0), { definition, seed }).rho);
      // The median lies below the mean by about a third of what a jet's number of particles, some 25, fluctuates.
      for (const rho of found) expect(Math.abs(rho / 20 - 1)).toBeLessThan(0.08);
      const beside = [1, 2, 3].map((seed) => background(pileup(20, seed, 500), { definition, seed }).rho);
      beside.forEach((rho, k) => {
        expect(Math.abs(rho / found[k] - 1)).toBeLessThan(0.03);
      });
    }
  });

  it('fluctuates as particles of ½ GeV at random do: σ = √(½ ρ)', () => {
    const found = [1, 2, 3, 4].map((seed) => background(pileup(20, seed, 0), { seed }).sigma);
    const mean = found.reduce((sum, sigma) => sum + sigma, 0) / found.length;
    expect(mean / Math.sqrt(10)).toBeGreaterThan(0.6);
    expect(mean / Math.sqrt(10)).toBeLessThan(1.4);
  });

  it('is nothing where there is nothing', () => {
    const { rho, sigma } = background(emptyMomenta(0));
    expect([rho, sigma]).toEqual([0, 0]);
  });

  it('scales with the momenta', () => {
    const event = pileup(10, 9, 100);
    const twice = { ...event };
    for (const name of ['px', 'py', 'pz', 'e'] as const) twice[name] = event[name].map((value) => 2 * value);
    const [one, two] = [background(event), background(twice)];
    expect(two.rho).toBeCloseTo(2 * one.rho, 9);
    expect(two.sigma).toBeCloseTo(2 * one.sigma, 9);
  });

  it('refuses what makes no sense', () => {
    const none = emptyMomenta(0);
    expect(() => background(none, { definition: { algorithm: 'antikt', R: 0.4 } })).toThrow(
      new RangeError('background: the algorithm is antikt, allowed are kt and ca'),
    );
    expect(() => background(none, { jetRapidity: 5.8 })).toThrow(
      new RangeError(
        'background: jetRapidity is 5.8, allowed are numbers > 0 up to 5.6, which is R within the ghosts',
      ),
    );
    expect(() => background(none, { excluded: -1 })).toThrow(
      new RangeError('background: excluded is -1, allowed are integers ≥ 0'),
    );
  });
});

describe('subtraction', () => {
  it('takes ρ times the area’s four-vector, and nothing is left of what is all background', () => {
    expect(subtracted(jet(10, 2), 3)).toEqual({ px: 4, py: 0, pz: 0, e: 4 });
    expect(subtracted(jet(10, 2), 5)).toEqual({ px: 0, py: 0, pz: 0, e: 0 });
  });

  it('leaves no imaginary mass: pT and φ are kept, and the jet’s own rapidity', () => {
    const [pt, y, phi] = [20, 1.2, 2.5];
    const at = (p: number, angle: number) => ({ px: p * Math.cos(angle), py: p * Math.sin(angle) });
    const momentum = { ...at(pt, phi), pz: pt * Math.sinh(y), e: pt * Math.cosh(y) };
    // A massive area at a lower rapidity, as of ghosts all around.
    const vector = { ...at(0.5, phi), pz: 0.51 * Math.sinh(1.1), e: 0.51 * Math.cosh(1.1) };
    // Of a massive area all the energy and more: E < 0, m² > 0.
    const heavy = { ...at(0.5, phi), pz: 0, e: 10 };
    expect(subtracted({ momentum, vector: heavy }, 10)).toEqual(subtracted({ momentum, vector }, 10));
    const left = subtracted({ momentum, vector }, 10);
    expect(ptOf(left)).toBeCloseTo(15, 12);
    expect(Math.atan2(left.py, left.px)).toBeCloseTo(phi, 12);
    expect(Math.asinh(left.pz / 15)).toBeCloseTo(y, 12);
    expect(left.e).toBeCloseTo(15 * Math.cosh(y), 12);
  });

  it('gives the hard jet back its pT, to what the background fluctuates', () => {
    const off: number[] = [];
    for (let seed = 1; seed <= 6; seed++) {
      const event = pileup(20, seed, 200);
      const { rho } = background(event, { seed });
      const [hardest] = activeAreas(event, { algorithm: 'antikt', R: 0.5 }, { seed }).jets;
      expect(ptOf(hardest.momentum)).toBeGreaterThan(207);
      off.push(ptOf(subtracted(hardest, rho)) - 200);
    }
    // In an area of π/4 particles of ½ GeV at 20 GeV a rad² fluctuate by √(½ · 20 · π/4) = 2.8 GeV.
    for (const one of off) expect(Math.abs(one)).toBeLessThan(4 * 2.8);
    expect(Math.abs(off.reduce((sum, one) => sum + one, 0) / off.length)).toBeLessThan(
      4 * (2.8 / Math.sqrt(6)),
    );
  });
});
