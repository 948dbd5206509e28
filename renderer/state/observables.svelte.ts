// Observables over whole data sets: what there is, the tables worked out so far, the two that stand for sample A and
// sample B, and what is looked at in them. Columns and rows are fetched beside this (observables-columns, -rows).

import type {
  BatchSelection,
  Dataset,
  ErrorData,
  Frame,
  FrameColumn,
  JobStatus,
  ObservableInfo,
  TableFormat,
} from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { type BinSettings, binsFrom, FIRST_BINS, type Stretch } from './observables-bins.ts';
import { ObservableCharts } from './observables-charts.svelte.ts';
import { cost } from './observables-choice.ts';
import { type Clock, FrameColumns } from './observables-columns.svelte.ts';
import { FrameRowPages } from './observables-rows.svelte.ts';
import { SqlBox } from './observables-sql.svelte.ts';

export const OBSERVABLE_VIEWS = ['histogram', 'two', 'roc'] as const;
export type ObservableView = (typeof OBSERVABLE_VIEWS)[number];
/** Sample A is 0, sample B is 1. */
export type Slot = 0 | 1;
export const SLOTS: readonly Slot[] = [0, 1];
export const SAMPLE_NAMES = ['A', 'B'] as const;

/** Events chosen on a chart: those in a bin of one column, or in a square of two columns of one sample. */
export interface Picked {
  readonly stretches: readonly Stretch[];
  /** Null: of both. */
  readonly slot: Slot | null;
}

/** Chosen in the dialog before anything else was: what most plots of jets begin with. */
const FIRST_NAMES: readonly string[] = ['pt', 'mass', 'multiplicity', 'girth', 'tau21', 'tau32'];

/** On the axis before another was chosen, where it is there. */
const FIRST_COLUMN = 'mass';

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

export class Observables {
  infos = $state.raw<readonly ObservableInfo[]>([]);
  frames = $state.raw<readonly Frame[]>([]);
  /** Ids of the tables that are sample A and sample B; null for none. */
  chosen = $state.raw<readonly [string | null, string | null]>([null, null]);

  view = $state<ObservableView>('histogram');
  /** Columns of the axes; null: none was chosen. */
  x = $state<string | null>(null);
  y = $state<string | null>(null);
  bins = $state.raw<Readonly<Record<string, BinSettings>>>({});
  log = $state(false);
  density = $state(false);
  ratio = $state(true);
  /** Only rows for which this holds, in charts and table alike. */
  where = $state<string | null>(null);
  picked = $state.raw<Picked | null>(null);

  /** Of the table: which sample, in which order, which columns (null: all). */
  listed = $state<Slot>(0);
  sorting = $state.raw<Sorting | null>(null);
  hidden = $state.raw<ReadonlySet<string>>(new Set());

  /** What was chosen for the last run. */
  lastNames = $state.raw<readonly string[]>(FIRST_NAMES);
  /** Time that the last run took over the guess for it; null before the first. */
  speed = $state<number | null>(null);

  error = $state.raw<ErrorData | null>(null);
  loadError = $state.raw<ErrorData | null>(null);

  readonly data: readonly [FrameColumns, FrameColumns];
  readonly rows: FrameRowPages;
  readonly sql: SqlBox;
  readonly charts: ObservableCharts;

  /** Data sets of the run that was started, in the order of the samples that its tables are to be. */
  #awaited: readonly { readonly dataset: string; readonly slot: Slot }[] = [];

  /** Each table as it was first seen. */
  readonly #seen = new Map<string, Frame>();
  #kinds: readonly (Frame | null)[] = [null, null];

  /** Seconds an event that were guessed for the run; 0 for one that nothing was guessed for. */
  #guessed = 0;

  constructor(
    private readonly client: Client,
    clock: Clock,
  ) {
    this.data = [new FrameColumns(client, clock), new FrameColumns(client, clock)];
    this.rows = new FrameRowPages(client, clock);
    this.sql = new SqlBox(client);
    this.charts = new ObservableCharts(this);
  }

  /** The table that is this sample. Without any choice the newest is sample A. */
  sample(slot: Slot): Frame | null {
    const id = this.chosen[slot];
    const found = this.frames.find((frame) => frame.id === id) ?? null;
    if (slot === 1) return found?.id === this.sample(0)?.id ? null : found;
    return found ?? this.frames.filter((frame) => frame.id !== this.chosen[1]).at(-1) ?? null;
  }

  get samples(): readonly (Frame | null)[] {
    return SLOTS.map((slot) => this.sample(slot));
  }

  /** What a sample's table is: the same object however far it is filled, so that what hangs on it stands still. */
  readonly kinds: readonly (Frame | null)[] = $derived.by(() => {
    const now = this.samples.map((frame) => {
      if (!frame) return null;
      const known = this.#seen.get(frame.id) ?? frame;
      this.#seen.set(frame.id, known);
      return known;
    });
    const before = this.#kinds;
    if (now[0] !== before[0] || now[1] !== before[1]) this.#kinds = now;
    return this.#kinds;
  });

  readonly hasTwo: boolean = $derived(this.kinds[1] !== null);

  /** Columns with values that all samples have; `event` is the row's name, not a value. */
  readonly columns: readonly FrameColumn[] = $derived.by(() => {
    const [a, b] = this.kinds;
    if (!a) return [];
    const names = b && new Set(b.columns.map((column) => column.name));
    return a.columns.slice(1).filter((column) => !names || names.has(column.name));
  });

  column(name: string | null): FrameColumn | null {
    return this.columns.find((column) => column.name === name) ?? null;
  }

  readonly xColumn: FrameColumn | null = $derived(
    this.column(this.x) ?? this.column(FIRST_COLUMN) ?? this.columns[0] ?? null,
  );

  readonly yColumn: FrameColumn | null = $derived.by(() => {
    const other = this.columns.find((column) => column.name !== this.xColumn?.name);
    return this.column(this.y) ?? other ?? this.xColumn;
  });

  info(column: FrameColumn | null): ObservableInfo | null {
    return this.infos.find((info) => info.name === column?.observable) ?? null;
  }

  binsOf(column: string): BinSettings {
    return this.bins[column] ?? FIRST_BINS;
  }

  setBins(column: string, change: Partial<BinSettings>): void {
    this.bins = { ...this.bins, [column]: { ...this.binsOf(column), ...change } };
    this.picked = null;
  }

  show(column: string): void {
    if (this.view === 'two') this.view = 'histogram';
    if (this.x !== column) this.picked = null;
    this.x = column;
  }

  choose(view: ObservableView): void {
    if (this.view !== view) this.picked = null;
    this.view = view;
  }

  setY(column: string): void {
    this.y = column;
    this.picked = null;
  }

  setWhere(text: string): void {
    const where = text.trim();
    this.where = where === '' ? null : where;
    this.picked = null;
  }

  /** Puts a table in a sample's place; the other sample's table moves out of the way. */
  put(slot: Slot, frame: string | null): void {
    const other = slot === 0 ? 1 : 0;
    const ids: [string | null, string | null] = [this.sample(0)?.id ?? null, this.sample(1)?.id ?? null];
    const former = ids[slot];
    ids[slot] = frame;
    if (frame !== null && ids[other] === frame) ids[other] = former === frame ? null : former;
    this.chosen = ids;
    this.picked = null;
    if (ids[1] === null && this.listed === 1) this.listed = 0;
  }

  swap(): void {
    const [a, b] = this.samples;
    if (!a || !b) return;
    this.chosen = [b.id, a.id];
    this.picked = null;
  }

  sortBy(column: string): void {
    const now = this.sorting;
    if (now?.column !== column) this.sorting = { column, descending: column !== 'event' };
    else if (column === 'event' ? !now.descending : now.descending) {
      this.sorting = { column, descending: !now.descending };
    } else this.sorting = null;
  }

  /** One job a data set; the first fills sample A, the second sample B. */
  async run(
    datasets: readonly Dataset[],
    names: readonly string[],
    selection: BatchSelection,
    seed: number,
    threads: number,
  ): Promise<void> {
    this.lastNames = names.filter((name) => this.infos.some((info) => info.name === name));
    const slow = this.infos.filter((info) => info.slow && names.includes(info.name)).length;
    this.#guessed = cost(names.length - slow, slow) / threads;
    this.#awaited = datasets.map(({ id }, i) => ({ dataset: id, slot: i === 0 ? 0 : 1 }));
    if (datasets.length === 1) this.chosen = [this.chosen[0], null];
    for (const { id } of datasets) {
      if (!(await this.#start({ kind: 'observe', dataset: id, names, selection, seed, resume: null })))
        return;
    }
  }

  async resume(frame: Frame): Promise<void> {
    this.#guessed = 0;
    const { dataset, selection, seed, id } = frame;
    const names = frame.columns.slice(1).flatMap((column) => column.observable ?? []);
    await this.#start({ kind: 'observe', dataset, names, selection, seed, resume: id });
  }

  async remove(frame: Frame): Promise<void> {
    await this.client.api.deleteFrame(frame.id);
    this.frames = this.frames.filter((one) => one.id !== frame.id);
  }

  export(frame: Frame, format: TableFormat) {
    return this.client.api.exportFrame(frame.id, format, this.where);
  }

  onFrame(frame: Frame): void {
    const known = this.frames.some((one) => one.id === frame.id);
    this.frames = known
      ? this.frames.map((one) => (one.id === frame.id ? frame : one))
      : [...this.frames, frame];
    if (known || frame.state !== 'filling' || frame.kind !== 'observables') return;
    const awaited = this.#awaited.find((one) => one.dataset === frame.dataset);
    if (!awaited) return;
    this.#awaited = this.#awaited.filter((one) => one !== awaited);
    this.put(awaited.slot, frame.id);
  }

  onJob(status: JobStatus): void {
    if (status.kind !== 'observe') return;
    if (status.state === 'failed') this.error = status.error;
    if (this.#guessed > 0 && status.state === 'running' && status.rate > 0) {
      this.speed = 1 / status.rate / this.#guessed;
    }
  }

  /** After a start or a reconnection. */
  async load(): Promise<void> {
    try {
      [this.infos, this.frames] = await Promise.all([
        this.client.api.observables(),
        this.client.api.frames(),
      ]);
      this.loadError = null;
    } catch (error) {
      this.loadError = RingsideError.from(error).toData();
    }
  }

  /** Plain data for the session file. */
  toJSON(): Record<string, unknown> {
    const { chosen, view, x, y, bins, log, density, ratio, where, listed } = this;
    return { chosen: [...chosen], view, x, y, bins: { ...bins }, log, density, ratio, where, listed };
  }

  /** From a session file of any age: what is not there or not of its kind stays as it is. */
  restore(saved: unknown): void {
    if (typeof saved !== 'object' || saved === null) return;
    const from = saved as Record<string, unknown>;
    const text = (value: unknown) => (typeof value === 'string' ? value : null);
    if (Array.isArray(from.chosen)) this.chosen = [text(from.chosen[0]), text(from.chosen[1])];
    if (OBSERVABLE_VIEWS.includes(from.view as ObservableView)) this.view = from.view as ObservableView;
    this.x = text(from.x);
    this.y = text(from.y);
    this.where = text(from.where);
    for (const name of ['log', 'density', 'ratio'] as const) {
      const value = from[name];
      if (typeof value === 'boolean') this[name] = value;
    }
    if (from.listed === 1) this.listed = 1;
    if (typeof from.bins === 'object' && from.bins !== null) this.bins = binsFrom(from.bins);
  }

  async #start(spec: Parameters<Client['api']['startJob']>[0]): Promise<boolean> {
    this.error = null;
    try {
      await this.client.api.startJob(spec);
      return true;
    } catch (error) {
      this.error = RingsideError.from(error).toData();
      return false;
    }
  }
}
