import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapPhi } from '../core/geometry.ts';
import { random } from '../core/random.ts';
import { disk, ellipse, hasCenter, parseShape, point, ring, SHAPES } from '../shapes/index.ts';
import type { Component } from '../shapes/types.ts';
import { generate } from '../toys/index.ts';
import { fit as fitShape } from './fit.ts';
import { eventAt, eventLike, randomJet } from './testing/events.ts';
import type { FitOptions, Iterate } from './types.ts';

const within = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);

/** Those that the fit moves as a whole. */
const NAMES = SHAPES.filter(hasCenter).map((shape) => shape.name);

describe('fit: cases that are known', () => {
  it('ringiness of a disk: 0.19526 R at r = R/√2', () => {
    const { result } = fitShape(eventLike(disk, [0.3, 1, 0.8], 500), parseShape('ring'));
    within(result.emd, 0.19526 * 0.8, 0.003 * 0.8);
    within(result.components[0].radius ?? 0, 0.8 / Math.SQRT2, 0.01);
    within(result.components[0].center[0], 0.3, 0.01);
    within(result.components[0].center[1], 1, 0.01);
  });

  it('diskiness of a ring: (2^⅓ − 1) r at R = 1.26 r', () => {
    const { result } = fitShape(eventLike(ring, [0, -2, 0.5], 400), parseShape('disk'));
    within(result.emd, (2 ** (1 / 3) - 1) * 0.5, 0.002);
    within(result.components[0].radius ?? 0, 2 ** (1 / 3) * 0.5, 0.01);
  });

  it('a disk to a point: ⅔ R at its centre, a square of half-side a: 0.7652 a', () => {
    const round = fitShape(eventLike(disk, [0, 1, 0.6], 2000), parseShape('point')).result;
    within(round.emd, 0.4, 0.001);
    within(round.components[0].center[0], 0, 0.002);
    expect(round.quadrature).toBe(1);
    const side = Array.from({ length: 50 }, (_, k) => -0.49 + 0.02 * k);
    const square = eventAt(
      side.flatMap((y) => side.map(() => y)),
      side.flatMap(() => side),
    );
    within(fitShape(square, parseShape('point')).result.emd, 0.7652 * 0.5, 0.0005);
  });

  it('finds a smeared ring and a smeared ellipse again, on the seam of φ', () => {
    const draw = random(11);
    const loop = fitShape(eventLike(ring, [-0.4, Math.PI, 0.5], 120, 0.03, draw), parseShape('ring')).result;
    within(loop.components[0].radius ?? 0, 0.5, 0.03);
    within(loop.components[0].center[0], -0.4, 0.03);
    within(wrapPhi(loop.components[0].center[1] - Math.PI), 0, 0.03);
    expect(loop.emd).toBeLessThan(0.05);
    const oval = fitShape(
      eventLike(ellipse, [0.2, -3.1, 0.7, 0.25, 0.5], 150, 0.02, draw),
      parseShape('ellipse'),
    ).result;
    const [component] = oval.components;
    within(component.semi_axes?.[0] ?? 0, 0.7, 0.05);
    within(component.semi_axes?.[1] ?? 0, 0.25, 0.05);
    within(component.angle ?? 0, 0.5, 0.1);
    within(component.center[0], 0.2, 0.03);
    within(wrapPhi(component.center[1] + 3.1), 0, 0.03);
  });

  it('collapses onto a particle that outweighs the others: the value is the point’s, exactly', () => {
    const around = randomJet(30, random(8));
    let rest = 0;
    for (const pt of around.pt) rest += pt;
    const jet = eventAt([0.1, ...around.y], [-0.2, ...around.phi], [9 * rest, ...around.pt]);
    let mean = 0;
    around.pt.forEach((pt, i) => {
      mean += (pt / (10 * rest)) * Math.hypot(around.y[i] - 0.1, wrapPhi(around.phi[i] + 0.2));
    });
    for (const name of ['ring', 'disk', 'ellipse']) {
      const { result } = fitShape(jet, parseShape(name));
      const [component] = result.components;
      expect([...(component.semi_axes ?? [component.radius])].every((length) => length === 0)).toBe(true);
      within(component.center[0], 0.1, 1e-12);
      within(component.center[1], -0.2, 1e-12);
      within(result.emd, mean, 1e-12);
      expect(result.gap).toBeLessThan(1e-12);
      expect(result).toMatchObject({ converged: true, quadrature: 1000 });
    }
  });

  it('a shift of the event shifts the fit, across the seam too', () => {
    const jet = randomJet(25, random(5));
    const moved = eventAt(
      jet.y.map((y) => y + 1),
      jet.phi.map((phi) => phi + 1.3),
      jet.pt,
    );
    for (const name of NAMES) {
      const here = fitShape(jet, parseShape(name)).result;
      const there = fitShape(moved, parseShape(name)).result;
      within(there.emd, here.emd, 2e-4 * here.emd);
      within(there.components[0].center[0] - here.components[0].center[0], 1, 0.01);
      within(wrapPhi(there.components[0].center[1] - here.components[0].center[1] - 1.3), 0, 0.01);
    }
  });
});

describe('fit: what it promises', () => {
  it('carries a certificate, at least 1,000 points, and parameters in range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 30 }), (seed, n) => {
        const jet = randomJet(n, random(seed));
        for (const name of NAMES) {
          const { result, trace, others } = fitShape(jet, parseShape(name), { seed });
          expect(result.lower_bound).toBeLessThanOrEqual(result.emd);
          expect(result.gap).toBe(result.emd - result.lower_bound);
          expect(result.gap).toBeLessThanOrEqual(1e-10);
          expect(result.quadrature).toBeGreaterThanOrEqual(name === 'point' ? 1 : 1000);
          expect(result.components.length).toBe(1);
          expect(result.components[0].weight).toBe(1);
          expect(result.components[0].center[1]).toBeGreaterThan(-Math.PI);
          expect(result.components[0].center[1]).toBeLessThanOrEqual(Math.PI);
          expect(trace.length).toBe(Math.max(1, result.iterations));
          for (let k = 1; k < others.length; k++) {
            expect(others[k].emd).toBeGreaterThanOrEqual(others[k - 1].emd);
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it('gives the same twice for the same seed, time apart', () => {
    const jet = randomJet(30, random(8));
    for (const name of NAMES) {
      const run = () => {
        const iterates: Iterate[] = [];
        const outcome = fitShape(jet, parseShape(name), {
          seed: 3,
          now: () => 0,
          onIterate: (iterate) => iterates.push(iterate),
        });
        return { outcome, iterates };
      };
      const first = run();
      expect(run()).toEqual(first);
      expect(first.iterates.length).toBeGreaterThan(0);
    }
  });

  it('leaves the event as it was', () => {
    const jet = randomJet(10, random(1));
    const before = structuredClone(jet);
    fitShape(jet, parseShape('ellipse'));
    expect(jet).toEqual(before);
  });

  it('is no worse than any place that anyone can name nearby', () => {
    const jet = randomJet(20, random(4));
    const best = fitShape(jet, parseShape('ring')).result;
    const draw = random(9);
    for (let k = 0; k < 20; k++) {
      const [y, phi] = best.components[0].center;
      const from = Float64Array.of(
        y + 0.2 * draw.normal(),
        phi + 0.2 * draw.normal(),
        (best.components[0].radius ?? 0) * (0.5 + draw.uniform()),
      );
      expect(fitShape(jet, parseShape('ring'), { from }).result.emd).toBeGreaterThanOrEqual(
        best.emd * (1 - 1e-3),
      );
    }
  });

  it('keeps frozen parameters, also those that it would rename', () => {
    const jet = eventLike(ellipse, [0, 0, 0.6, 0.2, 0.4], 60);
    const fixed = fitShape(jet, parseShape('ring(radius=0.4)')).result;
    expect(fixed.components[0].radius).toBe(0.4);
    expect(fixed.shape).toBe('ring(radius=0.4)');
    const narrow = fitShape(jet, parseShape('ellipse(a=0.1)')).result.components[0];
    expect(narrow.semi_axes?.[0]).toBe(0.1);
    expect(narrow.semi_axes?.[1]).toBeGreaterThan(0.3);
    const held = fitShape(jet, parseShape('disk(y=0.5,phi=0.1)')).result.components[0];
    expect(held.center).toEqual([0.5, 0.1]);
    const nothing = fitShape(jet, parseShape('ring(y=0,phi=0,radius=0.3)')).result;
    expect(nothing.components[0]).toEqual({ shape: 'ring', weight: 1, center: [0, 0], radius: 0.3 });
    expect(nothing.converged).toBe(true);
  });

  it('goes on downhill from where it is told, and only there', () => {
    const jet = eventAt([0, 0.02, 3, 3.02], [0, 0, 0, 0], [2, 2, 1, 1]);
    const shown: Component[] = [];
    const refit = fitShape(jet, parseShape('ring(radius=0.1)'), {
      from: Float64Array.of(2.9, 0, 0.1),
      onIterate: ({ components }) => shown.push(components[0]),
    });
    expect(refit.others).toEqual([]);
    expect(shown.length).toBeGreaterThan(0);
    const there = fitShape(jet, parseShape('ring')).result.emd;
    expect(refit.result.emd).toBeGreaterThanOrEqual(there - 1e-3);
  });

  it('shows the click first', () => {
    const jet = randomJet(30, random(2));
    const shown: Component[] = [];
    fitShape(jet, parseShape('disk'), {
      at: [0.7, 2.5],
      onIterate: ({ components }) => shown.push(components[0]),
    });
    expect(shown[0].center).toEqual([0.7, 2.5]);
  });
});

describe('fit: events at the edge', () => {
  it('one particle: everything shrinks onto it', () => {
    for (const name of NAMES) {
      const { result } = fitShape(eventAt([0.3], [-3], [7]), parseShape(name));
      expect(result.emd).toBeLessThanOrEqual(1e-9);
      within(result.components[0].center[0], 0.3, 1e-6);
      within(result.components[0].center[1], -3, 1e-6);
      expect(result.lower_bound).toBeLessThanOrEqual(result.emd);
    }
  });

  it('many particles at one place', () => {
    for (const name of NAMES) {
      const { result } = fitShape(eventAt([1, 1, 1], [2, 2, 2], [1, 5, 2]), parseShape(name));
      expect(result.emd).toBeLessThanOrEqual(1e-9);
    }
  });

  it('two particles: the point is anywhere between, the ellipse becomes the segment', () => {
    const pair = eventAt([0, 1], [0, 0]);
    within(fitShape(pair, parseShape('point')).result.emd, 0.5, 1e-9);
    // Two equal particles a distance 1 apart: a segment of half-length h costs at best ¼, at h = ½ … 1.
    const oval = fitShape(pair, parseShape('ellipse')).result;
    expect(oval.emd).toBeLessThan(fitShape(pair, parseShape('disk')).result.emd);
    expect(oval.components[0].semi_axes?.[1]).toBeLessThan(0.01);
  });

  it('no particle: says what is missing', () => {
    expect(() => fitShape(eventAt([], []), parseShape('ring'), { event: 12 })).toThrow(
      new Error('event 12: no particles in the plane, needed is at least 1 to fit a ring'),
    );
  });

  it('ends when it is cancelled', () => {
    let polled = 0;
    const options: FitOptions = {
      cancelled: () => {
        polled++;
        return polled > 3;
      },
    };
    let thrown: unknown;
    try {
      fitShape(randomJet(30, random(1)), parseShape('ring'), options);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DOMException);
    expect(String(thrown)).toBe('AbortError: event 0: the fit was cancelled');
    expect(polled).toBe(4);
  });

  it('a heavy particle beside others: a point settles on it exactly', () => {
    const { result } = fitShape(
      eventAt([0, 1, -1, 0.3], [0, 0.2, 0.3, -1], [5, 1, 1, 1]),
      parseShape('point'),
    );
    within(result.components[0].center[0], 0, 1e-9);
    within(result.components[0].center[1], 0, 1e-9);
  });

  it('a point is not fooled by the far side of the cylinder', () => {
    const { result } = fitShape(eventAt([0, 0, 0], [3, -3, 0.1], [1, 1, 0.5]), parseShape(point.name));
    within(Math.abs(wrapPhi(result.components[0].center[1] - Math.PI)), 0, 0.15);
  });
});

it('tells of other minima only where descent does not lead from there to the best one', () => {
  const jets = generate('top', 30, 3);
  const expression = parseShape('ring');
  let told = 0;
  for (let event = 0; event < jets.events; event++) {
    const [from, to] = [jets.offsets[event], jets.offsets[event + 1]];
    const jet = {
      event,
      pt: jets.pt.slice(from, to),
      y: jets.y.slice(from, to),
      phi: jets.phi.slice(from, to),
      mass: null,
      pid: null,
      index: Uint32Array.from({ length: to - from }, (_, i) => i),
    };
    const hardest = jet.pt.indexOf(Math.max(...jet.pt));
    const at = [jet.y[hardest], jet.phi[hardest]] as const;
    const { result, others } = fitShape(jet, expression, { at });
    for (const { components } of others) {
      told++;
      const again = fitShape(jet, expression, { from: ring.fromComponent(components[0]) });
      expect(again.result.emd).toBeGreaterThan(1.0005 * result.emd);
    }
  }
  expect(told).toBeGreaterThan(0);
});
