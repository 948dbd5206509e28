// Observables for the screen: the job that works them out over a data set, and the questions asked of the frames.

import { randomBytes } from 'node:crypto';
import type { ObservedRows } from '../../workers/entry/tasks.ts';
import type { Frame as ThreadFrame } from '../../workers/frames/index.ts';
import {
  type Api,
  type Frame,
  type FrameColumn,
  type JobId,
  type JobSpec,
  type ObservableInfo,
  RingsideError,
  SQL_ROWS,
} from '../contract/index.ts';
import type { FitFrames } from './fit-frames.ts';
import { type FitServices, short } from './fitting.ts';
import { constantsOf } from './frame-export.ts';
import { sqlNameOf, stemOf } from './frame-names.ts';
import type { FrameBook } from './frames.ts';
import { checkRead } from './held.ts';
import { withOrigin } from './jet-origin.ts';
import type { Job } from './jobs.ts';
import { TABLE_TYPES } from './media.ts';
import { observeRange, rangeEvents } from './observe-ranges.ts';
import { rangesOf } from './ranges.ts';
import { spread } from './spread.ts';
import type { SharedRows } from './types.ts';

/** Milliseconds between two messages of a filling frame. */
const FRAME_MS = 100;
/** Ranges a thread that wait for it, so that none is idle. */
const AHEAD = 2;
/** Names that a title spells out. */
const SPELLED_OUT = 3;

export interface ObserveServices extends FitServices {
  readonly frames: FrameBook;
  readonly fitFrames: FitFrames;
  readonly messageBytes: number;
}

type Spec = Extract<JobSpec, { readonly kind: 'observe' }>;
type Questions = Pick<Api, 'observables' | 'frames' | 'deleteFrame' | 'select' | 'sql' | 'exportFrame'>;

export async function startObserve(services: ObserveServices, spec: Spec): Promise<JobId> {
  const { pool, jobs, datasets, frames, workers, version, send } = services;
  const held = await datasets.get(spec.dataset);
  const { dataset } = held;
  checkRead(dataset);
  const hash = await held.hash();
  const resumed = spec.resume === null ? null : frames.get(spec.resume);
  if (resumed && resumed.hash !== hash) {
    throw new RingsideError(
      'bad-argument',
      `${dataset.file.name}: it has changed since its observables were begun (sha-256 is ${short(hash)}, was ${short(resumed.hash)})`,
      'Start anew.',
    );
  }
  // A resumed frame goes on as it was begun.
  const { selection, seed } = resumed?.frame ?? spec;
  const wanted = resumed?.frame.columns.flatMap(({ observable }) => observable ?? []) ?? spec.names;
  const observables = await pool.run(
    'observables',
    { names: wanted.join(',') },
    { lane: 'live', first: true },
  );
  const names = observables.map(({ name }) => name);
  const id = resumed?.frame.id ?? randomBytes(9).toString('base64url');
  let done: { has(event: number): boolean } = { has: () => false };
  if (resumed) done = await frames.resume(id);
  else {
    const { events: total, file, cuts } = dataset;
    const origin = dataset.jets ? ORIGIN : [];
    const columns = [eventColumn, ...origin, ...observables.map(columnOf)];
    const title = `${titleOf(names)} of ${file.name}`;
    const taken = new Set(listed(services).map(({ sqlName }) => sqlName));
    const named = { title, sqlName: sqlNameOf([stemOf(cuts?.file ?? file.name)], taken) };
    const begun = {
      id,
      kind: 'observables',
      dataset: dataset.id,
      file: file.name,
      selection,
      seed,
      columns,
      total,
    } as const;
    frames.create({ ...begun, ...named }, hash, version);
  }
  const { rows, total } = frames.get(id).frame;
  const title = `${titleOf(names)} of ${total} events of ${dataset.file.name}`;
  send('frame', frames.get(id).frame);
  const plan = {
    kind: 'observe',
    title,
    unit: 'events',
    done: rows,
    total,
    frame: id,
    dataset: dataset.id,
  } as const;
  const work = async (job: Job) => {
    let told = 0;
    try {
      await spread(
        rangesOf(0, total, done, rangeEvents(observables)),
        AHEAD * workers,
        async ([first, end]) => {
          const onRows = (more: ObservedRows) => {
            frames.append(id, more.first, withOrigin(held.origin, more.first, more.values, names.length));
            if (!frames.has(id)) return;
            const { frame } = frames.get(id);
            job.progress(frame.rows, total);
            if (Date.now() - told < FRAME_MS) return;
            told = Date.now();
            send('frame', frame);
          };
          const hooks = { signal: job.signal, onStart: () => job.running(), onRows };
          await held.use(first, end, ({ key }) =>
            observeRange(pool, { key, first, end, names, selection, seed }, hooks),
          );
        },
      );
    } finally {
      if (frames.has(id)) send('frame', frames.finish(id));
    }
  };
  try {
    return jobs.start(plan, work);
  } catch (error) {
    // Too many jobs: nobody fills it now.
    send('frame', frames.finish(id));
    throw error;
  }
}

export function createObserving(
  services: ObserveServices,
): Questions & { fitFrame(id: string): Frame | null } {
  const { pool, jobs, tables, frames, fitFrames } = services;

  /** With its numbers, as the threads take it. */
  async function shared(id: string): Promise<{ frame: Frame; work: ThreadFrame }> {
    const rows: SharedRows = fitFrames.has(id) ? fitFrames.rows(id) : await frames.rows(id);
    const frame = listed(services).find((one) => one.id === id);
    if (!frame) throw new RingsideError('not-found', `frame ${id} is not known`);
    return { frame, work: threadFrame(frame, rows) };
  }

  return {
    fitFrame: (id) => listed(services).find((one) => one.kind === 'fits' && one.id === id) ?? null,
    observables: () => pool.run('observables', { names: null }, { lane: 'live', first: true }),
    frames: async () => listed(services),
    async deleteFrame(id) {
      const fits = fitFrames.has(id);
      if (!fits) frames.get(id);
      for (const job of jobs.list()) {
        const fills = (fits ? job.table : job.frame) === id;
        if (fills && (job.state === 'queued' || job.state === 'running')) jobs.cancel(job.id);
      }
      (fits ? tables : frames).delete(id);
    },
    async select({ frame: id, ...request }) {
      const { work } = await shared(id);
      return pool.run('frameSelect', { frame: work, request }, { lane: 'frames' });
    },
    async sql(text) {
      const asked = listed(services).filter(({ sqlName }) => text.toLowerCase().includes(sqlName));
      const works = await Promise.all(asked.map(async ({ id }) => (await shared(id)).work));
      try {
        return await pool.run('frameSql', { text, frames: works, most: SQL_ROWS }, { lane: 'frames' });
      } catch (thrown) {
        const error = RingsideError.from(thrown);
        if (error.code !== 'bad-argument' || error.hint) throw error;
        const names = listed(services).map(({ sqlName }) => sqlName);
        const hint = names.length > 0 ? `Tables are ${names.join(', ')}.` : 'There are no tables yet.';
        throw new RingsideError(error.code, error.message, hint);
      }
    },
    async exportFrame(id, format, where) {
      const { frame, work } = await shared(id);
      const { hash, version } = frame.kind === 'fits' ? tables.get(id) : frames.get(id);
      const input = {
        ...{ frame: work, where, order: null, format, units: frame.columns.map(({ unit }) => unit) },
        constants: constantsOf(frame, hash, version),
      };
      const { bytes } = await pool.run('frameTable', input, { lane: 'frames' });
      if (bytes.length > services.messageBytes) {
        const command = frame.kind === 'fits' ? 'fit FILE --shape EXPR' : 'observables FILE --names …';
        throw new RingsideError(
          'too-large',
          `${frame.title}: the table is ${bytes.length} bytes as ${format}, allowed here are ${services.messageBytes}`,
          `Narrow it by a condition, or use the command line: ringside ${command} --out FILE.${format}.`,
        );
      }
      return { name: `${frame.sqlName}.${format}`, type: TABLE_TYPES[format], bytes };
    },
  };
}

function listed({ frames, fitFrames }: Pick<ObserveServices, 'frames' | 'fitFrames'>): readonly Frame[] {
  const own = frames.list();
  return [...own, ...fitFrames.list(new Set(own.map(({ sqlName }) => sqlName)))];
}

const eventColumn: FrameColumn = { name: 'event', label: 'event', unit: '', observable: null };
/** Of jets, where they were found. */
const ORIGIN: readonly FrameColumn[] = [
  { name: 'file_event', label: 'event in the file', unit: '', observable: null },
  { name: 'jet', label: 'jet in it', unit: '', observable: null },
];
const columnOf = ({ name, label, unit }: ObservableInfo): FrameColumn => ({
  name,
  label,
  unit,
  observable: name,
});

function titleOf(names: readonly string[]): string {
  return names.length <= SPELLED_OUT ? names.join(', ') : `${names.length} observables`;
}

function threadFrame({ sqlName, columns }: Frame, { key, rows, columns: values }: SharedRows): ThreadFrame {
  return { key, sqlName, names: columns.map(({ name }) => name), rows, columns: values };
}
