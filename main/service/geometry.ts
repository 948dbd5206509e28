// Event-space geometry for the screen: the jobs that fill and map a matrix, and the questions that are asked of one.

import { randomBytes } from 'node:crypto';
import type { EventRange } from '../../workers/entry/tasks.ts';
import {
  type Api,
  type Comparison,
  type Dataset,
  type JobId,
  type JobSpec,
  type Matrix,
  type MatrixRange,
  type MatrixSource,
  RingsideError,
} from '../contract/index.ts';
import { MATRIX_EVENTS } from '../contract/limits.ts';
import { type FitServices, short } from './fitting.ts';
import { useAll } from './held.ts';
import type { Job } from './jobs.ts';
import { fileNames, type MatrixBook } from './matrices.ts';
import { exportMatrix } from './matrix-export.ts';
import { spread } from './spread.ts';

/** Milliseconds between two messages of a filling matrix. */
const MATRIX_MS = 250;
/** Tiles a thread that wait for it, so that none is idle. */
const AHEAD = 2;

export interface GeometryServices extends Omit<FitServices, 'tables'> {
  readonly matrices: MatrixBook;
  /** For exports on their way. */
  readonly folder: string;
  readonly messageBytes: number;
}

type Spec<K extends JobSpec['kind']> = Extract<JobSpec, { readonly kind: K }>;
type Questions = Pick<
  Api,
  'matrices' | 'deleteMatrix' | 'nearest' | 'medoids' | 'dimension' | 'exportMatrix' | 'compare'
>;

export async function startDistances(services: GeometryServices, spec: Spec<'distances'>): Promise<JobId> {
  const { pool, jobs, matrices, workers, version, send } = services;
  const resumed = spec.resume === null ? null : matrices.get(spec.resume);
  // A resumed matrix goes on as it was begun.
  const held = await Promise.all(
    (resumed ?? spec).sources.map((range) => services.datasets.get(range.dataset)),
  );
  const { options } = resumed ?? spec;
  const hashes = await Promise.all(held.map((one) => one.hash()));
  resumed?.sources.forEach((source, i) => {
    checkUnchanged(source, hashes[i]);
  });
  const id = resumed?.id ?? randomBytes(9).toString('base64url');
  if (resumed) matrices.resume(id);
  else {
    const sources = spec.sources.map((range, i) => sourceOf(range, held[i].dataset, hashes[i]));
    const size = sizeOf(sources);
    matrices.create({ id, sources, options, size, total: (size * (size - 1)) / 2 }, version);
  }
  const { sources, size, done, total } = matrices.get(id);
  const ranges = sources.map(({ first, end }, i) => ({ held: held[i], first, end }));
  const title = `Distances between ${size} events of ${fileNames(sources)}`;
  send('matrix', matrices.get(id));
  const plan = { kind: 'distances', title, unit: 'pairs', done, total, matrix: id } as const;
  const work = async (job: Job) => {
    let told = 0;
    try {
      const fill = (rows: readonly EventRange[]) =>
        spread(matrices.missing(id), AHEAD * workers, async ({ number, tile }) => {
          const input = { rows, columns: null, cells: { kind: 'tile', tile } as const, settings: options };
          const values = await pool.run('emdBlock', input, {
            lane: 'batch',
            uses: rows.map(({ key }) => key),
            signal: job.signal,
            onStart: () => job.running(),
          });
          matrices.fill(id, number, values);
          if (!matrices.has(id)) return;
          const matrix = matrices.get(id);
          job.progress(matrix.done, total);
          if (Date.now() - told < MATRIX_MS) return;
          told = Date.now();
          send('matrix', matrix);
        });
      await useAll(ranges, (all) =>
        fill(sources.map(({ first, end }, i) => ({ key: all[i].key, first, end }))),
      );
    } finally {
      if (matrices.has(id)) send('matrix', matrices.finish(id));
    }
  };
  try {
    return jobs.start(plan, work);
  } catch (error) {
    // Too many jobs: nobody fills it now.
    send('matrix', matrices.finish(id));
    throw error;
  }
}

export async function startMap(services: GeometryServices, spec: Spec<'map'>): Promise<JobId> {
  const { pool, jobs, matrices, send } = services;
  const { matrix: id, method, neighbours, minDist, seed } = spec;
  const square = matrices.square(id);
  const title = `${method === 'mds' ? 'MDS' : 'UMAP'} of ${square.size} events of ${fileNames(matrices.get(id).sources)}`;
  return jobs.start({ kind: 'map', title, unit: 'steps', total: 0, matrix: id }, async (job) => {
    const input = { ...square, method, neighbours, minDist, seed };
    const map = await pool.run('mapMatrix', input, {
      lane: 'batch',
      first: true,
      signal: job.signal,
      onStart: () => job.running(),
      onProgress: (done, total) => job.progress(done, total),
    });
    send('mapped', job.id, { matrix: id, method, neighbours, seed, ...map });
  });
}

export function createGeometry(services: GeometryServices): Questions {
  const { pool, jobs, datasets, matrices } = services;
  return {
    matrices: async () => matrices.list(),
    async deleteMatrix(id) {
      matrices.get(id);
      for (const job of jobs.list()) {
        if (job.matrix === id && (job.state === 'queued' || job.state === 'running')) jobs.cancel(job.id);
      }
      matrices.delete(id);
    },
    async nearest(id, place, k) {
      const row = matrices.row(id, place);
      const others = Array.from(row, (distance, at) => ({ place: at, distance }));
      return others
        .filter((one) => one.place !== place && !Number.isNaN(one.distance))
        .sort((a, b) => a.distance - b.distance || a.place - b.place)
        .slice(0, k);
    },
    async medoids(id, source, k) {
      const range = placesOf(matrices.get(id), source);
      return pool.run('medoidsOf', { ...matrices.square(id), range, k }, { lane: 'batch', first: true });
    },
    async dimension(id) {
      const matrix = matrices.get(id);
      const ranges = matrix.sources.map((_, source) => placesOf(matrix, source));
      const input = { ranges, beta: matrix.options.beta, steps: null, from: null, to: null };
      const curves = await pool.run(
        'dimensionOf',
        { ...matrices.square(id), ...input },
        { lane: 'batch', first: true },
      );
      return curves.map((curve, source) => ({ source, ...curve }));
    },
    exportMatrix: (id, format) => exportMatrix(services, id, format),
    async compare({ a, b, options }): Promise<Comparison> {
      const [left, right] = await Promise.all([datasets.get(a.dataset), datasets.get(b.dataset)]);
      const ranges = [
        { held: left, first: a.event, end: a.event + 1 },
        { held: right, first: b.event, end: b.event + 1 },
      ];
      return useAll(ranges, ([one, other]) => {
        const sides = { a: { key: one.key, event: a.event }, b: { key: other.key, event: b.event } };
        return pool.run(
          'compare',
          { ...sides, settings: options },
          { lane: 'live', first: true, uses: [one.key, other.key] },
        );
      });
    },
  };
}

/** The file as it was when the matrix was begun. */
function checkUnchanged(source: MatrixSource, hash: string): void {
  if (source.hash === hash) return;
  throw new RingsideError(
    'bad-argument',
    `${source.file}: it has changed since the matrix was started (sha-256 is ${short(hash)}, was ${short(source.hash)})`,
    'Start a new matrix.',
  );
}

function sourceOf({ dataset: id, first, end }: MatrixRange, dataset: Dataset, hash: string): MatrixSource {
  const { events, file, cuts, jets } = dataset;
  if (!(first < end && end <= events)) {
    throw new RingsideError(
      'bad-argument',
      `${file.name}: events ${first}:${end} were asked for, allowed are ranges a:b with 0 ≤ a < b ≤ ${events}`,
    );
  }
  const of = { ...(cuts ? { cuts } : {}), ...(jets ? { jets: jets.definition } : {}) };
  return { dataset: id, first, end, file: file.name, hash, ...of };
}

function sizeOf(sources: readonly MatrixRange[]): number {
  const size = sources.reduce((sum, { first, end }) => sum + end - first, 0);
  if (size < 2)
    throw new RingsideError('bad-argument', `a matrix of ${size} events was asked for, needed are 2`);
  if (size > MATRIX_EVENTS) {
    throw new RingsideError(
      'too-large',
      `a matrix of ${size} events was asked for, allowed are ${MATRIX_EVENTS}`,
      'Take fewer events, or use the command line: ringside emd FILE --out FILE.npy.',
    );
  }
  return size;
}

/** The rows of one source. */
function placesOf({ sources }: Matrix, source: number): { readonly first: number; readonly end: number } {
  if (source >= sources.length) {
    throw new RingsideError('bad-argument', `source is ${source}, allowed are 0 to ${sources.length - 1}`);
  }
  let start = 0;
  for (const { first, end } of sources.slice(0, source)) start += end - first;
  return { first: start, end: start + sources[source].end - sources[source].first };
}
