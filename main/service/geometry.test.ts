// The screen's side of event-space geometry, on real threads.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import type { DistanceOptions, EventMap, JobSpec, Matrix } from '../contract/index.ts';
import { applications } from '../testing/applications.ts';
import { finished, openFile } from '../testing/jobs.ts';
import type { Application } from './types.ts';

const here = applications();

function start(home = 'home', messageBytes = 2 ** 20): Promise<Application> {
  return here.start({
    home: join(here.folder, home),
    limits: { uploadBytes: 2 ** 20, messageBytes },
  });
}

/** One-particle events on a line, `step` apart: the distance of two is the length between them. */
function line(name: string, places: readonly number[]): string {
  const path = join(here.folder, 'data', name);
  const rows = places.map((y, event) => `${event},${Number.isNaN(y) ? 0 : 5 + event},${y},0.5`);
  writeFileSync(path, `event,pt,y,phi\n${rows.join('\n')}\n`);
  return path;
}

/** Events of twelve particles, all different. */
function clouds(name: string, count: number): string {
  const path = join(here.folder, 'data', name);
  const rows: string[] = [];
  for (let event = 0; event < count; event++) {
    for (let k = 0; k < 12; k++) {
      const place = Math.sin(event * 12.9898 + k * 78.233) * 43758.5453;
      const [y, phi] = [place - Math.floor(place), Math.sin(place)];
      rows.push(`${event},${1 + ((event + k) % 5)},${y},${phi}`);
    }
  }
  writeFileSync(path, `event,pt,y,phi\n${rows.join('\n')}\n`);
  return path;
}

const OPTIONS: DistanceOptions = { beta: 1, R: 1, normalise: true, center: false, method: 'exact' };
const range = (dataset: string, first: number, end: number) => ({ dataset, first, end });
const fill = (sources: readonly ReturnType<typeof range>[], resume: string | null = null): JobSpec => ({
  kind: 'distances',
  sources,
  options: OPTIONS,
  resume,
});
async function filled(
  application: Application,
  sources: readonly ReturnType<typeof range>[],
): Promise<string> {
  const status = await finished(application, fill(sources));
  expect(status).toMatchObject({ state: 'done', error: null });
  if (status.matrix === null) throw new Error('no matrix');
  return status.matrix;
}

test('two ranges make one matrix: its neighbours, medoids, curves and map', async () => {
  const application = await start();
  const told: Matrix[] = [];
  const maps: EventMap[] = [];
  application.on('matrix', (matrix) => told.push(matrix));
  application.on('mapped', (_job, map) => maps.push(map));
  const a = await openFile(application, line('a.csv', [9, 0, 0.1, 0.3]));
  const b = await openFile(application, line('b.csv', [1, 1.2, Number.NaN, 1.3, 1.6]));
  const status = await finished(application, fill([range(a, 1, 4), range(b, 0, 5)]));
  expect(status).toMatchObject({
    state: 'done',
    title: 'Distances between 8 events of a.csv, b.csv',
    unit: 'pairs',
    done: 28,
    total: 28,
  });
  const id = String(status.matrix);
  const [matrix] = await application.matrices();
  expect(matrix).toMatchObject({ id, size: 8, done: 28, total: 28, state: 'complete', options: OPTIONS });
  expect(matrix.sources.map(({ file, first, end }) => [file, first, end])).toEqual([
    ['a.csv', 1, 4],
    ['b.csv', 0, 5],
  ]);
  expect(told[0]).toMatchObject({ id, state: 'filling', done: 0 });
  expect(told.at(-1)).toEqual(matrix);

  // Places: 0, 0.1, 0.3 | 1, 1.2, none, 1.3, 1.6.
  const near = await application.nearest(id, 2, 3);
  expect(near.map(({ place }) => place)).toEqual([1, 0, 3]);
  near.forEach(({ distance }, i) => {
    expect(distance).toBeCloseTo([0.2, 0.3, 0.7][i], 12);
  });
  expect(await application.nearest(id, 5, 3)).toEqual([]);
  expect(await application.nearest(id, 0, 1000)).toHaveLength(6);
  const [first] = await application.medoids(id, 0, 1);
  expect(first).toMatchObject({ place: 1, members: 3 });
  expect(first.meanDistance).toBeCloseTo(0.15, 12);
  const [second] = await application.medoids(id, 1, 1);
  expect([4, 6]).toContain(second.place);
  const curves = await application.dimension(id);
  expect(curves.map(({ source }) => source)).toEqual([0, 1]);
  // Closer than the largest distance is every pair but one.
  expect(curves.map(({ pairs }) => pairs.at(-1))).toEqual([2, 5]);

  const map = { kind: 'map', matrix: id, method: 'mds', neighbours: 3, minDist: 0.1, seed: 4 } as const;
  expect(await finished(application, map)).toMatchObject({
    state: 'done',
    title: 'MDS of 8 events of a.csv, b.csv',
    matrix: id,
  });
  expect(await finished(application, { ...map, method: 'umap' })).toMatchObject({ state: 'done' });
  const [mds, umap] = maps;
  // Points of a line: one axis has it all.
  expect(mds).toMatchObject({ matrix: id, method: 'mds' });
  expect(mds.stress).toBeLessThan(1e-6);
  expect(mds.explained).toBeCloseTo(1, 9);
  expect(Math.abs(mds.x[0] - mds.x[7])).toBeCloseTo(1.6, 6);
  expect(mds.x[5]).toBeNaN();
  expect(umap).toMatchObject({ matrix: id, method: 'umap', seed: 4, explained: null });
  expect(umap.stress).toBeGreaterThan(0);
});

test('a comparison has the flow between the two events, shifted where that was asked for', async () => {
  const application = await start();
  const a = await openFile(application, line('a.csv', [0, 0.25]));
  const b = await openFile(application, clouds('b.csv', 2));
  const request = { a: { dataset: a, event: 0 }, b: { dataset: a, event: 1 }, options: OPTIONS };
  const one = await application.compare(request);
  expect(one.emd).toBeCloseTo(0.25, 12);
  expect(one.plan).toEqual({ from: Uint32Array.of(0), to: Uint32Array.of(0), mass: Float64Array.of(1) });
  expect([one.a.weight[0], one.b.weight[0], one.b.y[0]]).toEqual([5, 6, 0.25]);
  const centred = await application.compare({ ...request, options: { ...OPTIONS, center: true } });
  expect(centred.emd).toBeCloseTo(0, 12);
  const gev = await application.compare({ ...request, options: { ...OPTIONS, normalise: false } });
  expect(gev.emd).toBeCloseTo(5 * 0.25 + 1, 12);
  const many = await application.compare({ ...request, b: { dataset: b, event: 1 } });
  expect(many.plan.mass.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 12);
  expect(many.gap).toBeLessThan(1e-10);
  await expect(application.compare({ ...request, b: { dataset: a, event: 9 } })).rejects.toThrow(
    'event 9 is not in this file: allowed are 0 to 1',
  );
});

test('an interrupted matrix is gone on with, to the bytes of an undisturbed one', async () => {
  const path = clouds('a.csv', 300);
  const quiet = await start('quiet');
  const whole = await filled(quiet, [range(await openFile(quiet, path), 0, 300)]);

  const first = await start();
  const a = await openFile(first, path);
  const stop = first.on('matrix', (matrix) => {
    if (matrix.done === 0) return;
    stop();
    void first.jobs().then((jobs) => {
      for (const job of jobs) if (job.matrix === matrix.id) void first.cancelJob(job.id);
    });
  });
  const cancelled = await finished(first, fill([range(a, 0, 300)]));
  expect(cancelled.state).toBe('cancelled');
  const id = String(cancelled.matrix);
  const [interrupted] = await first.matrices();
  expect(interrupted).toMatchObject({ id, state: 'interrupted' });
  expect(interrupted.done).toBeGreaterThan(0);
  expect(interrupted.done).toBeLessThan(interrupted.total);
  const short = `matrix ${id}: ${interrupted.done} of 44850 distances are there, needed are all`;
  await expect(first.nearest(id, 0, 1)).rejects.toThrow(short);
  await expect(first.exportMatrix(id, 'npy')).rejects.toThrow(short);
  await first.close();
  here.forget(first);

  const second = await start();
  expect(await second.matrices()).toEqual([interrupted]);
  await expect(second.startJob(fill([], id))).rejects.toThrow(`data set ${a} is not open`);
  await openFile(second, path);
  expect(await finished(second, fill([range(a, 0, 2)], id))).toMatchObject({ state: 'done', matrix: id });
  expect(await second.matrices()).toMatchObject([{ id, state: 'complete', done: 44850 }]);
  await expect(second.startJob(fill([], id))).rejects.toThrow(
    `matrix ${id}: it is complete, there is nothing to go on with`,
  );
  const bytes = (home: string, matrix: string) =>
    readFileSync(join(here.folder, home, 'matrices', `${matrix}.npy`));
  expect(bytes('home', id).equals(bytes('quiet', whole))).toBe(true);
});

test('a file that has changed since is refused', async () => {
  const application = await start();
  const path = clouds('a.csv', 300);
  const a = await openFile(application, path);
  const job = await application.startJob(fill([range(a, 0, 300)]));
  await application.cancelJob(job);
  const [{ id }] = await application.matrices();
  while ((await application.matrices())[0].state === 'filling')
    await new Promise((done) => setTimeout(done, 5));
  clouds('a.csv', 299);
  await openFile(application, path);
  await expect(application.startJob(fill([], id))).rejects.toThrow(
    /^a\.csv: it has changed since the matrix was started \(sha-256 is [0-9a-f]{8}…, was [0-9a-f]{8}…\)$/,
  );
});

test('an export has the distances of the matrix; one that no message carries is refused', async () => {
  const application = await start('home', 1100);
  const a = await openFile(application, line('a.csv', [0, 0.5, 2]));
  const b = await openFile(application, line('b.csv', [3, 4, 5, 6, 7, 8, 9, 10, 11]));
  const id = await filled(application, [range(a, 1, 3), range(b, 0, 1)]);
  const npy = await application.exportMatrix(id, 'npy');
  expect(npy).toMatchObject({ name: 'distances-2-sources.npy', type: 'application/octet-stream' });
  const header = Buffer.from(npy.bytes.subarray(0, 128)).toString('latin1');
  expect(header).toContain("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 3), }");
  expect([...new Float64Array(npy.bytes.slice(128).buffer)]).toEqual([0, 1.5, 2.5, 1.5, 0, 1, 2.5, 1, 0]);
  const csv = new TextDecoder().decode((await application.exportMatrix(id, 'csv')).bytes);
  expect(csv.split('\r\n').slice(0, 3)).toEqual([
    'file_a,event_a,file_b,event_b,emd,beta,R [rad],normalise,center,method',
    'a.csv,1,a.csv,2,1.5,1,1,true,false,exact',
    'a.csv,1,b.csv,0,2.5,1,1,true,false,exact',
  ]);
  const large = await filled(application, [range(a, 0, 3), range(b, 0, 9)]);
  await expect(application.exportMatrix(large, 'npy')).rejects.toThrow(
    '12 events make a file of 1280 bytes or more, allowed here are 1100',
  );
  await expect(application.exportMatrix(large, 'csv')).rejects.toThrow(
    /^12 events make a file of \d{4} bytes or more, allowed here are 1100$/,
  );
  expect(readdirSync(join(here.folder, 'home/matrices')).sort()).toEqual(
    [id, large].flatMap((one) => [`${one}.jsonl`, `${one}.npy`]).sort(),
  );
});

test('Parquet has one row a pair', async () => {
  const application = await start();
  const a = await openFile(application, line('a.csv', [0, 0.5]));
  const id = await filled(application, [range(a, 0, 2)]);
  const { name, bytes } = await application.exportMatrix(id, 'parquet');
  expect(name).toBe('distances-a.parquet');
  expect(await parquetReadObjects({ file: bytes.slice().buffer })).toEqual([
    {
      ...{ file_a: 'a.csv', event_a: 0, file_b: 'a.csv', event_b: 1, emd: 0.5 },
      ...{ beta: 1, R: 1, normalise: true, center: false, method: 'exact' },
    },
  ]);
});

test('ranges and sizes that cannot be are refused before anything is written', async () => {
  const application = await start();
  const a = await openFile(application, line('a.csv', [0, 1, 2]));
  const refused = (...sources: ReturnType<typeof range>[]) =>
    expect(application.startJob(fill(sources))).rejects;
  await refused(range(a, 1, 4)).toThrow(
    'a.csv: events 1:4 were asked for, allowed are ranges a:b with 0 ≤ a < b ≤ 3',
  );
  await refused(range(a, 2, 2)).toThrow('a.csv: events 2:2 were asked for');
  await refused(range(a, 0, 1)).toThrow('a matrix of 1 events was asked for, needed are 2');
  const many = await openFile(application, line('many.csv', new Array(9000).fill(0)));
  await refused(range(many, 0, 9000), range(many, 0, 9000)).toThrow(
    'a matrix of 18000 events was asked for, allowed are 10000',
  );
  await refused(range('none', 0, 1)).toThrow('data set none is not open');
  expect(await application.matrices()).toEqual([]);
  const id = await filled(application, [range(a, 0, 3)]);
  await expect(application.nearest(id, 3, 1)).rejects.toThrow('place is 3, allowed are 0 to 2');
  await expect(application.medoids(id, 1, 1)).rejects.toThrow('source is 1, allowed are 0 to 0');
  await expect(application.nearest('none', 0, 1)).rejects.toThrow('matrix none is not known');
});

test('what is deleted while it fills is gone; a closed data set interrupts it', async () => {
  const application = await start();
  const a = await openFile(application, clouds('a.csv', 300));
  const job = await application.startJob(fill([range(a, 0, 300)]));
  const [{ id }] = await application.matrices();
  await application.deleteMatrix(id);
  expect(await application.matrices()).toEqual([]);
  expect(readdirSync(join(here.folder, 'home/matrices'))).toEqual([]);
  const ended = async (one: string) => (await application.jobs()).find((status) => status.id === one)?.state;
  while ((await ended(job)) !== 'cancelled') await new Promise((done) => setTimeout(done, 5));
  const other = await application.startJob(fill([range(a, 0, 300)]));
  await application.closeDataset(a);
  while ((await ended(other)) !== 'cancelled') await new Promise((done) => setTimeout(done, 5));
  expect(await application.matrices()).toMatchObject([{ state: 'interrupted' }]);
  expect(readdirSync(join(here.folder, 'home/matrices'))).toHaveLength(2);
});
