// What is read off a complete matrix, class by class: medoids, and the sums of its events.

import type { Dataset, Matrix, Medoid } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { datasetOf } from './geometry-places.ts';

/** Medoids of each class. */
export const MEDOIDS = 3;

export interface ClassMedoid extends Medoid {
  readonly source: number;
}

/** ΣpT and particles of every event of the matrix; NaN where its file is not open. */
export interface PlaceSums {
  readonly matrix: string;
  readonly pt: Float64Array;
  readonly particles: Float64Array;
}

export async function medoidsOf({ api }: Client, matrix: Matrix): Promise<ClassMedoid[]> {
  const medoids: ClassMedoid[] = [];
  for (const [source, { first, end }] of matrix.sources.entries()) {
    const found = await api.medoids(matrix.id, source, Math.min(MEDOIDS, end - first));
    medoids.push(...found.map((medoid) => ({ ...medoid, source })));
  }
  return medoids;
}

export async function sumsOf(
  { api }: Client,
  matrix: Matrix,
  open: () => readonly Dataset[],
): Promise<PlaceSums> {
  const pt = new Float64Array(matrix.size).fill(Number.NaN);
  const particles = new Float64Array(matrix.size).fill(Number.NaN);
  let before = 0;
  for (const source of matrix.sources) {
    const n = source.end - source.first;
    const dataset = datasetOf(source, open());
    if (dataset) {
      // Of a large file, at most a page comes at once.
      for (let known = 0; known < n; ) {
        const sums = await api.summaries(dataset.id, source.first + known, n - known);
        if (sums.pt.length === 0) break;
        pt.set(sums.pt, before + known);
        particles.set(sums.particles, before + known);
        known += sums.pt.length;
      }
    }
    before += n;
  }
  return { matrix: matrix.id, pt, particles };
}
