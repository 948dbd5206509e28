// The jets of a file as a data set: its events, its tables, and the way back to the file.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AnyJetRequest, Dataset, JobSpec } from '../contract/index.ts';
import { applications } from '../testing/applications.ts';
import { finished, openFile } from '../testing/jobs.ts';
import type { Application } from './types.ts';

const here = applications();
const { start } = here;
const JETS: AnyJetRequest = { algorithm: 'antikt', R: 0.5, ptMin: 10 };

/** Two clusters an event, of 3 + event and of 2 particles; a soft one apart. Event 1 has the soft one alone. */
function csv(): string {
  const rows = [0, 1, 2].flatMap((event) => {
    if (event === 1) return [`${event},1,0,0`];
    const near = Array.from({ length: 3 + event }, (_, k) => `${event},${20 + k},${0.1 * k},3.1`);
    return [`${event},1,-2,1`, ...near, `${event},12,2,0.1`, `${event},9,2.1,0`];
  });
  const path = join(here.folder, 'data', 'two.csv');
  writeFileSync(path, `event,pt,y,phi\n${rows.join('\n')}\n`);
  return path;
}

async function datasetOf(application: Application, id: string | null): Promise<Dataset> {
  const found = (await application.datasets()).find((one) => one.id === id);
  if (!found) throw new Error('no such data set');
  return found;
}

async function openWhole(application: Application): Promise<Dataset> {
  return datasetOf(application, await openFile(application, csv()));
}

async function openJets(application: Application, of: Dataset, jets: AnyJetRequest = JETS): Promise<Dataset> {
  const { mapping, collection } = of;
  const { handle } = of.file;
  const status = await finished(application, { kind: 'open', file: handle, mapping, collection, jets });
  expect(status).toMatchObject({ state: 'done', title: 'Find jets in two.csv' });
  return datasetOf(application, status.dataset);
}

test('jets are events of a data set of their own, which tells where they come from', async () => {
  const application = await start();
  const whole = await openWhole(application);
  const jets = await openJets(application, whole);
  expect(jets.id).not.toBe(whole.id);
  expect(jets.file.name).toBe('two.csv · antikt 0.5 ptmin=10');
  expect([jets.events, jets.particles, whole.events]).toEqual([4, 12, 3]);
  expect(jets.jets).toEqual({
    definition: 'antikt:0.5:ptmin=10',
    file: 'two.csv',
    event: Uint32Array.from([0, 0, 2, 2]),
    jet: Uint32Array.from([0, 1, 0, 1]),
  });
  const { index, event } = await application.event(jets.id, 3);
  expect([event, Array.from(index)]).toEqual([3, [6, 7]]);
  const { particles } = await application.summaries(jets.id, 0, 10);
  expect(Array.from(particles)).toEqual([3, 2, 5, 2]);
  // Other jets are another data set, the same ones the same.
  const others = await openJets(application, whole, { ...JETS, R: 0.3 });
  expect(new Set([whole.id, jets.id, others.id]).size).toBe(3);
  expect((await openJets(application, whole)).id).toBe(jets.id);
});

test('rows of fits and observables say event and jet, in tables as the command line has them', async () => {
  const application = await start();
  const jets = await openJets(application, await openWhole(application));
  const fits: JobSpec = {
    ...{ kind: 'fit-all', dataset: jets.id, shape: 'point', selection: { kind: 'all' } },
    ...{ seed: 1, resume: null },
  };
  const { table } = await finished(application, fits);
  const { bytes } = await application.exportTable(table ?? '', 'csv');
  const [head, ...rows] = new TextDecoder()
    .decode(bytes)
    .trim()
    .split('\r\n')
    .map((row) => row.split(','));
  expect(head.slice(0, 3)).toEqual(['event', 'jet', 'shape']);
  expect(rows.map(([event, jet]) => `${event}.${jet}`)).toEqual(['0.0', '0.1', '2.0', '2.1']);
  const cell = (name: string) => rows[0][head.indexOf(name)];
  expect([cell('jets'), cell('file')]).toEqual(['antikt:0.5:ptmin=10', 'two.csv']);

  const observe: JobSpec = {
    ...{ kind: 'observe', dataset: jets.id, names: ['multiplicity'], selection: { kind: 'all' } },
    ...{ seed: 1, resume: null },
  };
  const done = await finished(application, observe);
  const frames = await application.frames();
  const observed = frames.find(({ id }) => id === done.frame);
  expect(observed?.columns.map(({ name }) => name)).toEqual(['event', 'file_event', 'jet', 'multiplicity']);
  const request = { columns: ['event', 'file_event', 'jet', 'multiplicity'], first: 0, count: 9 };
  const answer = await application.select({
    ...{ frame: done.frame ?? '', where: 'jet = 0', order: null },
    ...request,
  });
  expect(answer.columns.map((column) => Array.from(column))).toEqual([
    [0, 2],
    [0, 2],
    [0, 0],
    [3, 5],
  ]);
  const fitted = frames.find(({ kind }) => kind === 'fits');
  expect(fitted?.columns.slice(0, 4).map(({ name }) => name)).toEqual(['event', 'file_event', 'jet', 'emd']);
});

test('distances between jets are told of by event and jet', async () => {
  const application = await start();
  const jets = await openJets(application, await openWhole(application));
  const options = { beta: 1, R: 1, normalise: true, center: true, method: 'exact' } as const;
  const sources = [{ dataset: jets.id, first: 1, end: 4 }];
  const { matrix } = await finished(application, { kind: 'distances', sources, options, resume: null });
  const read = async () => {
    const { bytes } = await application.exportMatrix(matrix ?? '', 'csv');
    return new TextDecoder()
      .decode(bytes)
      .split('\r\n')
      .map((row) => row.split(','));
  };
  const [head, first] = await read();
  expect(head.slice(0, 6)).toEqual(['file_a', 'event_a', 'jet_a', 'file_b', 'event_b', 'jet_b']);
  expect(first.slice(0, 6)).toEqual(['two.csv', '0', '1', 'two.csv', '2', '0']);
  // Without the data set nothing tells where its jets come from: they keep their numbers in it.
  await application.closeDataset(jets.id);
  const [, numbered] = await read();
  expect(numbered.slice(0, 4)).toEqual([jets.file.name, '1', jets.file.name, '2']);
});

test('a session opens jets again under their own id', async () => {
  const first = await start();
  const whole = await openWhole(first);
  const jets = await openJets(first, whole);
  await first.saveSession({
    ...{ version: 1, datasets: [whole.id, jets.id], dataset: jets.id, event: 2 },
    ...{ history: [], position: -1, running: null, screen: {} },
  });
  await first.close();
  here.forget(first);
  const second = await start();
  // Waits until it is there.
  expect((await second.event(jets.id, 2)).pt.length).toBe(5);
  const again = (await second.datasets()).find(({ id }) => id === jets.id);
  expect(again?.jets).toEqual(jets.jets);
});
