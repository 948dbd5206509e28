// Files held page by page give what files held as a whole give; what is not known yet is said to be unknown.

import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import type { Dataset, JobSpec } from '../contract/index.ts';
import { applications } from '../testing/applications.ts';
import { finished, openFile } from '../testing/jobs.ts';
import type { Application } from './types.ts';

const here = applications();
const { start } = here;
/** Every file is too large, and a page holds some events. */
const PAGES = { wholeBytes: 0, pageParticles: 64 };
const EVENTS = 60;

/** 5 to 11 particles an event, none of them in every tenth. */
function rows(events: number): number[][] {
  return Array.from({ length: events }, (_, event) =>
    Array.from({ length: event % 10 === 9 ? 0 : 5 + (event % 7) }, (_, k) => [
      event,
      10 + ((k * 7 + event) % 5),
      0.1 * k,
      0.1 * ((k + event) % 6),
    ]),
  ).flat();
}

function csv(name = 'big.csv', events = EVENTS): string {
  const path = join(here.folder, 'data', name);
  const text = `event,pt,y,phi\n${rows(events).join('\n')}\n`;
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

/** Padded to 11 particles: an array that can be entered at any event. */
function npy(): string {
  const [most, wide] = [11, 3];
  const values = new Float64Array(EVENTS * most * wide);
  const next = new Map<number, number>();
  for (const [event, ...numbers] of rows(EVENTS)) {
    const place = next.get(event) ?? 0;
    next.set(event, place + 1);
    values.set(numbers, (event * most + place) * wide);
  }
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${EVENTS}, ${most}, ${wide}), }`;
  const padded = `${header.padEnd(117)}\n`;
  const magic = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length, 0]);
  const path = join(here.folder, 'data', 'big.npy');
  writeFileSync(path, Buffer.concat([magic, Buffer.from(padded, 'latin1'), Buffer.from(values.buffer)]));
  return path;
}

/** Opened, and the job that reads to the end has ended. */
async function openRead(application: Application, path: string): Promise<Dataset> {
  const ended = new Promise<void>((resolve) => {
    application.on('job', ({ kind, state }) => {
      if (kind === 'scan' && state !== 'queued' && state !== 'running') resolve();
    });
  });
  const id = await openFile(application, path);
  await ended;
  return dataset(application, id);
}

async function dataset(application: Application, id: string): Promise<Dataset> {
  const found = (await application.datasets()).find((one) => one.id === id);
  if (!found) throw new Error('no such data set');
  return found;
}

const files = { 'big.csv': csv, 'big.csv.gz': () => csv('big.csv.gz'), 'big.npy': npy };

test.each(Object.keys(files) as (keyof typeof files)[])(
  '%s page by page is what it is as a whole',
  async (name) => {
    const path = files[name]();
    const paged = await start({ pages: PAGES, home: join(here.folder, 'paged') });
    const whole = await start();
    const one = await openRead(paged, path);
    const id = await openFile(whole, path);
    const other = await dataset(whole, id);
    const { paged: pages, ...facts } = one;
    expect(pages).toMatchObject({ state: 'read', growing: false });
    expect(pages?.events).toBeLessThan(EVENTS / 3);
    expect({ ...facts, file: other.file }).toEqual(other);
    for (let event = 0; event < other.events; event++) {
      expect(await paged.event(one.id, event)).toEqual(await whole.event(id, event));
    }
    let known = 0;
    while (known < other.events) {
      const part = await paged.summaries(one.id, known, 1000);
      expect(part).toEqual(await whole.summaries(id, known, part.pt.length));
      expect(part.pt.length).toBeGreaterThan(0);
      known += part.pt.length;
    }
    await expect(paged.event(one.id, other.events)).rejects.toThrow(
      `event ${other.events} is not in this file: allowed are 0 to ${other.events - 1}`,
    );
  },
);

test('a table whose events have to be found first shows those of its first page at once', async () => {
  const [events, each] = [25_000, 2];
  const column = (value: (row: number) => number) =>
    Array.from({ length: events * each }, (_, row) => value(row));
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'event', data: column((row) => Math.floor(row / each)), type: 'DOUBLE' },
      { name: 'pt', data: column((row) => 1 + row), type: 'DOUBLE' },
      { name: 'eta', data: column(() => 0.5), type: 'DOUBLE' },
      { name: 'phi', data: column((row) => row % each), type: 'DOUBLE' },
    ],
  });
  const path = join(here.folder, 'data', 'rows.parquet');
  writeFileSync(path, new Uint8Array(bytes));
  const application = await start({ pages: PAGES });
  const first = new Promise<Dataset>((resolve) => {
    const stop = application.on('dataset', (one) => {
      stop();
      resolve(one);
    });
  });
  const read = openRead(application, path);
  expect(await first).toMatchObject({
    events: 32,
    particles: null,
    paged: { growing: true, state: 'reading' },
  });
  const { id, ...all } = await read;
  expect(all).toMatchObject({ events, particles: events * each, paged: { growing: false, state: 'read' } });
  for (const event of [0, 33, 12_345, events - 1]) {
    const { pt } = await application.event(id, event);
    expect(Array.from(pt)).toEqual([1 + each * event, 2 + each * event]);
  }
});

test('batches go over the ends of pages', async () => {
  const path = npy();
  const applications = [await start({ pages: PAGES, home: join(here.folder, 'paged') }), await start()];
  const [paged, whole] = await Promise.all(
    applications.map(async (application) => {
      const all = {
        dataset: await openFile(application, path),
        selection: { kind: 'all' },
        seed: 1,
      } as const;
      const fit: JobSpec = { kind: 'fit-all', ...all, shape: 'point', resume: null };
      const { table } = await finished(application, fit);
      const rows = await application.rows(table ?? '', 0, EVENTS);
      const observe: JobSpec = { kind: 'observe', ...all, names: ['multiplicity', 'mass'], resume: null };
      const { frame } = await finished(application, observe);
      const { bytes } = await application.exportFrame(frame ?? '', 'csv', null);
      return {
        fits: rows.map(({ event, result }) => [event, result?.emd]).sort(([a = 0], [b = 0]) => a - b),
        observables: Buffer.from(bytes).toString().split('\n').sort(),
      };
    }),
  );
  expect(paged).toEqual(whole);
  expect(paged.fits).toHaveLength(EVENTS);
  expect(paged.observables.length).toBeGreaterThan(EVENTS);
});

test('what is not known yet is null, and batches wait for it', async () => {
  const application = await start({ pages: PAGES });
  const id = await openFile(application, csv('long.csv', 20_000));
  const { events, particles, hash, paged } = await dataset(application, id);
  expect({ particles, hash, paged }).toMatchObject({
    ...{ particles: null, hash: null, paged: { state: 'reading', growing: true } },
  });
  expect(events).toBeGreaterThan(0);
  expect((await application.event(id, 1)).pt.length).toBe(6);
  const fit: JobSpec = {
    kind: 'fit-all',
    dataset: id,
    shape: 'point',
    selection: { kind: 'all' },
    seed: 1,
    resume: null,
  };
  await expect(application.startJob(fit)).rejects.toThrow(
    /^long\.csv: only \d+ events of it have been read so far, needed are all$/,
  );
});

test('reading to the end is cancelled like any job, and the events stay', async () => {
  const application = await start({ pages: PAGES });
  const opening = application.on('job', ({ kind, state, id }) => {
    if (kind === 'scan' && state === 'running') application.cancelJob(id).catch(() => undefined);
  });
  const stopped = new Promise<Dataset>((resolve) => {
    application.on('dataset', (one) => one.paged?.state === 'stopped' && resolve(one));
  });
  const id = await openFile(application, csv('long.csv', 60_000));
  expect(await stopped).toMatchObject({ id, particles: null, paged: { state: 'stopped', growing: true } });
  opening();
  expect((await application.event(id, 1)).pt.length).toBe(6);
});

test('a file that has changed since is not mixed with what it was', async () => {
  const application = await start({ pages: PAGES });
  const path = npy();
  const { id } = await openRead(application, path);
  appendFileSync(path, 'more');
  await expect(application.event(id, EVENTS - 1)).rejects.toThrow(
    'big.npy: it has changed since it was opened',
  );
  expect((await application.event(id, 0)).pt.length).toBe(5);
});

test('the spool goes with the data set, and with the application', async () => {
  const application = await start({ pages: PAGES });
  const spool = join(here.folder, 'home', 'spool');
  const { id } = await openRead(application, csv());
  expect(readdirSync(spool)).toHaveLength(1);
  await application.closeDataset(id);
  await expect.poll(() => readdirSync(spool)).toHaveLength(0);
  await openRead(application, csv());
  await application.close();
  here.forget(application);
  await expect.poll(() => readdirSync(spool)).toHaveLength(0);
});
