import { describe, expect, it } from 'vitest';
import { parseShape, parseShapes } from './expression.ts';
import { frozenText } from './frozen.ts';
import type { Model } from './types.ts';

const NAMES =
  'point, ring, disk, ellipse, segment, ellipticring, triangle, filledtriangle, pileup, isotropicring, isotropiccylinder, isotropicsphere, polygon4…12, filledpolygon4…12';

/** What is held, by name. */
const fixed = (model: Model) =>
  Object.fromEntries(model.parameters.flatMap(({ name, fixed }) => (fixed === null ? [] : [[name, fixed]])));

const message = (text: string) => {
  try {
    parseShapes(text);
  } catch (error) {
    return error instanceof RangeError ? error.message : error;
  }
  return 'nothing was thrown';
};

describe('shape expressions', () => {
  it('are separated by commas outside parentheses', () => {
    const parsed = parseShapes('ring, disk ,ellipse(a=0.4, angle=-7),point(y=1e-1,phi=9)');
    expect(parsed.map((model) => [model.text, model.parts[0].name, fixed(model)])).toEqual([
      ['ring', 'ring', {}],
      ['disk', 'disk', {}],
      ['ellipse(a=0.4, angle=-7)', 'ellipse', { a: 0.4, angle: -7 }],
      ['point(y=1e-1,phi=9)', 'point', { y: 0.1, phi: 9 - 2 * Math.PI }],
    ]);
    expect(fixed(parseShapes('ring(radius=1e+0)')[0])).toEqual({ radius: 1 });
    expect(fixed(parseShapes('ring()')[0])).toEqual({});
  });

  it('takes the pairs of the JSON whole', () => {
    expect(fixed(parseShapes('ellipse(center=[-0.5,2], semi_axes=[0.3,0.1],angle=1),ring')[0])).toEqual({
      y: -0.5,
      phi: 2,
      a: 0.3,
      b: 0.1,
      angle: 1,
    });
    expect(message('ring(semi_axes=[1,2])')).toBe(
      'ring: unknown parameter semi_axes, allowed are y, phi, radius, weight',
    );
    expect(message('ring(center=[1,2],phi=2)')).toBe(
      'ring: parameter phi is given twice in ring(center=[1,2],phi=2)',
    );
  });

  it.each([
    ['blob', `unknown shape: blob, allowed are ${NAMES}`],
    ['', `shape: empty expression, allowed are ${NAMES}`],
    ['ring,,disk', `shape: empty expression, allowed are ${NAMES}`],
    ['ring(a=1)', 'ring: unknown parameter a, allowed are y, phi, radius, weight'],
    ['ring(radius=-1)', 'ring: radius is -1, allowed is 0 to 10'],
    ['ring(radius=wide)', 'ring: radius is wide, allowed is 0 to 10'],
    ['ring(radius)', 'ring: radius is not given, allowed is 0 to 10'],
    ['ring(phi=)', 'ring: phi is , allowed is any number of rad'],
    ['ring(radius=1,radius=2)', 'ring: parameter radius is given twice in ring(radius=1,radius=2)'],
    ['ring(radius=1', 'shape: parentheses do not match in ring(radius=1'],
    ['ring)', 'shape: parentheses do not match in ring)'],
    [
      'ring(radius=1)x',
      'shape: cannot read ring(radius=1)x, needed is NAME, NAME(parameter=number,…), or a sum such as 3*(ellipse+point)+pileup',
    ],
    [
      'ring(radius=1,)',
      'shape: cannot read ring(radius=1,), needed is NAME, NAME(parameter=number,…), or a sum such as 3*(ellipse+point)+pileup',
    ],
    ['0*ring', 'shape: 0 copies in 0*ring, allowed are 1 to 50'],
    ['2.5*ring', 'shape: 2.5 copies in 2.5*ring, allowed are 1 to 50'],
    ['99*ring', 'shape: 99 copies in 99*ring, allowed are 1 to 50'],
    ['50*ring+50*disk+point', 'shape: 50*ring+50*disk+point has 101 parts, at most 100 are allowed'],
    ['((ring))', 'shape: parentheses within parentheses in ((ring)), allowed is one level'],
    ['ring(radius=0.5..0.2)', 'ring: radius is 0.5..0.2, allowed is 0 to 10'],
    ['ring(phi=0..1)', 'ring: phi is 0..1, allowed is one number: it is periodic'],
    ['ring(weight=0.5)', 'ring: weight is 0.5, allowed is 1 for a single shape'],
    ['ring(weight=0.7)+disk(weight=0.7)', 'weight: those held add up to 1.4, allowed is 1'],
    ['2*point(weight=0.7)+ring', 'weight: those held add up to 1.4, allowed is at most 1'],
    ['(ring(y=1)+disk(y=2))', 'center: y is shared and held at 1 already'],
    [
      '__proto__',
      'shape: cannot read __proto__, needed is NAME, NAME(parameter=number,…), or a sum such as 3*(ellipse+point)+pileup',
    ],
    ['constructor', `unknown shape: constructor, allowed are ${NAMES}`],
    ['ring(__proto__=1)', 'ring: unknown parameter __proto__, allowed are y, phi, radius, weight'],
  ])('refuses %s', (text, expected) => {
    expect(message(text)).toBe(expected);
  });
});

describe('sums', () => {
  const names = (text: string) => parseShape(text).parameters.map(({ name }) => name);

  it('name every parameter once', () => {
    expect(names('2*ring+point')).toEqual([
      ...['ring1.y', 'ring1.phi', 'ring1.radius', 'ring2.y', 'ring2.phi', 'ring2.radius'],
      ...['point.y', 'point.phi', 'ring1.weight', 'ring2.weight', 'point.weight'],
    ]);
  });

  it('share a centre in parentheses, each copy its own', () => {
    expect(names('2*(disk+point)')).toEqual([
      ...['center1.y', 'center1.phi', 'disk1.radius', 'center2.y', 'center2.phi', 'disk2.radius'],
      ...['disk1.weight', 'point1.weight', 'disk2.weight', 'point2.weight'],
    ]);
    expect(names('(2*ring)')).toEqual([
      ...['center.y', 'center.phi', 'ring1.radius', 'ring2.radius', 'ring1.weight', 'ring2.weight'],
    ]);
    expect(names('(ring)')).toEqual(['y', 'phi', 'radius']);
  });

  it('hold and bound parameters of each copy', () => {
    const model = parseShape('2*ring(radius=0.2..0.5)+point(y=1,weight=0.25)');
    expect(fixed(model)).toEqual({ 'point.y': 1, 'point.weight': 0.25 });
    expect(model.parameters.find(({ name }) => name === 'ring2.radius')).toMatchObject({
      lower: 0.2,
      upper: 0.5,
    });
    const x = model.canonical(Float64Array.of(0, 0, 0.1, 1, 1, 0.9, 1, 0, 3, 1, 0.25));
    expect([...x]).toEqual([0, 0, 0.2, 1, 1, 0.5, 1, 0, 0.75 * 0.75, 0.75 * 0.25, 0.25]);
  });

  it('are written out again, held where they stand', () => {
    const model = parseShape('2*(disk+point)+ring');
    const x = Float64Array.of(0.1, 2, 0.3, -0.5, 1, 0.2, 0, 3, 0.4, 0.1, 0.2, 0.3, 0.15, 0.25);
    const text = frozenText(model, x);
    expect(text).toBe(
      '(disk(y=0.1,phi=2,radius=0.3,weight=0.1)+point(weight=0.2))+(disk(y=-0.5,phi=1,radius=0.2,weight=0.3)+point(weight=0.15))+ring(y=0,phi=3,radius=0.4,weight=0.25)',
    );
    const again = parseShape(text);
    expect(again.parameters.map(({ fixed }) => fixed)).toEqual([...x]);
  });
});
