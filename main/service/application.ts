// The application without a shell: files, data sets, evaluations, jobs, tables and sessions behind one object.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ErrorData,
  type FileEntry,
  type JobId,
  type JobSpec,
  type NamedBytes,
  RingsideError,
} from '../contract/index.ts';
import { MESSAGE_BYTES, UPLOAD_BYTES } from '../contract/limits.ts';
import { createCompute } from './compute.ts';
import { createDatasets, type DatasetRecord } from './datasets.ts';
import { createEvaluations } from './evaluations.ts';
import { createFiles, type KnownFile } from './files.ts';
import { createFitFrames } from './fit-frames.ts';
import { fitTable } from './fit-rows.ts';
import { type FitServices, startFit, startFitAll } from './fitting.ts';
import { createFrames } from './frames.ts';
import { createGeometry, type GeometryServices, startDistances, startMap } from './geometry.ts';
import { startIntervals } from './intervals.ts';
import { createJets } from './jets.ts';
import { createJobs } from './jobs.ts';
import { createListeners } from './listeners.ts';
import { createMappings } from './mappings.ts';
import { createMatrices } from './matrices.ts';
import { FIGURE_TYPES, TABLE_TYPES } from './media.ts';
import { createObserving, type ObserveServices, startObserve } from './observing.ts';
import { createRecent } from './recent.ts';
import { startScan } from './scanning.ts';
import { createSession } from './session.ts';
import { makeFolder, removeAbandoned } from './storage.ts';
import { createTables, tableRow } from './tables.ts';
import type { Application, ApplicationOptions } from './types.ts';
import { keepUpload, pruneUploads } from './uploads.ts';

const MB = 1e6;
/** Sessions hold a history of reports: more than this is a mistake of the screen. */
const SESSION_BYTES = 16 * 2 ** 20;

export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const { home, workers, version, shell, clock = Date.now } = options;
  const limits = options.limits ?? { uploadBytes: UPLOAD_BYTES, messageBytes: MESSAGE_BYTES };
  const tablesFolder = join(home, 'tables');
  const matricesFolder = join(home, 'matrices');
  const framesFolder = join(home, 'frames');
  const uploadsFolder = join(home, 'uploads');
  await makeFolder(home);
  await makeFolder(tablesFolder);
  await makeFolder(matricesFolder);
  await makeFolder(framesFolder);
  const { on, onAny, send } = createListeners();
  const files = createFiles(options.roots, (spec) =>
    pool.run('members', spec, { lane: 'files', first: true }),
  );
  const recent = await createRecent(home, files);
  const session = await createSession(home);
  const pool = createCompute(options.workerPath, workers);
  const datasets = await createDatasets(home, pool, options.pages);
  const tables = createTables(tablesFolder);
  const matrices = createMatrices(matricesFolder);
  const frames = createFrames(framesFolder);
  const jobs = createJobs((status) => send('job', status), clock);
  const fits: FitServices = { pool, jobs, datasets, tables, workers, version, send };
  const geometry: GeometryServices = {
    ...{ pool, jobs, datasets, matrices, workers, version, send },
    folder: matricesFolder,
    messageBytes: limits.messageBytes,
  };
  const mappings = await createMappings(
    home,
    ({ source }, mapping, collection) => {
      return pool.run('preview', { source, mapping, collection }, { lane: 'files', first: true });
    },
    { version, clock },
  );
  const { messageBytes } = limits;
  const observing: ObserveServices = { ...fits, frames, fitFrames: createFitFrames(tables), messageBytes };
  const { fitFrame, ...questions } = createObserving(observing);
  on('table', ({ id }) => {
    const frame = fitFrame(id);
    if (frame) send('frame', frame);
  });
  const problems: ErrorData[] = [];
  const evaluate = createEvaluations(async (request) => {
    const held = await datasets.get(request.dataset);
    return held.use(request.event, request.event + 1, ({ key }) =>
      pool.run('evaluate', { key, request }, { lane: 'live', uses: [key] }),
    );
  });

  async function addAll(paths: readonly string[], origin: FileEntry['origin']): Promise<FileEntry[]> {
    const entries: FileEntry[] = [];
    for (const path of paths) {
      try {
        entries.push((await files.add(path, origin)).entry);
      } catch (error) {
        problems.push(RingsideError.from(error).toData());
      }
    }
    return entries;
  }

  async function samplePaths(): Promise<string[]> {
    const folder = options.samplesFolder;
    if (folder === null) return [];
    const names = await readdir(folder).catch(() => []);
    return names
      .filter((name) => /\.(npz|npy|csv|dat|txt)(\.gz)?$/.test(name))
      .sort()
      .map((name) => join(folder, name));
  }

  function startOpen(
    file: KnownFile,
    spec: Pick<DatasetRecord, 'mapping' | 'collection' | 'cuts' | 'jets'> & {
      id?: string;
      remember?: boolean;
    },
  ): JobId {
    const { entry } = file;
    const title = spec.jets ? `Find jets in ${entry.name}` : `Open ${entry.name}`;
    const plan = { kind: 'open', title, unit: 'MB', total: entry.bytes / MB } as const;
    return jobs.start(plan, async (job) => {
      const { settle, ...reading } = await mappings.reading(file, spec);
      const held = await datasets.open({
        ...spec,
        ...reading,
        signal: job.signal,
        onStart: () => job.running(),
        onProgress: (done, total) => job.progress(done / MB, total === null ? null : total / MB),
      });
      await settle();
      job.set({ dataset: held.dataset.id });
      if (entry.origin !== 'sample') await recent.note(file.path);
      send('dataset', held.dataset);
      if ('scan' in held) startScan(jobs, held, send);
    });
  }

  /** The session's data sets, under the ids that they had; one that is gone is a failed job, and the rest opens. */
  function reopen(record: DatasetRecord): void {
    const opening = files.add(record.path, record.origin).then(
      (file) => file,
      (error) => {
        const title = `Open ${record.path}`;
        jobs.start({ kind: 'open', title, unit: 'MB', total: 0 }, () => Promise.reject(error));
        return null;
      },
    );
    const ended = opening.then(
      (file) =>
        file &&
        new Promise<void>((resolve) => {
          const id = startOpen(file, record);
          const stop = on('job', (status) => {
            if (status.id !== id || status.state === 'queued' || status.state === 'running') return;
            stop();
            resolve();
          });
        }),
    );
    datasets.expect(record.id, ended);
  }

  const samples = await addAll(await samplePaths(), 'sample');
  const named = await addAll(options.files, 'argument');
  const wanted = new Set(session.saved?.datasets);
  const needed = new Set(datasets.records().map(({ path }) => path));
  await pruneUploads(uploadsFolder, needed, clock());
  await removeAbandoned(home, clock());
  await removeAbandoned(matricesFolder, clock());
  for (const record of datasets.records()) if (wanted.has(record.id)) reopen(record);
  // The first click should not wait for a thread to start, nor for it to load what fits.
  for (const lane of ['live', 'fit']) {
    pool.run('shapes', { text: 'ring' }, { lane }).catch(() => undefined);
  }

  return {
    problems,
    on,
    onAny,
    send,
    evaluate: (request, client = '') => evaluate(request, client),
    async continuous(request) {
      const held = await datasets.get(request.dataset);
      return held.use(request.event, request.event + 1, ({ key }) =>
        pool.run('continuous', { key, request }, { lane: 'batch', uses: [key], first: true }),
      );
    },
    async addFile(path, origin) {
      return (await files.add(path, origin)).entry;
    },
    async receiveUpload(name, bytes) {
      const path = await keepUpload(uploadsFolder, name, bytes, limits.uploadBytes);
      return (await files.add(path, 'upload')).entry;
    },
    async hello() {
      return {
        version,
        shell,
        engine: `CPU · ${workers} ${workers === 1 ? 'worker' : 'workers'}`,
        samples,
        recent: recent.list(),
        files: named,
        session: session.saved,
        crashed: session.crashed,
        nativeDialogs: options.nativeDialogs ?? shell === 'desktop',
        limits,
      };
    },
    browse: (folder) => files.browse(folder),
    async preview(handle, mapping, collection) {
      const file = files.get(handle);
      return { file: file.entry, ...(await mappings.preview(file, mapping, collection)) };
    },
    forgetMapping: (handle, collection) => mappings.forget(files.get(handle), collection),
    async forgetRecent(handle) {
      await recent.forget(handle);
      return recent.list();
    },
    datasets: async () => datasets.list(),
    async closeDataset(id) {
      datasets.close(id);
      for (const job of jobs.list()) {
        const asked = job.kind === 'distances' && job.matrix !== null && matrices.has(job.matrix);
        const { sources } = asked && job.matrix !== null ? matrices.get(job.matrix) : { sources: [] };
        if (job.dataset === id || sources.some(({ dataset }) => dataset === id)) jobs.cancel(job.id);
      }
    },
    summaries: (id, first, count) => datasets.summaries(id, first, count),
    event: (id, event, frame) => datasets.event(id, event, frame),
    async startJob(spec: JobSpec) {
      switch (spec.kind) {
        case 'open':
          return startOpen(files.get(spec.file), spec);
        case 'fit':
          return startFit(fits, spec);
        case 'fit-all':
          return startFitAll(fits, spec);
        case 'intervals':
          return startIntervals(fits, spec);
        case 'distances':
          return startDistances(geometry, spec);
        case 'map':
          return startMap(geometry, spec);
        case 'observe':
          return startObserve(observing, spec);
        default:
          return spec satisfies never;
      }
    },
    cancelJob: async (id) => jobs.cancel(id),
    jobs: async () => jobs.list(),
    tables: async () => tables.list(),
    rows: async (id, first, count) =>
      tables
        .get(id)
        .rows()
        .slice(first, first + count)
        .map(tableRow),
    async deleteTable(id) {
      tables.get(id);
      for (const job of jobs.list()) if (job.table === id && job.state !== 'done') jobs.cancel(job.id);
      tables.delete(id);
    },
    async exportTable(id, format): Promise<NamedBytes> {
      const { table, hash, version, rows } = tables.get(id);
      const { cuts, jets } = table;
      const of = {
        file: jets?.file ?? cuts?.file ?? table.file,
        jets: jets?.definition,
        ...(cuts ? { cuts: cuts.text } : {}),
      };
      const content = fitTable(rows(), { ...of, hash, version });
      const bytes = await pool.run('table', { table: content, format }, { lane: 'files', first: true });
      const stem = (cuts?.file ?? table.file).replace(/\.[^.]*$/, '');
      const name = `${stem}-${table.shape.replace(/[^\w=.-]+/g, '_')}.${format}`;
      return { name, type: TABLE_TYPES[format], bytes };
    },
    ...createGeometry(geometry),
    ...createJets({ pool, datasets }),
    ...questions,
    async exportFigure(figure, format, scale): Promise<NamedBytes> {
      const bytes = await pool.run('figure', { figure, format, scale }, { lane: 'files', first: true });
      return { name: `figure.${format}`, type: FIGURE_TYPES[format], bytes };
    },
    async saveSession(given) {
      const size = JSON.stringify(given).length;
      if (size > SESSION_BYTES) {
        throw new RingsideError('too-large', `session has ${size} characters, allowed are ${SESSION_BYTES}`);
      }
      await session.save(given);
    },
    async close() {
      await jobs.close();
      await pool.close();
      datasets.closeAll();
      tables.close();
      matrices.close();
      frames.close();
      session.goodbye();
    },
  };
}
