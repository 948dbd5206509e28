import { expect, test } from 'vitest';
import type { Component } from '../../main/contract/index.ts';
import { modelOf } from '../../workers/shapes/index.ts';
import { aligned } from './align.ts';

const point = (y: number, phi: number, weight: number): Component => ({
  shape: 'point',
  weight,
  center: [y, phi],
});
const ring = (y: number, weight: number): Component => ({
  shape: 'ring',
  weight,
  center: [y, 0],
  radius: 0.3,
});

test('copies are brought together by place, across the seam; other terms stay', () => {
  const like = [point(0, 3.1, 0.2), point(1, 0, 0.3), ring(5, 0.5)];
  const other = [point(1.1, 0, 0.25), point(0, -3.1, 0.25), ring(0, 0.5)];
  expect(aligned(modelOf('2*point+ring'), like, other)).toEqual([other[1], other[0], other[2]]);
});

test('parts of a group go together', () => {
  const like = [ring(0, 0.4), point(0, 0, 0.1), ring(2, 0.3), point(2, 0, 0.2)];
  const other = [ring(2.1, 0.3), point(2.1, 0, 0.2), ring(0.1, 0.4), point(0.1, 0, 0.1)];
  expect(aligned(modelOf('2*(ring+point)'), like, other)).toEqual([other[2], other[3], other[0], other[1]]);
});

test('different terms are never exchanged', () => {
  const like = [point(0, 0, 0.5), point(1, 0, 0.5)];
  const other = [point(1, 0, 0.5), point(0, 0, 0.5)];
  expect(aligned(modelOf('point+point'), like, other)).toEqual(other);
});
