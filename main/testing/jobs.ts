// Jobs of an application inside a test, to their end.

import { writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { JobSpec, JobStatus } from '../contract/index.ts';
import type { Application } from '../service/types.ts';

/** Starts a job and waits for its end. */
export async function finished(application: Application, spec: JobSpec): Promise<JobStatus> {
  const seen: JobStatus[] = [];
  return new Promise((resolve, reject) => {
    let id: string | null = null;
    const look = () => {
      const last = seen.filter((status) => status.id === id).at(-1);
      if (!last || last.state === 'queued' || last.state === 'running') return;
      stop();
      resolve(last);
    };
    const stop = application.on('job', (status) => {
      seen.push(status);
      look();
    });
    application.startJob(spec).then((job) => {
      id = job;
      look();
    }, reject);
  });
}

/** The data set of a file. */
export async function openFile(application: Application, path: string): Promise<string> {
  const { handle } = await application.addFile(path, 'argument');
  const status = await finished(application, { kind: 'open', file: handle, mapping: null, collection: null });
  expect(status).toMatchObject({ state: 'done', error: null });
  if (status.dataset === null) throw new Error('no data set');
  return status.dataset;
}

/** The data set of a file of one event, written at `path`: pt, y, φ of each particle. */
export async function openParticles(
  application: Application,
  path: string,
  particles: readonly (readonly number[])[],
): Promise<string> {
  const rows = particles.map((particle) => [0, ...particle].join(','));
  writeFileSync(path, `event,pt,y,phi\n${rows.join('\n')}\n`);
  return openFile(application, path);
}
