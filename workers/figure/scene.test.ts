import { expect, test } from 'vitest';
import { select } from '../core/events.ts';
import { modelOf } from '../shapes/index.ts';
import { sampleScene } from './fixtures.ts';
import { drawnOutline, isEnlarged, isLabelled } from './outline.ts';
import { planOpacity } from './plan.ts';
import {
  contourStep,
  potentialRange,
  sceneParticles,
  scenePlan,
  sceneShape,
  selectionOutline,
  sizeLabel,
} from './scene.ts';

const event = {
  event: 0,
  pt: Float64Array.of(3, 2, 1),
  y: Float64Array.of(0, 0.1, 2),
  phi: Float64Array.of(3.1, -3.1, 0),
  mass: null,
  pid: null,
  index: Uint32Array.of(0, 2, 5),
};

test('the selected particles are marked, across the seam too', () => {
  const circle = { kind: 'circle', y: 0, phi: 3.14, radius: 0.5 } as const;
  expect([...sceneParticles(event, select(event, circle)).selected]).toEqual([1, 1, 0]);
  expect([...sceneParticles(event).selected]).toEqual([1, 1, 1]);
});

test('flow lines go the short way round', () => {
  const plan = scenePlan(event, [0], Float64Array.of(0), Float64Array.of(-3.1), Float64Array.of(1));
  expect(plan.ends[3] - plan.ends[1]).toBeCloseTo(2 * Math.PI - 6.2, 9);
});

test('a shape of the registry has its outline, handles and true size', () => {
  const ring = modelOf('ring');
  const shape = sceneShape(ring, Float64Array.of(0.1, 3, 0.02));
  expect(shape.center).toEqual([0.1, 3]);
  expect(shape.label).toBe('radius 0.0200 rad');
  expect(sizeLabel({ radius: 0 })).toBe('radius 0 rad');
  expect(sizeLabel({ semi_axes: [0.0031, 1e-7] })).toBe('semi-axes 0.00310 × < 0.00001 rad');
  expect(shape.size).toBeCloseTo(0.02, 12);
  expect(shape.handles[0].y).toBe(0.1);
  const far = Math.hypot(shape.outline[0] - 0.1, shape.outline[1] - 3);
  expect(far).toBeCloseTo(0.02, 9);
});

test('a tiny shape is labelled, and enlarged only where it could not be seen', () => {
  const shape = sceneShape(modelOf('ring'), Float64Array.of(0.1, 3, 0.02));
  expect(isLabelled(shape)).toBe(true);
  expect(isEnlarged(shape, 100)).toBe(true);
  const outline = drawnOutline(shape, 100);
  expect(Math.hypot(outline[0] - 0.1, outline[1] - 3) * 100).toBeCloseTo(9, 9);
  expect(isEnlarged(shape, 1000)).toBe(false);
  expect(drawnOutline(shape, 1000)).toBe(shape.outline);
  const large = sceneShape(modelOf('ring'), Float64Array.of(0.1, 3, 0.03));
  expect(isLabelled(large)).toBe(false);
  expect(isEnlarged(large, 1)).toBe(false);
});

test('a selection has an outline, the whole event has none', () => {
  expect(selectionOutline({ kind: 'all' })).toBeNull();
  const lasso = { kind: 'lasso', points: [[0, 1], [1, 1], [1, 2]] } as const; // biome-ignore format: three points
  expect([...(selectionOutline(lasso) ?? [])]).toEqual([0, 1, 1, 1, 1, 2]);
});

test('the ink of a plan does not depend on the number of lines', () => {
  const ink = (n: number) => planOpacity(new Float64Array(n).fill(1 / n)).reduce((sum, a) => sum + a, 0);
  expect(ink(400)).toBeCloseTo(ink(200), 3);
});

test('ranges and steps are round', () => {
  expect(potentialRange(Float32Array.of(-0.4312, 0.2))).toBe(0.44);
  expect(potentialRange(new Float32Array(4))).toBe(1);
  expect(contourStep(0.44)).toBeCloseTo(0.05, 12);
  expect(contourStep(2)).toBeCloseTo(0.25, 12);
});

test('the fixture stays inside its own selection', () => {
  expect([...sampleScene().particles.selected]).toEqual([1, 1, 1, 1, 1, 1, 0]);
});
