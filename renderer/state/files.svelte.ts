// Files: what is open, what is being opened, what could be. An open file is a data set; opening is a job that tells
// how many megabytes it has read.

import type {
  AnyJetRequest,
  Dataset,
  ErrorData,
  FileEntry,
  FileHandle,
  JobSpec,
  JobStatus,
  Mapping,
  ParticleCuts,
} from '../../main/contract/index.ts';
import { parseCuts, RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';

export interface Opening {
  readonly key: number;
  readonly name: string;
  readonly file: FileEntry | null;
  /** Show it as soon as it is open, or only add it to the list. */
  readonly show: boolean;
  readonly job: string | null;
  readonly status: JobStatus | null;
  /** Bytes on their way to the application, before the job starts. */
  readonly sent: { readonly done: number; readonly total: number } | null;
  readonly error: ErrorData | null;
}

export class Files {
  datasets = $state.raw<readonly Dataset[]>([]);
  opening = $state.raw<readonly Opening[]>([]);
  recent = $state.raw<readonly FileEntry[]>([]);
  samples = $state.raw<readonly FileEntry[]>([]);
  /** Changes with which files are open, not at each step of their reading. */
  readonly contents = $derived(
    this.datasets.map(({ id, hash, paged }) => `${id} ${hash} ${paged?.state}`).join(),
  );
  #next = 1;

  constructor(
    private readonly client: Client,
    /** An opened data set: `show` says whether it was asked for, or only added. */
    private readonly onOpen: (dataset: Dataset, show: boolean) => void,
  ) {}

  find(id: string | null): Dataset | null {
    return this.datasets.find((dataset) => dataset.id === id) ?? null;
  }

  /** Reads a file. Errors stay in the list, where the file would stand. */
  async open(
    file: FileEntry,
    show: boolean,
    mapping: Mapping | null = null,
    collection: string | null = null,
  ): Promise<void> {
    const key = this.#begin({ name: file.name, file, show });
    await this.#read(key, file.handle, mapping, collection);
  }

  /** As the user has just said in the dialog: from now on that holds for files with such columns. */
  async openAsSaid(
    file: FileEntry,
    mapping: Mapping,
    collection: string | null,
    cuts?: ParticleCuts,
  ): Promise<void> {
    const key = this.#begin({ name: file.name, file, show: true });
    await this.#read(key, file.handle, mapping, collection, { remember: true, ...(cuts ? { cuts } : {}) });
  }

  /** The same data set from its file's beginning. */
  async openAgain({ file, mapping, collection, cuts }: Dataset): Promise<void> {
    const key = this.#begin({ name: file.name, file, show: false });
    await this.#read(key, file.handle, mapping, collection, asCut(cuts));
  }

  /** The jets of its events as a data set of their own. */
  async openJets({ file, mapping, collection, cuts }: Dataset, jets: AnyJetRequest): Promise<void> {
    const key = this.#begin({ name: `Jets of ${file.name}`, file: null, show: true });
    await this.#read(key, file.handle, mapping, collection, { ...asCut(cuts), jets });
  }

  async openHandle(handle: FileHandle, name: string, show: boolean): Promise<void> {
    const key = this.#begin({ name, file: null, show });
    await this.#read(key, handle, null, null);
  }

  /** Files dropped on the window: the first is shown when nothing is yet, every other one is added. */
  async bring(files: readonly File[]): Promise<void> {
    for (const [i, file] of files.entries()) {
      const show = i === 0 && this.datasets.length === 0;
      const key = this.#begin({ name: file.name, file: null, show });
      try {
        const [entry] = await this.client.bring([file], (done, total) =>
          this.#change(key, { sent: { done, total } }),
        );
        this.#change(key, { file: entry, sent: null });
        await this.#read(key, entry.handle, null, null);
      } catch (error) {
        this.#change(key, { error: RingsideError.from(error).toData(), sent: null });
      }
    }
  }

  async close(id: string): Promise<void> {
    this.datasets = this.datasets.filter((dataset) => dataset.id !== id);
    await this.client.api.closeDataset(id);
  }

  async cancel(opening: Opening): Promise<void> {
    if (opening.job) await this.client.api.cancelJob(opening.job);
    this.dismiss(opening);
  }

  dismiss(opening: Opening): void {
    this.opening = this.opening.filter((one) => one.key !== opening.key);
  }

  async forget(file: FileEntry): Promise<void> {
    this.recent = await this.client.api.forgetRecent(file.handle);
  }

  onDataset(dataset: Dataset): void {
    const known = this.datasets.some((one) => one.id === dataset.id);
    this.datasets = known
      ? this.datasets.map((one) => (one.id === dataset.id ? dataset : one))
      : [...this.datasets, dataset];
  }

  onJob(status: JobStatus): void {
    const opening = this.opening.find((one) => one.job === status.id);
    if (!opening) return;
    this.#change(opening.key, { status });
    this.#settle(opening.key);
  }

  /** After a reconnection: whatever finished while nobody listened. */
  onJobs(all: readonly JobStatus[]): void {
    for (const opening of this.opening) {
      const status = all.find((one) => one.id === opening.job);
      if (status) this.onJob(status);
      else if (opening.job && !opening.error) this.dismiss(opening);
    }
  }

  #begin(what: Pick<Opening, 'name' | 'file' | 'show'>): number {
    const key = this.#next++;
    this.opening = [...this.opening, { ...what, key, job: null, status: null, sent: null, error: null }];
    return key;
  }

  async #read(
    key: number,
    handle: FileHandle,
    mapping: Mapping | null,
    collection: string | null,
    more: Pick<Extract<JobSpec, { kind: 'open' }>, 'cuts' | 'jets' | 'remember'> = {},
  ): Promise<void> {
    try {
      const job = await this.client.api.startJob({
        kind: 'open',
        file: handle,
        mapping,
        collection,
        ...more,
      });
      this.#change(key, { job });
      const known = (await this.client.api.jobs()).find((one) => one.id === job);
      if (known) this.onJob(known);
    } catch (error) {
      this.#change(key, { error: RingsideError.from(error).toData() });
    }
  }

  #settle(key: number): void {
    const opening = this.opening.find((one) => one.key === key);
    const status = opening?.status;
    if (!opening || !status) return;
    if (status.state === 'failed') this.#change(key, { error: status.error });
    if (status.state === 'cancelled') this.dismiss(opening);
    if (status.state === 'done') {
      const dataset = this.find(status.dataset);
      if (dataset) {
        this.dismiss(opening);
        this.onOpen(dataset, opening.show);
      } else void this.#fetch(opening, status);
    }
  }

  /** The job's end can be told before the data set itself. */
  async #fetch(opening: Opening, status: JobStatus): Promise<void> {
    this.dismiss(opening);
    try {
      for (const dataset of await this.client.api.datasets()) this.onDataset(dataset);
    } catch {
      return; // The connection is gone; what is open is asked for again when it is back.
    }
    const dataset = this.find(status.dataset);
    if (dataset) this.onOpen(dataset, opening.show);
  }

  #change(key: number, change: Partial<Opening>): void {
    this.opening = this.opening.map((one) => (one.key === key ? { ...one, ...change } : one));
  }
}

const asCut = (cuts: Dataset['cuts']) => (cuts ? { cuts: parseCuts(cuts.text) } : {});
