// Applications inside a test: their compute worker built, an empty folder for each test, and every
// application that it started closed after it.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { createApplication } from '../service/application.ts';
import type { Application, ApplicationOptions } from '../service/types.ts';
import { type Built, buildEntries } from './build.ts';

/** To be called once, at the top of a file of tests. */
export function applications() {
  const open: Application[] = [];
  let built: Built;
  let folder: string;
  beforeAll(async () => {
    built = await buildEntries();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ringside-service-'));
    mkdirSync(join(folder, 'data'));
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    /** Of this test, with a folder `data` in it; removed after it. */
    get folder() {
      return folder;
    },
    async start(options: Partial<ApplicationOptions> = {}): Promise<Application> {
      const application = await createApplication({
        home: join(folder, 'home'),
        roots: [join(folder, 'data')],
        workerPath: built.path('compute'),
        workers: 2,
        samplesFolder: null,
        files: [],
        version: '0.0.0-test',
        shell: 'server',
        ...options,
      });
      open.push(application);
      return application;
    },
    /** The test closes it by itself. */
    forget(application: Application): void {
      open.splice(open.indexOf(application), 1);
    },
  };
}
