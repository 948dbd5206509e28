// The two kinds of fit jobs: one event under the cursor, and every event of a file into a table.

import { randomBytes } from 'node:crypto';
import type { FittedRow } from '../../workers/entry/tasks.ts';
import { type Events, type JobId, type JobSpec, RingsideError } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import type { DatasetBook } from './datasets.ts';
import { checkRead } from './held.ts';
import { jetAt } from './jet-origin.ts';
import type { JobBook } from './jobs.ts';
import { fitRange, rangesOf } from './ranges.ts';
import { spread } from './spread.ts';
import { type TableBook, tableRow } from './tables.ts';

/** Milliseconds between two messages of a filling table. */
const ROWS_MS = 100;

export interface FitServices {
  readonly pool: ComputePool;
  readonly jobs: JobBook;
  readonly datasets: DatasetBook;
  readonly tables: TableBook;
  readonly workers: number;
  readonly version: string;
  send<K extends keyof Events>(event: K, ...args: Parameters<Events[K]>): void;
}

type Spec<K extends JobSpec['kind']> = Extract<JobSpec, { readonly kind: K }>;

export async function startFit(services: FitServices, spec: Spec<'fit'>): Promise<JobId> {
  const { pool, jobs, datasets, send } = services;
  const held = await datasets.get(spec.dataset);
  const { dataset } = held;
  await checkShape(pool, spec.shape);
  const title = `Fit ${spec.shape} to event ${spec.event} of ${dataset.file.name}`;
  const plan = { kind: 'fit', title, unit: 'iterations', total: 0, dataset: dataset.id } as const;
  return jobs.start(plan, async (job) => {
    const { event, frame, shape, selection, from, at, seed, solver } = spec;
    const report = await held.use(event, event + 1, ({ key }) =>
      pool.run(
        'fit',
        { key, event, frame, shape, selection, from, at, seed, solver },
        {
          lane: 'fit',
          uses: [key],
          signal: job.signal,
          onStart: () => job.running(),
          onPart: (iterate) => {
            job.progress(iterate.iteration, null);
            send('iterate', job.id, iterate);
          },
        },
      ),
    );
    send('fitted', job.id, report);
  });
}

export async function startFitAll(services: FitServices, spec: Spec<'fit-all'>): Promise<JobId> {
  const { pool, jobs, datasets, tables, version, send } = services;
  const held = await datasets.get(spec.dataset);
  const { dataset } = held;
  checkRead(dataset);
  const hash = await held.hash();
  const resumed = spec.resume === null ? null : tables.get(spec.resume);
  if (resumed && resumed.hash !== hash) {
    throw new RingsideError(
      'bad-argument',
      `${dataset.file.name}: it has changed since the table was started (sha-256 is ${short(hash)}, was ${short(resumed.hash)})`,
      'Start a new table.',
    );
  }
  // A resumed table goes on as it was begun.
  const { shape, selection, seed, solver, search } = resumed?.table ?? spec;
  await checkShape(pool, shape);
  const id = resumed?.table.id ?? randomBytes(9).toString('base64url');
  if (resumed) tables.resume(id);
  else {
    const { events: total, file, cuts, jets } = dataset;
    tables.create(
      {
        id,
        dataset: dataset.id,
        file: file.name,
        ...(cuts ? { cuts } : {}),
        ...(jets ? { jets: { file: jets.file, definition: jets.definition } } : {}),
        shape,
        selection,
        ...(solver ? { solver } : {}),
        ...(search ? { search } : {}),
        seed,
        total,
      },
      hash,
      version,
    );
  }
  const done = new Set(resumed?.rows().map(({ event }) => event));
  const title = `Fit ${shape} to ${dataset.events} events of ${dataset.file.name}`;
  const known = { table: id, dataset: dataset.id, done: done.size, total: dataset.events };
  send('table', tables.get(id).table);
  return jobs.start({ kind: 'fit-all', title, unit: 'events', ...known }, async (job) => {
    const outbox = createOutbox(services, id);
    try {
      await spread(rangesOf(0, dataset.events, done), services.workers, async ([first, end]) => {
        const onEvent = (fitted: readonly FittedRow[]) => {
          const rows = fitted.map((row) => ({ ...row, of: jetAt(held.origin, row.event) }));
          for (const { event } of rows) done.add(event);
          tables.append(id, rows);
          outbox.add(rows);
          job.progress(done.size, dataset.events);
        };
        await held.use(first, end, ({ key }) => {
          const range = { key, first, end, shapes: [shape], selection, solver, search, seed };
          return fitRange(pool, range, { signal: job.signal, onStart: () => job.running(), onEvent });
        });
      });
    } finally {
      outbox.flush();
      if (tables.list().some((table) => table.id === id)) send('table', tables.finish(id));
    }
  });
}

/** Rows on their way to the screen, ten messages a second. */
function createOutbox({ tables, send }: FitServices, table: string) {
  let rows: FittedRow[] = [];
  let timer: NodeJS.Timeout | null = null;
  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (rows.length === 0) return;
    send('rows', table, rows.map(tableRow));
    rows = [];
    const known = tables.list().find(({ id }) => id === table);
    if (known) send('table', known);
  }
  return {
    flush,
    add(more: readonly FittedRow[]) {
      rows.push(...more);
      timer ??= setTimeout(flush, ROWS_MS);
    },
  };
}

/** One single shape; the parser of the workers says what is wrong with another. */
async function checkShape(pool: ComputePool, text: string): Promise<void> {
  const shapes = await pool.run('shapes', { text }, { lane: 'live', first: true });
  if (shapes.length !== 1) {
    throw new RingsideError(
      'bad-argument',
      `shape: ${text} is ${shapes.length} expressions, allowed is one a job`,
    );
  }
}

export function short(hash: string): string {
  return `${hash.slice(0, 8)}…`;
}
