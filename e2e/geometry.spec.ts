// The Geometry workspace: distances are measured, the map appears, a point leads to its event and its neighbours, two events
// are compared and one moves to the other, everything can be taken away as a file; cancel and resume.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, type Screen, test } from './app.ts';
import { accessibleInBoth } from './axe.ts';
import { cli } from './files.ts';
import { decodePng } from './png.ts';

/** Opens samples from wherever one is, and the Geometry workspace. */
async function openSamples(app: Screen, ...kinds: readonly ('qcd' | 'w' | 'top')[]): Promise<void> {
  await app.openSample(kinds[0]);
  for (const kind of kinds.slice(1)) {
    await app.command(`sample ${kind}`);
    await expect(app.get('file-row').filter({ hasText: `${kind}.npz` })).toBeVisible();
  }
  await app.get('workspace-geometry').click();
  await expect(app.get('geometry')).toBeVisible();
}

async function measure(app: Screen, counts: readonly number[]): Promise<void> {
  await app.page.keyboard.press('d');
  for (const [i, n] of counts.entries()) await app.get('measure-count').nth(i).fill(String(n));
  await app.get('start-measure').click();
  await expect(app.get('measure-dialog')).toBeHidden();
}

const mapped = (app: Screen, points: number, method = 'mds') =>
  Promise.all([
    expect(app.get('map')).toHaveAttribute('data-points', String(points), { timeout: 60_000 }),
    expect(app.get('map')).toHaveAttribute('data-method', method, { timeout: 60_000 }),
  ]);

/** Where the selected event is on the page. */
async function selectedAt(app: Screen): Promise<{ x: number; y: number }> {
  const box = await app.get('map').boundingBox();
  const [x, y] = ((await app.get('map').getAttribute('data-at')) ?? '').split(' ').map(Number);
  return { x: (box?.x ?? 0) + x, y: (box?.y ?? 0) + y };
}

const place = async (app: Screen) => Number(await app.get('map').getAttribute('data-selected'));

test('the empty states lead from no file to a map', async ({ app }) => {
  await app.page.keyboard.press('m');
  await expect(app.get('no-map')).toContainText('How far are events from one another?');
  await app.get('no-map').locator('[data-testid=sample][data-name^=w]').click();
  await expect(app.get('no-map')).toContainText('Measure the distances between all pairs');
  await app.get('no-map-measure').click();
  // 200 jets of one file, centred, as the dialog begins.
  await expect(app.get('measure-sum')).toContainText(/19.900 pairs: about/);
  await expect(app.get('measure-center')).toBeChecked();
  await app.get('measure-count').fill('2');
  await expect(app.get('measure-sum')).toContainText('choose three events at least');
  await expect(app.get('start-measure')).toBeDisabled();
  await app.get('measure-count').fill('201');
  await expect(app.get('measure-sum')).toContainText('w.npz: number of events is 201, allowed are 1 to 200');
  await app.get('measure-count').fill('12');
  await app.get('measure-beta').fill('3');
  await expect(app.get('measure-sum')).toContainText('β is 3, allowed are numbers above 0 up to 2');
  await app.get('measure-beta').fill('1');
  await app.get('start-measure').click();
  await mapped(app, 12);
  await expect(app.get('map-facts')).toContainText(/% of the spread · stress 0\.\d{3}/);
});

test('a point is its event: neighbours, medoids, the table, and the Event workspace', async ({ app }) => {
  await openSamples(app, 'qcd', 'top');
  await measure(app, [30, 30]);
  await mapped(app, 60);
  await expect(app.get('medoids').getByRole('listitem')).toHaveCount(6);

  // The event that one stands at is selected: event 0 of the first file.
  await app.get('map').focus();
  const first = await place(app);
  await app.page.keyboard.press('ArrowRight');
  await expect.poll(() => place(app)).not.toBe(first);
  await expect(app.get('neighbours').getByRole('listitem')).toHaveCount(8);
  const shown = await app.get('neighbours').locator('[data-value]').all();
  const distances = await Promise.all(shown.map(async (one) => Number(await one.getAttribute('data-value'))));
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
  expect(distances[0]).toBeGreaterThan(0);

  // The pointer on it tells what it is; a click on another place of the map selects another event.
  const at = await selectedAt(app);
  await app.page.mouse.move(at.x + 1, at.y);
  await expect(app.get('point-tip')).toContainText(/event \d+/);
  await expect(app.get('point-tip').locator('circle').nth(5)).toBeAttached();
  await app.get('neighbour').nth(2).click();
  const third = await place(app);
  const there = await selectedAt(app);
  await app.page.mouse.move(at.x, at.y);
  await app.page.mouse.click(at.x, at.y);
  await expect.poll(() => place(app)).not.toBe(third);
  await app.page.mouse.click(there.x, there.y);
  await app.get('geometry-tab-points').click();
  await expect(app.get('points').locator('[aria-selected=true]')).toContainText('selected');
  await app.get('points').focus();
  await app.page.keyboard.press('Home');
  await expect.poll(() => place(app)).toBe(0);
  await app.page.keyboard.press('End');
  await expect.poll(() => place(app)).toBe(59);

  // Zoom and pan keep the points apart from the frame; "Fit view" brings all of it back.
  const whole = await app.get('map').getAttribute('data-frame');
  await app.page.mouse.move(there.x, there.y);
  await app.page.mouse.wheel(0, -300);
  await expect(app.get('map')).not.toHaveAttribute('data-frame', whole ?? '');
  await app.get('map-fit').click();
  await expect(app.get('map')).toHaveAttribute('data-frame', whole ?? '');

  // Place 59 is event 29 of the tops: it opens.
  await app.get('open-event').click();
  await expect(app.plane.canvas).toHaveAttribute('data-event', '29');
  await expect(app.get('event-number')).toHaveAttribute('data-event', '29');
  // Stepping there is stepping here.
  await app.plane.canvas.focus();
  await app.page.keyboard.press('p');
  await app.page.keyboard.press('m');
  await expect(app.get('selected-event')).toHaveText('28');
  await app.get('map').focus();
  await app.page.keyboard.press('Enter');
  await expect(app.plane.canvas).toHaveAttribute('data-event', '28');
});

test('two events: the distance is the matrix’s, one moves to the other, figure, frames and film have content', async ({
  app,
}) => {
  await openSamples(app, 'top');
  await measure(app, [20]);
  await mapped(app, 20);
  await app.get('map').focus();
  await app.page.keyboard.press('ArrowRight');
  await expect(app.get('neighbours').getByRole('listitem')).toHaveCount(8);
  await app.page.keyboard.press('c');
  await expect(app.get('pair')).toHaveAttribute('data-flows', /^[1-9]\d+$/);
  const nearest = Number(
    await app.get('neighbours').locator('[data-value]').first().getAttribute('data-value'),
  );
  expect(await app.value('pair-emd')).toBeCloseTo(nearest, 9);
  expect(await app.value('pair-bound')).toBeCloseTo(nearest, 9);

  // It does not move by itself.
  await expect(app.get('comparison')).toHaveAttribute('data-t', '0.0000');
  const pixels = () => app.get('pair').screenshot();
  const start = await pixels();
  await app.get('scrub').fill('0.5');
  await expect(app.get('comparison')).toHaveAttribute('data-t', '0.5000');
  const half = await pixels();
  expect(half.equals(start)).toBe(false);
  await app.get('play').click();
  await expect(app.get('comparison')).toHaveAttribute('data-t', '1.0000', { timeout: 30_000 });
  expect((await pixels()).equals(half)).toBe(false);
  await app.get('pair-side').click();
  const a = await app.get('selected-event').getAttribute('data-place');
  await app.get('swap').click();
  await expect(app.get('map')).toHaveAttribute('data-other', a ?? '');
  await expect.poll(() => app.value('pair-emd')).toBeCloseTo(nearest, 9);

  await app.get('scrub').fill('0.25');
  await app.page.keyboard.press('Control+e');
  await expect(app.get('export-preview')).toBeVisible();
  const svg = await app.download(() => app.get('export-svg').click());
  const text = svg.bytes.toString();
  expect(svg.name).toMatch(/^event\d+-to-event\d+\.svg$/);
  expect(text.match(/<circle/g)?.length).toBeGreaterThan(40);
  expect(text).toContain('displacement interpolation at 0.25 of the way');

  await app.get('export-geometry').click();
  await app.get('export-what-map').click();
  const png = await app.download(() => app.get('export-png').click());
  expect(png.name).toBe('map-mds.png');
  expect(decodePng(png.bytes).width).toBeGreaterThan(1000);
  await app.get('export-geometry').click();
  await app.get('export-what-dimension').click();
  const pdf = await app.download(() => app.get('export-pdf').click());
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');

  // At double speed a recording has half the frames.
  await app.get('comparison').getByRole('combobox', { name: 'Speed' }).selectOption('2');
  await app.get('export-geometry').click();
  const zip = await app.download(() => app.get('export-frames').click());
  const frames = unzipSync(zip.bytes);
  const names = Object.keys(frames).sort();
  expect(names.length).toBe(91);
  const [one, middle] = [frames[names[0]], frames[names[45]]].map((bytes) => decodePng(Buffer.from(bytes)));
  expect([middle.width, middle.height]).toEqual([one.width, one.height]);
  expect(Buffer.from(frames[names[45]]).equals(Buffer.from(frames[names[0]]))).toBe(false);

  await app.get('export-geometry').click();
  const film = await app.download(() => app.get('export-film').click());
  expect(film.name).toMatch(/\.webm$/);
  // Matroska begins with the EBML header.
  expect([...film.bytes.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3]);
  expect(film.bytes.length).toBeGreaterThan(10_000);
});

test('UMAP has settings and no units; curves can be read, copied and saved; classes can be hidden', async ({
  app,
}) => {
  await openSamples(app, 'qcd', 'w');
  await measure(app, [30, 30]);
  await mapped(app, 60);
  await app.get('map-umap').click();
  await mapped(app, 60, 'umap');
  await expect(app.get('map-facts')).toContainText(/no units · stress/);
  await app.get('umap-neighbours').fill('5');
  await app.page.keyboard.press('Enter');
  await mapped(app, 60, 'umap');

  await expect(app.get('dimension')).toHaveAttribute('data-lines', '2');
  await app.get('dimension-chart').focus();
  await app.page.keyboard.press('ArrowRight');
  await expect(app.get('dimension-values')).toContainText(/Q = 0\.\d+ +rad/);
  const csv = await app.download(() => app.get('dimension-csv').click());
  const lines = csv.bytes.toString().trim().split('\n');
  expect(lines[0]).toBe('class,q,dimension,error,pairs');
  expect(lines.filter((line) => line.startsWith('qcd.npz,')).length).toBeGreaterThan(10);
  await app.get('class').first().uncheck();
  await expect(app.get('dimension')).toHaveAttribute('data-lines', '1');
  await app.get('dimension-as-table').check();
  await expect(app.get('dimension').getByRole('columnheader')).toHaveCount(2);
});

test('cancelled, resumed to the end; the exported square is the command line’s; deleted; remembered', async ({
  app,
  place: folders,
}) => {
  test.setTimeout(180_000);
  await cli(
    ['generate', '--kind', 'top', '--events', '150', '--seed', '3', '--out', 'jets.npz'],
    folders.files,
  );
  await app.page.keyboard.press('Control+o');
  await app.get('folder-file').filter({ hasText: 'jets.npz' }).click();
  await app.get('open-as').click();
  await app.ready();
  await app.page.keyboard.press('d');
  await app.get('start-measure').click();
  await expect(app.get('matrix-progress')).toContainText(/pairs/);
  await app.get('cancel-matrix').click();
  await expect(app.get('matrix')).toHaveAttribute('data-state', 'interrupted');
  await expect(app.get('no-map')).toContainText('is not finished');
  await app.get('resume-matrix').click();
  await mapped(app, 150);
  await expect(app.get('matrix')).toHaveAttribute('data-state', 'complete');

  await app.get('matrix-menu').click();
  const npy = await app.download(() => app.get('matrix-npy').click());
  await cli(['emd', 'jets.npz', '--matrix', '--center', '--out', 'square.npy'], folders.files);
  const numbers = (bytes: Buffer) => {
    const body = bytes.subarray(bytes.length - 8 * 150 * 150);
    return Array.from({ length: 150 * 150 }, (_, i) => body.readDoubleLE(8 * i));
  };
  const own = numbers(npy.bytes);
  expect(own.filter((value) => value > 0).length).toBe(150 * 149);
  expect(own).toEqual(numbers(readFileSync(join(folders.files, 'square.npy'))));
  await app.get('matrix-menu').click();
  const csv = await app.download(() => app.get('matrix-csv').click());
  expect(csv.bytes.toString().trim().split('\n').length).toBe((150 * 149) / 2 + 1);

  // A reload stands in the same workspace, with the same matrix.
  await expect
    .poll(async () => {
      await app.page.reload();
      await expect(app.get('engine')).toBeVisible();
      return app.get('geometry').count();
    })
    .toBe(1);
  await mapped(app, 150);
  await app.get('matrix-menu').click();
  await app.get('matrix-delete').click();
  await expect(app.get('matrix')).toHaveCount(0);
  await expect(app.get('no-map')).toBeVisible();
});

test('axe-core finds nothing in the Geometry workspace', async ({ app }) => {
  test.setTimeout(180_000);
  const check = (inside?: string) => accessibleInBoth(app.page, inside);
  await app.page.keyboard.press('m');
  await expect(app.get('no-map')).toBeVisible();
  await check();
  await app.page.keyboard.press('e');
  await openSamples(app, 'qcd', 'w');
  await app.page.keyboard.press('d');
  await expect(app.get('measure-dialog')).toBeVisible();
  await check('[data-testid=measure-dialog]');
  await app.get('measure-count').nth(0).fill('12');
  await app.get('measure-count').nth(1).fill('12');
  await app.get('start-measure').click();
  await mapped(app, 24);
  await app.get('map').focus();
  await app.page.keyboard.press('ArrowRight');
  await expect(app.get('neighbours').getByRole('listitem')).toHaveCount(8);
  await app.page.keyboard.press('c');
  await expect(app.get('pair-emd')).toBeVisible();
  await check();
  await app.get('geometry-tab-points').click();
  await check('[data-testid=points]');
  await app.page.keyboard.press('Control+e');
  await expect(app.get('export-preview')).toBeVisible();
  await check('[data-testid=export-dialog]');
});
