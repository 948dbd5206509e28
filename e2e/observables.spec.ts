// The Observables workspace: two samples, their observables over all events, histograms that fill, rows sorted and filtered, a
// bin that leads to its events, ROC and ranking, SQL, everything taken away as a file; cancel and resume.

import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect, root, type Screen, test } from './app.ts';
import { accessibleInBoth } from './axe.ts';
import { cli } from './files.ts';
import { decodePng } from './png.ts';

/** Opens samples from wherever one is, the last of them on show and so sample A, and the Observables workspace. */
async function openSamples(app: Screen, ...kinds: readonly ('qcd' | 'w' | 'top')[]): Promise<void> {
  await app.openSample(kinds[0]);
  for (const kind of kinds.slice(1)) {
    await app.command(`sample ${kind}`);
    await expect(app.get('file-row').filter({ hasText: `${kind}.npz` })).toBeVisible();
  }
  await app.get('workspace-observables').click();
  await expect(app.get('observables')).toBeVisible();
}

/** Works these out, and nothing else, for the samples that the dialog begins with. */
async function workOut(app: Screen, ...names: readonly string[]): Promise<void> {
  await app.page.keyboard.press('a');
  const dialog = app.get('observe-dialog');
  await expect(dialog.getByRole('checkbox').first()).toBeVisible();
  if (await app.get('choose-none').isEnabled()) await app.get('choose-none').click();
  for (const name of names) await app.get(`observable-${name}`).getByRole('checkbox').check();
  await app.get('start-observe').click();
  await expect(dialog).toBeHidden();
}

const complete = (app: Screen, tables: number) =>
  expect(app.get('frame').and(app.page.locator('[data-state=complete]'))).toHaveCount(tables, {
    timeout: 60_000,
  });

const entries = (app: Screen) => expect(app.get('chart'));
const statistic = async (app: Screen, name: string, sample = 0) =>
  Number((await app.get(`stat-${name}`).nth(sample).getAttribute('data-value'))?.split(' ')[0]);
/** The value in a row of the table, by column from 1 on. */
const cell = async (app: Screen, row: number, column: number) =>
  Number(
    (await app.get('value-row').nth(row).getByRole('gridcell').nth(column).textContent())?.replace(/\s/g, ''),
  );

test('the empty states lead from no file to a histogram', async ({ app }) => {
  await app.page.keyboard.press('b');
  await expect(app.get('no-frames')).toContainText('What sets these events apart?');
  await app.get('no-frames').locator('[data-testid=sample][data-name^=w]').click();
  await app.get('no-frames-observe').click();
  const dialog = app.get('observe-dialog');
  // What one looks at is explained: definition, formula as MathML, reference; those that are not IRC safe say so.
  await app.get('search-observables').fill('multiplicity');
  await expect(app.get('definition')).toHaveAttribute('data-name', 'multiplicity');
  await expect(app.get('not-irc-safe')).toContainText('Not infrared and collinear safe');
  await expect(dialog.locator('math').first()).toBeAttached();
  await expect(app.get('observable-multiplicity')).toContainText('not IRC safe');
  await app.get('search-observables').fill('nothing of the kind');
  await expect(dialog).toContainText('No observable has these words');
  await app.get('search-observables').fill('');
  await expect(app.get('observe-sum')).toContainText(/observables\s+of 200 events: about/);
  await app.get('choose-none').click();
  await expect(app.get('observe-sum')).toContainText('choose one observable at least');
  await expect(app.get('start-observe')).toBeDisabled();
  // A name that there is none of is answered by the application, where it failed.
  await app.get('other-names').fill('nonsense');
  await app.get('start-observe').click();
  await expect(app.get('observe-error')).toContainText('nonsense');
  await app.get('observe-error').getByRole('button', { name: 'Dismiss' }).click();
  await workOut(app, 'mass', 'girth');
  await complete(app, 1);
  await entries(app).toHaveAttribute('data-entries', '200');
  await entries(app).toHaveAttribute('data-column', 'mass');
  await expect(app.get('separation')).toHaveCount(0);
});

test('values are the command line’s; rows are sorted, filtered, picked and opened', async ({
  app,
  place,
}) => {
  await openSamples(app, 'top');
  await workOut(app, 'mass', 'multiplicity', 'girth');
  await complete(app, 1);
  await expect(app.get('passing')).toHaveAttribute('data-passing', '200');

  await app.get('sort-mass').click();
  await expect(app.page.getByRole('columnheader', { name: /mass/ })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect.poll(async () => (await cell(app, 0, 1)) >= (await cell(app, 1, 1))).toBe(true);
  const heaviest = await cell(app, 0, 1);
  await app.get('sort-mass').click();
  await expect.poll(() => cell(app, 0, 1)).toBeLessThan(heaviest);

  // A condition holds for the chart and the table; a wrong one says what there is.
  await app.page.keyboard.press('/');
  await app.get('condition').fill('mas > 150');
  await app.page.keyboard.press('Enter');
  await expect(app.get('condition-error')).toContainText('there is no column mas');
  await expect(app.get('condition-error')).toContainText('event, mass, multiplicity, girth');
  await app.get('condition').fill('mass > 150 and multiplicity < 60');
  await app.get('apply-condition').click();
  await expect(app.get('condition-error')).toHaveCount(0);
  await expect(app.get('passing')).toContainText('of 200 rows pass');
  const passing = Number(await app.get('passing').getAttribute('data-passing'));
  expect(passing).toBeGreaterThan(0);
  expect(passing).toBeLessThan(200);
  await entries(app).toHaveAttribute('data-entries', String(passing));
  expect(await statistic(app, 'least')).toBeGreaterThan(150);

  // Columns that are not wanted go away; the rows that pass are saved with all of them.
  await app.get('pick-columns').click();
  await app.get('column-girth').click();
  await app.page.keyboard.press('Escape');
  await expect(app.get('sort-girth')).toHaveCount(0);
  const save = async (format: string) => {
    await app.get('export-rows').click();
    return app.download(() => app.get(`rows-${format}`).click());
  };
  const csv = (await save('csv')).bytes.toString().trim().split('\n');
  // Units, and behind the values where they come from.
  expect(csv[0]).toMatch(/^event,mass \[GeV\],multiplicity,girth \[rad\],seed,file,sha256,version/);
  const values = csv.slice(1).map((line) => line.split(',').slice(0, 4).map(Number));
  expect(values).toHaveLength(passing);
  const parquet = await save('parquet');
  const file = new Uint8Array(parquet.bytes).buffer;
  const stored = await parquetReadObjects({ file });
  const columns = Object.keys(stored[0]).slice(0, 4);
  expect(stored.map((row) => columns.map((name) => Number(row[name])))).toEqual(values);
  const json = (await save('json')).bytes.toString();
  for (const [, mass] of values) expect(json).toContain(String(mass));
  await app.get('clear-condition').click();
  await expect(app.get('passing')).toHaveAttribute('data-passing', '200');

  // The same numbers without a window.
  const sample = join(root, 'assets/samples/top.npz');
  const printed = await cli(
    ['observables', sample, '--names', 'mass,multiplicity,girth', '--json'],
    place.files,
  );
  const { rows: lines } = JSON.parse(printed) as { rows: number[][] };
  const kept = lines.filter(([, mass, multiplicity]) => mass > 150 && multiplicity < 60);
  expect(values).toEqual(kept);

  // A row opens its event.
  await app.get('sort-event').click();
  await expect(app.get('value-row').first()).toHaveAttribute('data-event', /\d+/);
  const event = await app.get('value-row').nth(3).getAttribute('data-event');
  await app.get('value-row').nth(3).click();
  await expect(app.plane.canvas).toHaveAttribute('data-event', event ?? '');
});

test('two samples: bins lead to events, ROC and ranking are the command line’s, figures have content', async ({
  app,
  place,
}) => {
  await openSamples(app, 'qcd', 'top');
  await workOut(app, 'mass', 'girth', 'multiplicity');
  await complete(app, 2);
  await entries(app).toHaveAttribute('data-entries', '400');
  expect(await statistic(app, 'entries', 0)).toBe(200);
  expect(await statistic(app, 'entries', 1)).toBe(200);

  // A number of bins, a range, edges; what cannot be is said where it was typed.
  await app.get('bins').click();
  await app.get('bins-count').fill('10');
  await app.page.keyboard.press('Tab');
  await entries(app).toHaveAttribute('data-bins', '10');
  await app.get('range-low').fill('100');
  await app.page.keyboard.press('Tab');
  await expect.poll(() => statistic(app, 'below')).toBeGreaterThan(0);
  await app.get('bins-menu').getByText('edges').click();
  await app.get('bins-edges').fill('0, 100, 50');
  await app.page.keyboard.press('Tab');
  await expect(app.get('bins-problem')).toContainText('edge 50: each must be a finite number greater than');
  await app.get('bins-edges').fill('0, 100, 150, 300');
  await app.page.keyboard.press('Tab');
  await entries(app).toHaveAttribute('data-bins', '3');
  await app.page.keyboard.press('Escape');

  // The keyboard reads bins off and picks one; its events are stepped through, and one is opened.
  await app.get('chart-canvas').focus();
  await app.page.keyboard.press('ArrowRight');
  await app.page.keyboard.press('ArrowRight');
  await app.page.keyboard.press('ArrowRight');
  await expect(app.get('chart-read')).toContainText('150 ≤ mass ≤ 300 GeV');
  const read = (await app.get('chart-read').innerText()).matchAll(/: (\d+) ± [\d.]+ events/g);
  const inBin = [...read].reduce((sum, [, n]) => sum + Number(n), 0);
  await app.page.keyboard.press('Enter');
  await expect(app.get('picked')).toHaveAttribute('data-count', String(inBin));
  await app.get('picked-next').click();
  const first = await app.get('picked-event').textContent();
  await app.page.keyboard.press('.');
  await expect(app.get('picked-event')).not.toHaveText(first ?? '');
  await app.page.keyboard.press(',');
  await expect(app.get('picked-event')).toHaveText(first ?? '');
  await app.get('open-picked').click();
  await expect(app.plane.canvas).toHaveAttribute('data-event', first ?? '');
  // The bin is still there to be stepped through, from the plane too.
  await app.plane.canvas.focus();
  await app.page.keyboard.press('.');
  await expect(app.plane.canvas).not.toHaveAttribute('data-event', first ?? '');
  await app.page.keyboard.press('b');

  // A pointer picks as well, and Escape lets go.
  const box = await app.get('chart-canvas').boundingBox();
  await app.page.mouse.click((box?.x ?? 0) + 120, (box?.y ?? 0) + 80);
  await expect(app.get('picked')).toContainText('0 ≤ mass < 100 GeV');
  await app.get('chart-canvas').focus();
  await app.page.keyboard.press('Escape');
  await expect(app.get('picked')).toHaveCount(0);

  // The ranking is the command line's; a row is the way to its chart.
  await app.get('observable-tab-ranking').click();
  await expect(app.get('ranking')).toHaveAttribute('data-count', '3');
  const files = ['top', 'qcd'].map((kind) => join(root, `assets/samples/${kind}.npz`));
  const printed = await cli(['roc', ...files, '--names', 'mass,girth,multiplicity', '--json'], place.files);
  const { observables } = JSON.parse(printed) as { observables: { name: string; separation: number }[] };
  const shown = await Promise.all(
    (await app.get('ranked').all()).map(async (row) => ({
      name: await row.getAttribute('data-name'),
      separation: Number(await row.getAttribute('data-auc')),
    })),
  );
  expect(shown).toEqual(observables.map(({ name, separation }) => ({ name, separation })));
  await app.get('chart-roc').click();
  await entries(app).toHaveAttribute('data-view', 'roc');
  await app.get('ranked').nth(1).getByRole('button').click();
  await entries(app).toHaveAttribute('data-column', shown[1].name ?? '');
  expect(Number(await app.get('auc').getAttribute('data-value'))).toBe(shown[1].separation);
  await app.get('chart-canvas').focus();
  await app.page.keyboard.press('ArrowRight');
  await expect(app.get('chart-read')).toContainText(/% of top\.npz kept/);

  // Two columns at once; a square leads to events of its sample.
  await app.get('chart-two').click();
  await app.get('x-column').selectOption('girth');
  await app.get('y-column').selectOption('mass');
  await app.get('chart-canvas').focus();
  for (let i = 0; i < 9; i++) await app.page.keyboard.press('ArrowLeft');
  await app.page.keyboard.press('Enter');
  await expect(app.get('picked')).toBeVisible();

  // On paper: vectors with the axes' names and where the numbers are from, pixels with colours.
  await app.get('chart-histogram').click();
  const figure = async (format: string) => {
    await app.get('export-chart').click();
    return app.download(() => app.get(`export-${format}`).click());
  };
  const svg = (await figure('svg')).bytes.toString();
  expect(svg).toContain('girth / rad');
  expect(svg).toContain('top.npz');
  expect(svg).toContain('SHA-256');
  expect(svg).toContain('ringside observables top.npz --names girth');
  const png = decodePng((await figure('png')).bytes);
  expect(new Set(new Uint32Array(new Uint8Array(png.rgba).buffer)).size).toBeGreaterThan(20);
  const pdf = await figure('pdf');
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.name).toBe('girth.pdf');
});

test('SQL over the tables, its errors, its rows', async ({ app }) => {
  await openSamples(app, 'qcd', 'top');
  await workOut(app, 'mass');
  await complete(app, 2);
  await app.get('observable-tab-sql').click();
  await app.get('sql').fill('select count(*) as n from nowhere');
  await app.get('run-sql').click();
  await expect(app.get('sql-error')).toContainText('nowhere');
  await app.get('sql').fill('select event, mass from top where mass > 100 order by mass desc limit 7');
  await app.page.keyboard.press('Control+Enter');
  await expect(app.get('sql-error')).toHaveCount(0);
  await expect(app.get('sql-count')).toContainText('7 rows');
  const csv = await app.download(() => app.get('sql-csv').click());
  expect(csv.bytes.toString().split('\n')[0]).toBe('event,mass');
  const event = await app.get('sql-result').getByRole('gridcell').first().textContent();
  await app.get('sql-result').focus();
  await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('Enter');
  await expect(app.plane.canvas).toHaveAttribute('data-event', event ?? '');
});

test('a table can be cancelled while its histogram fills, and gone on with', async ({ app, place }) => {
  const many = ['--kind', 'top', '--events', '1500', '--seed', '3', '--out', 'many.npz'];
  await cli(['generate', ...many], place.files);
  await app.page.keyboard.press('Control+o');
  await app.get('folder-file').filter({ hasText: 'many.npz' }).click();
  await app.get('open-as').click();
  await app.ready();
  await app.page.keyboard.press('b');
  await workOut(app, 'mass', 'tau3');
  // The histogram is there before the last event is.
  await expect
    .poll(async () => Number(await app.get('chart').getAttribute('data-entries')))
    .toBeGreaterThan(0);
  await expect(app.get('frame-progress')).toContainText(/of 1.500 events/);
  await app.get('cancel-frame').click();
  await expect(app.get('frame')).toHaveAttribute('data-state', 'interrupted');
  const stopped = Number(await app.get('frame').getAttribute('data-rows'));
  expect(stopped).toBeGreaterThan(0);
  expect(stopped).toBeLessThan(1500);
  await app.page.reload();
  await expect(app.get('frame')).toHaveAttribute('data-state', 'interrupted');
  await app.get('resume-frame').click();
  await complete(app, 1);
  await entries(app).toHaveAttribute('data-entries', '1500');
  await app.get('frame-menu').click();
  await app.get('frame-delete').click();
  await expect(app.get('frame')).toHaveCount(0);
});

test('nothing that axe finds, in dark and in light, chart by chart', async ({ app }) => {
  test.setTimeout(180_000);
  await openSamples(app, 'qcd', 'top');
  await app.page.keyboard.press('a');
  await expect(app.get('definition')).toBeVisible();
  await accessibleInBoth(app.page, '[data-testid=observe-dialog]');
  await app.page.keyboard.press('Escape');
  await workOut(app, 'mass', 'girth', 'multiplicity');
  await complete(app, 2);
  // Histogram and table whole; then what another chart and another list put in their places.
  await app.get('chart-histogram').click();
  await app.get('chart-canvas').focus();
  await app.page.keyboard.press('End');
  await app.page.keyboard.press('Enter');
  await expect(app.get('picked')).toBeVisible();
  await app.get('observable-tab-table').click();
  await accessibleInBoth(app.page);
  await app.get('chart-roc').click();
  await app.get('observable-tab-ranking').click();
  await expect(app.get('ranked')).toHaveCount(3);
  await accessibleInBoth(app.page, '[data-testid=observables]');
  await app.get('chart-two').click();
  await app.get('observable-tab-sql').click();
  await expect(app.get('sql')).toBeVisible();
  await accessibleInBoth(app.page, '[data-testid=observables]');
});
