// What a window may ask about distances between events.

import { boolean, number, oneOf, record } from '../checks.ts';
import {
  type CompareRequest,
  DISTANCE_METHODS,
  type DistanceOptions,
  type MatrixRange,
} from '../geometry.ts';
import { count, id } from './scalars.ts';

export const distanceOptions = record<DistanceOptions>({
  beta: number(1e-6, 2),
  R: number(1e-6, 1e6),
  normalise: boolean,
  center: boolean,
  method: oneOf(DISTANCE_METHODS),
});
export const matrixRange = record<MatrixRange>({ dataset: id, first: count, end: count });
const comparedEvent = record<CompareRequest['a']>({ dataset: id, event: count });
export const compareRequest = record<CompareRequest>({
  a: comparedEvent,
  b: comparedEvent,
  options: distanceOptions,
});
