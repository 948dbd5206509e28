// Tasks about a whole matrix of distances: maps, medoids, the correlation dimension, and the table of its pairs. A matrix
// comes on shared memory or as the application's file (a NumPy array of float64 behind a header of fixed length).

import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { classicalMds, correlationDimension, medoids, stress1, umapMap } from '../geometry/index.ts';
import { PIECE_PAIRS, pairWriter } from '../writers/index.ts';
import type { TaskContext, TaskFunction } from './context.ts';
import type { MatrixValues } from './tasks.ts';

/** Results are for sharing. */
const FILE_MODE = 0o644;

export const mapMatrixTask: TaskFunction<'mapMatrix'> = (input, context) => {
  const { size, method, neighbours, minDist, seed } = input;
  const matrix = valuesOf(input.matrix, size * size);
  const { x, y, explained } =
    method === 'mds'
      ? classicalMds(matrix, size, hooksOf(context))
      : { ...umapMap(matrix, size, { neighbours, minDist, seed }, hooksOf(context)), explained: null };
  context.check();
  return { x, y, explained, stress: stress1(matrix, size, x, y) };
};

export const medoidsOfTask: TaskFunction<'medoidsOf'> = (input) =>
  medoids(valuesOf(input.matrix, input.size * input.size), input.size, input.k, input.range);

export const dimensionOfTask: TaskFunction<'dimensionOf'> = (input, context) => {
  const { size, ranges, steps, from, to, beta } = input;
  const matrix = valuesOf(input.matrix, size * size);
  return ranges.map((range) => {
    context.check();
    const bounds = { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
    // Where β > 1 it is EMD^{1/β} that is a metric, and whose dimension is meant.
    const exponent = beta > 1 ? 1 / beta : 1;
    return correlationDimension(matrix, size, {
      ...(steps === null ? {} : { steps }),
      ...bounds,
      exponent,
      range,
    });
  });
};

/** Temporary file, then rename: the file that bears the name is whole. */
export const pairTableTask: TaskFunction<'pairTable'> = async (input, context) => {
  const { matrix, rows, columns, symmetric, pairs, table, format, path, temporary, first } = input;
  const source = matrix.kind === 'file' ? openSync(matrix.path, 'r') : null;
  const read = (i: number) =>
    matrix.kind === 'file' && source !== null
      ? doubles(source, matrix.start + i * columns * 8, columns)
      : matrix.kind === 'shared'
        ? matrix.values.subarray(i * columns, (i + 1) * columns)
        : new Float64Array(0);
  let out: number | null = null;
  try {
    const target = openSync(temporary, 'w', FILE_MODE);
    out = target;
    const writer = pairWriter(table, format, (bytes) => {
      for (let done = 0; done < bytes.length; ) done += writeSync(target, bytes, done);
    });
    const a = new Uint32Array(PIECE_PAIRS);
    const b = new Uint32Array(PIECE_PAIRS);
    const emd = new Float64Array(PIECE_PAIRS);
    let count = 0;
    const flush = () => {
      writer.write({ a: a.subarray(0, count), b: b.subarray(0, count), emd: emd.subarray(0, count) });
      count = 0;
    };
    for (let i = 0; i < rows; i++) {
      context.check();
      context.progress(i, rows);
      const row = read(i);
      for (let j = symmetric ? i + 1 : 0; j < columns; j++) {
        a[count] = pairs ? pairs[2 * j] : first[0] + i;
        b[count] = pairs ? pairs[2 * j + 1] : first[1] + j;
        emd[count++] = row[j];
        if (count === PIECE_PAIRS) flush();
      }
    }
    if (count > 0) flush();
    writer.end();
    closeSync(target);
    out = null;
    await rename(temporary, path);
    return undefined;
  } catch (error) {
    if (out !== null) closeSync(out);
    await rm(temporary, { force: true });
    throw error;
  } finally {
    if (source !== null) closeSync(source);
  }
};

function hooksOf(context: TaskContext<never>) {
  return {
    check: () => context.check(),
    progress: (done: number, total: number) => context.progress(done, total),
  };
}

function valuesOf(matrix: MatrixValues, length: number): Float64Array {
  if (matrix.kind === 'shared') return matrix.values;
  const file = openSync(matrix.path, 'r');
  try {
    return doubles(file, matrix.start, length);
  } finally {
    closeSync(file);
  }
}

/** Bytes of one read: the system's own limit is 2 GiB. */
const READ_BYTES = 2 ** 28;

function doubles(file: number, start: number, length: number): Float64Array {
  const values = new Float64Array(length);
  const bytes = new Uint8Array(values.buffer);
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(file, bytes, done, Math.min(READ_BYTES, bytes.length - done), start + done);
    if (count === 0) throw new Error('the matrix file is shorter than its header says');
    done += count;
  }
  return values;
}
