import { expect, test } from 'vitest';
import type { PlaneEvent } from '../core/events.ts';
import { random } from '../core/random.ts';
import { relativeResolution, resampled, smeared } from './resample.ts';

function event(pt: readonly number[], y = 1, mass: Float64Array | null = null): PlaneEvent {
  return {
    event: 0,
    pt: Float64Array.from(pt),
    y: Float64Array.from(pt, () => y),
    phi: Float64Array.from(pt, () => Math.PI - 1e-3),
    mass,
    pid: Int32Array.from(pt, (_, i) => 100 + i),
    index: Uint32Array.from(pt, (_, i) => 2 * i),
  };
}

const spread = (values: ArrayLike<number>) => {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  return { mean, sd: Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length) };
};
const many = (value: number) => Array.from({ length: 20_000 }, () => value);

test('σ(E)/E is the three terms in quadrature', () => {
  const resolution = { stochastic: 0.3, constant: 0.04, noise: 0.4, y: 0, phi: 0 };
  expect(relativeResolution(resolution, 4)).toBeCloseTo(Math.hypot(0.15, 0.04, 0.1), 14);
});

test('momenta and directions are measured with the resolution at the energy, masses counted', () => {
  const resolution = { stochastic: 0.2, constant: 0.01, noise: 0.1, y: 0.02, phi: 0.03 };
  for (const mass of [null, Float64Array.from(many(5))]) {
    const from = event(many(10), 1, mass);
    const seen = smeared(from, resolution, random(1));
    const energy = Math.hypot(10, mass ? 5 : 0) * Math.cosh(1);
    const { mean, sd } = spread(seen.pt);
    expect(Math.abs(mean / 10 - 1)).toBeLessThan(0.005);
    expect(Math.abs(sd / (10 * relativeResolution(resolution, energy)) - 1)).toBeLessThan(0.03);
    expect(Math.abs(spread(seen.y).sd / 0.02 - 1)).toBeLessThan(0.03);
    const turned = seen.phi.map((phi) => (phi < 0 ? phi + 2 * Math.PI : phi));
    expect(Math.abs(spread(turned).sd / 0.03 - 1)).toBeLessThan(0.03);
    for (const phi of seen.phi) expect(Math.abs(phi)).toBeLessThanOrEqual(Math.PI);
    expect(from.pt[0]).toBe(10);
  }
});

test('what comes out without energy is not seen, but something is', () => {
  const resolution = { stochastic: 0, constant: 1, noise: 0, y: 0, phi: 0 };
  const seen = smeared(event(many(1)), resolution, random(2));
  for (const pt of seen.pt) expect(pt).toBeGreaterThan(0);
  // A sixth of a Gaussian of σ = 1 around 1 is below 0.
  expect(Math.abs(seen.pt.length / 20_000 - 0.841)).toBeLessThan(0.01);
  expect(seen.index[1] - seen.index[0]).toBeGreaterThan(0);
  for (let seed = 0; seed < 20; seed++) {
    expect(smeared(event([1]), resolution, random(seed)).pt).toHaveLength(1);
  }
});

test('a bootstrap draws as many as there are, each with its own momentum', () => {
  const from = event([1, 10, 100, 1000]);
  const counts = new Float64Array(4);
  for (let seed = 0; seed < 4000; seed++) {
    const drawn = resampled(from, random(seed));
    let total = 0;
    for (let k = 0; k < drawn.pt.length; k++) {
      const place = drawn.index[k] / 2;
      const times = drawn.pt[k] / from.pt[place];
      expect(Number.isInteger(times) && times > 0).toBe(true);
      expect(drawn.pid?.[k]).toBe(100 + place);
      counts[place] += times;
      total += times;
    }
    expect(total).toBe(4);
  }
  for (const count of counts) expect(Math.abs(count / 4000 - 1)).toBeLessThan(0.05);
});
