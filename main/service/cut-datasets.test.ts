// A file without some of its particles as a data set: its events, its jets, its tables, and the way back to it.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Dataset, JobSpec, ParticleCuts } from '../contract/index.ts';
import { applications } from '../testing/applications.ts';
import { finished, openFile } from '../testing/jobs.ts';
import { datasetId } from './datasets.ts';
import type { Application } from './types.ts';

const here = applications();
const { start } = here;
const CUTS: ParticleCuts = { ptMin: 2, neutrinos: 'drop' };

/** Two events of four particles each that stay, a neutrino and two soft ones. */
function csv(): string {
  const rows = [0, 1].flatMap((event) => [
    `${event},1,0,0,211`,
    ...Array.from({ length: 4 }, (_, k) => `${event},${20 + k},${0.1 * k},3.1,211`),
    `${event},50,0,3,-14`,
    `${event},1.5,0,0,12`,
  ]);
  const path = join(here.folder, 'data', 'cut.csv');
  writeFileSync(path, `event,pt,y,phi,pid\n${rows.join('\n')}\n`);
  return path;
}

async function datasetOf(application: Application, id: string | null): Promise<Dataset> {
  const found = (await application.datasets()).find((one) => one.id === id);
  if (!found) throw new Error('no such data set');
  return found;
}

async function opened(
  application: Application,
  { file: { handle }, mapping, collection }: Dataset,
  more: Partial<Extract<JobSpec, { kind: 'open' }>>,
): Promise<Dataset> {
  const status = await finished(application, { kind: 'open', file: handle, mapping, collection, ...more });
  expect(status.state).toBe('done');
  return datasetOf(application, status.dataset);
}

async function openWhole(application: Application): Promise<Dataset> {
  return datasetOf(application, await openFile(application, csv()));
}

test('a data set of its own, which tells what was left out', async () => {
  const application = await start();
  const whole = await openWhole(application);
  const cut = await opened(application, whole, { cuts: CUTS });
  expect(cut.id).not.toBe(whole.id);
  expect(whole.cuts).toBeUndefined();
  expect(cut).toMatchObject({
    file: { name: 'cut.csv · pT ≥ 2 GeV, no neutrinos' },
    cuts: { text: 'ptmin=2,neutrinos=drop', file: 'cut.csv' },
    events: 2,
    particles: 8,
    skipped: { 'pT < 2 GeV': 2, neutrino: 4 },
  });
  expect(Array.from((await application.event(cut.id, 1)).index)).toEqual([1, 2, 3, 4]);
  // The same cuts are the same data set, and none at all are the whole file.
  expect((await opened(application, whole, { cuts: { neutrinos: 'drop', ptMin: 2 } })).id).toBe(cut.id);
  expect((await opened(application, whole, { cuts: {} })).id).toBe(whole.id);
});

test('page by page as at once', async () => {
  const application = await start({ pages: { wholeBytes: 0, pageParticles: 4 } });
  const whole = await openWhole(application);
  const cut = await opened(application, whole, { cuts: CUTS });
  expect(cut.paged).toBeDefined();
  expect(cut).toMatchObject({
    id: datasetId(join(here.folder, 'data', 'cut.csv'), cut.collection, cut.mapping, { cuts: CUTS }),
    file: { name: 'cut.csv · pT ≥ 2 GeV, no neutrinos' },
    cuts: { text: 'ptmin=2,neutrinos=drop', file: 'cut.csv' },
  });
  expect(Array.from((await application.event(cut.id, 0)).index)).toEqual([1, 2, 3, 4]);
});

test('jets are found in what is left', async () => {
  const application = await start();
  const whole = await openWhole(application);
  const jets = { algorithm: 'antikt', R: 0.8 } as const;
  const cut = await opened(application, whole, { cuts: CUTS, jets });
  expect(cut.file.name).toBe('cut.csv · pT ≥ 2 GeV, no neutrinos · antikt 0.8');
  expect([cut.events, cut.particles]).toEqual([2, 8]);
  expect(cut.jets).toMatchObject({ definition: 'antikt:0.8', file: 'cut.csv' });
});

test('tables of fits tell them beside the name of the file', async () => {
  const application = await start();
  const cut = await opened(application, await openWhole(application), { cuts: CUTS });
  const { table } = await finished(application, {
    ...{ kind: 'fit-all', dataset: cut.id, shape: 'point', selection: { kind: 'all' } },
    ...{ seed: 1, resume: null },
  });
  const { name, bytes } = await application.exportTable(table ?? '', 'csv');
  const [head, first] = new TextDecoder().decode(bytes).split('\r\n');
  const names = head.split(',');
  expect(names.slice(-4)).toEqual(['cuts', 'file', 'sha256', 'version']);
  // A comma in a cell stands in quotes.
  expect(first).toContain(',"ptmin=2,neutrinos=drop",cut.csv,');
  expect(name).toBe('cut-point.csv');
});

test('a session opens it again under its own id', async () => {
  const first = await start();
  const whole = await openWhole(first);
  const cut = await opened(first, whole, { cuts: CUTS, remember: true });
  await first.saveSession({
    ...{ version: 1, datasets: [cut.id], dataset: cut.id, event: 1 },
    ...{ history: [], position: -1, running: null, screen: {} },
  });
  await first.close();
  here.forget(first);
  const second = await start();
  expect((await second.event(cut.id, 1)).pt.length).toBe(4);
  const again = await datasetOf(second, cut.id);
  expect([again.cuts, again.skipped]).toEqual([cut.cuts, cut.skipped]);
  // What was said of the columns is no word on what is left out.
  expect((await openWhole(second)).cuts).toBeUndefined();
});

test('neutrinos of a file that does not tell species', async () => {
  const application = await start();
  const { file, mapping, collection } = await openWhole(application);
  const roles = mapping.roles.map((role) => (role === 'pid' ? 'ignore' : role));
  const status = await finished(application, {
    ...{ kind: 'open', file: file.handle, mapping: { ...mapping, roles }, collection, cuts: CUTS },
  });
  expect(status).toMatchObject({
    state: 'failed',
    error: {
      code: 'bad-argument',
      message:
        'cut.csv: cuts have neutrinos=drop, which needs a column of species (pid), the columns are event, pt, y, phi',
    },
  });
});
