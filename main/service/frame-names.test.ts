import { expect, test } from 'vitest';
import { sqlNameOf, stemOf } from './frame-names.ts';

test.each([
  [['top'], 'top'],
  [['top', '3*(ellipse+point)+pileup'], 'top_3_ellipse_point_pileup'],
  [['My jets (2)'], 'my_jets_2'],
  [['2024'], '_2024'],
  [['select'], 'select_events'],
  [['τ'], 'events'],
  [['x'.repeat(90)], 'x'.repeat(60)],
])('%s is %s', (parts, name) => {
  expect(sqlNameOf(parts, new Set())).toBe(name);
});

test('a name that is taken gets a number', () => {
  expect(sqlNameOf(['top'], new Set(['top', 'top_2']))).toBe('top_3');
});

test('a file’s name loses its ending', () => {
  expect(['top.npz', 'a.b.csv', 'jets.csv.gz', 'plain', '.hidden'].map(stemOf)).toEqual([
    'top',
    'a.b',
    'jets',
    'plain',
    '.hidden',
  ]);
});
