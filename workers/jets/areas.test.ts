import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { hasReferenceData } from '../transport/testing/reference-data.ts';
import { type AreaJet, activeAreas, ptOf } from './areas.ts';
import { passiveAreas } from './areas-passive.ts';
import { Clusterer } from './cluster.ts';
import { ghosts } from './ghosts.ts';
import { constituentsOf, inclusiveNodes } from './history.ts';
import { emptyMomenta, type FourMomenta, momentaOf } from './momenta.ts';
import { fourVectors } from './testing/four-vectors.ts';
import type { Algorithm, Definition } from './types.ts';

function particles(...list: readonly (readonly [pt: number, y: number, phi: number])[]): FourMomenta {
  const column = (k: 0 | 1 | 2) => Float64Array.from(list, (one) => one[k]);
  return momentaOf({ pt: column(0), y: column(1), phi: column(2), mass: null });
}

function someEvent(n: number, seed: number): FourMomenta {
  const draw = random(seed);
  const column = (value: () => number) => Float64Array.from({ length: n }, value);
  return momentaOf({
    pt: column(() => -20 * Math.log(1 - draw.uniform())),
    y: column(() => 1.5 * draw.normal()),
    phi: column(() => Math.PI * (1 - 2 * draw.uniform())),
    mass: null,
  });
}

/** Mean and the standard error of it. */
function mean(values: readonly number[]): { mean: number; error: number; deviation: number } {
  const m = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - m) ** 2, 0) / (values.length - 1);
  return { mean: m, error: Math.sqrt(variance / values.length), deviation: Math.sqrt(variance) };
}

/** Of two disks of radius r and s, d apart. */
function unionOfDisks(r: number, s: number, d: number): number {
  const own = Math.PI * (r * r + s * s);
  if (d >= r + s) return own;
  if (d <= Math.abs(r - s)) return Math.PI * Math.max(r, s) ** 2;
  const a = (d * d + r * r - s * s) / (2 * d);
  const b = d - a;
  const half = Math.sqrt(r * r - a * a);
  return own - (r * r * Math.acos(a / r) - a * half + s * s * Math.acos(b / s) - b * half);
}

/**
 * Ghosts, each anywhere in its cell: the error of a disk's area is that of the cells on its edge, of which there are about 8 r/side,
 * each with a variance of at most a quarter. Five of that.
 */
function within(ghostArea: number, r: number): number {
  return 5 * ghostArea * Math.sqrt((8 * r) / Math.sqrt(ghostArea) / 4);
}

const PASSIVE: readonly Algorithm[] = ['kt', 'ca', 'antikt'];
const FINE = { ghostArea: 0.002, maxRapidity: 2 };

describe('ghosts', () => {
  it('fill the strip, one in each cell, by the seed', () => {
    const { y, phi, area, maxRapidity, momenta } = ghosts({ seed: 3 });
    expect(y.length).toBe(63 * 120);
    expect(y.length * area).toBeCloseTo(2 * 6 * 2 * Math.PI, 9);
    const side = [12 / 120, (2 * Math.PI) / 63];
    const cells = Array.from(y, (value, i) => {
      const row = Math.floor((value + maxRapidity) / side[0]);
      return 63 * row + Math.floor((Math.PI - phi[i]) / side[1]);
    });
    expect(cells).toEqual(cells.map((_, i) => i));
    expect(momenta.e.every((e) => e > 0)).toBe(true);
    expect(ghosts({ seed: 3 }).y).toEqual(y);
    expect(ghosts({ seed: 4 }).y).not.toEqual(y);
  });

  it('refuse what is no area and no rapidity', () => {
    expect(() => ghosts({ ghostArea: 0 })).toThrow(
      new RangeError('ghosts: ghostArea is 0, allowed are numbers from 0.00001 to 1'),
    );
    expect(() => ghosts({ maxRapidity: 40 })).toThrow(
      new RangeError('ghosts: maxRapidity is 40, allowed are numbers > 0 up to 20'),
    );
  });
});

describe('active areas', () => {
  it('of an isolated anti-kt jet: πR²', () => {
    for (const R of [0.4, 0.7, 1]) {
      const { jets, ghostArea } = activeAreas(particles([100, 0.2, 3.1]), { algorithm: 'antikt', R });
      expect(jets.length).toBe(1);
      expect(Math.abs(jets[0].area - Math.PI * R * R)).toBeLessThan(within(ghostArea, R));
      expect([...jets[0].constituents]).toEqual([0]);
    }
  });

  it('of a soft anti-kt jet beside a hard one: what the hard one leaves of the disk', () => {
    const [R, d] = [0.6, 0.8];
    const { jets, ghostArea } = activeAreas(
      particles([1000, 0, 0], [1, d, 0]),
      { algorithm: 'antikt', R },
      FINE,
    );
    const both = unionOfDisks(R, R, d);
    expect(Math.abs(jets[0].area - Math.PI * R * R)).toBeLessThan(within(ghostArea, R));
    expect(Math.abs(jets[1].area - (both - Math.PI * R * R))).toBeLessThan(within(ghostArea, 2 * R));
  });

  // arXiv:0802.1188, tables 1 and 2, in units of πR².
  it.each([
    ['kt', 0.812, 0.277, 0.554, 0.174],
    ['ca', 0.814, 0.261, 0.551, 0.176],
  ] as const)(
    'of %s: the published means and deviations, one hard particle and ghosts alone',
    (algorithm, hard, hardDeviation, soft, softDeviation) => {
      const definition: Definition = { algorithm, R: 1 };
      const unit = Math.PI;
      const withHard: number[] = [];
      const alone: number[] = [];
      for (let seed = 1; seed <= 40; seed++) {
        const { jets, empty } = activeAreas(particles([100, 0, 0]), definition, { seed, maxRapidity: 3 });
        withHard.push(jets[0].area / unit);
        // Beyond the reach of the hard particle and of the ghosts' end.
        for (const jet of empty) {
          const { pz, e } = jet.momentum;
          const y = 0.5 * Math.log((e + pz) / (e - pz));
          if (Math.abs(y) > 1 && Math.abs(y) < 2) alone.push(jet.area / unit);
        }
      }
      const a = mean(withHard);
      expect(Math.abs(a.mean - hard)).toBeLessThan(4 * a.error);
      expect(Math.abs(a.deviation - hardDeviation)).toBeLessThan(
        (4 * hardDeviation) / Math.sqrt(2 * withHard.length),
      );
      const b = mean(alone);
      expect(Math.abs(b.mean - soft)).toBeLessThan(4 * b.error);
      expect(Math.abs(b.deviation - softDeviation)).toBeLessThan(
        (4 * softDeviation) / Math.sqrt(2 * alone.length),
      );
    },
  );

  it('leave the jets as they are, and share out all ghosts', () => {
    const event = someEvent(80, 5);
    for (const algorithm of PASSIVE) {
      const definition: Definition = { algorithm, R: 0.6 };
      const { jets, empty, ghostArea } = activeAreas(event, definition);
      const history = new Clusterer(definition).cluster(event);
      const plain = inclusiveNodes(history).map((node) => constituentsOf(history, node).join(' '));
      expect(jets.map(({ constituents }) => constituents.join(' ')).sort()).toEqual(plain.sort());
      const total = [...jets, ...empty].reduce((sum, { area }) => sum + area, 0);
      expect(total).toBeCloseTo(24 * Math.PI, 9);
      expect(ghostArea).toBeCloseTo(0.01, 3);
    }
  });

  it('as four-vectors: of the size and in the direction of the jet, more or less, and massive', () => {
    const [jet] = activeAreas(particles([50, 1, -2]), { algorithm: 'antikt', R: 0.4 }, FINE).jets;
    const { px, py, pz, e } = jet.vector;
    expect(Math.abs(ptOf(jet.vector) / jet.area - 1)).toBeLessThan(0.05);
    expect(Math.atan2(py, px)).toBeCloseTo(-2, 1);
    expect(0.5 * Math.log((e + pz) / (e - pz))).toBeCloseTo(1, 1);
    expect(e * e - px * px - py * py - pz * pz).toBeGreaterThan(0);
  });

  it('has the empty event’s ghosts in empty jets', () => {
    const { jets, empty } = activeAreas(emptyMomenta(0), { algorithm: 'kt', R: 0.7 });
    expect(jets).toEqual([]);
    expect(empty.every(({ constituents, area }) => constituents.length === 0 && area > 0)).toBe(true);
  });

  it('refuses algorithms of the sphere', () => {
    expect(() => activeAreas(someEvent(3, 1), { algorithm: 'eekt', R: 1 })).toThrow(
      new RangeError('areas: the algorithm is eekt, allowed are antikt, kt, ca and genkt'),
    );
  });
});

describe('passive areas', () => {
  it('of one particle: πR²', () => {
    for (const algorithm of PASSIVE) {
      const { jets, ghostArea } = passiveAreas(particles([10, -0.3, 2]), { algorithm, R: 0.8 });
      expect(Math.abs(jets[0].area - Math.PI * 0.64)).toBeLessThan(within(ghostArea, 0.8));
    }
  });

  // arXiv:0802.1188, section 3.2: a soft particle 0 < d < R from a hard one.
  it.each([0.2, 0.5, 0.7, 0.95])('of a hard and a soft particle %s apart, R = 1', (d) => {
    const pair = particles([1000, 0, 0], [1e-3, d, 0]);
    const wanted: Readonly<Partial<Record<Algorithm, number>>> = {
      kt: unionOfDisks(1, 1, d),
      ca: unionOfDisks(1, d, d),
      antikt: Math.PI,
    };
    for (const algorithm of PASSIVE) {
      const { jets, ghostArea } = passiveAreas(pair, { algorithm, R: 1 }, FINE);
      expect(jets.length).toBe(1);
      expect(Math.abs(jets[0].area - (wanted[algorithm] ?? 0))).toBeLessThan(within(ghostArea, 2));
    }
  });

  it('of kt: places whose nearest particle within R is in the jet', () => {
    const event = someEvent(40, 11);
    const definition: Definition = { algorithm: 'kt', R: 0.5 };
    const { y, phi, area } = ghosts();
    const place = particlesOf(event);
    const caught = new Float64Array(40);
    y.forEach((at, i) => {
      let best = 0.25;
      let found = -1;
      place.forEach(([py, pphi], k) => {
        const turn = Math.abs(pphi - phi[i]);
        const g = (py - at) ** 2 + Math.min(turn, 2 * Math.PI - turn) ** 2;
        if (g >= best) return;
        best = g;
        found = k;
      });
      if (found >= 0) caught[found] += area;
    });
    for (const jet of passiveAreas(event, definition).jets) {
      expect(jet.area).toBeCloseTo(
        jet.constituents.reduce((sum, k) => sum + caught[k], 0),
        9,
      );
    }
  });

  it('of anti-kt: the active ones, ghost by ghost', () => {
    const key = ({ constituents, area }: AreaJet) => `${constituents.join(' ')}: ${area.toFixed(9)}`;
    for (const [seed, R] of [
      [1, 0.4],
      [2, 1],
    ]) {
      const event = someEvent(60, 20 + seed);
      const definition: Definition = { algorithm: 'antikt', R };
      const passive = passiveAreas(event, definition, { seed }).jets.map(key);
      expect(passive).toEqual(activeAreas(event, definition, { seed }).jets.map(key));
    }
  });

  it('of all: the area that one ghost at a time finds by clustering', () => {
    const event = someEvent(25, 31);
    const coarse = { ghostArea: 0.2, maxRapidity: 3, seed: 2 };
    const soft = ghosts(coarse);
    for (const algorithm of PASSIVE) {
      const definition: Definition = { algorithm, R: 0.9 };
      const clusterer = new Clusterer(definition);
      const caught = new Map<string, number>();
      for (let i = 0; i < soft.y.length; i++) {
        const add = (a: Float64Array, b: Float64Array) => Float64Array.of(...a, b[i]);
        const { px, py, pz, e } = soft.momenta;
        const history = clusterer.cluster({
          px: add(event.px, px),
          py: add(event.py, py),
          pz: add(event.pz, pz),
          e: add(event.e, e),
        });
        for (const node of inclusiveNodes(history)) {
          const members = [...constituentsOf(history, node)];
          if (members.at(-1) !== 25 || members.length === 1) continue;
          const jet = members.slice(0, -1).join(' ');
          caught.set(jet, (caught.get(jet) ?? 0) + soft.area);
        }
      }
      for (const { constituents, area } of passiveAreas(event, definition, coarse).jets) {
        expect(area).toBeCloseTo(caught.get(constituents.join(' ')) ?? 0, 9);
      }
    }
  });
});

describe('areas of a real event', () => {
  if (!hasReferenceData()) {
    it.skip('no reference data beside this checkout: ../shared/data', () => undefined);
    return;
  }
  it('leave 3,282 particles’ anti-kt jets as they are', () => {
    const [event] = fourVectors('Pythia-dijet-ptmin100-lhc-pileup-1ev.dat');
    const definition: Definition = { algorithm: 'antikt', R: 0.4 };
    const history = new Clusterer(definition).cluster(event);
    const plain = inclusiveNodes(history).map((node) => constituentsOf(history, node).join(' '));
    const { jets } = activeAreas(event, definition);
    expect(jets.map(({ constituents }) => constituents.join(' ')).sort()).toEqual(plain.sort());
  });
});

function particlesOf({ px, py, pz, e }: FourMomenta): (readonly [y: number, phi: number])[] {
  return Array.from(e, (_, k) => [0.5 * Math.log((e[k] + pz[k]) / (e[k] - pz[k])), Math.atan2(py[k], px[k])]);
}
