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
  Neighbour,
} from '../../main/contract/index.ts';
import { DISTANCE_METHODS, MAP_METHODS, RingsideError } from '../../main/contract/index.ts';
import type { Frame } from '../../workers/figure/index.ts';
import type { Client } from '../client/index.ts';
import { GeometryMaps } from './geometry-maps.svelte.ts';
import { classNames, datasetOf, locate, placeOf } from './geometry-places.ts';
import { type ClassMedoid, medoidsOf, type PlaceSums, sumsOf } from './geometry-reads.ts';
import { FIRST_UMAP, type UmapSettings, umapFrom } from './geometry-umap.ts';
import { latest } from './latest.ts';
import { Motion } from './motion.svelte.ts';

/** Nearest neighbours listed and drawn. */
export const NEIGHBOURS = 8;
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

export class Geometry {
  matrices = $state.raw<readonly Matrix[]>([]);
  /** The matrix on show: the newest, unless another was chosen. */
  chosen = $state<string | null>(null);
  method = $state<MapMethod>('mds');
  umap = $state.raw<UmapSettings>(FIRST_UMAP);
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
  readError = $state.raw<ErrorData | null>(null);
  compareError = $state.raw<ErrorData | null>(null);

  readonly #maps: GeometryMaps;
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
    this.#maps = new GeometryMaps(client, () => this);
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
    return this.#maps.shown;
  }

  /** The job that makes it. */
  get mapJob(): string | null {
    return this.#maps.job;
  }

  get mapError(): ErrorData | null {
    return this.#maps.error;
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
    this.#maps.make(this.#entered);
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
    else this.#maps.make(this.#entered);
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
    this.#maps.onMapped(job, map);
  }

  onJob(status: JobStatus): void {
    if (status.kind === 'distances') {
      if (status.state === 'failed') this.error = status.error;
      const timing = this.#timing;
      if (timing && timing.product > 0 && status.state === 'running' && status.rate > 0) {
        this.#speeds = { ...this.#speeds, [timing.method]: 1e6 / status.rate / timing.product };
      }
    }
    this.#maps.onJob(status);
  }

  /** ΣpT and particles of every event, for those whose files are open. */
  async summarise(): Promise<void> {
    const { matrix } = this;
    if (!matrix) return;
    try {
      const sums = await sumsOf(this.client, matrix, this.open);
      if (this.matrix?.id === matrix.id) this.sums = sums;
    } catch (error) {
      this.#failed(error, 'readError');
    }
  }

  /** Once more after a failure. */
  retryMap(): void {
    this.#maps.error = null;
    this.#maps.make(this.#entered);
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
    this.#maps.error = null;
    this.#nearest.drop();
    this.#compare.drop();
    if (this.sums?.matrix !== matrix?.id) this.sums = null;
    if (matrix?.state !== 'complete') this.#maps.job = null;
    if (matrix?.state !== 'complete' || !this.#entered) return;
    this.#read.ask(matrix);
    this.#maps.make(this.#entered);
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
    const medoids = await medoidsOf(this.client, matrix);
    // The medoids are there at once; the curves may take a while.
    if (this.matrix?.id === matrix.id) this.medoids = medoids;
    return { medoids, curves: await this.client.api.dimension(matrix.id) };
  }

  #failed(error: unknown, where: 'error' | 'readError' | 'compareError'): void {
    this[where] = RingsideError.from(error).toData();
  }
}
