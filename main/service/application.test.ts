import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { EvaluateRequest, FitReport, Iterate, JobSpec, Session, TableRow } from '../contract/index.ts';
import { applications } from '../testing/applications.ts';
import { finished, openFile } from '../testing/jobs.ts';
import type { Application } from './types.ts';

/** A NumPy array of one value. */
function npy(shape: readonly number[], value: number): Uint8Array {
  const size = shape.reduce((product, length) => product * length, 1);
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`;
  const padded = `${header.padEnd(117)}\n`;
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length, 0]);
  const values = Buffer.from(new Float64Array(size).fill(value).buffer);
  return new Uint8Array(Buffer.concat([start, Buffer.from(padded, 'latin1'), values]));
}

const here = applications();
const { start } = here;

/** Ends as a killed process ends: nothing is said, nothing more is written. */
async function killLike(application: Application): Promise<void> {
  const marker = join(here.folder, 'home/running');
  const content = await readFile(marker);
  await application.close();
  here.forget(application);
  await writeFile(marker, content);
}

/** Events of some particles around (y, φ) = (0.5, 3.1): they straddle the seam. One particle has pT = 0. */
function csv(events: number, empty: readonly number[] = []): string {
  const lines = ['event,pt,y,phi'];
  for (let event = 0; event < events; event++) {
    if (empty.includes(event)) lines.push(`${event},0,0,0`);
    else {
      for (let k = 0; k < 12; k++) {
        const angle = (2 * Math.PI * k) / 12 + event;
        const y = 0.5 + 0.3 * Math.cos(angle);
        lines.push(`${event},${10 + ((k * 7 + event) % 5)},${y},${3.1 + 0.3 * Math.sin(angle)}`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function events(name: string, count: number, empty: readonly number[] = []): string {
  const path = join(here.folder, 'data', name);
  writeFileSync(path, csv(count, empty));
  return path;
}

const circle = { shape: 'ring', weight: 1, center: [0.5, 3.1], radius: 0.3 } as const;
function request(dataset: string, changes: Partial<EvaluateRequest> = {}): EvaluateRequest {
  return {
    dataset,
    event: 0,
    selection: { kind: 'all' },
    shape: 'ring',
    components: [circle],
    quadrature: 200,
    grid: null,
    plan: false,
    ...changes,
  };
}
const fitAll = (dataset: string, resume: string | null = null): JobSpec => ({
  kind: 'fit-all',
  dataset,
  shape: 'ring',
  selection: { kind: 'all' },
  seed: 1,
  resume,
});

test('a file is opened, listed, shown and closed', async () => {
  const application = await start();
  const id = await openFile(application, events('a.csv', 5, [2]));
  const [dataset] = await application.datasets();
  expect(dataset).toMatchObject({
    id,
    format: 'csv',
    events: 5,
    particles: 49,
    jetSized: true,
    skipped: { 'pT = 0': 1 },
  });
  expect(dataset.hash).toMatch(/^[0-9a-f]{64}$/);
  const summaries = await application.summaries(id, 1, 2);
  expect(summaries).toMatchObject({ first: 1, particles: new Uint32Array([12, 1]) });
  expect(summaries.pt[1]).toBe(0);
  const event = await application.event(id, 1);
  expect(event.pt).toHaveLength(12);
  expect(event.phi.every((phi) => phi > -Math.PI && phi <= Math.PI)).toBe(true);
  expect(event.phi.some((phi) => phi < 0)).toBe(true);
  expect(await application.event(id, 2)).toMatchObject({ outside: 1, pt: new Float64Array(0) });
  await expect(application.event(id, 5)).rejects.toThrow('event 5 is not in this file: allowed are 0 to 4');
  await application.closeDataset(id);
  await expect(application.event(id, 1)).rejects.toThrow(`data set ${id} is not open`);
});

test('a data set has the same id in every run, another mapping another id', async () => {
  const path = events('a.csv', 2);
  const first = await start();
  const id = await openFile(first, path);
  const { handle } = await first.addFile(path, 'dialog');
  const preview = await first.preview(handle, null, null);
  expect(preview).toMatchObject({ format: 'csv', columns: ['event', 'pt', 'y', 'phi'] });
  expect(preview.mapping.roles).toEqual(['event', 'pt', 'y', 'phi']);
  const mapping = { ...preview.mapping, energyUnit: 'MeV' } as const;
  const other = await finished(first, { kind: 'open', file: handle, mapping, collection: null });
  expect(other.dataset).not.toBe(id);
  await first.close();
  expect(await openFile(await start({ home: join(here.folder, 'other') }), path)).toBe(id);
});

test('what was said of columns holds for files like that one, in the next run too, until it is forgotten', async () => {
  const first = await start();
  const { handle } = await first.addFile(events('a.csv', 2), 'dialog');
  const mapping = { roles: ['event', 'pt', 'phi', 'y'], energyUnit: 'MeV' } as const;
  await finished(first, { kind: 'open', file: handle, mapping, collection: null, remember: true });
  await first.close();
  here.forget(first);

  const next = await start();
  await openFile(next, events('b.csv', 3));
  const [dataset] = await next.datasets();
  expect(dataset).toMatchObject({ mapping, file: { name: 'b.csv' } });
  expect(dataset.file.mapped).toMatch(/^\d{4}-\d\d-\d\d$/);
  await next.forgetMapping(dataset.file.handle, null);
  expect((await next.preview(dataset.file.handle, null, null)).mapping.energyUnit).toBe('GeV');
});

test('each array of an archive has its own preview', async () => {
  const path = join(here.folder, 'data/two.npz');
  writeFileSync(path, zipSync({ 'jets.npy': npy([2, 1, 3], 1), 'rest.npy': npy([1, 2, 4], 0.5) }));
  const application = await start();
  const { handle } = await application.addFile(path, 'dialog');
  const first = await application.preview(handle, null, null);
  expect(first.rows.length).toBeGreaterThan(0);
  for (const [collection, columns, row] of [
    ['jets', 3, 1],
    ['rest', 4, 0.5],
  ] as const) {
    const preview = await application.preview(handle, null, collection);
    expect(preview.collection).toBe(collection);
    expect([...preview.collections].sort()).toEqual(['jets', 'rest']);
    expect(preview.columns).toHaveLength(columns);
    expect(preview.mapping.roles).toHaveLength(columns);
    expect(preview.rows[0]).toEqual(new Array(columns).fill(row));
  }
  await expect(application.preview(handle, null, 'nothing')).rejects.toThrow('nothing');
});

test('the distance to a shape itself is near that to its points, within its error', async () => {
  const application = await start();
  const id = await openFile(application, events('a.csv', 1));
  const { dataset, event, selection, shape, components } = request(id);
  const { emd, error, converged } = await application.continuous({
    dataset,
    event,
    selection,
    shape,
    components,
  });
  const onPoints = await application.evaluate({ ...request(id), quadrature: 4000 });
  expect(converged).toBe(true);
  expect(error).toBeLessThanOrEqual(1e-5);
  expect(Math.abs(emd / onPoints.emd - 1)).toBeLessThan(0.002);
});

test('an evaluation gives value, bound, potential and plan over the whole event’s places', async () => {
  const application = await start();
  const id = await openFile(application, events('a.csv', 1));
  const grid = { y0: 0, dy: 0.1, columns: 11, phi0: 2.6, dphi: 0.1, rows: 11 };
  const selection = { kind: 'circle', y: 0.5, phi: 3.1, radius: 0.5 } as const;
  const evaluation = await application.evaluate(request(id, { grid, plan: true, selection }));
  expect(evaluation.lowerBound).toBeLessThanOrEqual(evaluation.emd);
  expect(evaluation.emd).toBeLessThan(0.1);
  expect(evaluation.potential).toHaveLength(121);
  const { plan } = evaluation;
  expect(plan?.mass.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 12);
  expect(new Set(plan?.particle).size).toBe(12);
});

test('a newer evaluation of the same client takes the place of the one that waits', async () => {
  const application = await start();
  const id = await openFile(application, events('a.csv', 1));
  const results = await Promise.allSettled([
    application.evaluate(request(id), 'one'),
    application.evaluate(request(id), 'one'),
    application.evaluate(request(id), 'one'),
    application.evaluate(request(id), 'two'),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(results[1]).toMatchObject({ reason: { message: 'evaluate: a newer request took its place' } });
});

test('a fit shows its iterates and reports', async () => {
  const application = await start();
  const id = await openFile(application, events('a.csv', 1));
  const iterates: Iterate[] = [];
  const reports: FitReport[] = [];
  application.on('iterate', (_job, iterate) => iterates.push(iterate));
  application.on('fitted', (_job, report) => reports.push(report));
  const selection = { kind: 'circle', y: 0.5, phi: -3.1, radius: 2 } as const;
  const spec = {
    kind: 'fit',
    dataset: id,
    event: 0,
    shape: 'ring',
    from: null,
    at: null,
    solver: 'exact',
    seed: 3,
  } as const;
  const status = await finished(application, { ...spec, selection });
  expect(status).toMatchObject({ state: 'done', title: 'Fit ring to event 0 of a.csv' });
  expect(iterates.length).toBeGreaterThan(3);
  const [report] = reports;
  expect(report).toMatchObject({
    particles: 12,
    energyShare: 1,
    selection,
    result: { seed: 3, quadrature: 1000 },
  });
  expect(report.result.components[0].radius).toBeCloseTo(0.3, 2);
  const again = { ...spec, selection, from: report.result.components };
  expect(await finished(application, again)).toMatchObject({ state: 'done' });
  expect(reports[1].result.emd).toBeLessThanOrEqual(report.result.emd * (1 + 1e-6));
});

test('a fit of nothing, of an unknown shape, of a closed data set says so', async () => {
  const application = await start();
  const id = await openFile(application, events('a.csv', 3, [1]));
  const fitWith = (changes: object) =>
    ({
      ...{
        kind: 'fit',
        dataset: id,
        event: 1,
        shape: 'ring',
        from: null,
        at: null,
        solver: 'exact',
        seed: 1,
      },
      ...{ selection: { kind: 'all' }, ...changes },
    }) as JobSpec;
  expect(await finished(application, fitWith({}))).toMatchObject({
    state: 'failed',
    error: {
      code: 'bad-argument',
      message: 'event 1 has no particles in the plane: there is nothing to fit',
    },
  });
  await expect(application.startJob(fitWith({ shape: 'rinj' }))).rejects.toMatchObject({
    code: 'bad-argument',
    message:
      'unknown shape: rinj, allowed are point, ring, disk, ellipse, segment, ellipticring, triangle, filledtriangle, pileup, isotropicring, isotropiccylinder, isotropicsphere, polygon4…12, filledpolygon4…12',
  });
  await expect(application.startJob(fitWith({ shape: 'ring,disk' }))).rejects.toThrow(
    'shape: ring,disk is 2 expressions, allowed is one a job',
  );
  await expect(application.startJob(fitWith({ dataset: 'nowhere' }))).rejects.toThrow(
    'data set nowhere is not open',
  );
});

test('every event is fitted into a table; one that cannot be says why', async () => {
  const application = await start();
  const id = await openFile(application, events('a.csv', 20, [7]));
  const told: TableRow[] = [];
  application.on('rows', (_table, rows) => told.push(...rows));
  const status = await finished(application, fitAll(id));
  expect(status).toMatchObject({ state: 'done', done: 20, total: 20, unit: 'events' });
  const [table] = await application.tables();
  expect(table).toMatchObject({ id: status.table, rows: 20, total: 20, state: 'complete', dataset: id });
  const rows = await application.rows(table.id, 0, 100);
  expect(rows.map(({ event }) => event)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(rows[7]).toEqual({ event: 7, result: null, problem: 'event 7 has no particles in the plane' });
  expect([...told].sort((a, b) => a.event - b.event)).toEqual(rows);
  expect(await application.rows(table.id, 18, 5)).toHaveLength(2);
  await application.deleteTable(table.id);
  await expect(application.rows(table.id, 0, 1)).rejects.toThrow(`table ${table.id} is not known`);
});

test('the number of threads changes nothing but the time', async () => {
  const path = events('a.csv', 12);
  const results = [];
  for (const workers of [1, 3]) {
    const application = await start({ workers, home: join(here.folder, `home-${workers}`) });
    const { table } = await finished(application, fitAll(await openFile(application, path)));
    const rows = await application.rows(table ?? '', 0, 100);
    results.push(rows.map(({ event, result }) => ({ event, result: { ...result, wall_ms: 0 } })));
  }
  expect(results[0]).toEqual(results[1]);
});

test('a table goes to CSV, JSON and Parquet with parameters, units, hash and version', async () => {
  const application = await start();
  const id = await openFile(application, events('a.csv', 3, [1]));
  const { table } = await finished(application, fitAll(id));
  const rows = await application.rows(table ?? '', 0, 9);
  const [dataset] = await application.datasets();
  const csvFile = await application.exportTable(table ?? '', 'csv');
  expect(csvFile).toMatchObject({ name: 'a-ring.csv', type: 'text/csv' });
  const [header, first, second] = new TextDecoder().decode(csvFile.bytes).split('\r\n');
  expect(header).toBe(
    'event,shape,solver,center_y,center_phi [rad],radius [rad],semi_axis_1 [rad],semi_axis_2 [rad],angle [rad],' +
      'emd [rad],lower_bound [rad],gap [rad],quadrature,seed,converged,iterations,wall [ms],particles,energy [GeV],' +
      'energy_share,problem,file,sha256,version',
  );
  const cells = first.split(',');
  expect(Number(cells[9])).toBe(rows[0].result?.emd);
  expect(Number(cells[5])).toBe(rows[0].result?.components[0].radius);
  expect(cells.slice(-3)).toEqual(['a.csv', dataset.hash, '0.0.0-test']);
  expect(second).toContain('event 1 has no particles in the plane');
  const json = await application.exportTable(table ?? '', 'json');
  const objects = JSON.parse(new TextDecoder().decode(json.bytes));
  expect(objects[2]).toMatchObject({ event: 2, emd: rows[2].result?.emd, solver: 'exact' });
  const parquet = await application.exportTable(table ?? '', 'parquet');
  expect(new TextDecoder().decode(parquet.bytes.slice(0, 4))).toBe('PAR1');
});

test('a cancelled table keeps its rows and goes on where it stopped, also after a crash', async () => {
  const path = events('a.csv', 60);
  const first = await start({ workers: 1 });
  const id = await openFile(first, path);
  const stop = first.on('rows', async () => {
    stop();
    for (const job of await first.jobs()) if (job.kind === 'fit-all') await first.cancelJob(job.id);
  });
  const status = await finished(first, fitAll(id));
  expect(status.state).toBe('cancelled');
  const [table] = await first.tables();
  expect(table.state).toBe('interrupted');
  expect(table.rows).toBeGreaterThan(0);
  const before = await first.rows(table.id, 0, 100);
  await killLike(first);
  // A kill may come in the middle of a line.
  const journal = join(here.folder, 'home/tables', `${table.id}.jsonl`);
  await writeFile(journal, `${await readFile(journal, 'utf8')}{"event":59,"res`);

  const second = await start();
  expect((await second.tables())[0]).toMatchObject({
    id: table.id,
    rows: before.length,
    state: 'interrupted',
  });
  await openFile(second, path);
  const resumed = await finished(second, fitAll(id, table.id));
  expect(resumed).toMatchObject({ state: 'done', done: 60, table: table.id });
  const after = await second.rows(table.id, 0, 100);
  expect(after).toHaveLength(60);
  for (const row of before) expect(after[row.event]).toEqual(row);
});

test('a table is not gone on with when its file has changed', async () => {
  const path = events('a.csv', 60);
  const application = await start({ workers: 1 });
  const id = await openFile(application, path);
  const stop = application.on('rows', async () => {
    stop();
    for (const job of await application.jobs()) await application.cancelJob(job.id);
  });
  const { table } = await finished(application, fitAll(id));
  events('a.csv', 61);
  expect(await openFile(application, path)).toBe(id);
  await expect(application.startJob(fitAll(id, table))).rejects.toThrow(
    /^a\.csv: it has changed since the table was started \(sha-256 is [0-9a-f]{8}…, was [0-9a-f]{8}…\)$/,
  );
});

test('a session is kept, and its data sets are open again after a crash', async () => {
  const first = await start();
  expect(await first.hello()).toMatchObject({ session: null, crashed: false });
  const kept = await openFile(first, events('kept.csv', 3));
  const gone = await openFile(first, events('gone.csv', 3));
  const session: Session = {
    version: 1,
    datasets: [kept, gone],
    dataset: kept,
    event: 2,
    history: [],
    position: -1,
    running: null,
    screen: { theme: 'dark' },
  };
  await first.saveSession(session);
  await killLike(first);
  rmSync(join(here.folder, 'data/gone.csv'));

  const second = await start();
  const hello = await second.hello();
  expect(hello).toMatchObject({ session, crashed: true });
  expect(hello.recent.map(({ name }) => name)).toEqual(['kept.csv']);
  expect((await second.event(kept, 2)).pt).toHaveLength(12);
  await expect(second.event(gone, 2)).rejects.toThrow(`data set ${gone} is not open`);
  const failed = (await second.jobs()).find(({ state }) => state === 'failed');
  expect(failed?.error).toMatchObject({
    code: 'not-found',
    message: `${join(here.folder, 'data/gone.csv')}: there is no such file`,
  });
  await second.close();
  here.forget(second);
  expect((await (await start()).hello()).crashed).toBe(false);
});

test('a session of an unknown version is refused, one on disk is not guessed at', async () => {
  const application = await start();
  const session = { version: 2, datasets: [], history: [], event: 0 } as unknown as Session;
  await expect(application.saveSession(session)).rejects.toThrow('session version is 2, allowed is 1');
  await application.close();
  here.forget(application);
  writeFileSync(join(here.folder, 'home/session.json'), JSON.stringify(session));
  expect((await (await start()).hello()).session).toBeNull();
});

test('what cannot be opened fails its job and nothing else', async () => {
  const application = await start();
  const bad = join(here.folder, 'data/bad.npz');
  writeFileSync(bad, Buffer.from('PK\u0003\u0004 this is no archive'));
  const { handle } = await application.addFile(bad, 'argument');
  const status = await finished(application, { kind: 'open', file: handle, mapping: null, collection: null });
  expect(status).toMatchObject({ state: 'failed', error: { code: 'bad-file' } });
  expect(status.error?.message).toMatch(/^bad\.npz: /);
  expect(await openFile(application, events('good.csv', 1))).toMatch(/^[0-9a-f]{16}$/);
  await expect(application.addFile(join(here.folder, 'none'), 'drop' as 'dialog')).rejects.toThrow(
    `${join(here.folder, 'none')}: there is no such file`,
  );
  await expect(application.addFile(here.folder, 'argument')).rejects.toThrow(
    `${basename(here.folder)}: there are no files in this folder`,
  );
  await expect(application.preview('nohandle', null, null)).rejects.toThrow('file nohandle is not known');
});

test('browsing stays under the roots, also through links', async () => {
  const outside = join(here.folder, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret.csv'), csv(1));
  mkdirSync(join(here.folder, 'data/deeper'));
  events('a.csv', 1);
  events('.hidden.csv', 1);
  symlinkSync(join(outside, 'secret.csv'), join(here.folder, 'data/link.csv'));
  symlinkSync(outside, join(here.folder, 'data/way-out'));
  symlinkSync(join(here.folder, 'data/a.csv'), join(here.folder, 'data/inside-link.csv'));
  const application = await start();
  const top = await application.browse(null);
  expect(top.parent).toBeNull();
  expect(top.files.map(({ name }) => name)).toEqual(['a.csv']);
  expect(top.folders.map(({ name }) => name)).toEqual(['deeper']);
  const deeper = await application.browse(top.folders[0].handle);
  expect(deeper.parent).toBe(top.handle);
  rmSync(join(here.folder, 'data/deeper'), { recursive: true });
  symlinkSync(outside, join(here.folder, 'data/deeper'));
  await expect(application.browse(top.folders[0].handle)).rejects.toMatchObject({ code: 'no-permission' });
  await expect(application.browse(top.files[0].handle)).rejects.toThrow(
    `folder ${top.files[0].handle} is not known`,
  );
  const rootless = await start({ roots: [], home: join(here.folder, 'rootless') });
  await expect(rootless.browse(null)).rejects.toThrow('there is no folder to browse');
});

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

test('an upload is kept by its content, within its limit, under a name that is only a name', async () => {
  const limits = { uploadBytes: 1000, messageBytes: 1000 };
  const application = await start({ limits });
  const one = await application.receiveUpload('../../a.csv', pieces('event,pt,y,phi\n', '0,1,0,0\n'));
  const two = await application.receiveUpload('a.csv', pieces('event,pt,y,phi\n0,1,0,0\n'));
  expect(one).toMatchObject({ name: 'a.csv', bytes: 23, origin: 'upload' });
  expect(two.handle).toBe(one.handle);
  expect((await stat(join(one.folder, one.name))).mode & 0o077).toBe(0);
  expect(one.folder.startsWith(join(here.folder, 'home/uploads'))).toBe(true);
  const long = pieces('x'.repeat(600), 'x'.repeat(600));
  await expect(application.receiveUpload('b.csv', long)).rejects.toMatchObject({
    code: 'too-large',
    message: 'b.csv: more than 1000 bytes were sent, allowed are 1000',
  });
});

test('files of the command line are offered; one that is missing is a problem, not an end', async () => {
  const path = events('a.csv', 1);
  const samplesFolder = join(here.folder, 'samples');
  mkdirSync(samplesFolder);
  writeFileSync(join(samplesFolder, 'top.csv'), csv(1));
  writeFileSync(join(samplesFolder, 'README.md'), 'no sample');
  const application = await start({ files: [path, join(here.folder, 'none.csv')], samplesFolder });
  const hello = await application.hello();
  expect(hello.files.map(({ name, origin }) => [name, origin])).toEqual([['a.csv', 'argument']]);
  expect(hello.samples.map(({ name, origin }) => [name, origin])).toEqual([['top.csv', 'sample']]);
  expect(hello).toMatchObject({ engine: 'CPU · 2 workers', nativeDialogs: false, version: '0.0.0-test' });
  expect(application.problems).toEqual([
    {
      code: 'not-found',
      message: `${join(here.folder, 'none.csv')}: there is no such file`,
      hint: 'Check the path; relative ones start at the current folder.',
    },
  ]);
});

test('recent files are remembered and forgotten', async () => {
  const application = await start();
  await openFile(application, events('a.csv', 1));
  await openFile(application, events('b.csv', 1));
  const { recent } = await application.hello();
  expect(recent.map(({ name }) => name)).toEqual(['b.csv', 'a.csv']);
  expect((await application.forgetRecent(recent[0].handle)).map(({ name }) => name)).toEqual(['a.csv']);
  await application.close();
  here.forget(application);
  expect((await (await start()).hello()).recent.map(({ name }) => name)).toEqual(['a.csv']);
});

test('a figure is exported in each format; one that is none is refused', async () => {
  const application = await start();
  const figure = {
    width: 100,
    height: 80,
    background: [255, 255, 255, 1],
    title: 'a figure',
    description: 'a line',
    marks: [],
  };
  const texts: string[] = [];
  for (const format of ['svg', 'pdf', 'png'] as const) {
    const { name, bytes } = await application.exportFigure(figure, format, 1);
    expect(name).toBe(`figure.${format}`);
    texts.push(Buffer.from(bytes.slice(0, 5)).toString('latin1'));
  }
  expect(texts).toEqual(['<?xml', '%PDF-', '\u0089PNG\r']);
  await expect(application.exportFigure({ marks: 'no' }, 'svg', 1)).rejects.toThrow(/^figure\.width/);
});
