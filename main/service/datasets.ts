// Open files: columns on shared memory, known to the screen by an id that is the same in every run (path, collection
// and mapping make it), and to the compute threads by a key.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { EventColumns, JetOrigin } from '../../workers/core/events.ts';
import {
  type AnyJetRequest,
  type Dataset,
  type DatasetJets,
  type EventData,
  type FileEntry,
  type Mapping,
  type ReferenceFrame,
  RingsideError,
  type Summaries,
} from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import type { KnownFile } from './files.ts';
import type { HeldDataset } from './held.ts';
import { createSaver, isRecord, readJson, unlessFull } from './storage.ts';
import { type WholeDataset, wholeDataset } from './whole.ts';

/** What is needed to open a data set again. */
export interface DatasetRecord {
  readonly id: string;
  readonly path: string;
  readonly origin: FileEntry['origin'];
  readonly collection: string | null;
  readonly mapping: Mapping | null;
  /** Its events are the file's jets. */
  readonly jets?: AnyJetRequest;
}

export interface OpenRequest {
  readonly file: KnownFile;
  readonly mapping: Mapping | null;
  readonly collection: string | null;
  readonly jets?: AnyJetRequest;
  readonly signal: AbortSignal;
  /** Reopening: the id that it had. */
  readonly id?: string;
  onStart(): void;
  onProgress(done: number, total: number | null): void;
}

export interface DatasetBook {
  open(request: OpenRequest): Promise<HeldDataset>;
  list(): readonly Dataset[];
  /** Waits for one that is being opened; rejects with not-found. */
  get(id: string): Promise<HeldDataset>;
  /** Says that this id is on its way, so that `get` waits for it. */
  expect(id: string, opening: Promise<unknown>): void;
  close(id: string): void;
  summaries(id: string, first: number, count: number): Promise<Summaries>;
  /** Without a frame, as the file has it. */
  event(id: string, event: number, frame?: ReferenceFrame): Promise<EventData>;
  record(id: string): DatasetRecord | null;
  records(): readonly DatasetRecord[];
}

/** Records of closed data sets that are kept for sessions and tables. */
const KEPT_RECORDS = 200;

export async function createDatasets(home: string, pool: ComputePool): Promise<DatasetBook> {
  const store = join(home, 'datasets.json');
  const records = new Map((await readRecords(store)).map((record) => [record.id, record]));
  const held = new Map<string, WholeDataset>();
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

  return {
    async open({ file, mapping, collection, jets, signal, id: known, onStart, onProgress }) {
      const { path, entry } = file;
      const opened = await pool.run(
        'read',
        {
          source: { kind: 'file', path, name: entry.name },
          mapping,
          columns: null,
          collection,
          range: null,
          jets,
        },
        { lane: 'files', signal, onStart, onProgress },
      );
      const { info, hash, columns } = opened;
      const { origin } = columns;
      checkJets(entry.name, columns);
      const id = known ?? datasetId(path, info.collection, info.mapping, jets);
      const dataset: Dataset = {
        id,
        file: origin
          ? { ...entry, name: `${entry.name} · ${origin.definition.replaceAll(':', ' ')}` }
          : entry,
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
      const key = `dataset ${id} ${hash}`;
      const old = held.get(id);
      // Read again and found the same: the threads may keep the columns that they have.
      const same = old?.key === key ? old.opened : opened;
      const one = wholeDataset(dataset, path, key, same);
      if (old && old.key !== key) pool.unshare(old.key);
      held.set(id, one);
      pool.share(key, same.columns);
      const { collection: found, mapping: meant } = info;
      const how = { collection: found, mapping: meant, ...(jets ? { jets } : {}) };
      await remember({ id, path, origin: entry.origin, ...how });
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
      pool.unshare(one.key);
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

export function datasetId(path: string, collection: string, mapping: Mapping, jets?: AnyJetRequest): string {
  const of = [path, collection, mapping.roles, mapping.energyUnit];
  const content = JSON.stringify(jets ? [...of, jets] : of);
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
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
