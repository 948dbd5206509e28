import { expect, test } from 'vitest';
import type { PlaneEvent } from '../core/events.ts';
import { random } from '../core/random.ts';
import { modelOf } from '../shapes/index.ts';
import { fit as fitShape } from './fit.ts';
import { type ReplicaOptions, replicate } from './intervals.ts';
import type { ResolutionModel } from './resample.ts';

const SHARP: ResolutionModel = { stochastic: 0, constant: 0, noise: 0, y: 0, phi: 0 };
const SMEARING: ReplicaOptions = { kind: 'smearing', resolution: SHARP, replicas: 20, seed: 1 };
const BOOTSTRAP: ReplicaOptions = { kind: 'bootstrap', resolution: SHARP, replicas: 400, seed: 1 };

/** Particles at places, of equal pT unless told. */
function eventAt(places: readonly (readonly [number, number])[], pt?: readonly number[]): PlaneEvent {
  return {
    event: 7,
    pt: Float64Array.from(pt ?? places.map(() => 1)),
    y: Float64Array.from(places, ([y]) => y),
    phi: Float64Array.from(places, ([, phi]) => phi),
    mass: null,
    pid: null,
    index: Uint32Array.from(places, (_, i) => i),
  };
}

function gaussian(particles: number, sigma: number, seed: number): PlaneEvent {
  const draw = random(seed);
  return eventAt(Array.from({ length: particles }, () => [sigma * draw.normal(), sigma * draw.normal()]));
}

function circle(particles: number, radius: number, seed: number): PlaneEvent {
  const draw = random(seed);
  return eventAt(
    Array.from({ length: particles }, () => {
      const angle = 2 * Math.PI * draw.uniform();
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    }),
  );
}

function fitted(event: PlaneEvent, text: string) {
  const model = modelOf(text);
  return { model, best: model.fromComponents(fitShape(event, model).result.components) };
}

/**
 * Standard deviations of the geometric median by its asymptotic covariance A⁻¹ B A⁻¹ (e.g. Möttönen, Nordhausen, Oja 2010),
 * with A = Σ w (1 − uuᵀ)/r, and B = Σ w² uuᵀ where others might have been drawn, or Σ w² σ² ((1 − uuᵀ)/r)² where each is
 * measured with σ.
 */
function medianDeviations(event: PlaneEvent, [y0, phi0]: Float64Array, sigma: number | null) {
  const total = event.pt.reduce((sum, pt) => sum + pt, 0);
  const a = [0, 0, 0];
  const b = [0, 0, 0];
  for (let i = 0; i < event.pt.length; i++) {
    const w = event.pt[i] / total;
    const [dy, dphi] = [event.y[i] - y0, event.phi[i] - phi0];
    const r = Math.hypot(dy, dphi);
    const [u, v] = [dy / r, dphi / r];
    const across = [(v * v) / r, (-u * v) / r, (u * u) / r];
    // ((1 − uuᵀ)/r)² = (1 − uuᵀ)/r².
    const noise = sigma === null ? [u * u, u * v, v * v] : across.map((value) => (sigma * sigma * value) / r);
    for (let k = 0; k < 3; k++) {
      a[k] += w * across[k];
      b[k] += w * w * noise[k];
    }
  }
  const determinant = a[0] * a[2] - a[1] * a[1];
  const inverse = [a[2] / determinant, -a[1] / determinant, a[0] / determinant];
  const [p, q, s] = inverse;
  return [
    Math.sqrt(p * p * b[0] + 2 * p * q * b[1] + q * q * b[2]),
    Math.sqrt(q * q * b[0] + 2 * q * s * b[1] + s * s * b[2]),
  ];
}

/** Relative error of a standard deviation of so many replicas, three times over. */
const within = (replicas: number) => 3 / Math.sqrt(2 * (replicas - 1));

test.each(['point', 'ring', 'disk', 'ellipse'])('%s: a perfect detector leaves nothing to vary', (text) => {
  const event = gaussian(40, 0.3, 1);
  const { model, best } = fitted(event, text);
  const { parameters, left, values } = replicate(event, model, best, SMEARING);
  expect(left).toBe(0);
  for (const parameter of parameters) {
    expect(parameter.sd).toBe(0);
    expect(parameter.bias).toBe(0);
    expect(parameter.central95).toEqual([parameter.best, parameter.best]);
  }
  for (let k = 0; k < values.length; k++) expect(values[k]).toBe(best[k % best.length]);
});

test('a point drawn anew spreads as the geometric median does', () => {
  const event = gaussian(400, 0.3, 2);
  const { model, best } = fitted(event, 'point');
  const { parameters } = replicate(event, model, best, BOOTSTRAP);
  const expected = medianDeviations(event, best, null);
  // In a Gaussian of σ: 2σ/√(πn).
  expect(expected[0] / ((2 * 0.3) / Math.sqrt(Math.PI * 400))).toBeCloseTo(1, 0);
  for (const [k, { sd, bias }] of parameters.entries()) {
    expect(Math.abs(sd / expected[k] - 1)).toBeLessThan(within(400));
    expect(Math.abs(bias)).toBeLessThan((4 * sd) / Math.sqrt(400));
  }
});

test('a point measured again spreads as the geometric median does', () => {
  // Nobody near the median, where it answers to a single particle.
  const event = circle(100, 0.3, 3);
  const { model, best } = fitted(event, 'point');
  const resolution = { ...SHARP, y: 0.01, phi: 0.01 };
  const options = { ...SMEARING, resolution, replicas: 400 };
  const { parameters } = replicate(event, model, best, options);
  const expected = medianDeviations(event, best, 0.01);
  for (const [k, { sd }] of parameters.entries()) {
    expect(Math.abs(sd / expected[k] - 1)).toBeLessThan(within(400));
  }
});

test('the share of a part is a mean: it spreads as a proportion', () => {
  // Two heaps far apart; only the weights are free.
  const draw = random(4);
  const places = Array.from({ length: 80 }, (_, i) => [i < 24 ? -2 : 2, 0.01 * draw.normal()] as const);
  const event = eventAt(places);
  const model = modelOf('point(center=[-2,0])+point(center=[2,0])');
  const best = model.fromComponents([
    { shape: 'point', weight: 0.3, center: [-2, 0] },
    { shape: 'point', weight: 0.7, center: [2, 0] },
  ]);
  const { parameters } = replicate(event, model, best, BOOTSTRAP);
  expect(parameters.map(({ name }) => name)).toEqual(['point1.weight', 'point2.weight']);
  for (const { sd, median } of parameters) {
    expect(Math.abs(sd / Math.sqrt((0.3 * 0.7) / 80) - 1)).toBeLessThan(within(400));
    expect(median).toBeGreaterThan(0.25);
  }
});

test('energies smeared alone move a share by their resolution', () => {
  const event = eventAt(
    Array.from({ length: 50 }, (_, i) => [i < 25 ? -2 : 2, 0] as const),
    Array.from({ length: 50 }, () => 4),
  );
  const model = modelOf('point(center=[-2,0])+point(center=[2,0])');
  const best = model.fromComponents([
    { shape: 'point', weight: 0.5, center: [-2, 0] },
    { shape: 'point', weight: 0.5, center: [2, 0] },
  ]);
  // E = 4 cosh 2 GeV: a/√E; the share w = A/(A + B) has σ(w) = σ(E)/E · √(w²(1 − w)²(1/n_A + 1/n_B)).
  const energy = 4 * Math.cosh(2);
  const options = { ...SMEARING, resolution: { ...SHARP, stochastic: 0.2 }, replicas: 400 };
  const { parameters } = replicate(event, model, best, options);
  const expected = (0.2 / Math.sqrt(energy)) * 0.25 * Math.sqrt(2 / 25);
  expect(Math.abs(parameters[0].sd / expected - 1)).toBeLessThan(within(400));
});

test('a ring smeared in place grows by σ²/2r and spreads as a mean over its particles', () => {
  const event = circle(120, 0.4, 5);
  const { model, best } = fitted(event, 'ring');
  const options = { ...SMEARING, resolution: { ...SHARP, y: 0.02, phi: 0.02 }, replicas: 200 };
  const [, , radius] = replicate(event, model, best, options).parameters;
  expect(radius.name).toBe('radius');
  // The median radius of 120 particles: σ √(π/2n) at most; a mean's σ/√n at least.
  expect(radius.sd).toBeGreaterThan(0.8 * (0.02 / Math.sqrt(120)));
  expect(radius.sd).toBeLessThan(1.2 * 0.02 * Math.sqrt(Math.PI / 240));
  expect(Math.abs(radius.bias)).toBeLessThan(0.003);
});

test('the interval of a small ring reaches its true radius, on the side that the bias leaves', () => {
  // 30 particles: the fit is some 4% too small, and its replicas are smaller still.
  let inside = 0;
  let shift = 0;
  for (let seed = 20; seed < 30; seed++) {
    const event = circle(30, 0.4, seed);
    const { model, best } = fitted(event, 'ring');
    const [, , radius] = replicate(event, model, best, { ...BOOTSTRAP, replicas: 40 }).parameters;
    expect(radius.bias).toBeLessThan(0);
    shift += radius.median - radius.best;
    if (radius.central95[0] <= 0.4 && 0.4 <= radius.central95[1]) inside++;
  }
  expect(inside).toBeGreaterThanOrEqual(8);
  // On average over events; the median of one may lie either side of its fit.
  expect(shift / 10).toBeGreaterThan(0.002);
});

test('the same seed gives the same replicas, another one others', () => {
  const event = gaussian(30, 0.2, 6);
  const { model, best } = fitted(event, 'ring');
  const once = replicate(event, model, best, { ...BOOTSTRAP, replicas: 5 });
  expect(replicate(event, model, best, { ...BOOTSTRAP, replicas: 5 })).toEqual(once);
  const more = replicate(event, model, best, { ...BOOTSTRAP, replicas: 6 });
  expect(more.values.subarray(0, once.values.length)).toEqual(once.values);
  expect(replicate(event, model, best, { ...BOOTSTRAP, replicas: 5, seed: 2 }).values).not.toEqual(
    once.values,
  );
});

test('an azimuth at the seam has an interval around it', () => {
  const draw = random(7);
  const places = Array.from(
    { length: 60 },
    () => [0.2 * draw.normal(), Math.PI - 0.01 + 0.2 * draw.normal()] as const,
  ).map(([y, phi]) => [y, phi > Math.PI ? phi - 2 * Math.PI : phi] as const);
  const event = eventAt(places);
  const { model, best } = fitted(event, 'point');
  const [, phi] = replicate(event, model, best, { ...BOOTSTRAP, replicas: 100 }).parameters;
  expect(phi.sd).toBeLessThan(0.1);
  expect(phi.central95[0]).toBeLessThan(phi.best);
  expect(phi.central95[1]).toBeGreaterThan(phi.best);
  expect(phi.central95[1] - phi.central95[0]).toBeLessThan(0.3);
});

test('replicas that end at another minimum are counted, and left out', () => {
  // Two points on three heaps: three equal minima. A replica that misses a heap sends its point to the third one.
  const corners = [
    [0, 0],
    [1, 0],
    [0.5, 0.87],
  ] as const;
  const draw = random(9);
  const places = Array.from({ length: 9 }, (_, i) => {
    const [y, phi] = corners[i % 3];
    return [y + 0.01 * draw.normal(), phi + 0.01 * draw.normal()] as const;
  });
  const event = eventAt(places);
  const { model, best } = fitted(event, '2*point');
  const { left, stayed, values, parameters, replicas } = replicate(event, model, best, {
    ...BOOTSTRAP,
    replicas: 100,
  });
  expect(left).toBeGreaterThan(5);
  expect(left).toBeLessThan(50);
  expect(stayed.filter((one) => one === 0)).toHaveLength(left);
  const [first] = parameters;
  const kept = Array.from({ length: replicas }, (_, replica) => values[6 * replica]).filter(
    (_, k) => stayed[k],
  );
  expect(first.sd).toBeCloseTo(
    Math.sqrt(kept.reduce((sum, y) => sum + (y - best[0] + first.bias) ** 2, 0) / (kept.length - 1)),
    9,
  );
});

test('what is held, or given by the event, has no interval', () => {
  const event = circle(60, 0.4, 8);
  const { model, best } = fitted(event, 'ring(radius=0.4)');
  const set = replicate(event, model, best, { ...BOOTSTRAP, replicas: 10 });
  expect(set.parameters.map(({ name }) => name)).toEqual(['y', 'phi']);
  for (let replica = 0; replica < 10; replica++) expect(set.values[3 * replica + 2]).toBe(0.4);
});

test('an event without particles is refused, and a cancelled one ends', () => {
  const model = modelOf('ring');
  const best = Float64Array.of(0, 0, 1);
  expect(() => replicate(eventAt([]), model, best, SMEARING)).toThrow(
    'event 7: no particles in the plane, needed is at least 1 to fit a ring',
  );
  expect(() => replicate(circle(9, 1, 1), model, best, { ...SMEARING, cancelled: () => true })).toThrow(
    'event 7: the intervals were cancelled',
  );
});
