// Classical multidimensional scaling (Torgerson 1952): B = −½ J D² J, J = 1 − 11ᵀ/n, and a point's coordinates are its
// entries in the two eigenvectors of largest eigenvalue, times √λ. The eigenpairs come from our own orthogonal iteration with
// Rayleigh–Ritz in a block; B is never formed. EMD is not euclidean, so B has negative eigenvalues too: B + s is iterated,
// s the size of the most negative one seen, so that the largest, not the largest in size, are found.
// Limits: n² numbers are read a step; some tens of steps, more where λ₂ is close to the next six.

import { random } from '../core/random.ts';
import { jacobi, orthonormalise } from './eigen.ts';
import { placesWithDistances } from './places.ts';
import { positiveSum } from './spectrum.ts';
import type { Hooks, MdsLayout, Operator } from './types.ts';

/** Vectors iterated at once; the two wanted converge as λ₉/λ₂. */
const BLOCK = 8;
/** ‖Bv − λv‖ of both pairs, in units of λ₁, at which the iteration ends; and its longest. */
const RESIDUAL = 1e-9;
const MOST_STEPS = 2000;
/** A start that is the same every time. */
const SEED = 1;
/** A second eigenvalue below this share of the first is rounding: the points lie on a line. */
const RANK = 1e-12;

/**
 * Points of the plane whose distances resemble the matrix's, centred on zero. The largest coordinate of each axis (the first of
 * them) is positive. Places without distances are NaN. Throws RangeError for a matrix with holes, Error where the iteration
 * does not converge.
 */
export function classicalMds(matrix: Float64Array, n: number, hooks: Hooks = {}): MdsLayout {
  const places = placesWithDistances('mds', matrix, n);
  const count = places.length;
  const centred = doublyCentred(matrix, n, places);
  const { values, vectors } = leading(centred, count, hooks);
  const axes = [0, 1].map((k) => {
    const axis = new Float64Array(n).fill(Number.NaN);
    const value = values[k] ?? 0;
    const length = value > RANK * (values[0] ?? 0) ? Math.sqrt(value) : 0;
    let extreme = 0;
    for (let i = 0; i < count; i++)
      if (Math.abs(vectors[k]?.[i] ?? 0) > Math.abs(extreme)) extreme = vectors[k][i];
    for (let i = 0; i < count; i++)
      axis[places[i]] = length === 0 ? 0 : Math.sign(extreme) * length * vectors[k][i];
    return axis;
  });
  const own = Math.max(0, values[0] ?? 0) + Math.max(0, values[1] ?? 0);
  const positive = positiveSum(centred, count, values, vectors, hooks);
  return { x: axes[0], y: axes[1], explained: positive > 0 ? Math.min(1, own / positive) : 1 };
}

/** −½ J D² J for these places, as an operator. */
export function doublyCentred(matrix: Float64Array, n: number, places: Uint32Array): Operator {
  const count = places.length;
  return (columns) => {
    const inputs = columns.map((column) => {
      const mean = average(column);
      return column.map((value) => value - mean);
    });
    const out = columns.map(() => new Float64Array(count));
    const square = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const row = places[i] * n;
      for (let j = 0; j < count; j++) square[j] = matrix[row + places[j]] ** 2;
      // The diagonal is zero, whatever stands there.
      square[i] = 0;
      for (let c = 0; c < inputs.length; c += 4) {
        // Four columns at a time: sums in registers.
        const a = inputs[c];
        const b = inputs[Math.min(c + 1, inputs.length - 1)];
        const d = inputs[Math.min(c + 2, inputs.length - 1)];
        const e = inputs[Math.min(c + 3, inputs.length - 1)];
        let sumA = 0;
        let sumB = 0;
        let sumD = 0;
        let sumE = 0;
        for (let j = 0; j < count; j++) {
          const s = square[j];
          sumA += s * a[j];
          sumB += s * b[j];
          sumD += s * d[j];
          sumE += s * e[j];
        }
        out[c][i] = -0.5 * sumA;
        if (c + 1 < inputs.length) out[c + 1][i] = -0.5 * sumB;
        if (c + 2 < inputs.length) out[c + 2][i] = -0.5 * sumD;
        if (c + 3 < inputs.length) out[c + 3][i] = -0.5 * sumE;
      }
    }
    for (const column of out) {
      const mean = average(column);
      for (let i = 0; i < count; i++) column[i] -= mean;
    }
    return out;
  };
}

/** Eigenpairs of largest eigenvalue, falling; at least the first two have converged. */
function leading(
  operator: Operator,
  count: number,
  hooks: Hooks,
): { values: number[]; vectors: Float64Array[] } {
  const draw = random(SEED);
  const width = Math.min(BLOCK, count);
  let basis = Array.from({ length: width }, () => Float64Array.from({ length: count }, () => draw.normal()));
  for (let step = 0; step < MOST_STEPS; step++) {
    hooks.check?.();
    orthonormalise(basis, draw);
    const image = operator(basis);
    const small = basis.map((left) => image.map((right) => dot(left, right)));
    const { values, vectors: turns } = jacobi(small);
    const vectors = turns.map((turn) => combine(basis, turn));
    const images = turns.map((turn) => combine(image, turn));
    const scale = Math.max(...values.map(Math.abs), 0);
    const residual = Math.max(
      0,
      ...[0, 1].map((k) => (k < width ? misfit(images[k], vectors[k], values[k]) : 0)),
    );
    if (residual <= RESIDUAL * scale) return { values, vectors };
    const shift = Math.max(0, -values[width - 1]);
    basis = images.map((column, k) => column.map((value, i) => value + shift * vectors[k][i]));
  }
  throw new Error(`mds: the eigenvectors did not converge to ${RESIDUAL} in ${MOST_STEPS} steps`);
}

function misfit(image: Float64Array, vector: Float64Array, value: number): number {
  let sum = 0;
  for (let i = 0; i < image.length; i++) sum += (image[i] - value * vector[i]) ** 2;
  return Math.sqrt(sum);
}

function combine(columns: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const out = new Float64Array(columns[0].length);
  columns.forEach((column, c) => {
    for (let i = 0; i < out.length; i++) out[i] += weights[c] * column[i];
  });
  return out;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function average(column: Float64Array): number {
  let sum = 0;
  for (const value of column) sum += value;
  return sum / column.length;
}
