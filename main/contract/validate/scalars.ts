// What the checks of all subjects share: names, numbers and places as they may come from a window.

import { integer, number, text, tuple } from '../checks.ts';

/** Events, particles, iterations: what an Int32 counts. */
export const COUNT = 2 ** 31 - 1;
export const count = integer(0, COUNT);
export const id = text(512);
export const shape = text(2000);
export const seed = integer(0, Number.MAX_SAFE_INTEGER);
export const coordinate = number(-1e6, 1e6);
export const point = tuple(coordinate, coordinate);
export const length = number(0, 1e6);
export const circleRadius = number(0, 1e3);
/** Of a record of `kinds`. */
export const kind = text(9);
export type Kind<T, K> = Extract<T, { readonly kind: K }>;
