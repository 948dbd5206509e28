// A data set of a file larger than what is held at once. Its first page is there at once; others are read when events of
// them are wanted: from the file where it can be entered anywhere, else from a spool that `scan` fills on its one way through.

import { rm, stat } from 'node:fs/promises';
import type { EventPage, OpenedPages, ReadSpec, SourceSpec, SpoolPage } from '../../workers/entry/tasks.ts';
import { type Dataset, RingsideError } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import { checkRange, type HeldDataset } from './held.ts';
import { createPageCache } from './page-cache.ts';

/** Milliseconds between two messages of a data set that grows. */
const GROWN_MS = 250;

export interface ScanHooks {
  readonly signal: AbortSignal;
  onStart(): void;
  onProgress(done: number, total: number | null): void;
  /** More is known of the data set. */
  onChange(dataset: Dataset): void;
}

export interface PagedDataset extends HeldDataset {
  /** Once: reads the file to its end, and tells what becomes known. Rejects with what reading says, and when cancelled. */
  scan(hooks: ScanHooks): Promise<void>;
  /** There will be no scan. */
  stopped(): void;
  close(): void;
}

export interface PagedPlan {
  readonly pool: ComputePool;
  readonly path: string;
  readonly spec: ReadSpec;
  readonly opened: OpenedPages;
  /** Where a spool may be written, a file that does not exist. */
  readonly spoolPath: string;
  readonly about: Pick<Dataset, 'id' | 'file' | 'cuts'>;
}

export async function pagedDataset(plan: PagedPlan): Promise<PagedDataset> {
  const { pool, path, spec, opened, spoolPath, about } = plan;
  const { pageEvents, page: firstPage, layout, info } = opened;
  const random = opened.events !== null || opened.partial;
  const version = await versionOf(spec.source);
  const cache = createPageCache(pool);
  const inSpool: SpoolPage[] = [];
  let closed = false;
  let hashing: Promise<string> | null = null;
  let dataset: Dataset = {
    ...about,
    format: info.format,
    collection: info.collection,
    columns: info.columns,
    mapping: info.mapping,
    events: opened.events ?? firstPage.columns.events,
    particles: null,
    sums: {},
    skipped: {},
    hash: null,
    jetSized: opened.jetSized,
    paged: { events: pageEvents, state: 'reading', growing: opened.events === null },
  };

  /** The events that lie in one page with this one: first and end. */
  function pageAround(event: number): readonly [number, number] {
    const spooled = inSpool[placeIn(inSpool, event)];
    if (spooled && event < spooled.first + spooled.events)
      return [spooled.first, spooled.first + spooled.events];
    if (!random) return [0, firstPage.columns.events];
    const first = event - (event % pageEvents);
    return [first, Math.min(first + pageEvents, dataset.events)];
  }

  async function read(from: number, to: number): Promise<EventPage> {
    if (to <= firstPage.columns.events && from === 0 && to === firstPage.columns.events) return firstPage;
    const options = { lane: 'files', first: true } as const;
    if (!random && to > firstPage.columns.events) {
      const pages = inSpool.slice(placeIn(inSpool, from), placeIn(inSpool, to - 1) + 1);
      return pool.run('spooledPage', { path: spoolPath, layout, pages, from, to }, options);
    }
    if ((await versionOf(spec.source)) !== version) {
      throw new RingsideError(
        'bad-file',
        `${about.file.name}: it has changed since it was opened`,
        'Open it again.',
      );
    }
    return pool.run('page', { spec, from, to }, options);
  }

  const keyOf = (from: number, to: number) => `dataset ${about.id} ${version} ${from}:${to}`;

  async function hash(onStart?: () => void): Promise<string> {
    hashing ??= pool.run('hash', { source: spec.source }, { lane: 'scan', first: true, onStart });
    hashing.catch(() => {
      hashing = null;
    });
    return hashing;
  }

  function stop(): void {
    const growing = dataset.paged?.growing === true;
    dataset = { ...dataset, paged: { events: pageEvents, growing, state: 'stopped' } };
  }

  return {
    get dataset() {
      return dataset;
    },
    path,
    origin: undefined,
    hash: () => hash(),
    async use(first, end, work) {
      checkRange(dataset.events, first, end);
      const [from, to] = pageAround(first);
      // What reaches over the end of a page is read by itself.
      const [a, b] = end <= to ? [from, to] : [first, end];
      return cache.use(keyOf(a, b), () => read(a, b), work);
    },
    async summaries(first, count) {
      if (first >= dataset.events) {
        return { first: dataset.events, particles: new Uint32Array(0), pt: new Float64Array(0) };
      }
      const [from, to] = pageAround(first);
      return cache.use(
        keyOf(from, to),
        () => read(from, to),
        ({ particles, pt }) => {
          const end = Math.min(first + count, to);
          return {
            first,
            particles: particles.slice(first - from, end - from),
            pt: pt.slice(first - from, end - from),
          };
        },
      );
    },
    async scan({ signal, onStart, onProgress, onChange }) {
      let told = 0;
      const change = (changes: Partial<Dataset>) => {
        dataset = { ...dataset, ...changes };
        if (!closed) onChange(dataset);
      };
      const paged = { events: pageEvents, growing: false } as const;
      try {
        const known = hash(onStart).then((found) => change({ hash: found }));
        const onPart = (page: SpoolPage) => {
          inSpool.push(page);
          const events = Math.max(dataset.events, page.first + page.events);
          dataset = { ...dataset, events };
          if (Date.now() - told < GROWN_MS) return;
          told = Date.now();
          change({});
        };
        if (opened.partial) {
          // In the lane of pages: what is found there is what they are found by.
          const events = await pool.run('events', spec, { lane: 'files', signal });
          change({ events, paged: { ...paged, state: 'reading' } });
        }
        const spool = random ? null : { path: spoolPath, pageEvents };
        const read = pool.run(
          'scan',
          { ...spec, spool },
          { lane: 'scan', signal, onStart, onProgress, onPart },
        );
        const [{ events, particles, sums, skipped }] = await Promise.all([read, known]);
        change({ events, particles, sums, skipped, paged: { ...paged, state: 'read' } });
      } catch (error) {
        stop();
        change({});
        throw error;
      } finally {
        if (closed) await rm(spoolPath, { force: true });
      }
    },
    stopped: stop,
    close() {
      closed = true;
      cache.clear();
      if (!random) rm(spoolPath, { force: true }).catch(() => undefined);
    },
  };
}

/** The last page that begins at the event or before it, −1 where there is none. */
function placeIn(pages: readonly SpoolPage[], event: number): number {
  let low = 0;
  let high = pages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pages[middle].first <= event) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Changes when a file does. */
async function versionOf(source: SourceSpec): Promise<string> {
  const paths =
    source.kind === 'file'
      ? [source.path]
      : source.kind === 'files'
        ? source.members.map(({ path }) => path)
        : [];
  const facts = await Promise.all(paths.map((path) => stat(path)));
  return facts.map(({ size, mtimeMs }) => `${size} ${mtimeMs}`).join(' ');
}
