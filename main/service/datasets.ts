// Open files, known to the screen by an id that is the same in every run (path, collection and mapping make it): in memory
// as a whole, or page by page where they are larger.

import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { EventColumns, JetOrigin } from '../../workers/core/events.ts';
import type { ReadSpec } from '../../workers/entry/tasks.ts';
import {
  type AnyJetRequest,
  cutsText,
  type Dataset,
  type DatasetJets,
  type EventData,
  type FileEntry,
  keptInWords,
  type Mapping,
  type ParticleCuts,
  type ReferenceFrame,
  RingsideError,
  type Summaries,
} from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import type { KnownFile } from './files.ts';
import type { HeldDataset } from './held.ts';
import { type PagedDataset, pagedDataset } from './paged.ts';
import { createSaver, isRecord, makeFolder, readJson, removeAbandoned, unlessFull } from './storage.ts';
import type { PageOptions } from './types.ts';
import { type WholeDataset, wholeDataset } from './whole.ts';

/** What is needed to open a data set again. */
export interface DatasetRecord {
  readonly id: string;
  readonly path: string;
  readonly origin: FileEntry['origin'];
  readonly collection: string | null;
  readonly mapping: Mapping | null;
  readonly cuts?: ParticleCuts;
  /** Its events are the file's jets. */
  readonly jets?: AnyJetRequest;
}

export interface OpenRequest {
  readonly file: KnownFile;
  readonly mapping: Mapping | null;
  readonly collection: string | null;
  readonly cuts?: ParticleCuts;
  readonly jets?: AnyJetRequest;
  readonly signal: AbortSignal;
  /** Reopening: the id that it had. */
  readonly id?: string;
  onStart(): void;
  onProgress(done: number, total: number | null): void;
}

export interface DatasetBook {
  open(request: OpenRequest): Promise<WholeDataset | PagedDataset>;
  list(): readonly Dataset[];
  /** Waits for one that is being opened; rejects with not-found. */
  get(id: string): Promise<HeldDataset>;
  /** Says that this id is on its way, so that `get` waits for it. */
  expect(id: string, opening: Promise<unknown>): void;
  close(id: string): void;
  /** What lies on disk for open ones goes. */
  closeAll(): void;
  summaries(id: string, first: number, count: number): Promise<Summaries>;
  /** Without a frame, as the file has it. */
  event(id: string, event: number, frame?: ReferenceFrame): Promise<EventData>;
  record(id: string): DatasetRecord | null;
  records(): readonly DatasetRecord[];
}

/** Larger files would keep the user waiting, and take memory of the machine. */
const PAGES = { wholeBytes: 32 * 2 ** 20, pageParticles: 100_000 };
/** Records of closed data sets that are kept for sessions and tables. */
const KEPT_RECORDS = 200;

export async function createDatasets(
  home: string,
  pool: ComputePool,
  pages: PageOptions = {},
): Promise<DatasetBook> {
  const { wholeBytes, pageParticles } = { ...PAGES, ...pages };
  const store = join(home, 'datasets.json');
  const records = new Map((await readRecords(store)).map((record) => [record.id, record]));
  const held = new Map<string, WholeDataset | PagedDataset>();
  const spoolFolder = join(home, 'spool');
  await removeAbandoned(spoolFolder, Date.now());
  const opening = new Map<string, Promise<unknown>>();

  async function find(id: string) {
    await opening.get(id)?.catch(() => undefined);
    const found = held.get(id);
    if (!found) throw new RingsideError('not-found', `data set ${id} is not open`, 'Open its file again.');
    return found;
  }

  const save = createSaver(store, async () => {
    // Another application with the same state may have opened files since.
    for (const record of await readRecords(store)) {
      if (!records.has(record.id)) records.set(record.id, record);
    }
    return JSON.stringify({ version: 1, datasets: [...records.values()].slice(-KEPT_RECORDS) });
  });

  async function remember(record: DatasetRecord): Promise<void> {
    records.delete(record.id);
    records.set(record.id, record);
    await unlessFull('the list of opened files', save());
  }

  async function readWhole(request: OpenRequest, spec: ReadSpec): Promise<WholeDataset> {
    const { file, cuts, jets, signal, onStart, onProgress } = request;
    const { path, entry } = file;
    const cut = cutFile(entry, cuts);
    const opened = await pool.run('read', spec, { lane: 'files', signal, onStart, onProgress });
    const { info, hash, columns } = opened;
    const { origin } = columns;
    checkJets(entry.name, columns);
    const id = request.id ?? datasetId(path, info.collection, info.mapping, { cuts, jets });
    const dataset: Dataset = {
      id,
      ...cut,
      file: origin
        ? { ...cut.file, name: `${cut.file.name} · ${origin.definition.replaceAll(':', ' ')}` }
        : cut.file,
      format: info.format,
      events: columns.events,
      particles: columns.pt.length,
      collection: info.collection,
      columns: info.columns,
      sums: info.sums,
      skipped: info.skipped,
      mapping: info.mapping,
      hash,
      jetSized: opened.jetSized,
      ...(origin ? { jets: jetsOf(entry.name, origin) } : {}),
    };
    return wholeDataset(pool, { dataset, path, opened, old: held.get(id) });
  }

  async function readPages(request: OpenRequest, spec: ReadSpec): Promise<PagedDataset> {
    const { file, cuts, signal, onStart } = request;
    const { path, entry } = file;
    await makeFolder(spoolFolder);
    const opened = await pool.run(
      'openPaged',
      { ...spec, pageParticles },
      { lane: 'files', signal, onStart },
    );
    const id = request.id ?? datasetId(path, opened.info.collection, opened.info.mapping, { cuts });
    const spoolPath = join(spoolFolder, `${randomBytes(6).toString('hex')}.tmp`);
    return pagedDataset({ pool, path, spec, opened, spoolPath, about: { id, ...cutFile(entry, cuts) } });
  }

  /** Its jets are fewer than its events' particles: they are held. */
  async function read(request: OpenRequest): Promise<WholeDataset | PagedDataset> {
    const { file, mapping, collection, cuts, jets } = request;
    const spec = { source: file.source, mapping, columns: null, collection, range: null, cuts, jets };
    if (!jets && file.entry.bytes > wholeBytes) return readPages(request, spec);
    try {
      return await readWhole(request, spec);
    } catch (error) {
      // Small as a file, and more than can be held once it is unpacked.
      if (jets || RingsideError.from(error).code !== 'too-large') throw error;
      return readPages(request, spec);
    }
  }

  return {
    async open(asked) {
      // Cuts that cut nothing are none.
      const request = { ...asked, cuts: asked.cuts && cutsText(asked.cuts) ? asked.cuts : undefined };
      const { file, cuts, jets } = request;
      const one = await read(request);
      const { id, collection, mapping } = one.dataset;
      const old = held.get(id);
      held.set(id, one);
      old?.close(one);
      const how = { collection, mapping, ...(cuts ? { cuts } : {}), ...(jets ? { jets } : {}) };
      await remember({ id, path: file.path, origin: file.entry.origin, ...how });
      return one;
    },
    list: () => [...held.values()].map(({ dataset }) => dataset),
    get: find,
    expect(id, promise) {
      opening.set(id, promise);
      const forget = () => void (opening.get(id) === promise && opening.delete(id));
      promise.then(forget, forget);
    },
    close(id) {
      const one = held.get(id);
      if (!one) throw new RingsideError('not-found', `data set ${id} is not open`);
      held.delete(id);
      one.close();
    },
    closeAll() {
      for (const one of held.values()) one.close();
      held.clear();
    },
    summaries: async (id, first, count) => (await find(id)).summaries(first, count),
    async event(id, event, frame) {
      return (await find(id)).use(event, event + 1, async ({ key, columns }) => {
        if (frame === undefined || frame.kind === 'lab') return eventData(id, columns, event);
        const seen = await pool.run('seen', { key, event, frame }, { lane: 'live', uses: [key] });
        return { ...eventData(id, seen.columns, event), frame: seen.facts };
      });
    },
    record: (id) => records.get(id) ?? null,
    records: () => [...records.values()],
  };
}

export function datasetId(
  path: string,
  collection: string,
  mapping: Mapping,
  { cuts, jets }: Pick<DatasetRecord, 'cuts' | 'jets'> = {},
): string {
  const of = [path, collection, mapping.roles, mapping.energyUnit];
  const content = JSON.stringify([...of, ...(cuts ? [cutsText(cuts)] : []), ...(jets ? [jets] : [])]);
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

function cutFile(file: FileEntry, cuts?: ParticleCuts): Pick<Dataset, 'file' | 'cuts'> {
  if (!cuts) return { file };
  const name = `${file.name} · ${keptInWords(cuts)}`;
  return { file: { ...file, name }, cuts: { text: cutsText(cuts), file: file.name } };
}

/** Copied: memory that threads share does not leave the process. */
function jetsOf(file: string, { definition, event, jet }: JetOrigin): DatasetJets {
  return { definition, file, event: event.slice(), jet: jet.slice() };
}

/** What is told of each goes to the screen in one message. */
const MOST_JETS = 2 ** 22;

function checkJets(file: string, { events, origin }: EventColumns): void {
  if (!origin || events <= MOST_JETS) return;
  throw new RingsideError(
    'too-large',
    `${file}: it has ${events} of these jets, held at once are ${MOST_JETS}`,
    'Ask for a larger R or a least pT; the command line streams any number.',
  );
}

/** The particles that have a place in the plane, copied; the rest are counted. */
function eventData(dataset: string, columns: EventColumns, event: number): EventData {
  const i = event - columns.first;
  if (!Number.isInteger(i) || i < 0 || i >= columns.events) {
    throw new RingsideError(
      'bad-argument',
      `event ${event} is not in this file: allowed are ${columns.first} to ${columns.first + columns.events - 1}`,
    );
  }
  const keep: number[] = [];
  const end = columns.offsets[i + 1];
  for (let k = columns.offsets[i]; k < end; k++) {
    if (columns.pt[k] > 0 && Number.isFinite(columns.y[k])) keep.push(k);
  }
  const { mass, pid } = columns;
  return {
    dataset,
    event,
    pt: Float64Array.from(keep, (k) => columns.pt[k]),
    y: Float64Array.from(keep, (k) => columns.y[k]),
    phi: Float64Array.from(keep, (k) => columns.phi[k]),
    mass: mass && Float64Array.from(keep, (k) => mass[k]),
    pid: pid && Int32Array.from(keep, (k) => pid[k]),
    index: Uint32Array.from(keep, (k) => columns.index[k]),
    outside: end - columns.offsets[i] - keep.length,
  };
}

async function readRecords(store: string): Promise<readonly DatasetRecord[]> {
  const saved = await readJson(store);
  return isRecord(saved) && Array.isArray(saved.datasets) ? saved.datasets.filter(isDatasetRecord) : [];
}

function isDatasetRecord(value: unknown): value is DatasetRecord {
  return isRecord(value) && typeof value.id === 'string' && typeof value.path === 'string';
}
