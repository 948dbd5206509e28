// Tables of fits over all events of a file. Rows come in bursts while a job runs; they are kept in plain arrays and
// told to the screen once a frame.

import type {
  BatchSelection,
  Dataset,
  ErrorData,
  EventData,
  FitResult,
  JobStatus,
  NamedBytes,
  Selection,
  Table,
  TableFormat,
  TableRow,
  Thoroughness,
} from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { SEED } from './overlay.ts';
import { hardest } from './place.svelte.ts';

/** Rows asked for in one call. */
const CHUNK = 5000;

export class Tables {
  list = $state.raw<readonly Table[]>([]);
  /** The table on show: the newest of the data set, unless another was chosen. */
  chosen = $state<string | null>(null);
  error = $state.raw<ErrorData | null>(null);
  /** Changes whenever rows have come. */
  version = $state(0);

  readonly #rows = new Map<string, Map<number, TableRow>>();
  #told = false;

  constructor(
    private readonly client: Client,
    private readonly frame: (callback: () => void) => unknown,
  ) {}

  /** The table that goes with this data set. */
  of(dataset: string | null): Table | null {
    const own = this.list.filter((table) => table.dataset === dataset);
    return own.find((table) => table.id === this.chosen) ?? own.at(-1) ?? null;
  }

  /** Rows by event. Read `version` to be told of new ones. */
  rows(table: string): ReadonlyMap<number, TableRow> {
    return this.#rows.get(table) ?? new Map();
  }

  result(dataset: string, event: number): FitResult | null {
    const table = this.of(dataset);
    return table ? (this.rows(table.id).get(event)?.result ?? null) : null;
  }

  /** What the row of this event was fitted to. */
  selection(data: EventData): Selection {
    const table = this.of(data.dataset);
    const place = hardest(data);
    if (!table || !place || table.selection.kind === 'all') return { kind: 'all' };
    return { kind: 'circle', y: place[0], phi: place[1], radius: table.selection.radius };
  }

  async start(
    dataset: Dataset,
    shape: string,
    selection: BatchSelection,
    search: Thoroughness,
  ): Promise<void> {
    const asked = { dataset: dataset.id, shape, selection, seed: SEED, resume: null };
    await this.#start({ kind: 'fit-all', ...asked, ...(search === 'thorough' ? {} : { search }) });
  }

  async resume(table: Table): Promise<void> {
    const { dataset, shape, selection, seed, id } = table;
    await this.#start({ kind: 'fit-all', dataset, shape, selection, seed, resume: id });
  }

  async remove(table: Table): Promise<void> {
    await this.client.api.deleteTable(table.id);
    this.list = this.list.filter((one) => one.id !== table.id);
    this.#rows.delete(table.id);
  }

  export(table: Table, format: TableFormat): Promise<NamedBytes> {
    return this.client.api.exportTable(table.id, format);
  }

  onTable(table: Table): void {
    const known = this.list.some((one) => one.id === table.id);
    this.list = known ? this.list.map((one) => (one.id === table.id ? table : one)) : [...this.list, table];
    if (!known && table.state === 'filling') this.chosen = table.id;
  }

  onRows(table: string, rows: readonly TableRow[]): void {
    const kept = this.#rows.get(table) ?? new Map<number, TableRow>();
    for (const row of rows) kept.set(row.event, row);
    this.#rows.set(table, kept);
    this.#tell();
  }

  onJob(status: JobStatus): void {
    if (status.kind === 'fit-all' && status.state === 'failed') this.error = status.error;
  }

  /** All tables and their rows, after a start or a reconnection. */
  async load(): Promise<void> {
    const list = await this.client.api.tables();
    this.list = list;
    for (const table of list) {
      for (let first = 0; first < table.rows; first += CHUNK) {
        const rows = await this.client.api.rows(table.id, first, Math.min(CHUNK, table.rows - first));
        this.onRows(table.id, rows);
      }
    }
  }

  async #start(spec: Parameters<Client['api']['startJob']>[0]): Promise<void> {
    this.error = null;
    try {
      await this.client.api.startJob(spec);
    } catch (error) {
      this.error = RingsideError.from(error).toData();
    }
  }

  #tell(): void {
    if (this.#told) return;
    this.#told = true;
    this.frame(() => {
      this.#told = false;
      this.version++;
    });
  }
}
