// What every model keeps to, sums and shared centres among them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { random } from '../core/random.ts';
import { parseShape } from './expression.ts';
import { event, message, parametersOf, reals } from './testing/arbitrary.ts';
import type { Model } from './types.ts';

fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 25 });
const within = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);

const MODELS = [
  'ring',
  'ellipse(a=0.1..0.3)',
  'ellipse(a=0.2)',
  'disk(radius=0.2..0.5,phi=3.1)',
  'ring(weight=1)',
  '2*point',
  'ellipse+point',
  '(ellipse+point)',
  '3*(ellipse+point)+pileup',
  '2*(ring(radius=0.1..0.4)+disk)+segment(angle=0.3)',
  'ring(weight=0.2..0.5)+disk(weight=0..0.3)+point(weight=0.4)',
  'triangle+2*filledpolygon5+pileup(region=[-1,1,2,4])',
  'isotropicring+isotropiccylinder(ymax=2)+point',
].map((text) => parseShape(text));

/** Any parameters that a descent may reach: every part anywhere, fixed ones where they are held, any weights. */
function vectors(model: Model): fc.Arbitrary<Float64Array> {
  const parts = fc.tuple(...model.parts.map(({ shape }) => parametersOf(shape)));
  const weights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: model.parts.length,
    maxLength: model.parts.length,
  });
  return fc.tuple(parts, weights).map(([own, shares]) => {
    const x = new Float64Array(model.parameters.length);
    for (const [p, { places }] of model.parts.entries()) {
      for (const [k, place] of places.entries()) x[place] = own[p][k];
    }
    const first = model.parameters.length - model.parts.length;
    if (model.parts.length > 1) x.set(shares, first);
    return x.map((value, k) => model.parameters[k].fixed ?? value);
  });
}

function places(model: Model, x: Float64Array, n: number) {
  const count = model.points(n);
  const [y, phi, mass] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  expect(model.quadrature(x, n, y, phi, mass)).toBe(count);
  return { y, phi, mass };
}

describe.each(MODELS.map((model) => [model.text, model] as const))('%s', (_text, model) => {
  const arbitrary = vectors(model);

  it('has parameters with names of their own', () => {
    const names = model.parameters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { places: own, shape } of model.parts) expect(own.length).toBe(shape.parameters.length);
  });

  it('pulls gradients back, through shared centres and weights', () => {
    fc.assert(
      fc.property(arbitrary, fc.integer({ min: 1, max: 99 }), (raw, seed) => {
        // A descent's places are never exactly on a kink: stand aside by a random hair.
        const draw = random(seed);
        const x = raw.map((value) => value + 0.01 * draw.uniform());
        const value = (at: Float64Array) => {
          const { y, phi, mass } = places(model, at, 24);
          let sum = 0;
          for (let k = 0; k < y.length; k++) sum += mass[k] * (Math.sin(y[k] + k) + Math.cos(phi[k] - k));
          return sum;
        };
        const { y, phi, mass } = places(model, x, 24);
        const out = new Float64Array(x.length).fill(5);
        model.pullback(
          x,
          24,
          y.map((v, k) => mass[k] * Math.cos(v + k)),
          phi.map((v, k) => -mass[k] * Math.sin(v - k)),
          y.map((v, k) => Math.sin(v + k) + Math.cos(phi[k] - k)),
          out,
        );
        for (let k = 0; k < x.length; k++) {
          const step = 1e-5;
          const shifted = (by: number) => value(x.map((v, l) => (l === k ? v + by : v)));
          const [low, middle, high] = [shifted(-step), shifted(0), shifted(step)];
          const [left, right] = [(middle - low) / step, (high - middle) / step];
          if (Math.abs(left - right) > 1e-3) continue;
          within(out[k], (left + right) / 2, 1e-6 + Math.abs(left - right) / 2);
        }
      }),
    );
  });

  it('has canonical parameters within all limits: the same shapes, with masses that add up to 1', () => {
    fc.assert(
      fc.property(arbitrary, (x) => {
        const before = Float64Array.from(x);
        const canonical = model.canonical(x);
        expect(x).toEqual(before);
        expect(model.canonical(canonical)).toEqual(canonical);
        model.parameters.forEach(({ kind, lower, upper, fixed }, k) => {
          if (fixed !== null) expect(canonical[k]).toBe(fixed);
          else if (kind !== 'angle') {
            expect(canonical[k]).toBeGreaterThanOrEqual(lower - 1e-12);
            expect(canonical[k]).toBeLessThanOrEqual(upper + 1e-12);
          }
        });
        const { mass } = places(model, canonical, 10);
        within(
          mass.reduce((sum, value) => sum + value, 0),
          1,
          1e-9,
        );
        expect(Math.min(...mass)).toBeGreaterThanOrEqual(0);
        // Inside the limits, nothing but names changes: mean squares of the places stay.
        const free = (k: number, place: number) => {
          const { lower, upper, kind } = model.parameters[place];
          const own = Math.abs(x[place]);
          return kind !== 'length' || (own >= lower && own <= upper && k >= 0);
        };
        model.parts.forEach(({ places: own, shape }, p) => {
          if (!own.every((place, k) => free(k, place))) return;
          const spread = (at: Float64Array) => {
            const [y, phi] = [new Float64Array(200), new Float64Array(200)];
            const count = shape.quadrature(model.partOf(at, p), 200, y, phi);
            let sum = 0;
            for (let k = 0; k < count; k++) sum += ((y[k] - y[0]) ** 2 + (phi[k] - phi[0]) ** 2) / count;
            const [my, mphi] = [y, phi].map((v) =>
              v.subarray(0, count).reduce((s, one) => s + one / count, 0),
            );
            return sum - (my - y[0]) ** 2 - (mphi - phi[0]) ** 2;
          };
          within(spread(canonical), spread(x), 3e-2);
        });
      }),
    );
  });

  it('survives the way through its components', () => {
    fc.assert(
      fc.property(arbitrary, (x) => {
        const canonical = model.canonical(x);
        const back = model.fromComponents(JSON.parse(JSON.stringify(model.toComponents(canonical))));
        model.parameters.forEach(({ kind }, k) => {
          const off = back[k] - canonical[k];
          const turned = kind === 'azimuth' ? wrapPhi(off) : kind === 'angle' ? wrapPhi(2 * off) / 2 : off;
          within(turned, 0, 1e-9);
        });
      }),
    );
  });

  it('has handles of their own, which move what they name and leave what is held', () => {
    fc.assert(
      fc.property(arbitrary, reals(2), reals(2), (raw, y, phi) => {
        const x = model.canonical(raw);
        const handles = model.handles(x);
        expect(new Set(handles.map(({ name }) => name)).size).toBe(handles.length);
        for (const { name } of handles) {
          const dragged = model.drag(x, name, y, phi);
          model.parameters.forEach(({ fixed }, k) => {
            if (fixed !== null) expect(dragged[k]).toBe(fixed);
          });
          if (name !== 'center' && !name.endsWith('.center') && !/^center\d$/.test(name)) continue;
          const held = model.parameters.some(({ fixed }) => fixed !== null);
          const after = model.handles(dragged).find((one) => one.name === name);
          if (held || !after || name.startsWith('isotropicring')) continue;
          within(after.y, y, 1e-9);
          within(wrapPhi(after.phi - phi), 0, 1e-9);
        }
        expect(message(() => model.drag(x, 'nothing', 0, 0))).toMatch(/no handle nothing, allowed (is|are) /);
      }),
    );
  });

  it('starts within its limits, whatever the event', () => {
    const draw = random(3);
    const jet = (n: number, phi: number) =>
      event(
        Array.from({ length: n }, () => [
          draw.uniform() + 0.1,
          0.4 * draw.normal(),
          wrapPhi(phi + 0.3 * draw.normal()),
        ]),
      );
    const events: PlaneEvent[] = [event([]), event([[1, 0, 3]]), jet(2, 0), jet(7, Math.PI), jet(40, 1)];
    for (const one of events) {
      for (const at of [undefined, [0.1, -3] as const]) {
        const start = model.initial(one, at, at && { y: 0.1, phi: -3, radius: 0.7 });
        expect(start.every(Number.isFinite)).toBe(true);
        expect(model.canonical(start)).toEqual(start);
        model.parameters.forEach(({ lower, upper, fixed }, k) => {
          if (fixed !== null) expect(start[k]).toBe(fixed);
          else {
            expect(start[k]).toBeGreaterThanOrEqual(lower - 1e-12);
            expect(start[k]).toBeLessThanOrEqual(upper + 1e-12);
          }
        });
        expect(model.outlines(start, 12).map(({ part }) => part)).toEqual(
          model.parts.map(({ name }) => name),
        );
      }
    }
  });

  it('moves with its azimuths across the seam', () => {
    fc.assert(
      fc.property(arbitrary, reals(3), (raw, turn) => {
        const x = model.canonical(raw);
        const turned = x.map((value, k) =>
          model.parameters[k].kind === 'azimuth' ? wrapPhi(value + turn) : value,
        );
        const [p, q] = [places(model, x, 20), places(model, turned, 20)];
        let start = 0;
        for (const { shape } of model.parts) {
          const end = start + (shape.continuous ? 20 : 1);
          const moves = shape.parameters.some(({ kind }) => kind === 'azimuth');
          for (let k = start; k < end; k++) {
            within(q.y[k], p.y[k], 1e-12);
            within(wrapPhi(q.phi[k] - p.phi[k] - (moves ? turn : 0)), 0, 1e-9);
          }
          start = end;
        }
      }),
    );
  });
});

describe('names and limits', () => {
  const names = (text: string) => parseShape(text).parts.map(({ name }) => name);

  it('tell copies apart', () => {
    expect(names('2*ring+disk')).toEqual(['ring1', 'ring2', 'disk']);
    expect(names('2*polygon5')).toEqual(['polygon5_1', 'polygon5_2']);
    expect(names('polygon5+polygon6')).toEqual(['polygon5', 'polygon6']);
  });

  it('of a shared centre may come from any part, but must agree', () => {
    const center = (text: string) => parseShape(text).parameters[0];
    expect(center('(ring+disk(y=1))')).toMatchObject({ name: 'center.y', fixed: 1 });
    expect(center('(ring(y=0..2)+disk)')).toMatchObject({ lower: 0, upper: 2, fixed: null });
    expect(center('(ring(y=1)+disk(y=1))')).toMatchObject({ fixed: 1 });
    expect(message(() => parseShape('(ring(y=0..2)+disk(y=1))'))).toBe(
      'center: y is shared and kept between 0 and 2 already',
    );
  });

  it('of one axis do not change the ellipse', () => {
    // The longer axis would be called a, but a is kept below 0.3.
    const model = parseShape('ellipse(a=0.1..0.3)');
    expect([...model.canonical(Float64Array.of(0, 0, 0.2, -0.7, 0.4))]).toEqual([0, 0, 0.2, 0.7, 0.4]);
    expect([...model.canonical(Float64Array.of(0, 0, -0.2, 0.1, 0.4))]).toEqual([0, 0, 0.2, 0.1, 0.4]);
  });

  it('of weights are met with the others making up for it', () => {
    const model = parseShape('point(weight=0.2..0.5)+ring+disk(weight=0..0.1)');
    const weights = (...given: number[]) => {
      const x = model.canonical(Float64Array.of(0, 0, 0, 0, 1, 0, 0, 1, ...given));
      return [...x.subarray(8)];
    };
    const close = (found: number[], expected: number[]) =>
      expected.forEach((value, k) => {
        within(found[k], value, 1e-12);
      });
    close(weights(0.6, 1.3, 0.1), [0.3, 0.65, 0.05]);
    close(weights(0.9, 0.1, 0), [0.5, 0.4, 0.1]);
    close(weights(0, 0, 0), [0.45, 0.45, 0.1]);
  });

  it('refuses components of another model', () => {
    const [ring, disk] = [parseShape('ring'), parseShape('ring+disk')];
    const components = disk.toComponents(disk.initial(event([[1, 0, 0]])));
    expect(message(() => ring.fromComponents(components))).toBe(
      'ring: its parts are ring, these are ring, disk',
    );
    expect(message(() => ring.fromComponents([]))).toBe('ring: its parts are ring, these are none');
  });

  it('refuses a group with parts that have no centre', () => {
    expect(message(() => parseShape('2*(ring+pileup)'))).toBe(
      'shape: pileup has no centre to share in 2*(ring+pileup), allowed is it outside the parentheses',
    );
    expect(message(() => parseShape('(triangle+point)'))).toBe(
      'shape: triangle has no centre to share in (triangle+point), allowed is it outside the parentheses',
    );
  });
});
