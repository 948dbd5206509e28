import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import type { Points } from '../transport/index.ts';
import { Cumulative } from './cumulative.ts';
import { DualBound } from './dualbound.ts';
import { createMeasure, ExactMeasure, prepareEvent } from './measure.ts';
import { NeighbourSearch, nearestNeighbours } from './neighbours.ts';
import { BINS, difference, imageFor, Projections } from './projections.ts';
import { balanced, event, randomEvent } from './testing/events.ts';
import { type DistanceSettings, NO_NEIGHBOUR } from './types.ts';

/** The slow, obvious way. */
function bruteForce(
  queries: readonly Points[],
  pool: readonly Points[],
  k: number,
  settings: DistanceSettings,
  same: boolean,
) {
  const measure = createMeasure(settings);
  const index = new Uint32Array(queries.length * k).fill(NO_NEIGHBOUR);
  const distance = new Float64Array(queries.length * k).fill(Number.NaN);
  let pairs = 0;
  queries.forEach((query, i) => {
    const all = pool
      .map((other, place) => ({ place, value: same && place === i ? Number.NaN : measure(query, other) }))
      .filter(({ value }) => !Number.isNaN(value))
      .sort((a, b) => a.value - b.value || a.place - b.place);
    pairs += all.length;
    all.slice(0, k).forEach(({ place, value }, r) => {
      index[i * k + r] = place;
      distance[i * k + r] = value;
    });
  });
  return { index, distance, pairs };
}

/** Events with everything that may go wrong among them: twins, halves of a particle, weightless ones, single particles. */
function zoo(seed: number, count: number, range: number, scale = 1): Points[] {
  const draw = random(seed);
  const events: Points[] = [];
  while (events.length < count) {
    const made = randomEvent(draw, 10, 0.2 + 0.3 * draw.uniform(), range);
    const { weight, y, phi } = made;
    events.push({ weight: weight.map((w) => w * scale), y, phi });
    if (draw.uniform() < 0.2) {
      events.push({
        weight: weight.map((w) => w * scale),
        y: y.slice(),
        phi: phi.map((p) => p + 2 * Math.PI),
      });
    }
    if (draw.uniform() < 0.1) events.push(event(), event([0, 0, 0]));
    if (draw.uniform() < 0.2) events.push(event([scale, draw.normal() * range, draw.normal() * range]));
  }
  return events;
}

const settingsOf = fc.record({
  beta: fc.constantFrom(0.5, 1, 1.3, 2),
  R: fc.constantFrom(0.05, 0.4, 1, 5),
  normalise: fc.boolean(),
  method: fc.constant('exact' as const),
});

describe('nearest neighbours', () => {
  it('are those of brute force, and every pair is accounted for', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        settingsOf,
        fc.constantFrom(1, 3, 40),
        fc.constantFrom(0, 0.3, 3),
        fc.boolean(),
        (seed, settings, k, range, same) => {
          const pool = zoo(seed, 30, range, settings.normalise ? 1 : 0.05);
          const queries = same ? pool : zoo(seed + 1, 8, range);
          const found = nearestNeighbours(queries, pool, k, settings, { same });
          const wanted = bruteForce(queries, pool, k, settings, same);
          expect(found.index).toEqual(wanted.index);
          expect(found.distance).toEqual(wanted.distance);
          expect(found.pairs).toBe(wanted.pairs);
          const pruned = Object.values(found.pruned).reduce((sum, count) => sum + count, 0);
          expect(found.solves + pruned).toBe(found.pairs);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are found by any other measure too, without bounds', () => {
    const pool = zoo(5, 12, 0.2);
    for (const method of ['sinkhorn', 'sliced'] as const) {
      const settings = { ...balanced, method };
      const found = nearestNeighbours(pool, pool, 3, settings, { same: true });
      const wanted = bruteForce(pool, pool, 3, settings, true);
      expect(found.index).toEqual(wanted.index);
      expect(found.solves).toBe(wanted.pairs);
    }
  });

  it('save solves where events are alike and where they are not', () => {
    for (const settings of [balanced, { ...balanced, beta: 2 }, { ...balanced, beta: 0.5 }]) {
      for (const range of [0, 3]) {
        const draw = random(11);
        const pool = Array.from({ length: 200 }, () => randomEvent(draw, 30, 0.3, range));
        const found = new NeighbourSearch(pool, pool, 3, settings, { same: true }).rows({
          first: 0,
          end: 20,
        });
        expect(found.solves).toBeLessThan(0.35 * found.pairs);
      }
    }
    const draw = random(12);
    const pool = Array.from({ length: 200 }, () => randomEvent(draw, 30, 0.3, 0));
    const found = new NeighbourSearch(pool, pool, 3, { ...balanced, normalise: false }, { same: true }).rows({
      first: 0,
      end: 10,
    });
    expect(found.solves).toBeLessThan(0.5 * found.pairs);
  });

  it('come in ranges that fit together, with hooks', () => {
    const pool = zoo(3, 20, 0.5);
    const search = new NeighbourSearch(pool, pool, 2, balanced, { same: true });
    const whole = search.rows({ first: 0, end: pool.length });
    const calls: number[] = [];
    let checks = 0;
    const part = search.rows(
      { first: 5, end: 9 },
      { progress: (done, total) => calls.push(done / total), check: () => checks++ },
    );
    expect(part.index).toEqual(whole.index.slice(10, 18));
    expect(part.distance).toEqual(whole.distance.slice(10, 18));
    expect(calls).toEqual([0.25, 0.5, 0.75, 1]);
    expect(checks).toBeGreaterThan(4);
    const stop = () => {
      throw new Error('stopped');
    };
    expect(() => search.rows({ first: 0, end: 1 }, { check: stop })).toThrow('stopped');
  });

  it('are fewer than k where there are fewer events with weight', () => {
    const pool = [event([1, 0, 0]), event(), event([1, 0.5, 0])];
    const found = nearestNeighbours(pool, pool, 2, balanced, { same: true });
    expect([...found.index]).toEqual([2, NO_NEIGHBOUR, NO_NEIGHBOUR, NO_NEIGHBOUR, 0, NO_NEIGHBOUR]);
    expect([...found.distance]).toEqual([0.5, Number.NaN, Number.NaN, Number.NaN, 0.5, Number.NaN]);
    expect(nearestNeighbours([], pool, 2, balanced).index.length).toBe(0);
    expect([...nearestNeighbours(pool, [], 1, balanced).index]).toEqual(Array(3).fill(NO_NEIGHBOUR));
  });

  it('refuse what makes no sense', () => {
    const pool = [event([1, 0, 0])];
    expect(() => nearestNeighbours(pool, pool, 0, balanced)).toThrow(
      'neighbours: k is 0, allowed are integers ≥ 1',
    );
    expect(() => nearestNeighbours(pool, [], 1, balanced, { same: true })).toThrow(
      'neighbours: 1 queries and 0 events of the pool, the same are needed',
    );
    expect(() => new NeighbourSearch(pool, pool, 1, balanced).rows({ first: 0, end: 2 })).toThrow(
      'neighbours: rows 0 to 2, allowed are 0 ≤ first ≤ end ≤ 1',
    );
  });
});

describe('the bounds', () => {
  it('never exceed the distance', () => {
    fc.assert(
      fc.property(fc.integer(), settingsOf, fc.constantFrom(0, 0.3, 3), (seed, settings, range) => {
        const { beta, R, normalise } = settings;
        const events = zoo(seed, 10, range)
          .map((points) => prepareEvent(points, normalise))
          .filter(({ size }) => size > 0);
        const exact = new ExactMeasure(settings);
        const projections = new Projections(events, beta, R);
        const dual = new DualBound(beta, R);
        const cumulative = new Cumulative(
          projections,
          projections.sample,
          Math.max(...events.map(({ total }) => total)),
          imageFor(events),
        );
        const [imageA, imageB] = [imageFor(events), imageFor(events)];
        // Rounding of costs up to (10/R)^β.
        const margin = 1e-12 * (10 / R) ** beta;
        for (const a of events) {
          for (const b of events) {
            const distance = exact.between(a, b) + margin * (normalise ? 1 : a.total + b.total);
            if (!normalise) {
              const surplus = Math.abs(a.total - b.total);
              const [light, heavy] = a.total <= b.total ? [a, b] : [b, a];
              dual.load(light, heavy);
              expect(surplus + dual.fillingOfLighter(light, heavy)).toBeLessThanOrEqual(distance);
              const [own, other] = [new Float32Array(BINS), new Float32Array(BINS)];
              projections.maps.forEach((map, m) => {
                cumulative.summarise(m, a, imageA, own, 0);
                cumulative.summarise(m, b, imageB, other, 0);
                const bound = cumulative.bound(m, own, 0, a.total, other, 0, b.total);
                expect(bound).toBeLessThanOrEqual(distance);
                expect(bound).toBeGreaterThanOrEqual(surplus);
                projections.project(map, light, imageA);
                projections.project(map, heavy, imageB);
                dual.load(light, heavy);
                const value = dual.potentialOfLighter(light, imageA, heavy, imageB, projections.power);
                expect(value).toBeLessThanOrEqual(distance);
                expect(value + dual.fillingOfLighter(light, heavy)).toBeLessThanOrEqual(distance);
              });
              continue;
            }
            dual.load(a, b);
            expect(dual.filling(a, b)).toBeLessThanOrEqual(distance);
            const [own, other] = [new Float32Array(BINS), new Float32Array(BINS)];
            for (const map of projections.maps) {
              projections.summarise(map, a, imageA, own, 0);
              projections.summarise(map, b, imageB, other, 0);
              const sum = difference(own, 0, other, 0, projections.power);
              expect(projections.bound(sum, projections.slack())).toBeLessThanOrEqual(distance);
              projections.project(map, a, imageA);
              projections.project(map, b, imageB);
              dual.load(a, b);
              const value = dual.potential(a, imageA, b, imageB, projections.power);
              expect(value).toBeLessThanOrEqual(distance);
              expect(value + dual.filling(a, b)).toBeLessThanOrEqual(distance);
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are the distance itself where one particle is moved along a direction', () => {
    const events = [event([1, 0, 0]), event([2, 0.25, 0])].map((points) => prepareEvent(points, true));
    for (const beta of [1, 1.5, 2]) {
      const projections = new Projections(events, beta, 0.5);
      const image = imageFor(events);
      const best = projections.maps.map((map) => {
        const table = new Float32Array(2 * BINS);
        for (const k of [0, 1]) projections.summarise(map, events[k], image, table, k * BINS);
        return projections.bound(difference(table, 0, table, BINS, projections.power), 0);
      });
      expect(Math.max(...best)).toBeCloseTo(0.5 ** beta, 6);
    }
  });
});
