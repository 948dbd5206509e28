import { expect, test } from 'vitest';
import type { SceneShape } from '../../workers/figure/types.ts';
import { pickHandle, pickParticle } from './picking.ts';

const box = { x: 0, y: 0, width: 400, height: 400 };
const view = { y0: -1, y1: 1, phi0: 2.2, phi1: 4.2 };
// 200 px a radian; at pT = reference the disc's radius is 12 px.
const particles = {
  pt: Float64Array.of(100, 10, 0.01),
  y: Float64Array.of(0, 0.02, 0.5),
  phi: Float64Array.of(3, 3, -3),
  pid: null,
  selected: Uint8Array.of(1, 1, 0),
};
const pick = (x: number, y: number) => pickParticle(particles, 100, view, box, x, y);

test('of overlapping discs the smallest is on top', () => {
  expect(pick(204, 240)).toBe(1);
  expect(pick(191, 240)).toBe(0);
});

test('a soft particle beyond the seam is hit at its copy, a few pixels around', () => {
  const y = (4.2 - (2 * Math.PI - 3)) * 200;
  expect(pick(300, y)).toBe(2);
  expect(pick(304, y)).toBe(2);
  expect(pick(306, y)).toBeNull();
});

test('a widened target yields to a disc that is really hit', () => {
  const near = {
    ...particles,
    pt: Float64Array.of(100, 0.01),
    y: Float64Array.of(0, 0),
    phi: Float64Array.of(3, 3.02),
  };
  expect(pickParticle(near, 100, view, box, 200, 239)).toBe(0);
  expect(pickParticle(near, 100, view, box, 200, 236)).toBe(1);
});

test('empty plane', () => {
  expect(pick(20, 20)).toBeNull();
});

test('handles: the nearest, of two in one place the later, none beyond reach', () => {
  const shape = {
    handles: [
      { name: 'center', y: 0, phi: 3 },
      { name: 'radius', y: 0.5, phi: 3 },
      { name: 'other', y: 0.5, phi: 3 - 2 * Math.PI },
    ],
  } as unknown as SceneShape;
  expect(pickHandle(shape, view, box, 203, 241)).toBe('center');
  expect(pickHandle(shape, view, box, 300, 240)).toBe('other');
  expect(pickHandle(shape, view, box, 250, 240)).toBeNull();
});
