import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { random } from '../core/random.ts';
import { parseShape } from '../shapes/index.ts';
import { emd } from '../transport/index.ts';
import { fit as fitShape } from './fit.ts';
import { eventAt, randomJet } from './testing/events.ts';

const within = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);

/** The model's own quadrature as an event. */
function eventOf(text: string, parameters: readonly number[], n: number): PlaneEvent {
  const model = parseShape(text);
  const points = model.points(n);
  const [y, phi, mass] = [new Float64Array(points), new Float64Array(points), new Float64Array(points)];
  model.quadrature(Float64Array.from(parameters), n, y, phi, mass);
  return eventAt(y, phi, mass);
}

function total(components: readonly { readonly weight: number }[]): number {
  return components.reduce((sum, { weight }) => sum + weight, 0);
}

describe('compositions: cases that are known', () => {
  it('a point and a ring that drew an event are found again, with their weights', () => {
    const event = eventOf('ring+point', [0.2, 3, 0.5, -0.4, -2.6, 0.7, 0.3], 60);
    const { result } = fitShape(event, parseShape('ring+point'));
    expect(result.emd).toBeLessThan(0.01);
    const [ring, point] = result.components;
    within(ring.weight, 0.7, 0.01);
    within(point.weight, 0.3, 0.01);
    within(ring.radius ?? 0, 0.5, 0.01);
    within(ring.center[0], 0.2, 0.01);
    within(wrapPhi(ring.center[1] - 3), 0, 0.01);
    within(point.center[0], -0.4, 0.01);
    within(wrapPhi(point.center[1] + 2.6), 0, 0.01);
  });

  it('two rings about one centre are told apart', () => {
    const event = eventOf('(ring+ring)', [0, 1, 0.2, 0.6, 0.5, 0.5], 48);
    const { result } = fitShape(event, parseShape('(ring+ring)'));
    expect(result.emd).toBeLessThan(0.02);
    const radii = result.components.map(({ radius }) => radius ?? 0).sort((a, b) => a - b);
    within(radii[0], 0.2, 0.02);
    within(radii[1], 0.6, 0.02);
    expect(result.components[0].center).toEqual(result.components[1].center);
  });

  it('a ring of radius r to two points: each takes half, and copies come by falling weight', () => {
    const event = eventOf('ring', [0, 0, 0.5], 400);
    const { result } = fitShape(event, parseShape('2*point'));
    // Half a ring to the best point of its axis: the mean of √(r² + d² − 2 r d cos θ) over a quarter turn.
    const mean = (d: number) => {
      let sum = 0;
      for (let k = 0; k < 2000; k++) {
        const turn = ((k + 0.5) / 2000) * (Math.PI / 2);
        sum += Math.sqrt(0.25 + d * d - d * Math.cos(turn)) / 2000;
      }
      return sum;
    };
    const best = Math.min(...Array.from({ length: 500 }, (_, k) => mean(k / 1000)));
    within(result.emd, best, 1e-4);
    expect(result.components[0].weight).toBeGreaterThanOrEqual(result.components[1].weight);
    within(result.components[0].weight, 0.5, 0.01);
  });

  it('as many points as particles leave nothing over', () => {
    const event = eventAt([0, 1, -1], [3.1, -3.1, 0], [3, 2, 1]);
    for (const text of ['3*point', '4*point']) {
      const { result } = fitShape(event, parseShape(text));
      expect(result.emd).toBeLessThan(1e-12);
      expect(result.lower_bound).toBeLessThanOrEqual(result.emd);
    }
    const { components } = fitShape(event, parseShape('3*point')).result;
    components.forEach(({ weight }, k) => {
      within(weight, [3, 2, 1][k] / 6, 1e-12);
    });
  });

  it('a uniform background under a ring takes the weight that it drew', () => {
    const draw = random(5);
    const ring = Array.from({ length: 140 }, (_, k) => (2 * Math.PI * k) / 140);
    const y = [
      ...ring.map((turn) => 0.4 * Math.cos(turn)),
      ...Array.from({ length: 60 }, () => 2 * draw.uniform() - 1),
    ];
    const phi = [
      ...ring.map((turn) => 0.4 * Math.sin(turn)),
      ...Array.from({ length: 60 }, () => 2 * draw.uniform() - 1),
    ];
    const { components } = fitShape(eventAt(y, phi), parseShape('ring+pileup')).result;
    within(components[0].weight, 0.7, 0.04);
    within(components[0].radius ?? 0, 0.4, 0.01);
  });
});

describe('compositions: limits', () => {
  const jet = randomJet(20, random(3));

  it('keeps what is held and what is bounded', () => {
    const [ring] = fitShape(jet, parseShape('ring(radius=0.5..0.7)')).result.components;
    expect(ring.radius).toBeGreaterThanOrEqual(0.5);
    expect(ring.radius).toBeLessThanOrEqual(0.7);
    const [narrow] = fitShape(jet, parseShape('ellipse(b=0.2..0.25)')).result.components;
    expect(narrow.semi_axes?.[1]).toBeGreaterThanOrEqual(0.2);
    expect(narrow.semi_axes?.[1]).toBeLessThanOrEqual(0.25);
    const { components } = fitShape(
      jet,
      parseShape('disk(radius=0.3)+2*point(weight=0.1..0.15)+ring(weight=0.2)'),
    ).result;
    expect(components[0].radius).toBe(0.3);
    for (const { weight } of components.slice(1, 3)) {
      expect(weight).toBeGreaterThanOrEqual(0.1);
      expect(weight).toBeLessThanOrEqual(0.15 + 1e-12);
    }
    expect(components[3].weight).toBe(0.2);
    within(total(components), 1, 1e-12);
  });

  it('refuses weights that cannot add up', () => {
    expect(() => fitShape(jet, parseShape('disk(weight=0.1..0.2)+ring(weight=0.3..0.4)'))).toThrow(
      new RangeError(
        'disk(weight=0.1..0.2)+ring(weight=0.3..0.4): the weights that are not held add up to 0.4 to 0.6000000000000001 within their limits, needed is 1',
      ),
    );
  });

  it('starts where it is told, and ends no higher', () => {
    const model = parseShape('2*disk');
    const from = model.initial(jet);
    const iterates: number[] = [];
    const { result, others } = fitShape(jet, model, { from, onIterate: ({ emd }) => iterates.push(emd) });
    expect(others).toEqual([]);
    expect(iterates.length).toBeGreaterThan(0);
    const y = new Float64Array(2000);
    const [phi, mass] = [new Float64Array(2000), new Float64Array(2000)];
    model.quadrature(from, 1000, y, phi, mass);
    const before = emd({ weight: jet.pt, y: jet.y, phi: jet.phi }, { weight: mass, y, phi }).emd;
    expect(result.emd).toBeLessThanOrEqual(before);
  });

  it('ends when it is cancelled', () => {
    for (const text of ['3*point', '2*(ellipse+point)']) {
      let polled = 0;
      const cancelled = () => {
        polled++;
        return polled > 3;
      };
      let thrown: unknown;
      try {
        fitShape(jet, parseShape(text), { cancelled });
      } catch (error) {
        thrown = error;
      }
      expect(String(thrown)).toBe('AbortError: event 0: the fit was cancelled');
    }
  });
});

describe('compositions: what they promise', () => {
  it('carries a certificate, weights that add up, and a value that its own quadrature has', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 25 }),
        fc.constantFrom('2*(ellipse+point)', 'ring+pileup', '2*disk+point', 'triangle+point', '3*point'),
        (seed, n, text) => {
          const jet = randomJet(n, random(seed));
          const model = parseShape(text);
          const { result, others } = fitShape(jet, model, { seed });
          expect(result.lower_bound).toBeLessThanOrEqual(result.emd);
          expect(result.gap).toBeLessThanOrEqual(1e-9);
          expect(result.quadrature).toBe(model.points(1000));
          within(total(result.components), 1, 1e-9);
          const y = new Float64Array(result.quadrature);
          const [phi, mass] = [new Float64Array(y.length), new Float64Array(y.length)];
          model.quadrature(model.fromComponents(result.components), 1000, y, phi, mass);
          const value = emd({ weight: jet.pt, y: jet.y, phi: jet.phi }, { weight: mass, y, phi }).emd;
          within(result.emd, value, 1e-7 + 1e-6 * value);
          for (const { components } of others) within(total(components), 1, 1e-9);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('is the same for the same seed, and leaves the event as it was', () => {
    const jet = randomJet(20, random(8));
    const before = structuredClone(jet);
    const model = parseShape('2*(ellipse+point)');
    const run = () => fitShape(jet, model, { seed: 3, now: () => 0 });
    expect(run()).toEqual(run());
    expect(jet).toEqual(before);
  });

  it('more points are never worse, in any order of particles, turned in φ, or with a particle split', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 4, max: 30 }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (seed, n, turn) => {
          const jet = randomJet(n, random(seed));
          const value = (event: PlaneEvent, text: string) => fitShape(event, parseShape(text)).result.emd;
          const [one, two, three] = ['point', '2*point', '3*point'].map((text) => value(jet, text));
          expect(two).toBeLessThanOrEqual(one * (1 + 1e-9));
          expect(three).toBeLessThanOrEqual(two * (1 + 1e-9));
          const order = Array.from(jet.pt, (_, i) => i).reverse();
          const changed = eventAt(
            [...order.map((i) => jet.y[i]), jet.y[0]],
            [...order.map((i) => jet.phi[i] + turn), jet.phi[0] + turn],
            [...order.map((i) => (i === 0 ? 0.4 : 1) * jet.pt[i]), 0.6 * jet.pt[0]],
          );
          within(value(changed, 'point'), one, 1e-6 * one);
          within(value(changed, '3*point'), three, 0.02 * three);
        },
      ),
      { numRuns: 15 },
    );
  });
});
