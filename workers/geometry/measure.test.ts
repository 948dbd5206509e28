import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { emd } from '../transport/index.ts';
import { sinkhorn, sliced } from '../transport/relatives/index.ts';
import { createMeasure } from './measure.ts';
import { balanced, event, randomEvent } from './testing/events.ts';

describe('the measure', () => {
  it('is the EMD, whatever the settings, with weightless particles and empty events too', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom(0.5, 1, 1.5, 2),
        fc.constantFrom(0.4, 1, 3),
        fc.boolean(),
        (seed, beta, R, normalise) => {
          const draw = random(seed);
          const events = Array.from({ length: 4 }, () => randomEvent(draw, 12, 0.5, 3));
          events.push(event([0, 0, 0], [3, 1, 7], [0, Number.NaN, 0]));
          if (!normalise) events.push(event([0, 0, 0]), event());
          const measure = createMeasure({ beta, R, normalise, method: 'exact' });
          for (let round = 0; round < 2; round++) {
            for (const a of events) {
              for (const b of events) expect(measure(a, b)).toBe(emd(a, b, { beta, R, normalise }).emd);
            }
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is that of the relatives', () => {
    const draw = random(2);
    const [a, b] = [randomEvent(draw, 9, 0.3, 0.5), randomEvent(draw, 9, 0.3, 0.5)];
    const of = (change: object) => createMeasure({ ...balanced, ...change })(a, b);
    expect(of({ method: 'sinkhorn', R: 0.4 })).toBe(sinkhorn(a, b, { R: 0.4 }).emd);
    expect(of({ method: 'sinkhorn', normalise: false })).toBe(sinkhorn(a, b, { normalise: false }).emd);
    expect(of({ method: 'sliced', beta: 2 })).toBe(sliced(a, b, { beta: 2 }).emd);
    expect(of({ method: 'sliced', surface: 'cylinder' })).toBe(sliced(a, b, { surface: 'cylinder' }).emd);
  });

  it('is NaN where a normalised distance is not defined', () => {
    const some = event([1, 0, 0]);
    for (const none of [event(), event([0, 0, 0])]) {
      for (const method of ['exact', 'sinkhorn', 'sliced'] as const) {
        const measure = createMeasure({ ...balanced, method });
        expect([measure(some, none), measure(none, some), measure(none, none)]).toEqual(
          Array(3).fill(Number.NaN),
        );
      }
    }
  });

  it('says what it cannot take', () => {
    const some = event([1, 0, 0]);
    const call = (change: object) => expect(() => createMeasure({ ...balanced, ...change }));
    call({ beta: 3 }).toThrow('distance: beta is 3, allowed is 0 < beta ≤ 2');
    call({ R: 0 }).toThrow('distance: R is 0, allowed is R > 0');
    call({ method: 'guess' }).toThrow('distance: unknown method guess, allowed are exact, sinkhorn, sliced');
    const measure = createMeasure(balanced);
    expect(() => measure(some, event([1, 0, 0], [-1, 0, 0]))).toThrow(
      'distance: weight of particle 1 is -1, allowed are finite numbers ≥ 0',
    );
    expect(() => measure(some, event([1, Number.NaN, 0]))).toThrow(
      'distance: particle 0 is at y = NaN, phi = 0, allowed are finite numbers',
    );
    expect(() => measure(some, { ...some, y: new Float64Array(2) })).toThrow(
      'distance: an event has 1 weights, 2 y and 1 phi, needed are equal numbers',
    );
    expect(() => measure(some, event([1e308, 0, 0], [1e308, 1, 0]))).toThrow(
      'distance: the weights of an event add up to Infinity, allowed are finite sums',
    );
    expect(() => createMeasure({ ...balanced, beta: 2 })(some, event([1, 1e200, 0]))).toThrow(
      'distance: an EMD is Infinity, needed are places and R that give finite numbers',
    );
  });
});
