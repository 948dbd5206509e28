// Which places of a matrix take part: an event without weight has no normalised distance to anything, so its row is NaN.

import type { PlaceRange } from './types.ts';

/**
 * Places in `range` that have a distance to some other place in it, or to none because they are alone. Throws RangeError
 * for a matrix of the wrong size, a range outside it, and distances missing between two events that have others.
 */
export function placesWithDistances(
  name: string,
  matrix: Float64Array,
  n: number,
  range: PlaceRange = { first: 0, end: n },
): Uint32Array {
  if (matrix.length !== n * n) {
    throw new RangeError(`${name}: the matrix has ${matrix.length} numbers, needed are ${n} × ${n}`);
  }
  const { first, end } = range;
  if (!(Number.isInteger(first) && Number.isInteger(end) && first >= 0 && first <= end && end <= n)) {
    throw new RangeError(`${name}: places ${first} to ${end}, allowed are 0 ≤ first ≤ end ≤ ${n}`);
  }
  if (end - first === 1) return Uint32Array.of(first);
  const places: number[] = [];
  for (let i = first; i < end; i++) {
    for (let j = first; j < end; j++) {
      if (j === i || Number.isNaN(matrix[i * n + j])) continue;
      places.push(i);
      break;
    }
  }
  for (const i of places) {
    for (const j of places) {
      const value = matrix[i * n + j];
      if (i === j || (value >= 0 && value < Number.POSITIVE_INFINITY)) continue;
      throw new RangeError(
        `${name}: the distance between places ${i} and ${j} is ${value}, needed is a finite number ≥ 0`,
      );
    }
  }
  return Uint32Array.from(places);
}
