import { expect, test } from 'vitest';
import type { FitResult } from '../../main/contract/index.ts';
import { modelOf } from '../../workers/shapes/index.ts';
import { compareFits, sameFit } from './solvers.svelte.ts';

const fitted = (components: FitResult['components'], shape: string): FitResult => ({
  event: 3,
  shape,
  solver: 'exact',
  emd: 0.2,
  lower_bound: 0.2,
  gap: 0,
  quadrature: 1000,
  seed: 1,
  converged: true,
  iterations: 10,
  wall_ms: 5,
  components,
});

test('parameters are compared the short way round: φ over the seam, the angle of an axis over half a turn', () => {
  const model = modelOf('ellipse');
  const one = { shape: 'ellipse', weight: 1, semi_axes: [0.3, 0.1] } as const;
  const rows = compareFits(
    model,
    fitted([{ ...one, center: [0, 3.1], angle: 1.5 }], 'ellipse'),
    fitted([{ ...one, center: [0.1, -3.1], angle: -1.5 }], 'ellipse'),
  );
  const difference = Object.fromEntries(
    rows.map((row) => [model.parameters[row.place].name, row.difference]),
  );
  expect(difference.y).toBeCloseTo(0.1, 12);
  expect(difference.phi).toBeCloseTo(2 * Math.PI - 6.2, 12);
  expect(difference.angle).toBeCloseTo(Math.PI - 3, 12);
  expect(difference.a).toBe(0);
});

test('what is held is not compared, copies are brought together', () => {
  const held = modelOf('ring(radius=0.4)');
  const ring = fitted([{ shape: 'ring', weight: 1, center: [0, 0], radius: 0.4 }], held.text);
  expect(compareFits(held, ring, ring).map(({ place }) => held.parameters[place].name)).toEqual(['y', 'phi']);
  const model = modelOf('2*point');
  const [a, b] = [0, 2].map((y) => ({ shape: 'point', weight: 0.5, center: [y, 0] as const }));
  const rows = compareFits(model, fitted([a, b], model.text), fitted([b, a], model.text));
  expect(rows.every(({ difference }) => difference === 0)).toBe(true);
});

test('a result that gained intervals is still the same fit', () => {
  const result = fitted([{ shape: 'ring', weight: 1, center: [0, 0], radius: 0.4 }], 'ring');
  expect(sameFit(result, { ...result, iterations: 11 })).toBe(true);
  expect(sameFit(result, { ...result, components: [...result.components] })).toBe(false);
});
