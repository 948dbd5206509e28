// Observables and their frames for the screen, on real threads.

import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import type { Frame, FrameRequest, JobSpec } from '../contract/index.ts';
import { applications } from '../testing/applications.ts';
import { finished, openFile } from '../testing/jobs.ts';
import type { Application } from './types.ts';

const here = applications();

/** Event k has 1 + k mod 5 particles of pT 1, 2, … GeV; every seventh has none. */
function events(name: string, count: number): string {
  const path = join(here.folder, 'data', name);
  const rows: string[] = [];
  for (let event = 0; event < count; event++) {
    if (event % 7 === 6) rows.push(`${event},0,0,0`);
    else
      for (let k = 0; k <= event % 5; k++)
        rows.push(`${event},${k + 1},${Math.sin(event + 3 * k)},${Math.cos(event * k)}`);
  }
  writeFileSync(path, `event,pt,y,phi\n${rows.join('\n')}\n`);
  return path;
}
const multiplicity = (event: number) => (event % 7 === 6 ? Number.NaN : 1 + (event % 5));
const ht = (event: number) => (multiplicity(event) * (multiplicity(event) + 1)) / 2;

const observe = (dataset: string, names: readonly string[], changes: Partial<Spec> = {}): Spec => ({
  ...{ kind: 'observe', dataset, names, selection: { kind: 'all' }, seed: 1, resume: null },
  ...changes,
});
type Spec = Extract<JobSpec, { readonly kind: 'observe' }>;

async function observed(application: Application, spec: Spec): Promise<Frame> {
  const status = await finished(application, spec);
  expect(status).toMatchObject({ kind: 'observe', state: 'done', error: null });
  const frame = (await application.frames()).find(({ id }) => id === status.frame);
  if (!frame) throw new Error('no frame');
  return frame;
}
const select = (application: Application, frame: string, changes: Partial<FrameRequest> = {}) =>
  application.select({
    ...{ frame, columns: ['event', 'multiplicity', 'ht'], where: null, order: null, first: 0, count: 1e6 },
    ...changes,
  });

test('observables of every event fill a frame, which is sorted, paged, filtered and asked in SQL', async () => {
  const application = await here.start();
  const told: Frame[] = [];
  application.on('frame', (frame) => told.push(frame));
  const dataset = await openFile(application, events('top.csv', 700));
  const infos = await application.observables();
  expect(infos.find(({ name }) => name === 'multiplicity')).toMatchObject({
    unit: '',
    ircSafe: false,
    slow: false,
  });
  const status = await finished(application, observe(dataset, ['multiplicity', 'ht']));
  expect(status).toMatchObject({
    title: 'multiplicity, ht of 700 events of top.csv',
    unit: 'events',
    done: 700,
    total: 700,
    dataset,
  });
  const [frame] = await application.frames();
  expect(frame).toMatchObject({
    id: status.frame,
    kind: 'observables',
    title: 'multiplicity, ht of top.csv',
    sqlName: 'top',
    file: 'top.csv',
    rows: 700,
    total: 700,
    state: 'complete',
  });
  expect(frame.columns.map(({ name, unit, observable }) => [name, unit, observable])).toEqual([
    ['event', '', null],
    ['multiplicity', '', 'multiplicity'],
    ['ht', 'GeV', 'ht'],
  ]);
  expect(told[0]).toMatchObject({ rows: 0, state: 'filling' });
  expect(told.at(-1)).toEqual(frame);

  const all = await select(application, frame.id);
  expect([all.passing, all.rows]).toEqual([700, 700]);
  expect([...all.events]).toEqual(Array.from({ length: 700 }, (_, event) => event));
  expect([...all.columns[1]]).toEqual(Array.from({ length: 700 }, (_, event) => multiplicity(event)));
  expect([...all.columns[2]]).toEqual(Array.from({ length: 700 }, (_, event) => ht(event)));

  const order = { column: 'ht', descending: true };
  const page = await select(application, frame.id, { columns: ['ht'], order, first: 1, count: 3 });
  expect([...page.columns[0]]).toEqual([15, 15, 15]);
  expect([...page.events]).toEqual([9, 14, 19]);
  const some = await select(application, frame.id, { where: 'multiplicity < 3 and event >= 690' });
  expect([some.passing, some.rows, ...some.events]).toEqual([4, 700, 690, 691, 695, 696]);

  const { rows } = await application.sql(
    'select multiplicity, count(*) as n, avg(ht) from top where event < 70 group by all order by multiplicity',
  );
  expect(rows.slice(0, 2)).toEqual([
    [1, 12, 1],
    [2, 12, 3],
  ]);
  await expect(application.sql('select * from tip')).rejects.toMatchObject({
    message: 'sql: Table with name tip does not exist',
    hint: 'Tables are top.',
  });
  await expect(select(application, frame.id, { where: 'mass > 3' })).rejects.toMatchObject({
    code: 'bad-argument',
    message: 'condition mass > 3: there is no column mass',
    hint: 'Columns are event, multiplicity, ht.',
  });
  await expect(select(application, frame.id, { columns: ['mass'] })).rejects.toMatchObject({
    code: 'bad-argument',
    message: 'there is no column mass',
  });
  await expect(select(application, 'none')).rejects.toMatchObject({
    code: 'not-found',
    message: 'frame none is not known',
  });
});

test('a frame is exported, whole or what passes a condition, with where it comes from', async () => {
  const application = await here.start();
  const dataset = await openFile(application, events('w.csv', 20));
  const frame = await observed(application, observe(dataset, ['multiplicity', 'ht'], { seed: 7 }));
  const [{ hash }] = await application.datasets();
  const csv = await application.exportFrame(frame.id, 'csv', null);
  expect([csv.name, csv.type]).toEqual(['w.csv', 'text/csv']);
  const lines = new TextDecoder().decode(csv.bytes).trim().split('\r\n');
  expect(lines).toHaveLength(21);
  expect(lines[0]).toBe('event,multiplicity,ht [GeV],seed,file,sha256,version');
  expect(lines[2]).toBe(`1,2,3,7,w.csv,${hash},0.0.0-test`);
  expect(lines[7]).toBe(`6,,,7,w.csv,${hash},0.0.0-test`);
  const parquet = await application.exportFrame(frame.id, 'parquet', 'ht > 10');
  const objects = await parquetReadObjects({ file: parquet.bytes.slice().buffer });
  expect(objects.map(({ event, ht }) => [event, ht])).toEqual([
    [4, 15],
    [9, 15],
    [14, 15],
    [19, 15],
  ]);
  const json = JSON.parse(
    new TextDecoder().decode((await application.exportFrame(frame.id, 'json', 'event = 6')).bytes),
  );
  expect(json).toMatchObject([{ event: 6, multiplicity: null, ht: null }]);
});

test('a table that no message carries is refused, and told how it can be had', async () => {
  const application = await here.start({ limits: { uploadBytes: 2 ** 20, messageBytes: 1000 } });
  const dataset = await openFile(application, events('top.csv', 30));
  const frame = await observed(application, observe(dataset, ['multiplicity', 'ht']));
  await expect(application.exportFrame(frame.id, 'json', null)).rejects.toMatchObject({
    code: 'too-large',
    message: expect.stringMatching(
      /^multiplicity, ht of top.csv: the table is \d{4} bytes as json, allowed here are 1000$/,
    ),
    hint: 'Narrow it by a condition, or use the command line: ringside observables FILE --names … --out FILE.json.',
  });
  expect((await application.exportFrame(frame.id, 'json', 'event < 2')).bytes.length).toBeLessThan(1000);
});

test('a circle around the hardest particle is what is looked at, where that is asked', async () => {
  const application = await here.start();
  const path = join(here.folder, 'data', 'near.csv');
  writeFileSync(path, 'event,pt,y,phi\n0,5,0,0\n0,1,0.3,0\n0,2,0.6,0\n1,1,2,3\n1,3,2,-3.1\n');
  const dataset = await openFile(application, path);
  const selection = { kind: 'hardest', radius: 0.4 } as const;
  const frame = await observed(application, observe(dataset, ['multiplicity', 'ht'], { selection }));
  expect(frame.selection).toEqual(selection);
  const { columns } = await select(application, frame.id);
  expect(columns.map((column) => [...column])).toEqual([
    [0, 1],
    [2, 2],
    [6, 4],
  ]);
});

test('what a killed application had done is there again; it goes on where it was, and ends as the whole would', async () => {
  const path = events('top.csv', 600);
  const first = await here.start();
  const dataset = await openFile(first, path);
  const whole = await observed(first, observe(dataset, ['multiplicity', 'ht']));
  const wanted = await first.exportFrame(whole.id, 'csv', null);
  await first.close();
  here.forget(first);
  const journal = join(here.folder, 'home', 'frames', `${whole.id}.jsonl`);
  const text = readFileSync(journal, 'utf8');
  const lines = text.split('\n');
  // As if it had been killed in the middle of its last line.
  truncateSync(journal, Buffer.byteLength(lines.slice(0, 2).join('\n')) + 40);
  const again = await here.start();
  const [interrupted] = await again.frames();
  expect(interrupted).toMatchObject({ id: whole.id, state: 'interrupted', total: 600 });
  expect(interrupted.rows).toBeGreaterThan(0);
  expect(interrupted.rows).toBeLessThan(600);
  expect((await select(again, whole.id)).events).toHaveLength(interrupted.rows);
  const reopened = await openFile(again, path);
  const resumed = await observed(again, observe(reopened, ['ht'], { resume: whole.id, seed: 99 }));
  expect(resumed).toEqual({ ...whole, dataset: reopened });
  expect(await again.exportFrame(whole.id, 'csv', null)).toEqual(wanted);
  await expect(again.startJob(observe(reopened, ['ht'], { resume: whole.id }))).rejects.toMatchObject({
    message: `frame ${whole.id}: it is complete, there is nothing to go on with`,
  });
  await again.deleteFrame(whole.id);
  expect(await again.frames()).toEqual([]);
  expect(readdirSync(join(here.folder, 'home', 'frames'))).toEqual([]);
});

test('a file that has changed is not gone on with; names that there are not are refused before anything begins', async () => {
  const path = events('top.csv', 300);
  const application = await here.start();
  const dataset = await openFile(application, path);
  await expect(application.startJob(observe(dataset, ['ht', 'height']))).rejects.toMatchObject({
    code: 'bad-argument',
    message: expect.stringMatching(/^unknown observable: height, allowed are pt, mass, /),
  });
  await expect(application.startJob(observe(dataset, ['ht', 'ht']))).rejects.toMatchObject({
    message: 'observables: ht is given twice',
  });
  expect(await application.frames()).toEqual([]);
  const frame = await observed(application, observe(dataset, ['ht']));
  const journal = join(here.folder, 'home', 'frames', `${frame.id}.jsonl`);
  await application.close();
  here.forget(application);
  truncateSync(journal, Buffer.byteLength(readFileSync(journal, 'utf8').split('\n')[0]) + 1);
  appendFileSync(path, '300,1,0,0\n');
  const again = await here.start();
  const changed = await openFile(again, path);
  await expect(again.startJob(observe(changed, ['ht'], { resume: frame.id }))).rejects.toMatchObject({
    code: 'bad-argument',
    message: expect.stringMatching(
      /^top.csv: it has changed since its observables were begun \(sha-256 is .{8}…, was .{8}…\)$/,
    ),
    hint: 'Start anew.',
  });
});

test('while it fills, the rows that are there are seen; a cancelled one goes on later', async () => {
  const application = await here.start();
  const dataset = await openFile(application, events('many.csv', 20_000));
  const spec = observe(dataset, ['multiplicity', 'ht', 'mass', 'girth']);
  let seen: Promise<readonly [number, number]> | null = null;
  application.on('frame', (frame) => {
    if (seen || frame.rows === 0 || frame.state !== 'filling') return;
    seen = select(application, frame.id, { where: 'event >= 0', count: 5 }).then(
      async ({ rows, passing }) => {
        const [job] = (await application.jobs()).filter(({ kind }) => kind === 'observe');
        await application.cancelJob(job.id);
        return [rows, passing] as const;
      },
    );
  });
  const status = await finished(application, spec);
  expect(seen).not.toBe(null);
  const [rows, passing] = (await seen) ?? [0, 0];
  expect(rows).toBeGreaterThan(0);
  expect(passing).toBe(rows);
  // A fast machine may have been done before the cancel came.
  if (status.state === 'cancelled') {
    expect((await application.frames())[0].state).toBe('interrupted');
    await observed(application, { ...spec, resume: status.frame });
  }
  const { events: all, columns } = await select(application, String(status.frame));
  expect([...all]).toEqual(Array.from({ length: 20_000 }, (_, event) => event));
  expect([...columns[1]]).toEqual(Array.from(all, multiplicity));
});

test('a table of fits is a frame too', async () => {
  const application = await here.start();
  const frames: Frame[] = [];
  application.on('frame', (frame) => frames.push(frame));
  const dataset = await openFile(application, events('top.csv', 12));
  const status = await finished(application, {
    ...{ kind: 'fit-all', dataset, shape: 'ring', selection: { kind: 'all' }, seed: 1, resume: null },
  });
  const [frame] = await application.frames();
  expect(frame).toMatchObject({
    id: status.table,
    kind: 'fits',
    title: 'ring fits of top.csv',
    sqlName: 'top_ring',
    rows: 12,
    total: 12,
    state: 'complete',
  });
  expect(frames.at(-1)).toEqual(frame);
  const names = frame.columns.map(({ name }) => name);
  expect(names.slice(0, 5)).toEqual(['event', 'emd', 'center_y', 'center_phi', 'radius']);
  const table = await application.rows(frame.id, 0, 12);
  const got = await select(application, frame.id, { columns: ['emd', 'radius'] });
  expect([...got.columns[0]]).toEqual(table.map(({ result }) => result?.emd ?? Number.NaN));
  expect([...got.columns[1]]).toEqual(table.map(({ result }) => result?.components[0].radius ?? Number.NaN));
  const wide = await select(application, frame.id, { columns: ['event'], where: 'radius > 0.2' });
  expect([...wide.events]).toEqual(
    table.flatMap(({ event, result }) => ((result?.components[0].radius ?? 0) > 0.2 ? [event] : [])),
  );
  expect((await application.sql('select count(emd) from top_ring')).rows).toEqual([[11]]);
  await application.deleteFrame(frame.id);
  expect(await application.tables()).toEqual([]);
});
