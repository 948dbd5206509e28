import { expect, test } from 'vitest';
import { sceneShape } from '../../workers/figure/scene.ts';
import type { SceneShape } from '../../workers/figure/types.ts';
import { modelOf } from '../../workers/shapes/index.ts';
import { pickHandle, pickPart, pickParticle } from './picking.ts';

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
  const parts = ['ring'];
  const shape: SceneShape = {
    parts: [],
    handles: [
      { name: 'center', y: 0, phi: 3, parts, center: true },
      { name: 'radius', y: 0.5, phi: 3, parts, center: false },
      { name: 'other', y: 0.5, phi: 3 - 2 * Math.PI, parts, center: false },
    ],
    state: 'settled',
    highlight: null,
    band: [],
  };
  expect(pickHandle(shape, view, box, 203, 241)).toBe('center');
  expect(pickHandle(shape, view, box, 300, 240)).toBe('other');
  expect(pickHandle(shape, view, box, 250, 240)).toBeNull();
});

test('parts: the one whose line is nearest, across the seam too; a single shape has none', () => {
  const model = modelOf('ring+point');
  const shape = sceneShape(
    model,
    model.fromComponents([
      { shape: 'ring', weight: 0.5, center: [0, -3.2], radius: 0.5 },
      { shape: 'point', weight: 0.5, center: [0.75, 3] },
    ]),
  );
  // The ring's centre stands at φ = 2π − 3.2 ≈ 3.083: px (200, 223), its edge 100 px further.
  expect(pickPart(shape, view, box, 104, 223)).toBe('ring');
  expect(pickPart(shape, view, box, 112, 223)).toBeNull();
  expect(pickPart(shape, view, box, 350, 240 - 8)).toBe('point');
  const ring = sceneShape(modelOf('ring'), Float64Array.of(0, -3.2, 0.5));
  expect(pickPart(ring, view, box, 104, 223)).toBeNull();
});
