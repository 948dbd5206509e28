// Event-space geometry: matrices of distances, the map of one of them, what is nearest to the selected event, what each
// class looks like in the middle, and two events compared. The numbers of a matrix stay in the application; what is read
// off them comes here.

import type {
  Comparison,
  Dataset,
  DimensionCurve,
  DistanceOptions,
  ErrorData,
  EventMap,
  JobStatus,
  MapMethod,
  Matrix,
  MatrixFormat,
  MatrixRange,
  Medoid,
  Neighbour,
} from '../../main/contract/index.ts';
import { DISTANCE_METHODS, MAP_METHODS, RingsideError } from '../../main/contract/index.ts';
import type { Frame } from '../../workers/figure/index.ts';
import type { Client } from '../client/index.ts';
import { classNames, datasetOf, locate, placeOf } from './geometry-places.ts';
import { active } from './jobs.svelte.ts';
import { latest } from './latest.ts';
import { Motion } from './motion.svelte.ts';

/** Nearest neighbours listed and drawn; medoids of each class. */
export const NEIGHBOURS = 8;
export const MEDOIDS = 3;
/** UMAP’s own first choices, and the limits of the dialog. */
export const UMAP = {
  neighbours: { smallest: 2, first: 15, largest: 200 },
  minDist: { smallest: 0, first: 0.1, largest: 1 },
  seed: 1,
} as const;

export interface UmapSettings {
  readonly neighbours: number;
  readonly minDist: number;
  readonly seed: number;
}

/** An event of the matrix: its class, its file where that is open, its number there. */
export interface MatrixEvent {
  readonly place: number;
  readonly source: number;
  readonly file: string;
  readonly name: string;
  readonly dataset: Dataset | null;
  readonly event: number;
}

export interface Compared {
  readonly a: MatrixEvent;
  readonly b: MatrixEvent;
  readonly result: Comparison;
}

export interface ClassMedoid extends Medoid {
  readonly source: number;
}

/** ΣpT and particles of every event of the matrix; NaN where its file is not open. */
export interface PlaceSums {
  readonly matrix: string;
  readonly pt: Float64Array;
  readonly particles: Float64Array;
}

export class Geometry {
  matrices = $state.raw<readonly Matrix[]>([]);
  /** The matrix on show: the newest, unless another was chosen. */
  chosen = $state<string | null>(null);
  method = $state<MapMethod>('mds');
  umap = $state.raw<UmapSettings>({
    neighbours: UMAP.neighbours.first,
    minDist: UMAP.minDist.first,
    seed: UMAP.seed,
  });
  selected = $state<number | null>(null);
  /** The event that the selected one is compared with. */
  other = $state<number | null>(null);
  neighbours = $state.raw<readonly Neighbour[]>([]);
  medoids = $state.raw<readonly ClassMedoid[]>([]);
  curves = $state.raw<readonly DimensionCurve[] | null>(null);
  comparison = $state.raw<Compared | null>(null);
  readonly motion = new Motion();
  pairMode = $state<'overlaid' | 'side'>('overlaid');
  showFlow = $state(true);
  /** The part of the map that is seen; null for all of it. */
  frame = $state.raw<Frame | null>(null);
  /** Classes that are not shown. */
  hidden = $state.raw<ReadonlySet<number>>(new Set());
  sums = $state.raw<PlaceSums | null>(null);

  /** What failed, where it stands on the screen. */
  error = $state.raw<ErrorData | null>(null);
  mapError = $state.raw<ErrorData | null>(null);
  readError = $state.raw<ErrorData | null>(null);
  compareError = $state.raw<ErrorData | null>(null);

  #maps = $state.raw<ReadonlyMap<string, EventMap>>(new Map());
  /** The job that makes the map on show. */
  mapJob = $state<string | null>(null);

  /** Which map each job makes, and the one whose job has no name yet. */
  readonly #keys = new Map<string, string>();
  #starting: string | null = null;
  #entered = false;
  #speeds: Partial<Record<DistanceOptions['method'], number>> = $state.raw({});
  #timing: { readonly method: DistanceOptions['method']; readonly product: number } | null = null;

  readonly #nearest;
  readonly #compare;
  readonly #read;

  constructor(
    private readonly client: Client,
    private readonly open: () => readonly Dataset[],
    /** The selected event, to stand at it everywhere. */
    private readonly onSelect: (dataset: Dataset, event: number) => void,
  ) {
    this.#nearest = latest(
      ({ matrix, place, k }: { matrix: string; place: number; k: number }) =>
        this.client.api.nearest(matrix, place, k),
      (found, { matrix, place }) => {
        if (this.matrix?.id === matrix && this.selected === place) this.neighbours = found;
      },
      (error) => this.#failed(error, 'readError'),
    );
    this.#compare = latest(
      ({ a, b, options }: { a: MatrixEvent; b: MatrixEvent; options: DistanceOptions }) =>
        this.client.api.compare({
          a: { dataset: a.dataset?.id ?? '', event: a.event },
          b: { dataset: b.dataset?.id ?? '', event: b.event },
          options,
        }),
      (result, { a, b }) => {
        if (this.selected !== a.place || this.other !== b.place) return;
        this.comparison = { a, b, result };
        this.compareError = null;
      },
      (error) => {
        this.comparison = null;
        this.#failed(error, 'compareError');
      },
    );
    this.#read = latest(
      (matrix: Matrix) => this.#readOff(matrix),
      ({ medoids, curves }, matrix) => {
        if (this.matrix?.id !== matrix.id) return;
        this.medoids = medoids;
        this.curves = curves;
      },
      (error) => this.#failed(error, 'readError'),
    );
  }

  get matrix(): Matrix | null {
    return this.matrices.find((matrix) => matrix.id === this.chosen) ?? this.matrices.at(-1) ?? null;
  }

  get names(): readonly string[] {
    return this.matrix ? classNames(this.matrix.sources) : [];
  }

  /** The map on show; null while it is being made. */
  get map(): EventMap | null {
    const wanted = this.#wanted;
    return wanted === null ? null : (this.#maps.get(wanted) ?? null);
  }

  /** The open data set of a source; null where its file is not open. */
  openAt(source: number): Dataset | null {
    const range = this.matrix?.sources[source];
    return range ? datasetOf(range, this.open()) : null;
  }

  at(place: number | null): MatrixEvent | null {
    const { matrix } = this;
    const found = matrix && place !== null ? locate(matrix, place) : null;
    if (!matrix || place === null || !found) return null;
    const source = matrix.sources[found.source];
    return {
      place,
      source: found.source,
      file: source.file,
      name: this.names[found.source],
      dataset: datasetOf(source, this.open()),
      event: found.event,
    };
  }

  /** The workspace is on the screen: from now on the matrix on show is read off and mapped. */
  enter(): void {
    if (this.#entered) return;
    this.#entered = true;
    this.#shown();
  }

  /** After a start or a reconnection. */
  async load(): Promise<void> {
    this.matrices = await this.client.api.matrices();
    this.#shown();
  }

  /** µs a pair and product of particles that the last measurement by this method took; null before the first. */
  speed(method: DistanceOptions['method']): number | null {
    return this.#speeds[method] ?? null;
  }

  /** `mean` particles an event, by which the next measurement's time is guessed. */
  async measure(sources: readonly MatrixRange[], options: DistanceOptions, mean: number): Promise<void> {
    this.#timing = { method: options.method, product: mean * mean };
    await this.#start({ kind: 'distances', sources, options, resume: null });
  }

  async resume(matrix: Matrix): Promise<void> {
    this.#timing = null;
    this.chosen = matrix.id;
    const { sources, options, id } = matrix;
    const ranges = sources.map(({ dataset, first, end }) => ({ dataset, first, end }));
    await this.#start({ kind: 'distances', sources: ranges, options, resume: id });
  }

  async remove(matrix: Matrix): Promise<void> {
    await this.client.api.deleteMatrix(matrix.id);
    this.matrices = this.matrices.filter((one) => one.id !== matrix.id);
    if (this.chosen === matrix.id || this.chosen === null) this.show(this.matrices.at(-1)?.id ?? null);
  }

  export(matrix: Matrix, format: MatrixFormat) {
    return this.client.api.exportMatrix(matrix.id, format);
  }

  /** Puts another matrix on show. */
  show(id: string | null): void {
    this.chosen = id;
    this.#shown();
  }

  choose(method: MapMethod): void {
    if (this.method !== method) this.frame = null;
    this.method = method;
    this.#makeMap();
  }

  setUmap(settings: UmapSettings): void {
    this.umap = settings;
    this.choose('umap');
  }

  /** Selects the event at this place, everywhere; null selects none. */
  select(place: number | null): void {
    if (place === this.selected) return;
    this.selected = place;
    this.neighbours = [];
    if (this.other === place) this.other = null;
    const event = this.at(place);
    this.#ask();
    this.#recompare();
    if (event?.dataset) this.onSelect(event.dataset, event.event);
  }

  /** The application stands at another event now: it is the selected one where the matrix holds it. */
  follow(dataset: Dataset | null, event: number): void {
    const { matrix } = this;
    if (!matrix || !dataset) return;
    const now = this.at(this.selected);
    if (now?.dataset?.id === dataset.id && now.event === event) return;
    const place = placeOf(matrix, event, (source) => datasetOf(source, [dataset]) !== null);
    if (place >= 0) this.select(place);
  }

  compare(other: number | null): void {
    if (other !== null && other === this.selected) return;
    this.other = other;
    this.#recompare();
  }

  /** The other event becomes the selected one, and the other way round. */
  swap(): void {
    const { selected, other } = this;
    if (selected === null || other === null) return;
    this.other = null;
    this.select(other);
    this.compare(selected);
  }

  /** Plain data for the session file. */
  toJSON(): Record<string, unknown> {
    const { chosen, method, umap, pairMode, showFlow } = this;
    return { chosen, method, umap: { ...umap }, pairMode, showFlow, speeds: { ...this.#speeds } };
  }

  /** From a session file of any age: what is not there or not of its kind stays as it is. */
  restore(saved: unknown): void {
    if (typeof saved !== 'object' || saved === null) return;
    const { chosen, method, umap, pairMode, showFlow, speeds } = saved as Record<string, unknown>;
    if (pairMode === 'side') this.pairMode = pairMode;
    if (showFlow === false) this.showFlow = showFlow;
    for (const name of DISTANCE_METHODS) {
      const speed = (speeds as Record<string, unknown> | undefined)?.[name];
      if (typeof speed === 'number' && speed > 0) this.#speeds = { ...this.#speeds, [name]: speed };
    }
    if (MAP_METHODS.includes(method as MapMethod)) this.method = method as MapMethod;
    if (typeof umap === 'object' && umap !== null) this.umap = umapFrom(umap);
    if (this.matrices.some((matrix) => matrix.id === chosen)) this.show(chosen as string);
    else this.#makeMap();
  }

  onMatrix(matrix: Matrix): void {
    const before = this.matrices.find((one) => one.id === matrix.id);
    this.matrices = before
      ? this.matrices.map((one) => (one.id === matrix.id ? matrix : one))
      : [...this.matrices, matrix];
    if (!before && matrix.state === 'filling') this.chosen = matrix.id;
    if (this.matrix?.id === matrix.id && before?.state !== matrix.state) this.#shown();
  }

  onMapped(job: string, map: EventMap): void {
    // A map can be here before the answer that names its job.
    const key = this.#keys.get(job) ?? this.#starting;
    if (key === null) return;
    this.#maps = new Map(this.#maps).set(key, map);
  }

  onJob(status: JobStatus): void {
    if (status.kind === 'distances') {
      if (status.state === 'failed') this.error = status.error;
      const timing = this.#timing;
      if (timing && timing.product > 0 && status.state === 'running' && status.rate > 0) {
        this.#speeds = { ...this.#speeds, [timing.method]: 1e6 / status.rate / timing.product };
      }
    }
    if (status.id !== this.mapJob || active(status)) return;
    this.mapJob = null;
    if (status.state === 'failed') this.mapError = status.error;
  }

  /** ΣpT and particles of every event, for those whose files are open. */
  async summarise(): Promise<void> {
    const { matrix } = this;
    if (!matrix) return;
    const pt = new Float64Array(matrix.size).fill(Number.NaN);
    const particles = new Float64Array(matrix.size).fill(Number.NaN);
    let before = 0;
    try {
      for (const source of matrix.sources) {
        const n = source.end - source.first;
        const dataset = datasetOf(source, this.open());
        if (dataset) {
          const sums = await this.client.api.summaries(dataset.id, source.first, n);
          pt.set(sums.pt, before);
          particles.set(sums.particles, before);
        }
        before += n;
      }
    } catch (error) {
      this.#failed(error, 'readError');
      return;
    }
    if (this.matrix?.id === matrix.id) this.sums = { matrix: matrix.id, pt, particles };
  }

  /** Makes the map on show, where there is none yet. */
  #makeMap(): void {
    const { matrix } = this;
    const { mapJob } = this;
    if (mapJob !== null && this.#keys.get(mapJob) !== this.#wanted) {
      this.mapJob = null;
      this.client.api.cancelJob(mapJob).catch((error: unknown) => this.#failed(error, 'mapError'));
    }
    if (matrix?.state !== 'complete' || this.map || !this.#entered) return;
    if (this.mapJob === null && this.#starting !== this.#wanted) void this.#startMap(matrix);
  }

  /** Once more after a failure. */
  retryMap(): void {
    this.mapError = null;
    this.#makeMap();
  }

  async #startMap(matrix: Matrix): Promise<void> {
    const { method, umap } = this;
    const key = this.#key(matrix.id, method);
    this.mapError = null;
    this.#starting = key;
    const neighbours = Math.max(UMAP.neighbours.smallest, Math.min(umap.neighbours, matrix.size - 1));
    try {
      const { api } = this.client;
      const job = await api.startJob({ kind: 'map', matrix: matrix.id, method, ...umap, neighbours });
      this.#keys.set(job, key);
      if (this.#wanted !== key) return void (await api.cancelJob(job));
      this.mapJob = job;
      // It may have ended before its name was known here.
      const known = (await api.jobs()).find((one) => one.id === job);
      if (known) this.onJob(known);
    } catch (error) {
      if (this.#wanted === key) this.#failed(error, 'mapError');
    } finally {
      if (this.#starting === key) this.#starting = null;
    }
  }

  async #start(spec: Parameters<Client['api']['startJob']>[0]): Promise<void> {
    this.error = null;
    try {
      await this.client.api.startJob(spec);
    } catch (error) {
      this.#failed(error, 'error');
    }
  }

  /** The matrix on show has changed, or has become complete. */
  #shown(): void {
    const { matrix } = this;
    this.selected = null;
    this.other = null;
    this.frame = null;
    this.hidden = new Set();
    this.neighbours = [];
    this.medoids = [];
    this.curves = null;
    this.comparison = null;
    this.readError = null;
    this.mapError = null;
    this.#nearest.drop();
    this.#compare.drop();
    if (this.sums?.matrix !== matrix?.id) this.sums = null;
    if (matrix?.state !== 'complete') this.mapJob = null;
    if (matrix?.state !== 'complete' || !this.#entered) return;
    this.#read.ask(matrix);
    this.#makeMap();
  }

  #ask(): void {
    const { matrix, selected } = this;
    if (matrix?.state !== 'complete' || selected === null) return;
    this.#nearest.ask({ matrix: matrix.id, place: selected, k: Math.min(NEIGHBOURS, matrix.size - 1) });
  }

  #recompare(): void {
    const [a, b] = [this.at(this.selected), this.at(this.other)];
    const { matrix } = this;
    this.compareError = null;
    this.motion.reset();
    if (!matrix || !a?.dataset || !b?.dataset) {
      this.comparison = null;
      this.#compare.drop();
      return;
    }
    this.#compare.ask({ a, b, options: matrix.options });
  }

  async #readOff(matrix: Matrix): Promise<{ medoids: ClassMedoid[]; curves: readonly DimensionCurve[] }> {
    const medoids: ClassMedoid[] = [];
    for (const [source, { first, end }] of matrix.sources.entries()) {
      const found = await this.client.api.medoids(matrix.id, source, Math.min(MEDOIDS, end - first));
      medoids.push(...found.map((medoid) => ({ ...medoid, source })));
    }
    // The medoids are there at once; the curves may take a while.
    if (this.matrix?.id === matrix.id) this.medoids = medoids;
    return { medoids, curves: await this.client.api.dimension(matrix.id) };
  }

  /** The map that should be on show. */
  get #wanted(): string | null {
    return this.matrix && this.#key(this.matrix.id, this.method);
  }

  #key(matrix: string, method: MapMethod): string {
    const { neighbours, minDist, seed } = this.umap;
    return method === 'mds' ? `${matrix} mds` : `${matrix} umap ${neighbours} ${minDist} ${seed}`;
  }

  #failed(error: unknown, where: 'error' | 'mapError' | 'readError' | 'compareError'): void {
    this[where] = RingsideError.from(error).toData();
  }
}

/** Settings within their limits; what is no number is as it is at first. */
export function umapFrom(wanted: Partial<Record<keyof UmapSettings, unknown>>): UmapSettings {
  const within = (
    value: unknown,
    { smallest, first, largest }: typeof UMAP.neighbours | typeof UMAP.minDist,
  ) =>
    typeof value === 'number' && Number.isFinite(value)
      ? Math.min(largest, Math.max(smallest, value))
      : first;
  const { seed } = wanted;
  return {
    neighbours: Math.round(within(wanted.neighbours, UMAP.neighbours)),
    minDist: within(wanted.minDist, UMAP.minDist),
    seed: typeof seed === 'number' && Number.isInteger(seed) && seed >= 0 ? seed : UMAP.seed,
  };
}
