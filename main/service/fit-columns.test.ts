import { expect, test } from 'vitest';
import type { Component } from '../contract/index.ts';
import { columnsOf, fitNumbers } from './fit-columns.ts';
import { fitTable } from './fit-rows.ts';

const ring: Component = { shape: 'ring', weight: 1, center: [0.5, 3], radius: 0.4 };
const ellipse = (weight: number): Component => ({
  shape: 'ellipse',
  weight,
  center: [0, 1],
  semi_axes: [0.2, 0.1],
  angle: 0.3,
});
const point: Component = { shape: 'point', weight: 0.25, center: [1, -1] };

test('a single shape has its parameters by their names', () => {
  expect([...fitNumbers([ring])]).toEqual([
    ['center_y', 0.5],
    ['center_phi', 3],
    ['radius', 0.4],
  ]);
});

test('each part of several has its own, numbered by kind', () => {
  const numbers = fitNumbers([ellipse(0.5), point, ellipse(0.25)]);
  expect([...numbers.keys()]).toEqual(
    ['ellipse1', 'point1', 'ellipse2'].flatMap((part) =>
      [
        'weight',
        'center_y',
        'center_phi',
        ...(part === 'point1' ? [] : ['semi_axis_1', 'semi_axis_2', 'angle']),
      ].map((name) => `${part}_${name}`),
    ),
  );
  expect(numbers.get('ellipse2_weight')).toBe(0.25);
  expect(numbers.get('point1_center_phi')).toBe(-1);
});

test('corners and regions are numbered and named, with units where they are angles', () => {
  const triangle: Component = {
    ...point,
    shape: 'triangle-edges',
    weight: 0.75,
    vertices: [
      [0, 1],
      [2, 3],
      [4, 5],
    ],
  };
  const pileup: Component = { ...point, shape: 'pileup', region: [-1, 1, -2, 2] };
  const columns = columnsOf([fitNumbers([triangle, pileup])]);
  expect(columns.filter(({ name }) => /vertex_2|region/.test(name))).toEqual([
    { name: 'triangle_edges1_vertex_2_y', unit: '' },
    { name: 'triangle_edges1_vertex_2_phi', unit: 'rad' },
    { name: 'pileup1_region_y0', unit: '' },
    { name: 'pileup1_region_y1', unit: '' },
    { name: 'pileup1_region_phi0', unit: 'rad' },
    { name: 'pileup1_region_phi1', unit: 'rad' },
  ]);
});

test('a table has the columns of every shape in it, and nothing where a row has none', () => {
  const row = (event: number, shape: string, components: readonly Component[] | null) => ({
    event,
    shape,
    result: components && {
      ...{ event, shape, solver: 'exact' as const, emd: 0.1, lower_bound: 0.1, gap: 0, quadrature: 1000 },
      ...{ seed: 1, converged: true, iterations: 3, wall_ms: 2, components },
    },
    problem: components ? null : 'no particles',
    particles: 3,
    energy: 10,
    energyShare: 1,
  });
  const source = { file: 'a.csv', hash: '', version: '1' };
  const named = (rows: Parameters<typeof fitTable>[0]) =>
    Object.fromEntries(fitTable(rows, source).columns.map(({ name, values }) => [name, values]));
  const mixed = named([
    row(0, 'ring', [ring]),
    row(0, 'ellipse+point', [ellipse(0.75), point]),
    row(1, 'ring', null),
  ]);
  expect(mixed.radius).toEqual([0.4, null, null]);
  expect(mixed.ellipse1_weight).toEqual([null, 0.75, null]);
  expect(mixed.angle).toEqual([null, null, null]);
  const several = named([row(0, 'ellipse+point', [ellipse(0.75), point])]);
  expect(Object.keys(several).slice(0, 5)).toEqual([
    'event',
    'shape',
    'solver',
    'ellipse1_weight',
    'ellipse1_center_y',
  ]);
  expect('radius' in several).toBe(false);
  expect(Object.keys(named([row(0, 'ring', null)]))).toContain('radius');
});
