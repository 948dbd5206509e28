// A user's shape: what is supplied, what is refused, and the example that is shipped.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import heart from '../../assets/shapes/heart.mjs';
import type { AuthorShape } from './author.ts';
import { defineShape } from './define.ts';
import { parseShape } from './expression.ts';
import { hull, hullOutline } from './hull.ts';
import { registerShape, shapeNamed } from './registry.ts';
import { event, message, places, reals } from './testing/arbitrary.ts';

const within = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);

/** The least that an author writes: a cross of two lines. */
const cross: AuthorShape = {
  name: 'cross',
  parameters: [
    { name: 'y', kind: 'rapidity' },
    { name: 'phi', kind: 'azimuth' },
    { name: 'arm', kind: 'length', upper: 2 },
    { name: 'turn', kind: 'angle', lower: -Math.PI / 4, upper: Math.PI / 4 },
  ],
  quadrature([y0, phi0, arm, turn], n, y, phi) {
    for (let k = 0; k < n; k++) {
      const along = arm * ((2 * k + 1) / n - 1);
      const angle = turn + ((k % 2) * Math.PI) / 2;
      y[k] = y0 + along * Math.cos(angle);
      phi[k] = phi0 + along * Math.sin(angle);
    }
  },
};

describe('what the author leaves out', () => {
  const shape = defineShape(cross);

  it('is bounded by its kind, in its own period', () => {
    expect(shape.parameters.map(({ name, lower, upper, unit }) => [name, lower, upper, unit])).toEqual([
      ['y', -20, 20, ''],
      ['phi', -Math.PI, Math.PI, 'rad'],
      ['arm', 0, 2, 'rad'],
      ['turn', -Math.PI / 4, Math.PI / 4, 'rad'],
    ]);
    const [y, phi, arm, turn] = shape.canonical(Float64Array.of(30, 4, -3, 1));
    expect([y, arm]).toEqual([20, 2]);
    within(phi, 4 - 2 * Math.PI, 1e-12);
    within(turn, 1 - Math.PI / 2, 1e-12);
  });

  it('starts in the middle of the event, as wide as that', () => {
    const pair = event([
      [1, 0, 3.1],
      [1, 0.4, 3.1],
    ]);
    const [y, phi, arm, turn] = shape.initial(pair);
    within(y, 0.2, 1e-12);
    within(phi, 3.1, 1e-12);
    within(arm, 0.2, 1e-12);
    within(turn, 0, 1e-12);
    expect(shape.initial(event([]))).toEqual(Float64Array.of(0, 0, 0.01, 0));
  });

  it('has an outline around its places, a size, a centre to drag, and a component of its parameters', () => {
    const x = Float64Array.of(1, 2, 0.5, 0);
    const outline = shape.outline(x, 8);
    expect(outline.length).toBe(18);
    expect([outline[16], outline[17]]).toEqual([outline[0], outline[1]]);
    within(shape.size(x), 0.5, 0.01);
    expect(shape.handles(x)).toEqual([{ name: 'center', y: 1, phi: 2, label: 'centre' }]);
    expect([...shape.drag(x, 'center', 0, 1)]).toEqual([0, 1, 0.5, 0]);
    expect(message(() => shape.drag(x, 'arm', 0, 1))).toBe('cross: no handle arm, allowed is center');
    const component = shape.toComponent(x);
    expect(component).toEqual({
      shape: 'cross',
      weight: 1,
      center: [1, 2],
      parameters: { y: 1, phi: 2, arm: 0.5, turn: 0 },
    });
    expect(shape.fromComponent(component)).toEqual(x);
    expect(message(() => shape.fromComponent({ shape: 'cross', weight: 1, center: [0, 0] }))).toBe(
      'cross: parameter y is missing, needed is a number',
    );
  });

  it('has gradients by differences, as good as the author’s own', () => {
    const own = defineShape(heart);
    const without = defineShape({ ...heart, pullback: undefined });
    fc.assert(
      fc.property(fc.tuple(reals(3), reals(3), reals(1), reals(3)), fc.integer(), (list, seed) => {
        const x = Float64Array.from(list);
        const n = 40;
        const gradY = Float64Array.from({ length: n }, (_, k) => Math.sin(seed + k) / n);
        const gradPhi = Float64Array.from({ length: n }, (_, k) => Math.cos(seed - 2 * k) / n);
        const [p, q] = [new Float64Array(4), new Float64Array(4)];
        own.pullback(x, n, gradY, gradPhi, p);
        without.pullback(x, n, gradY, gradPhi, q);
        p.forEach((value, k) => {
          within(value, q[k], 1e-9);
        });
      }),
    );
  });
});

describe('a registered shape', () => {
  it('is named in expressions, in sums and around a shared centre', () => {
    registerShape(defineShape(heart));
    expect(shapeNamed('heart').label).toBe('Heart');
    expect(
      parseShape('2*(heart+point)+pileup')
        .parameters.map(({ name }) => name)
        .slice(0, 4),
    ).toEqual(['center1.y', 'center1.phi', 'heart1.width', 'heart1.tilt']);
    expect(parseShape('heart(center=[0.1,2],width=0.4)').parameters.map(({ fixed }) => fixed)).toEqual([
      0.1,
      2,
      0.4,
      null,
    ]);
    expect(message(() => registerShape(defineShape(heart)))).toBe(
      'shape: the name heart is taken, needed is one of its own',
    );
    expect(message(() => shapeNamed('star'))).toMatch(/, filledpolygon4…12, heart$/);
  });

  it('keeps the outline that it draws itself', () => {
    const outline = defineShape(heart).outline(Float64Array.of(0, 0, 1, 0), 200);
    // The notch between the lobes, at (0, 5/16), which no hull has.
    const notch = Math.min(
      ...Array.from({ length: 200 }, (_, k) => Math.hypot(outline[2 * k], outline[2 * k + 1] - 5 / 16)),
    );
    expect(notch).toBeLessThan(0.05);
    expect(places(defineShape(heart), Float64Array.of(0, 0, 1, 0), 64).y.length).toBe(64);
  });
});

describe('refusals', () => {
  const [y] = cross.parameters;
  it.each([
    ['shape: it is number, needed is an object', 3],
    ['shape: it is null, needed is an object', null],
    ['shape: its name is Cross, needed are small letters, not center', { ...cross, name: 'Cross' }],
    ['shape: its name is not given, needed are small letters, not center', {}],
    ['cross: parameters are not given, needed is a list of at least one', { name: 'cross' }],
    ['cross: parameters are an empty list, needed is a list of at least one', { ...cross, parameters: [] }],
    [
      'cross: a parameter’s name is weight, needed are small letters and digits, not weight',
      { ...cross, parameters: [{ ...y, name: 'weight' }] },
    ],
    ['cross: parameter y is there twice', { ...cross, parameters: [y, y] }],
    [
      'cross: kind of y is weight, allowed are rapidity, azimuth, length, angle',
      { ...cross, parameters: [{ ...y, kind: 'weight' }] },
    ],
    [
      'cross: bounds of y are 3 and 2, needed are two numbers, the lower one first',
      { ...cross, parameters: [{ ...y, lower: 3, upper: 2 }] },
    ],
    [
      'cross: bounds of arm are -1 and 10, needed are two numbers, the lower one first, neither below 0',
      { ...cross, parameters: [{ name: 'arm', kind: 'length', lower: -1 }] },
    ],
    [
      'cross: phi has bounds, an azimuth needs none: it is periodic',
      { ...cross, parameters: [{ name: 'phi', kind: 'azimuth', lower: 0 }] },
    ],
    ['cross: quadrature is not given, needed is a function', { ...cross, quadrature: undefined }],
    ['cross: outline is 7, needed is a function or nothing', { ...cross, outline: 7 }],
    [
      'cross: quadrature leaves y[0] of 16 at NaN, needed are finite places, all of them written',
      { ...cross, quadrature: () => undefined },
    ],
    [
      'cross: quadrature gives other places the second time, needed are the same',
      {
        ...cross,
        quadrature(_: unknown, n: number, ys: Float64Array, phis: Float64Array) {
          ys.fill(++calls, 0, n);
          phis.fill(0, 0, n);
        },
      },
    ],
    ['cross: initial gives [1], needed are 4 finite numbers', { ...cross, initial: () => [1] }],
    [
      'cross: canonical gives [NaN], needed are 4 finite numbers',
      { ...cross, canonical: () => [Number.NaN] },
    ],
  ])('%s', (expected, given) => {
    expect(message(() => defineShape(given))).toBe(expected);
  });
});

let calls = 0;

it('hulls are convex, and hold every place', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(reals(3), reals(3)), { minLength: 1, maxLength: 30 }), (list) => {
      const found = hull(list);
      for (let k = 0; k < found.length; k++) {
        const [p, q] = [found[k], found[(k + 1) % found.length]];
        for (const [u, v] of list) {
          expect((q[0] - p[0]) * (v - p[1]) - (q[1] - p[1]) * (u - p[0])).toBeGreaterThanOrEqual(-1e-9);
        }
      }
      expect(hullOutline(list, 12, false).every(Number.isFinite)).toBe(true);
    }),
  );
});
