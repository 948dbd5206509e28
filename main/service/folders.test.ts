// A folder as a data set of the window: opened, looked at, opened again with the session.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Dataset } from '../contract/index.ts';
import { applications } from '../testing/applications.ts';
import { finished } from '../testing/jobs.ts';
import type { Application } from './types.ts';

const here = applications();
const { start } = here;

/** Files of two events each, in event e of run r one particle of pT 10 r + e. */
function runs(): string {
  const folder = join(here.folder, 'data/runs');
  mkdirSync(folder);
  for (const run of [1, 2, 10]) {
    writeFileSync(
      join(folder, `run${run}.csv`),
      `event,pt,y,phi\n0,${10 * run},0,0\n1,${10 * run + 1},0,1\n`,
    );
  }
  writeFileSync(join(folder, 'notes.txt'), 'Made on Monday.\n');
  return folder;
}

async function opened(application: Application, handle: string): Promise<Dataset> {
  const status = await finished(application, {
    ...{ kind: 'open', file: handle, mapping: null, collection: null },
  });
  expect(status).toMatchObject({ state: 'done', error: null });
  const found = (await application.datasets()).find(({ id }) => id === status.dataset);
  if (!found) throw new Error('no such data set');
  return found;
}

test('a folder is opened as one data set, and again with the session', async () => {
  const application = await start();
  const entry = await application.addFile(runs(), 'argument');
  expect(entry).toMatchObject({ name: 'runs', files: 3, left: ['notes.txt'] });
  const preview = await application.preview(entry.handle, null, null);
  expect(preview.file).toEqual(entry);
  expect(preview.rows.map((row) => row[1])).toEqual([10, 11, 20, 21, 100, 101]);
  const dataset = await opened(application, entry.handle);
  expect(dataset).toMatchObject({ events: 6, particles: 6, sums: { pt: 263 } });
  expect((await application.event(dataset.id, 3)).pt).toEqual(Float64Array.of(21));
  expect(Array.from((await application.summaries(dataset.id, 0, 10)).pt)).toEqual([10, 11, 20, 21, 100, 101]);
  const session = { version: 1, datasets: [dataset.id], dataset: dataset.id, event: 0 } as const;
  await application.saveSession({ ...session, history: [], position: -1, running: null, screen: {} });
  await application.close();
  here.forget(application);

  const again = await start();
  expect((await again.hello()).recent).toMatchObject([{ name: 'runs', files: 4, origin: 'recent' }]);
  expect((await again.event(dataset.id, 5)).pt).toEqual(Float64Array.of(101));
  // From the list of recent files too.
  const [recent] = (await again.hello()).recent;
  expect((await opened(again, recent.handle)).hash).toBe(dataset.hash);
});

test('files of one ending are offered in their folder, and paged like a large file', async () => {
  runs();
  const application = await start({ pages: { wholeBytes: 50, pageParticles: 2 } });
  const top = await application.browse(null);
  const inner = await application.browse(top.folders[0].handle);
  expect(inner.together).toMatchObject([{ name: 'runs/*.csv', files: 3, origin: 'folder' }]);
  const dataset = await opened(application, inner.together[0].handle);
  expect(dataset.paged).toBeDefined();
  const pts: number[] = [];
  await expect
    .poll(async () => (await application.datasets()).find(({ id }) => id === dataset.id)?.paged?.state, {
      timeout: 30_000,
    })
    .toBe('read');
  for (let event = 0; event < 6; event++) pts.push((await application.event(dataset.id, event)).pt[0]);
  expect(pts).toEqual([10, 11, 20, 21, 100, 101]);
});
