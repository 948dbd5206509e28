// Which solver fits: said by the job, kept by the table, told by every result.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FitReport, Iterate } from '../contract/index.ts';
import { applications } from '../testing/applications.ts';
import { finished, openFile } from '../testing/jobs.ts';

const here = applications();
const { start } = here;

/** Two events: particles on circles. */
function file(): string {
  const path = join(here.folder, 'two.csv');
  const rows = [0, 1].flatMap((event) =>
    Array.from({ length: 9 }, (_, k) => {
      const turn = (2 * Math.PI * k) / 9 + event;
      return `${event},${2 + (k % 3)},${0.3 * Math.cos(turn)},${0.3 * Math.sin(turn)}`;
    }),
  );
  writeFileSync(path, ['event,pt,y,phi', ...rows].join('\n'));
  return path;
}

test('one fit by the divergence, its iterates told by their exact EMD', async () => {
  const application = await start();
  const dataset = await openFile(application, file());
  const reports: FitReport[] = [];
  const iterates: Iterate[] = [];
  application.on('fitted', (_job, report) => reports.push(report));
  application.on('iterate', (_job, iterate) => iterates.push(iterate));
  const asked = { kind: 'fit', dataset, event: 0, shape: 'ring', from: null, at: null, seed: 1 } as const;
  for (const solver of ['exact', 'sinkhorn'] as const) {
    const status = await finished(application, { ...asked, selection: { kind: 'all' }, solver });
    expect(status).toMatchObject({ state: 'done' });
  }
  const [exact, sinkhorn] = reports.map(({ result }) => result);
  expect([exact.solver, sinkhorn.solver]).toEqual(['exact', 'sinkhorn']);
  expect(exact.divergence).toBeUndefined();
  expect(sinkhorn.divergence).toBeLessThan(sinkhorn.emd);
  expect(sinkhorn.emd).toBeLessThan(1.05 * exact.emd);
  expect(Math.abs(iterates[iterates.length - 1].emd / sinkhorn.emd - 1)).toBeLessThan(0.05);
});

test('a table keeps its solver and its search over a restart; without one it is the exact one', async () => {
  const application = await start();
  const dataset = await openFile(application, file());
  const selection = { kind: 'all' } as const;
  const spec = { kind: 'fit-all', dataset, shape: 'ring', selection, seed: 1, resume: null } as const;
  await finished(application, { ...spec, solver: 'sinkhorn' });
  await finished(application, { ...spec, search: 'quick' });
  await application.close();
  here.forget(application);
  const again = await start();
  const tables = await again.tables();
  expect(tables.map(({ solver }) => solver).sort()).toEqual(['sinkhorn', undefined]);
  for (const { id, solver, search } of tables) {
    const rows = await again.rows(id, 0, 10);
    expect(rows.map(({ result }) => result?.solver)).toEqual(Array(2).fill(solver ?? 'exact'));
    expect(search).toBe(solver ? undefined : 'quick');
    expect(rows.map(({ result }) => result?.search)).toEqual(Array(2).fill(search));
  }
});
