// A shape to every event of the file: progress, cancel, resume, the table and the histogram; and the exported numbers are
// the command line's, digit for digit.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Screen, test } from './app.ts';
import { cli } from './files.ts';

async function startBatch(app: Screen, shape: string): Promise<void> {
  await app.get('fit-all').click();
  await app.get('fit-all-dialog').getByRole('radio', { name: shape }).check();
  await app.get('start-batch').click();
  await expect(app.get('fit-all-dialog')).toBeHidden();
}

const rows = async (app: Screen) => Number(await app.get('batch-status').getAttribute('data-rows'));

test('fit all events, watch it fill, cancel, resume to the end; the CSV is the command line’s', async ({
  app,
  place,
}) => {
  await cli(['generate', '--kind', 'top', '--events', '80', '--seed', '5', '--out', 'jets.npz'], place.files);
  await app.page.keyboard.press('Control+o');
  await app.get('folder-file').filter({ hasText: 'jets.npz' }).click();
  await app.get('open-as').click();
  await app.ready();

  await startBatch(app, 'Ellipse');
  await expect(app.get('histogram')).toBeVisible();
  await expect.poll(() => rows(app)).toBeGreaterThan(2);
  await expect(app.get('batch-status')).toHaveText(/\d+\s+of 80\s+events/);
  await app.get('cancel-batch').click();
  await expect(app.get('batch-status')).toHaveAttribute('data-state', 'interrupted');
  const kept = await rows(app);
  expect(kept).toBeGreaterThan(2);
  expect(kept).toBeLessThan(80);
  await expect(app.get('histogram')).toHaveAttribute('data-count', String(kept));
  await expect(app.get('batch-status')).toHaveText(`stopped after ${kept} of 80 events`);

  // A single fit goes on meanwhile; nothing was lost.
  await app.fit('point');
  await app.get('resume-batch').click();
  await expect(app.get('batch-status')).toHaveAttribute('data-state', 'complete', { timeout: 60_000 });
  await expect(app.get('histogram')).toHaveAttribute('data-count', '80');
  await expect(app.get('bin').first()).toBeVisible();

  // A row of the table, and a bar of the histogram, lead to their event.
  await app.get('tab-table').click();
  await app.get('result-row').nth(3).click();
  await expect(app.plane.canvas).toHaveAttribute('data-event', '3');
  await expect(app.plane.canvas).toHaveAttribute('data-shape', 'ellipse');

  const save = async (format: string) => {
    await app.get('export-table').click();
    return app.download(() => app.get(`export-${format}`).click());
  };
  const csv = await save('csv');
  expect(csv.name).toBe('jets-ellipse.csv');
  const table = parse(csv.bytes.toString('utf8'));
  expect(table.length).toBe(80);

  const seed = table[0].seed;
  const out = join(place.files, 'own.csv');
  const command = ['fit', 'jets.npz', '--shape', 'ellipse', '--seed', seed, '--out', out, '--json'];
  const { results } = JSON.parse(await cli(command, place.files)) as { results: Result[] };
  const own = parse(readFileSync(out, 'utf8'));
  for (const [i, row] of table.entries()) {
    // All but the time that it took.
    expect({ ...row, 'wall [ms]': '' }).toEqual({ ...own[i], 'wall [ms]': '' });
    expect([row.event, row['emd [rad]'], row['lower_bound [rad]']].map(Number)).toEqual([
      results[i].event,
      results[i].emd,
      results[i].lower_bound,
    ]);
  }

  const json = JSON.parse((await save('json')).bytes.toString('utf8')) as unknown;
  expect(JSON.stringify(json)).toContain(String(results[0].emd));
  const parquet = await save('parquet');
  expect(parquet.bytes.subarray(0, 4).toString('latin1')).toBe('PAR1');
});

interface Result {
  readonly event: number;
  readonly emd: number;
  readonly lower_bound: number;
}

/** CSV without quotes, as a table of numbers has it. */
function parse(text: string): Record<string, string>[] {
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])));
}
