// Numbers that are known in closed form, and the same quantity found in two ways that share no code.

import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { emd, Transport } from '../transport/index.ts';
import { hasReferenceData, referenceEvents } from '../transport/testing/reference-data.ts';
import { descendAxes } from './axes.ts';
import { broadeningAxes, nearestDijet } from './dijets.ts';
import { observableNamed } from './index.ts';
import { cylinderIsotropy } from './isotropy.ts';
import { htOf } from './jet.ts';
import { jettiness } from './jettiness.ts';
import { type Direction, momentaOf, unit } from './momenta.ts';
import { cloudOf, subjettiness } from './subjettiness.ts';
import * as make from './testing/events.ts';
import { thrustOf } from './thrust.ts';

const value = (name: string, event: ReturnType<typeof make.eventOf>) =>
  observableNamed(name).evaluate(event, { seed: 1 });

/** n equal particles around the beam. */
const prongs = (n: number, start = 0.3) =>
  make.eventOf(Array.from({ length: n }, (_, k) => ({ pt: 10, y: 0, phi: start + (2 * Math.PI * k) / n })));

/** Directions that fill the sphere evenly. */
function evenSphere(n: number) {
  return make.eventOfMomenta(
    Array.from({ length: n }, (_, k) => {
      const z = 1 - (2 * k + 1) / n;
      const turn = k * Math.PI * (3 - Math.sqrt(5));
      const radius = Math.sqrt(1 - z * z);
      return [radius * Math.cos(turn), radius * Math.sin(turn), z] as const;
    }),
  );
}

describe('thrust and spherocity', () => {
  it('of two back-to-back particles are 1 and 0', () => {
    const pair = make.eventOfMomenta([
      [3, 4, 5],
      [-3, -4, -5],
    ]);
    expect(value('thrust', pair)).toBeCloseTo(1, 14);
    expect(value('spherocity', pair)).toBeCloseTo(0, 14);
    expect(value('spherocity_transverse', pair)).toBeCloseTo(0, 14);
    expect(value('broadening', pair)).toBeCloseTo(0, 14);
    expect(value('thrust_transverse', pair)).toBeCloseTo(1, 14);
  });

  it('of the Mercedes star are 2/3, 0.5404 and 0.8225', () => {
    const star = prongs(3);
    expect(value('thrust', star)).toBeCloseTo(2 / 3, 12);
    expect(value('thrust_transverse', star)).toBeCloseTo(2 / 3, 12);
    expect(value('spherocity_transverse', star)).toBeCloseTo(Math.PI ** 2 / 12, 12);
    expect(value('spherocity', star)).toBeCloseTo(16 / Math.PI ** 2 / 3, 12);
    expect(value('spherocity', star)).toBeCloseTo(0.5404, 4);
    expect(value('spherocity_transverse', star)).toBeCloseTo(0.8225, 4);
  });

  it('of an even sphere are 1/2 and 1, of an even ring across the beam 2/π and 1', () => {
    const sphere = evenSphere(500);
    expect(value('thrust', sphere)).toBeCloseTo(1 / 2, 2);
    expect(value('spherocity', sphere)).toBeCloseTo(1, 2);
    expect(value('broadening', sphere)).toBeCloseTo(Math.PI / 8, 2);
    const ring = prongs(1000);
    expect(value('thrust_transverse', ring)).toBeCloseTo(2 / Math.PI, 5);
    expect(value('spherocity_transverse', ring)).toBeCloseTo(1, 4);
  });

  it('is exact: all signs of few particles give no more', () => {
    const draw = random(3);
    for (let k = 0; k < 60; k++) {
      const event = make.randomEvent(draw, 9);
      const { n, x, y, z } = momentaOf(event);
      let best = 0;
      for (let signs = 0; signs < 2 ** n; signs++) {
        const sum = [0, 0, 0];
        for (let i = 0; i < n; i++) {
          const sign = (signs >> i) & 1 ? 1 : -1;
          sum[0] += sign * x[i];
          sum[1] += sign * y[i];
          sum[2] += sign * z[i];
        }
        best = Math.max(best, Math.hypot(...sum));
      }
      expect(value('thrust', event)).toBeCloseTo(best, 13);
    }
  });

  it('of few particles in one plane is exact as well', () => {
    const draw = random(4);
    for (let k = 0; k < 40; k++) {
      const flat = make.eventOf(
        Array.from({ length: 2 + draw.integer(8) }, () => ({
          pt: draw.uniform() + 0.01,
          y: 0,
          phi: 2 * Math.PI * draw.uniform(),
        })),
      );
      expect(value('thrust', flat)).toBeCloseTo(value('thrust_transverse', flat), 13);
    }
  });

  it('spherocity is no more than along any direction tried', () => {
    const draw = random(5);
    for (let k = 0; k < 20; k++) {
      const event = make.randomEvent(draw, 12);
      const momenta = momentaOf(event);
      const found = value('spherocity', event);
      for (let trial = 0; trial < 2000; trial++) {
        const [a, b, c] = unit(draw.normal(), draw.normal(), draw.normal());
        let sum = 0;
        for (let i = 0; i < momenta.n; i++) {
          const { x, y, z } = momenta;
          sum += Math.hypot(y[i] * c - z[i] * b, z[i] * a - x[i] * c, x[i] * b - y[i] * a);
        }
        expect(found).toBeLessThanOrEqual(((4 / Math.PI) * sum) ** 2 * (1 + 1e-12));
      }
    }
  });
});

/** The EMD on the sphere at cost chord^β to two directions, whose weights are what is nearer to each. */
function emdToPair(event: ReturnType<typeof make.eventOf>, a: Direction, b: Direction, beta: number): number {
  const { n, x, y, z, share } = momentaOf(event);
  const chord = (i: number, d: Direction) =>
    Math.hypot(x[i] / share[i] - d[0], y[i] / share[i] - d[1], z[i] / share[i] - d[2]) ** beta;
  let toA = 0;
  for (let i = 0; i < n; i++) if (chord(i, a) <= chord(i, b)) toA += share[i];
  const weights = [toA, 1 - toA].filter((weight) => weight > 1e-15);
  const ends = toA > 1e-15 ? [a, b] : [b];
  const transport = new Transport();
  transport.load(share, weights);
  for (let i = 0; i < n; i++) weights.forEach((_, j) => void transport.setCost(i, j, chord(i, ends[j])));
  return transport.run();
}

describe('event shapes as distances', () => {
  it('2E(1 − T) is the EMD at cost θ² to the best back-to-back pair', () => {
    const draw = random(6);
    for (let k = 0; k < 60; k++) {
      const event = k % 2 ? make.randomEvent(draw, 40) : make.randomJet(draw, 40);
      const { value: thrust, axis } = thrustOf(event);
      const { total } = momentaOf(event);
      const closed = 2 * total * (1 - thrust);
      const [x, y, z] = axis;
      const transported = total * emdToPair(event, axis, [-x, -y, -z], 2);
      const searched = total * value('thrust_distance', event);
      expect(Math.abs(transported / closed - 1)).toBeLessThan(1e-6);
      expect(Math.abs(searched / closed - 1)).toBeLessThan(1e-6);
    }
  });

  it('no other pair is nearer, whatever its direction and energies', () => {
    const draw = random(7);
    for (let k = 0; k < 30; k++) {
      const event = make.randomEvent(draw, 20);
      const best = value('thrust_distance', event);
      const other = unit(draw.normal(), draw.normal(), draw.normal());
      const [x, y, z] = other;
      expect(emdToPair(event, other, [-x, -y, -z], 2)).toBeGreaterThanOrEqual(best * (1 - 1e-12));
    }
  });

  it('π/4 √S is the β = 1 distance within 2% for particles within 0.2 rad of the axis', () => {
    const draw = random(8);
    for (let k = 0; k < 40; k++) {
      const axis = unit(draw.normal(), draw.normal(), 0.5 * draw.normal());
      const event = make.eventOfMomenta(
        Array.from({ length: 4 + draw.integer(20) }, (_, i) => {
          const away = unit(draw.normal(), draw.normal(), draw.normal());
          const along = away[0] * axis[0] + away[1] * axis[1] + away[2] * axis[2];
          const tangent = unit(
            ...(away.map((part, c) => part - along * axis[c]) as [number, number, number]),
          );
          const angle = 0.19 * draw.uniform();
          const size = (i % 2 ? 1 : -1) * (0.1 + draw.uniform());
          return axis.map((part, c) => size * (part * Math.cos(angle) + tangent[c] * Math.sin(angle))) as [
            number,
            number,
            number,
          ];
        }),
      );
      const closed = (Math.PI / 4) * Math.sqrt(value('spherocity', event));
      expect(Math.abs(value('spherocity_distance', event) / closed - 1)).toBeLessThan(0.02);
    }
  });

  it('broadening about the two free axes is half that distance, to leading order', () => {
    const draw = random(9);
    for (let k = 0; k < 20; k++) {
      const event = make.eventOfMomenta(
        Array.from({ length: 20 }, (_, i) => [i % 2 ? 1 : -1, 0.1 * draw.uniform(), 0.1 * draw.uniform()]),
      );
      const { a, b } = broadeningAxes(event);
      const { n, x, y, z } = momentaOf(event);
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const [u, v, w] = x[i] * a[0] + y[i] * a[1] + z[i] * a[2] > 0 ? a : b;
        sum += Math.hypot(y[i] * w - z[i] * v, z[i] * u - x[i] * w, x[i] * v - y[i] * u) / 2;
      }
      const distance = value('broadening_distance', event);
      expect(Math.abs((2 * sum) / distance - 1)).toBeLessThan(0.01);
      expect(emdToPair(event, a, b, 1)).toBeCloseTo(distance, 12);
      // Free axes do no worse than the thrust axis.
      expect(sum).toBeLessThanOrEqual(value('broadening', event) * (1 + 0.01));
      expect(distance).toBeLessThanOrEqual(value('spherocity_distance', event) * (1 + 1e-12));
      expect(nearestDijet(momentaOf(event), 1, true).value).toBe(distance);
    }
  });
});

describe('isotropy', () => {
  it('of N equal prongs on the ring is as in closed form', () => {
    const wanted: Readonly<Record<number, number>> = {
      1: 2.752,
      2: 1,
      3: 0.4761,
      4: 0.2743,
      6: 0.124,
      8: 0.0702,
    };
    for (const [n, known] of Object.entries(wanted)) {
      const half = Math.PI / Number(n);
      const closed = (Math.PI / (Math.PI - 2)) * (1 - Math.sin(half) / half);
      expect(closed).toBeCloseTo(known, n === '1' ? 3 : 4);
      for (const start of [0, 0.3, 1.234]) {
        expect(Math.abs(value('isotropy_ring', prongs(Number(n), start)) - closed)).toBeLessThan(2e-4);
      }
    }
  });

  it('of a ring’s own particles is 0, and of others that of the arcs between', () => {
    expect(value('isotropy_ring8', prongs(8, -Math.PI + Math.PI / 8))).toBeCloseTo(0, 14);
    expect(value('isotropy_ring4', prongs(4, 0))).toBeCloseTo(
      (Math.PI / (Math.PI - 2)) * (1 - Math.SQRT1_2),
      12,
    );
    expect(value('isotropy_cylinder_y2', prongs(5))).toBe(value('isotropy_cylinder', prongs(5)));
  });

  it('of a central dijet on the cylinder is (π² + 4y²)/(π² + 16y²)', () => {
    for (const most of [1, 2, 3]) {
      const closed = (Math.PI ** 2 + 4 * most ** 2) / (Math.PI ** 2 + 16 * most ** 2);
      for (const start of [0, 0.7, Math.PI / 2]) {
        expect(cylinderIsotropy(prongs(2, start), most)).toBeCloseTo(closed, 2);
      }
      expect(cylinderIsotropy(prongs(2, 0), most)).toBeCloseTo(closed, 12);
    }
  });

  it('of two back-to-back particles on the sphere is 1, of one 2, of an even sphere 0', () => {
    const draw = random(10);
    for (let k = 0; k < 10; k++) {
      const [x, y, z] = unit(draw.normal(), draw.normal(), draw.normal());
      const pair = make.eventOfMomenta([
        [x, y, z],
        [-x, -y, -z],
      ]);
      expect(value('isotropy_sphere', pair)).toBeCloseTo(1, 2);
      expect(value('isotropy_sphere', make.eventOfMomenta([[x, y, z]]))).toBeCloseTo(2, 2);
    }
    expect(value('isotropy_sphere', evenSphere(512))).toBeLessThan(0.01);
  });

  it('has no value on the cylinder for particles beyond its ends', () => {
    expect(value('isotropy_cylinder', make.eventOf([{ pt: 1, y: 3, phi: 0 }]))).toBe(Number.NaN);
  });
});

describe('N-subjettiness', () => {
  it('of two particles is min(z, 1 − z) d and z (1 − z) d²', () => {
    for (const z of [0.1, 0.5, 0.8]) {
      const d = 0.37;
      const pair = make.eventOf([
        { pt: 100 * z, y: 0.2, phi: Math.PI - 0.1 },
        { pt: 100 * (1 - z), y: 0.2, phi: Math.PI - 0.1 + d },
      ]);
      expect(value('tau1', pair)).toBeCloseTo(Math.min(z, 1 - z) * d, 12);
      expect(value('tau1_beta2', pair)).toBeCloseTo(z * (1 - z) * d * d, 12);
      expect(value('tau2', pair)).toBe(0);
      expect(value('tau3', pair)).toBe(0);
    }
  });

  it('of an equilateral triangle of side a is 0.5774 a', () => {
    const a = 0.6;
    const triangle = make.eventOf(
      [0, 1, 2].map((k) => ({
        pt: 5,
        y: (a / Math.sqrt(3)) * Math.cos((2 * Math.PI * k) / 3),
        phi: (a / Math.sqrt(3)) * Math.sin((2 * Math.PI * k) / 3),
      })),
    );
    expect(value('tau1', triangle)).toBeCloseTo(a / Math.sqrt(3), 12);
    expect(value('tau1', triangle) / a).toBeCloseTo(0.5774, 4);
  });

  it('minimised is never above any choice of axes, and falls with N', () => {
    const draw = random(15);
    for (let k = 0; k < 40; k++) {
      const event = k % 2 ? make.randomJet(draw, 25) : make.randomEvent(draw, 25);
      for (const beta of [0.5, 1, 1.5, 2, 3]) {
        let before = Number.POSITIVE_INFINITY;
        for (const count of [1, 2, 3]) {
          const { value: best, y, phi } = subjettiness(event, count, beta, 'min', 1);
          expect(best).toBeLessThanOrEqual(before * (1 + 1e-12));
          before = best;
          for (const choice of ['onepass', 'wta', 'kt'] as const) {
            const other = subjettiness(event, count, beta, choice, 1).value;
            expect(best).toBeLessThanOrEqual(other * (1 + 1e-12));
          }
          const onepass = subjettiness(event, count, beta, 'onepass', 1).value;
          expect(onepass).toBeLessThanOrEqual(subjettiness(event, count, beta, 'wta', 1).value * (1 + 1e-12));
          // Any particles as axes, and the found ones moved.
          for (let trial = 0; trial < 20; trial++) {
            const picks = Array.from({ length: count }, () => draw.integer(event.pt.length));
            expect(best).toBeLessThanOrEqual(
              tauAt(
                event,
                picks.map((i) => event.y[i]),
                picks.map((i) => event.phi[i]),
                beta,
              ) *
                (1 + 1e-12),
            );
            // Below β = 1 a particle is a local minimum with a narrow basin.
            if (beta < 1) continue;
            expect(best).toBeLessThanOrEqual(
              tauAt(
                event,
                [...y].map((v) => v + 0.01 * draw.normal()),
                [...phi].map((v) => v + 0.01 * draw.normal()),
                beta,
              ) *
                (1 + 1e-12),
            );
          }
        }
      }
    }
  });

  it('minimised is the least over all partitions of few particles', () => {
    const draw = random(16);
    const settings = { beta: 1, cap: Number.POSITIVE_INFINITY };
    for (let k = 0; k < 25; k++) {
      const event = make.randomJet(draw, 8);
      const n = event.pt.length;
      const cloud = cloudOf(event);
      for (const count of [2, 3]) {
        let least = Number.POSITIVE_INFINITY;
        for (let code = 0; code < count ** n; code++) {
          // From the centroids of every partition: a best one is kept by the descent.
          const y = new Float64Array(count);
          const phi = new Float64Array(count);
          const weight = new Float64Array(count);
          for (let i = 0, rest = code; i < n; i++, rest = Math.floor(rest / count)) {
            const group = rest % count;
            weight[group] += cloud.w[i];
            y[group] += cloud.w[i] * cloud.y[i];
            phi[group] +=
              cloud.w[i] *
              (cloud.phi[0] +
                Math.atan2(Math.sin(cloud.phi[i] - cloud.phi[0]), Math.cos(cloud.phi[i] - cloud.phi[0])));
          }
          if (weight.includes(0)) continue;
          const start = [y.map((v, g) => v / weight[g]), phi.map((v, g) => v / weight[g])];
          least = Math.min(least, descendAxes(cloud, start[0], start[1], settings).value);
        }
        expect(subjettiness(event, count, 1, 'min', 1).value).toBeLessThanOrEqual(least * (1 + 1e-9));
      }
    }
  });

  it('is the EMD to its axes with the pT that is nearest to each', () => {
    const draw = random(17);
    for (let k = 0; k < 20; k++) {
      const event = make.randomJet(draw, 30);
      for (const [beta, count] of [
        [1, 2],
        [2, 3],
      ]) {
        const { value: tau, y, phi } = subjettiness(event, count, beta, 'min', 1);
        const a = { weight: event.pt, y: event.y, phi: event.phi };
        const b = { weight: nearest(event, y, phi), y: Float64Array.from(y), phi: Float64Array.from(phi) };
        expect(emd(a, b, { beta }).emd).toBeCloseTo(tau, 10);
        const other = { ...b, weight: b.weight.map((w) => w * (0.5 + draw.uniform())) };
        expect(emd(a, other, { beta }).emd).toBeGreaterThanOrEqual(tau * (1 - 1e-12));
      }
    }
  });

  it('on jets of the reference files: the kt choices are never below the minimum', () => {
    if (!hasReferenceData()) return;
    for (const file of ['qcd.npz', 'w.npz', 'top.npz']) {
      for (const event of referenceEvents(file).slice(0, 30)) {
        for (const count of [1, 2, 3]) {
          const best = subjettiness(event, count, 1, 'min', 1).value;
          for (const choice of ['onepass', 'wta', 'kt'] as const) {
            expect(best).toBeLessThanOrEqual(subjettiness(event, count, 1, choice, 1).value * (1 + 1e-12));
          }
        }
      }
    }
  });
});

function tauAt(event: ReturnType<typeof make.eventOf>, y: number[], phi: number[], beta: number): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < event.pt.length; i++) {
    const turn = (k: number) => Math.atan2(Math.sin(event.phi[i] - phi[k]), Math.cos(event.phi[i] - phi[k]));
    sum += event.pt[i] * Math.min(...y.map((v, k) => Math.hypot(event.y[i] - v, turn(k)) ** beta));
    total += event.pt[i];
  }
  return sum / total;
}

/** The pT of the particles nearest to each axis, those beyond R left out. */
function nearest(
  event: ReturnType<typeof make.eventOf>,
  y: Float64Array,
  phi: Float64Array,
  R = Number.POSITIVE_INFINITY,
): Float64Array {
  const weight = new Float64Array(y.length);
  for (let i = 0; i < event.pt.length; i++) {
    let best = R;
    let at = -1;
    for (let k = 0; k < y.length; k++) {
      const dphi = Math.atan2(Math.sin(event.phi[i] - phi[k]), Math.cos(event.phi[i] - phi[k]));
      const d = Math.hypot(event.y[i] - y[k], dphi);
      if (d < best) {
        best = d;
        at = k;
      }
    }
    if (at >= 0) weight[at] += event.pt[i];
  }
  return weight;
}

describe('N-jettiness', () => {
  it('is the EMD in GeV to its axes, over Σ pT, and no other energies are nearer', () => {
    const draw = random(18);
    for (let k = 0; k < 20; k++) {
      const event = make.randomEvent(draw, 30);
      const ht = htOf(event);
      for (const [beta, R] of [
        [1, 0.8],
        [2, 0.6],
      ]) {
        const { value: found, y, phi } = jettiness(event, 2, R, beta, 1);
        const a = { weight: event.pt, y: event.y, phi: event.phi };
        const b = { weight: nearest(event, y, phi, R), y, phi };
        const settings = { beta, R, normalise: false };
        expect(emd(a, b, settings).emd / ht).toBeCloseTo(found, 10);
        const other = { ...b, weight: b.weight.map((w) => w * (0.5 + draw.uniform())) };
        expect(emd(a, other, settings).emd / ht).toBeGreaterThanOrEqual(found * (1 - 1e-12));
      }
    }
  });

  it('is 0 with no more particles than axes, and at most 1', () => {
    const draw = random(19);
    for (let k = 0; k < 20; k++) {
      const event = make.randomEvent(draw, 12);
      expect(value('jettiness1', event)).toBeLessThanOrEqual(1);
      expect(value('jettiness2', make.eventOf(make.particlesOf(event).slice(0, 2)))).toBe(0);
    }
  });
});
