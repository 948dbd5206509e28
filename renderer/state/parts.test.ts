import { expect, test } from 'vitest';
import { modelOf } from '../../workers/shapes/index.ts';
import { columnsOf, groupsOf, spaced, symbolOf } from './parts.ts';

test('parts that share a centre are read together, others by themselves', () => {
  const groups = groupsOf(modelOf('2*(ellipse+point)+ring'));
  expect(
    groups.map(({ title, center, parts }) => [
      title,
      center.map(({ symbol }) => symbol),
      parts.map(({ name, own, weight }) => [name, own.map(({ symbol }) => symbol), weight?.parameter.name]),
    ]),
  ).toEqual([
    [
      'centre 1',
      ['y', 'φ'],
      [
        ['ellipse 1', ['a', 'b', '∠'], 'ellipse1.weight'],
        ['point 1', [], 'point1.weight'],
      ],
    ],
    [
      'centre 2',
      ['y', 'φ'],
      [
        ['ellipse 2', ['a', 'b', '∠'], 'ellipse2.weight'],
        ['point 2', [], 'point2.weight'],
      ],
    ],
    [null, [], [['ring', ['y', 'φ', 'r'], 'ring.weight']]],
  ]);
});

test('every parameter has one column, by part', () => {
  const model = modelOf('(ellipse+point)');
  const columns = columnsOf(model);
  expect(columns.map(({ label }) => label)).toEqual([
    'centre y',
    'centre φ',
    'ellipse weight',
    'ellipse a',
    'ellipse b',
    'ellipse ∠',
    'point weight',
  ]);
  expect([...columns.map(({ place }) => place)].sort((a, b) => a - b)).toEqual(
    model.parameters.map((_, place) => place),
  );
  expect(columnsOf(modelOf('ring')).map(({ label }) => label)).toEqual(['y', 'φ / rad', 'radius / rad']);
});

test('names are spaced, numbers of corners stand low', () => {
  expect([spaced('ellipse12'), spaced('center1'), spaced('center'), spaced('polygon5')]).toEqual([
    'ellipse 12',
    'centre 1',
    'centre',
    'polygon 5',
  ]);
  expect([symbolOf('phi'), symbolOf('radius'), symbolOf('y2'), symbolOf('phi13')]).toEqual([
    'φ',
    'r',
    'y₂',
    'φ₁₃',
  ]);
});
