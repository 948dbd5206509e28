import { expect, test } from 'vitest';
import { defaultChoice, selectionFor, selectionWords } from './choice.ts';

test('a jet is fitted whole, a full event in a circle at the click', () => {
  expect(defaultChoice({ jetSized: true })).toBe('all');
  expect(defaultChoice({ jetSized: false })).toBe('circle');
});

test('a selection has its place in (−π, π], or is not there yet', () => {
  expect(selectionFor('all', null, 1, null)).toEqual({ kind: 'all' });
  expect(selectionFor('circle', null, 1, null)).toBeNull();
  expect(selectionFor('circle', [1, 4], 0.5, null)).toEqual({
    kind: 'circle',
    y: 1,
    phi: 4 - 2 * Math.PI,
    radius: 0.5,
  });
  expect(
    selectionFor('lasso', null, 1, [
      [0, 0],
      [1, 0],
    ]),
  ).toBeNull();
  expect(selectionFor('jet', null, 1, null, null)).toBeNull();
  expect(selectionFor('jet', null, 1, null, [2, 5])).toEqual({ kind: 'particles', index: [2, 5] });
});

test('words say what is fitted', () => {
  expect(selectionWords({ kind: 'all' })).toBe('the whole event');
  expect(selectionWords({ kind: 'circle', y: -1, phi: 0.5, radius: 1 })).toBe(
    'a circle of radius 1.00 around (−1.000, 0.500)',
  );
  expect(selectionWords({ kind: 'particles', index: [3, 4] })).toBe('a jet of 2 particles');
});
