import { describe, expect, it } from 'vitest';
import { disk } from './disk.ts';
import { ellipse } from './ellipse.ts';
import { isotropiccylinder } from './isotropiccylinder.ts';
import { pileup } from './pileup.ts';
import { point } from './point.ts';
import { SHAPES, shapeNamed } from './registry.ts';
import { ring } from './ring.ts';
import { segment } from './segment.ts';
import { message } from './testing/arbitrary.ts';
import { triangle } from './triangle.ts';

const NAMES =
  'point, ring, disk, ellipse, segment, ellipticring, triangle, filledtriangle, pileup, isotropicring, isotropiccylinder, isotropicsphere, polygon4…12, filledpolygon4…12';

describe('shapes by name', () => {
  it('are each found by their own', () => {
    for (const shape of SHAPES) expect(shapeNamed(shape.name)).toBe(shape);
    expect(shapeNamed('polygon5').parameters.length).toBe(10);
    expect(shapeNamed('filledpolygon12').label).toBe('Filled polygon with 12 corners');
    expect(shapeNamed('polygon5')).toBe(shapeNamed('polygon5'));
  });

  it.each(['blob', 'polygon3', 'polygon13', 'polygon05', 'filledpolygon', 'Ring', ''])('not %s', (name) => {
    expect(message(() => shapeNamed(name))).toBe(`unknown shape: ${name}, allowed are ${NAMES}`);
  });
});

describe('errors', () => {
  it.each([
    ['ring: no handle a, allowed are center, radius', () => ring.drag(Float64Array.of(0, 0, 1), 'a', 0, 0)],
    [
      'ellipse: no handle radius, allowed are center, a, b',
      () => ellipse.drag(Float64Array.of(0, 0, 1, 1, 0), 'radius', 0, 0),
    ],
    ['point: no handle radius, allowed is center', () => point.drag(Float64Array.of(0, 0), 'radius', 0, 0)],
    [
      'segment: no handle a, allowed are center, end1, end2',
      () => segment.drag(Float64Array.of(0, 0, 1, 0), 'a', 0, 0),
    ],
    [
      'triangle: no handle a, allowed are center, corner1, corner2, corner3',
      () => triangle.drag(new Float64Array(6), 'a', 0, 0),
    ],
    [
      'pileup: no handle center, it has none: its region comes from the event',
      () => pileup.drag(new Float64Array(5), 'center', 0, 0),
    ],
    [
      'disk: radius is missing, needed is a number from 0 to 10',
      () => disk.fromComponent({ shape: 'disk', weight: 1, center: [0, 0] }),
    ],
    [
      'ellipse: semi_axes are missing, needed are two numbers from 0 to 10',
      () => ellipse.fromComponent({ shape: 'ellipse', weight: 1, center: [0, 0], angle: 0 }),
    ],
    [
      'ellipse: angle is missing, needed is a number in rad',
      () => ellipse.fromComponent({ shape: 'ellipse', weight: 1, center: [0, 0], semi_axes: [1, 1] }),
    ],
    [
      'segment: vertices are missing, needed are its two ends [y, φ]',
      () => segment.fromComponent({ shape: 'segment', weight: 1, center: [0, 0] }),
    ],
    [
      'triangle: vertices are 1 places, needed are 3 corners [y, φ]',
      () => triangle.fromComponent({ shape: 'triangle', weight: 1, center: [0, 0], vertices: [[0, 0]] }),
    ],
    [
      'pileup: region is missing, needed are y0, y1, φ0, φ1',
      () => pileup.fromComponent({ shape: 'pileup', weight: 1, center: [0, 0] }),
    ],
    [
      'isotropiccylinder: region is missing, needed are −ymax, ymax, −π, π',
      () => isotropiccylinder.fromComponent({ shape: 'isotropiccylinder', weight: 1, center: [0, 0] }),
    ],
  ])('%s', (expected, work) => {
    expect(message(work)).toBe(expected);
  });
});
