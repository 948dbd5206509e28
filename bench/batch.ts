// A shape to each of 1,000 jets in the background, jets a second on two workers: through the service, as the window does
// it (rows written to the journal and told as they come).

import { join } from 'node:path';
import { createApplication } from '../main/service/index.ts';
import { generate, inFolder, root, rounded } from './browser/window.ts';

const JETS = 1000;
const WORKERS = 2;

export const cases = () =>
  inFolder(async function* (folder) {
    for (const kind of ['top', 'qcd']) {
      const file = await generate(folder, kind, JETS);
      for (const shape of ['ring', 'ellipse']) {
        const seconds = await fitAll(folder, file, shape);
        yield {
          bench: 'batch',
          case: `${shape}, ${JETS} ${kind} jets, ${WORKERS} workers`,
          unit: 'jets/s',
          ours: rounded(JETS / seconds),
        };
      }
    }
  });

async function fitAll(folder: string, file: string, shape: string): Promise<number> {
  const app = await createApplication({
    home: join(folder, `home-${shape}`),
    roots: [folder],
    workerPath: join(root, 'out/main/compute.js'),
    workers: WORKERS,
    samplesFolder: null,
    files: [],
    version: 'bench',
    shell: 'server',
  });
  const ended = (id: string) =>
    new Promise<string | null>((done, fail) => {
      const stop = app.on('job', (status) => {
        if (status.id !== id || status.state === 'queued' || status.state === 'running') return;
        stop();
        if (status.state === 'done') done(status.dataset);
        else fail(new Error(status.error?.message ?? status.state));
      });
    });
  try {
    const entry = await app.addFile(file, 'argument');
    const dataset = await ended(
      await app.startJob({ kind: 'open', file: entry.handle, mapping: null, collection: null }),
    );
    if (dataset === null) throw new Error(`${file} was not opened`);
    const since = performance.now();
    await ended(
      await app.startJob({
        kind: 'fit-all',
        dataset,
        shape,
        selection: { kind: 'all' },
        seed: 1,
        resume: null,
      }),
    );
    return (performance.now() - since) / 1000;
  } finally {
    await app.close();
  }
}
