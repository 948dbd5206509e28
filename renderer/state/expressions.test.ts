import { expect, test } from 'vitest';
import { modelOf } from '../../workers/shapes/index.ts';
import {
  COMMON,
  COMPOSITIONS,
  extentWords,
  FIRST_COMPOSITION,
  isShape,
  nameOf,
  nameWithin,
  pretty,
  read,
  remember,
} from './expressions.ts';

test('a text is read as a model, or told what is wrong with it and what is allowed', () => {
  const good = read('2*(ellipse+point)');
  expect('model' in good && good.model.parts.map(({ name }) => name)).toEqual([
    'ellipse1',
    'point1',
    'ellipse2',
    'point2',
  ]);
  const bad = read('2*(ellipse+spoon)');
  expect('problem' in bad && bad.problem).toMatch(
    /^unknown shape: spoon, allowed are .*ring.*\. Shapes of your own are fitted on the command line: ringside fit --shapes FILE$/,
  );
  expect(isShape('ring(radius=0.4)')).toBe(true);
  expect(isShape('ring(radius=-1)')).toBe(false);
  expect(isShape(3)).toBe(false);
});

test('everything offered can be read', () => {
  expect(COMMON.map(({ name }) => name)).toEqual(['point', 'ring', 'disk', 'ellipse']);
  expect(COMPOSITIONS.map(([text]) => text)).toContain(FIRST_COMPOSITION);
  for (const [text] of COMPOSITIONS) expect(isShape(text)).toBe(true);
});

test('expressions typed lately: the newest first, each once, no more than eight', () => {
  let recent: readonly string[] = [];
  for (let n = 2; n < 12; n++) recent = remember(recent, `${n}*point`);
  recent = remember(recent, '5*point');
  recent = remember(recent, 'ring');
  expect(recent).toEqual(['5*point', ...[11, 10, 9, 8, 7, 6, 4].map((n) => `${n}*point`)]);
});

test('models are named by their label where that says all, else by their expression', () => {
  expect(nameOf(modelOf('ring'))).toBe('Ring');
  expect(nameWithin(modelOf('ring'))).toBe('ring');
  expect(nameOf(modelOf('ring(radius=0.4)'))).toBe('ring(radius=0.4)');
  expect(nameWithin(modelOf('3*(ellipse+point)'))).toBe('3×(ellipse + point)');
  expect(pretty('2*point+ring')).toBe('2×point + ring');
});

test('what is free is counted: weights add up to 1, what is held is not free', () => {
  expect(extentWords(modelOf('ring'))).toBe('1 part, 3 free parameters');
  expect(extentWords(modelOf('ring(radius=0.4)'))).toBe('1 part, 2 free parameters');
  expect(extentWords(modelOf('2*point'))).toBe('2 parts, 5 free parameters');
  expect(extentWords(modelOf('(ellipse+point)'))).toBe('2 parts, 6 free parameters');
});
