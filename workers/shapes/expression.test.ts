import { describe, expect, it } from 'vitest';
import { parseShapes } from './expression.ts';

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
    expect(parsed.map(({ text, shape, frozen }) => [text, shape.name, frozen])).toEqual([
      ['ring', 'ring', {}],
      ['disk', 'disk', {}],
      ['ellipse(a=0.4, angle=-7)', 'ellipse', { a: 0.4, angle: -7 }],
      ['point(y=1e-1,phi=9)', 'point', { y: 0.1, phi: 9 }],
    ]);
    expect(parseShapes('ring(radius=1e+0)')[0].frozen).toEqual({ radius: 1 });
    expect(parseShapes('ring()')[0].frozen).toEqual({});
  });

  it('takes the pairs of the JSON whole', () => {
    expect(parseShapes('ellipse(center=[-0.5,2], semi_axes=[0.3,0.1],angle=1),ring')[0].frozen).toEqual({
      y: -0.5,
      phi: 2,
      a: 0.3,
      b: 0.1,
      angle: 1,
    });
    expect(message('ring(semi_axes=[1,2])')).toBe('ring: unknown parameter a, allowed are y, phi, radius');
    expect(message('ring(center=[1,2],phi=2)')).toBe(
      'ring: parameter phi is given twice in ring(center=[1,2],phi=2)',
    );
  });

  it.each([
    ['blob', 'unknown shape: blob, allowed are point, ring, disk, ellipse'],
    ['', 'shape: empty expression, allowed are point, ring, disk, ellipse'],
    ['ring,,disk', 'shape: empty expression, allowed are point, ring, disk, ellipse'],
    ['ring(a=1)', 'ring: unknown parameter a, allowed are y, phi, radius'],
    ['ring(radius=-1)', 'ring: radius is -1, allowed is 0 to 10'],
    ['ring(radius=wide)', 'ring: radius is wide, allowed is 0 to 10'],
    ['ring(radius)', 'ring: radius is not given, allowed is 0 to 10'],
    ['ring(phi=)', 'ring: phi is , allowed is any number of rad'],
    ['ring(radius=1,radius=2)', 'ring: parameter radius is given twice in ring(radius=1,radius=2)'],
    ['ring(radius=1', 'shape: parentheses do not match in ring(radius=1'],
    ['ring)', 'shape: parentheses do not match in ring)'],
    ['ring(radius=1)x', 'shape: cannot read ring(radius=1)x, needed is NAME or NAME(parameter=number,…)'],
    ['ring(radius=1,)', 'shape: cannot read ring(radius=1,), needed is NAME or NAME(parameter=number,…)'],
    [
      'ring,3*(ellipse+point)',
      'shape: 3*(ellipse+point) is a composition, which is not yet fitted; allowed are single shapes: point, ring, disk, ellipse',
    ],
    [
      'ring+pileup',
      'shape: ring+pileup is a composition, which is not yet fitted; allowed are single shapes: point, ring, disk, ellipse',
    ],
    ['__proto__', 'unknown shape: __proto__, allowed are point, ring, disk, ellipse'],
    ['ring(__proto__=1)', 'ring: unknown parameter __proto__, allowed are y, phi, radius'],
  ])('refuses %s', (text, expected) => {
    expect(message(text)).toBe(expected);
  });
});
