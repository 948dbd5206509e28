// The job that tells how well a fit's parameters are known, as a window asks for it.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  DEFAULT_RESOLUTION,
  type FitReport,
  type IntervalsReport,
  type JobStatus,
} from '../contract/index.ts';
import { applications } from '../testing/applications.ts';
import { finished, openFile } from '../testing/jobs.ts';

const here = applications();
const { start } = here;

/** One event: twelve particles on a circle, across the seam of φ. */
function file(): string {
  const path = join(here.folder, 'a.csv');
  const turns = Array.from({ length: 12 }, (_, k) => (2 * Math.PI * k) / 12);
  const rows = turns.map(
    (turn) => `0,${5 + Math.cos(3 * turn)},${0.3 * Math.cos(turn)},${3.1 + 0.3 * Math.sin(turn)}`,
  );
  writeFileSync(path, ['event,pt,y,phi', ...rows].join('\n'));
  return path;
}

test('a job tells how well a fit’s parameters are known, and can be cancelled', async () => {
  const application = await start();
  const id = await openFile(application, file());
  const fits: FitReport[] = [];
  const reports: IntervalsReport[] = [];
  application.on('fitted', (_job, report) => fits.push(report));
  application.on('intervals', (_job, report) => reports.push(report));
  const asked = { dataset: id, event: 0, shape: 'ring', selection: { kind: 'all' }, seed: 1 } as const;
  await finished(application, { kind: 'fit', ...asked, from: null, at: null, solver: 'exact' });
  const { components } = fits[0].result;
  const spec = { kind: 'intervals', ...asked, components, resolution: DEFAULT_RESOLUTION } as const;
  expect(await finished(application, { ...spec, replicas: 12 })).toMatchObject({
    state: 'done',
    title: 'Intervals of ring on event 0 of a.csv',
    unit: 'replicas',
    done: 24,
    total: 24,
    dataset: id,
  });
  expect(reports).toHaveLength(1);
  const [report] = reports;
  expect(report).toMatchObject({ event: 0, shape: 'ring', components, replicas: 12, seed: 1 });
  for (const set of [report.smearing, report.bootstrap]) {
    expect(set.values).toBeInstanceOf(Float64Array);
    expect(set.values).toHaveLength(12 * 3);
    expect(set.stayed).toHaveLength(12);
    expect(set.parameters.map(({ name }) => name)).toEqual(['y', 'phi', 'radius']);
  }
  expect(report.smearing.values).not.toEqual(report.bootstrap.values);
  const job = await application.startJob({ ...spec, replicas: 10_000 });
  const ended = new Promise<JobStatus>((resolve) => {
    application.on('job', (status) => {
      if (status.id === job && status.state === 'running' && status.done > 0) void application.cancelJob(job);
      if (status.id === job && status.state === 'cancelled') resolve(status);
    });
  });
  expect(await ended).toMatchObject({ state: 'cancelled', error: null, total: 20_000 });
  expect(reports).toHaveLength(1);
});
