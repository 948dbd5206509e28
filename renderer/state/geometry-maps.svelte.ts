// The maps of matrices: the one on show is made by a job where there is none yet, and each is kept under what it was made
// with. A job for a map that is no longer wanted is given up.

import type { ErrorData, EventMap, JobStatus, MapMethod, Matrix } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { UMAP, type UmapSettings } from './geometry-umap.ts';
import { active } from './jobs.svelte.ts';

/** The map that should be on show. */
export interface MapChoice {
  readonly matrix: Matrix | null;
  readonly method: MapMethod;
  readonly umap: UmapSettings;
}

export class GeometryMaps {
  /** The job that makes the map on show. */
  job = $state<string | null>(null);
  error = $state.raw<ErrorData | null>(null);

  #maps = $state.raw<ReadonlyMap<string, EventMap>>(new Map());
  /** Which map each job makes, and the one whose job has no name yet. */
  readonly #keys = new Map<string, string>();
  #starting: string | null = null;

  constructor(
    private readonly client: Client,
    private readonly choice: () => MapChoice,
  ) {}

  /** The map on show; null while it is being made. */
  get shown(): EventMap | null {
    const wanted = this.#wanted;
    return wanted === null ? null : (this.#maps.get(wanted) ?? null);
  }

  /** Makes the map on show, where there is none yet; while nobody looks, only gives up another one. */
  make(looked: boolean): void {
    const { matrix } = this.choice();
    const { job } = this;
    if (job !== null && this.#keys.get(job) !== this.#wanted) {
      this.job = null;
      this.client.api.cancelJob(job).catch((error: unknown) => this.#failed(error));
    }
    if (matrix?.state !== 'complete' || this.shown || !looked) return;
    if (this.job === null && this.#starting !== this.#wanted) void this.#start(matrix);
  }

  onMapped(job: string, map: EventMap): void {
    // A map can be here before the answer that names its job.
    const key = this.#keys.get(job) ?? this.#starting;
    if (key === null) return;
    this.#maps = new Map(this.#maps).set(key, map);
  }

  onJob(status: JobStatus): void {
    if (status.id !== this.job || active(status)) return;
    this.job = null;
    if (status.state === 'failed') this.error = status.error;
  }

  async #start(matrix: Matrix): Promise<void> {
    const { method, umap } = this.choice();
    const key = keyOf(matrix, method, umap);
    this.error = null;
    this.#starting = key;
    const neighbours = Math.max(UMAP.neighbours.smallest, Math.min(umap.neighbours, matrix.size - 1));
    try {
      const { api } = this.client;
      const job = await api.startJob({ kind: 'map', matrix: matrix.id, method, ...umap, neighbours });
      this.#keys.set(job, key);
      if (this.#wanted !== key) return void (await api.cancelJob(job));
      this.job = job;
      // It may have ended before its name was known here.
      const known = (await api.jobs()).find((one) => one.id === job);
      if (known) this.onJob(known);
    } catch (error) {
      if (this.#wanted === key) this.#failed(error);
    } finally {
      if (this.#starting === key) this.#starting = null;
    }
  }

  get #wanted(): string | null {
    const { matrix, method, umap } = this.choice();
    return matrix && keyOf(matrix, method, umap);
  }

  #failed(error: unknown): void {
    this.error = RingsideError.from(error).toData();
  }
}

function keyOf(matrix: Matrix, method: MapMethod, { neighbours, minDist, seed }: UmapSettings): string {
  return method === 'mds' ? `${matrix.id} mds` : `${matrix.id} umap ${neighbours} ${minDist} ${seed}`;
}
