import { expect, test } from 'vitest';
import { select } from '../core/events.ts';
import { modelOf } from '../shapes/index.ts';
import { sampleScene } from './fixtures.ts';
import { bandLines, drawnLines, drawnOutline, isEnlarged, labelledPart, shownHandles } from './outline.ts';
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
  const [part] = shape.parts;
  expect(shape.parts).toHaveLength(1);
  expect(part).toMatchObject({ name: 'ring', kind: 'line', center: [0.1, 3], weight: null });
  expect(part.label).toBe('radius 0.0200 rad');
  expect(sizeLabel({ radius: 0 })).toBe('radius 0 rad');
  expect(sizeLabel({ semi_axes: [0.0031, 1e-7] })).toBe('semi-axes 0.00310 × < 0.00001 rad');
  expect(sizeLabel({ vertices: [[0, 3.14], [0.003, -3.1431853]] })).toBe('length 0.00300 rad'); // biome-ignore format: two ends
  expect(sizeLabel({ vertices: [[0, 0], [0.03, 0], [0, 0.04]] })).toBe('sides 0.0300 to 0.0500 rad'); // biome-ignore format: three corners
  expect(part.size).toBeCloseTo(0.02, 12);
  expect(shape.handles[0]).toMatchObject({ y: 0.1, center: true, parts: ['ring'] });
  const far = Math.hypot(part.outline[0] - 0.1, part.outline[1] - 3);
  expect(far).toBeCloseTo(0.02, 9);
});

test('a tiny shape is labelled, and enlarged only where it could not be seen', () => {
  const shape = sceneShape(modelOf('ring'), Float64Array.of(0.1, 3, 0.02));
  const [part] = shape.parts;
  expect(labelledPart(shape)).toBe(part);
  expect(isEnlarged(part, 100)).toBe(true);
  const outline = drawnOutline(part, 100);
  expect(Math.hypot(outline[0] - 0.1, outline[1] - 3) * 100).toBeCloseTo(9, 9);
  expect(isEnlarged(part, 1000)).toBe(false);
  expect(drawnOutline(part, 1000)).toBe(part.outline);
  const large = sceneShape(modelOf('ring'), Float64Array.of(0.1, 3, 0.03));
  expect(labelledPart(large)).toBeNull();
  expect(isEnlarged(large.parts[0], 1)).toBe(false);
});

/** Two groups of an ellipse and a point, the second with three quarters of the energy. */
function composition() {
  const model = modelOf('2*(ellipse+point)');
  return {
    model,
    shape: sceneShape(
      model,
      model.fromComponents([
        { shape: 'ellipse', weight: 0.2, center: [0, 3], semi_axes: [0.3, 0.1], angle: 0 },
        { shape: 'point', weight: 0.05, center: [0, 3] },
        { shape: 'ellipse', weight: 0.5, center: [1, 3], semi_axes: [0.02, 0.01], angle: 0 },
        { shape: 'point', weight: 0.25, center: [1, 3] },
      ]),
    ),
  };
}

test('each part of a composition is drawn, heavier where it holds more energy', () => {
  const { shape } = composition();
  expect(shape.parts.map(({ name, kind, weight }) => [name, kind, weight])).toEqual([
    ['ellipse1', 'line', 0.2],
    ['point1', 'point', 0.05],
    ['ellipse2', 'line', 0.5],
    ['point2', 'point', 0.25],
  ]);
  const [light, , heavy] = drawnLines(shape, 100);
  expect(light.width).toBeLessThan(heavy.width);
  // A point is a mark of the same size at every zoom, whose area grows with its energy.
  const radii = [100, 1000].map((scale) =>
    [1, 3].map((p) => {
      const { points } = drawnLines(shape, scale)[p];
      return Math.hypot(points[0] - shape.parts[p].center[0], points[1] - 3) * scale;
    }),
  );
  expect(radii[0][0]).toBeCloseTo(4 + 5 * Math.sqrt(0.05), 9);
  expect(radii[0][1]).toBeCloseTo(4 + 5 * Math.sqrt(0.25), 9);
  expect(radii[1][1]).toBeCloseTo(radii[0][1], 9);
});

test('what is pointed at stands out: its line, its true size, its handles', () => {
  const { shape } = composition();
  expect(labelledPart(shape)).toBeNull();
  expect(shownHandles(shape).map(({ name }) => name)).toEqual(['center1', 'center2']);
  expect(shape.handles[0].parts).toEqual(['ellipse1', 'point1']);
  const pointed = { ...shape, highlight: 'ellipse2' };
  expect(labelledPart(pointed)?.label).toBe('semi-axes 0.0200 × 0.0100 rad');
  expect(drawnLines(pointed, 100).map(({ opacity }) => opacity < 1)).toEqual([true, true, false, true]);
  const names = shownHandles(pointed).map(({ name }) => name);
  expect(names).toContain('ellipse2.a');
  expect(names).not.toContain('ellipse1.a');
  expect(shownHandles({ ...pointed, state: 'settling' })).toEqual([]);
});

test('a part that holds next to nothing stands back, until it is pointed at', () => {
  const { shape } = composition();
  const parts = shape.parts.map((part, p) => (p === 0 ? { ...part, weight: 0 } : part));
  expect(drawnLines({ ...shape, parts }, 100).map(({ opacity }) => opacity < 1)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(drawnLines({ ...shape, parts, highlight: 'ellipse1' }, 100)[0].opacity).toBe(1);
});

test('the ink of a band does not depend on the number of replicas', () => {
  const { shape } = composition();
  const ink = (n: number) => {
    const band = Array.from({ length: n * shape.parts.length }, (_, k) => ({
      outline: shape.parts[0].outline,
      point: k % 2 === 1,
      weight: null,
    }));
    return bandLines({ ...shape, band }, 100).reduce((sum, { opacity }) => sum + opacity, 0);
  };
  expect(ink(20)).toBeCloseTo(ink(60), 9);
  const line = { outline: shape.parts[0].outline, point: false };
  const band = [0.01, 0.2, 0.9].map((weight) => ({ ...line, weight }));
  const [faint, middle, full] = bandLines({ ...shape, band }, 100).map(({ opacity }) => opacity);
  expect(faint).toBeLessThan(middle);
  expect(middle).toBeLessThan(full);
});

test('a selection has an outline, the whole event has none', () => {
  expect(selectionOutline({ kind: 'all' }, event)).toBeNull();
  const lasso = { kind: 'lasso', points: [[0, 1], [1, 1], [1, 2]] } as const; // biome-ignore format: three points
  expect([...(selectionOutline(lasso, event) ?? [])]).toEqual([0, 1, 1, 1, 1, 2]);
});

test('particles are outlined by their hull, in one piece across the seam', () => {
  const jet = {
    y: Float64Array.of(0, 0.4, 0.2, 0.2, 2),
    phi: Float64Array.of(3.1, 3.1, 3.12, -3.1, 0),
    index: Uint32Array.of(0, 2, 3, 5, 9),
  };
  const outline = selectionOutline({ kind: 'particles', index: [0, 2, 3, 5] }, jet) ?? [];
  expect([...outline]).toEqual([0, 3.1, 0.4, 3.1, 0.2, expect.closeTo(2 * Math.PI - 3.1, 12)]);
});

test('one particle, or two, are in a circle; none have no outline', () => {
  const radii = (index: readonly number[], y: number, phi: number) => {
    const outline = selectionOutline({ kind: 'particles', index }, event) ?? new Float64Array();
    return Array.from({ length: outline.length / 2 }, (_, k) =>
      Math.hypot(outline[2 * k] - y, outline[2 * k + 1] - phi),
    );
  };
  const one = radii([5], 2, 0);
  expect(one.length).toBeGreaterThan(10);
  for (const radius of one) expect(radius).toBeCloseTo(0.05, 9);
  const half = Math.hypot(0.1, 2 * Math.PI - 6.2) / 2;
  for (const radius of radii([0, 2], 0.05, Math.PI)) expect(radius).toBeCloseTo(half + 0.05, 9);
  expect(selectionOutline({ kind: 'particles', index: [1] }, event)).toBeNull();
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
