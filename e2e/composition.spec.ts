// Any sum of shapes: typed, read as it is typed, fitted, dragged, told part by part, kept over a reload, exported.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, type Screen, test } from './app.ts';
import { accessible, accessibleInBoth } from './axe.ts';
import { cli, cluster, csvOf, put } from './files.ts';
import { changed, decodePng } from './png.ts';

/** Chosen by typing it into the menu of all shapes. */
async function compose(app: Screen, text: string): Promise<void> {
  await app.plane.canvas.focus();
  await app.page.keyboard.press('e');
  await app.get('expression').fill(text);
  await app.page.keyboard.press('Enter');
  await expect(app.get('shape-menu')).toBeHidden();
}

async function fitted(app: Screen, text: string): Promise<void> {
  await compose(app, text);
  await app.plane.canvas.focus();
  await app.page.keyboard.press('h');
  await app.settled(text);
}

test('an expression is read as it is typed; what is wrong with it stands there, with what is allowed', async ({
  app,
}) => {
  await app.openSample('top');
  await app.get('shape-more').click();
  const field = app.get('expression');
  await expect(field).toBeFocused();
  await expect(app.get('expression-says')).toHaveText('1 part, 3 free parameters');
  await field.fill('3*(elipse+point)');
  await expect(app.get('expression-says')).toContainText('unknown shape: elipse, allowed are');
  await expect(app.get('expression-says')).toContainText('ellipse');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  // Enter does not take what cannot be read.
  await app.page.keyboard.press('Enter');
  await expect(app.get('shape-menu')).toBeVisible();
  await expect(app.get('shape-ring')).toHaveAttribute('aria-checked', 'true');
  await accessible(app.page, '[data-testid=shape-menu]');

  await field.fill('2*(ring(radius=0.1..0.5)+point)');
  await expect(app.get('expression-says')).toHaveText('4 parts, 9 free parameters');
  await app.page.keyboard.press('Enter');
  await expect(app.get('shape-composed')).toHaveAttribute('aria-checked', 'true');
  await expect(app.get('shape-composed')).toHaveText('2×(ring(radius=0.1..0.5) + point)');
  // It is remembered, and a key brings it back.
  await app.page.keyboard.press('2');
  await expect(app.get('shape-ring')).toHaveAttribute('aria-checked', 'true');
  await app.page.keyboard.press('5');
  await expect(app.get('shape-composed')).toHaveAttribute('aria-checked', 'true');
  await app.get('shape-more').click();
  await expect(app.get('recent-shapes')).toContainText('2×(ring(radius=0.1..0.5) + point)');
});

test('a composition settles, is told part by part, and pointing at a part shows it', async ({ app }) => {
  await app.openSample('top');
  await fitted(app, '2*(ellipse+point)');
  const names = ['ellipse1', 'point1', 'ellipse2', 'point2'];
  const weights = await Promise.all(
    names.map(async (name) => Number(await app.get(`part-${name}`).getAttribute('data-weight'))),
  );
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
  for (const name of ['center1.y', 'center1.phi', 'ellipse1.a', 'ellipse2.angle']) {
    expect(Number.isFinite(await app.value(`parameter-${name}`))).toBe(true);
  }
  const energy = await app.value('energy-gev');
  const parts = await app.get('parts').locator('.gev').allTextContents();
  const sum = parts.reduce((total, text) => total + Number.parseFloat(text), 0);
  expect(Math.abs(sum - energy)).toBeLessThan(0.3);
  // More parts lie nearer than one of them.
  const emd = await app.value('emd');
  await expect(app.get('verdict')).toBeVisible();

  await app.get('part-ellipse1').hover();
  await expect(app.get('shape-label')).toContainText('ellipse 1');
  await app.get('emd').hover();
  await expect(app.get('shape-label')).toHaveCount(0);
  // The other way round: the pointer on the line of the larger ellipse, at the end of its second axis.
  const larger =
    (await app.value('parameter-ellipse1.a')) > (await app.value('parameter-ellipse2.a')) ? 1 : 2;
  const axis = [`center${larger}.y`, `center${larger}.phi`, `ellipse${larger}.b`, `ellipse${larger}.angle`];
  const [y, phi, b, angle] = await Promise.all(axis.map((name) => app.value(`parameter-${name}`)));
  const place = await app.plane.at(y + b * Math.sin(angle), phi - b * Math.cos(angle));
  await app.page.mouse.move(place.x, place.y);
  await expect(app.get(`part-ellipse${larger}`)).toHaveClass(/\bon\b/);

  await fitted(app, 'ellipse');
  expect(await app.value('emd')).toBeGreaterThan(emd);
});

test('the shared centre is dragged as one, live; undo and redo bring all parts back', async ({ app }) => {
  await app.openSample('w');
  await fitted(app, '(ring+point)+point');
  const best = await app.value('emd');
  const [y, phi] = [await app.value('parameter-center.y'), await app.value('parameter-center.phi')];
  const second = await app.value('parameter-point2.y');
  await app.plane.drag([y, phi], [y + 0.2, phi], async () => {
    await expect(app.plane.canvas).toHaveAttribute('data-state', 'dragged');
    await expect.poll(() => app.value('emd')).toBeGreaterThan(best * 1.01);
  });
  await expect.poll(() => app.value('parameter-center.y')).toBeCloseTo(y + 0.2, 1);
  expect(await app.value('parameter-point2.y')).toBe(second);
  await expect.poll(() => app.value('lower-bound')).toBeGreaterThan(best);
  const moved = await app.value('parameter-center.y');
  await app.page.keyboard.press('Control+z');
  await expect.poll(() => app.value('parameter-center.y')).toBe(y);
  expect(await app.value('emd')).toBe(best);
  await app.page.keyboard.press('Control+Shift+z');
  await expect.poll(() => app.value('parameter-center.y')).toBe(moved);

  // Its command holds every part where it stands: the same number comes out of the command line.
  await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await expect.poll(() => app.value('lower-bound')).toBeGreaterThan(0);
  await app.get('copy-values').click();
  await expect(app.page.getByText('Copied the values')).toBeVisible();
  const values = (await app.page.evaluate('navigator.clipboard.readText()')) as string;
  const shape = /--shape '?([^' ]+)'?/.exec(values)?.[1] ?? '';
  expect(shape).toMatch(/^\(ring\(y=.*\+point\(weight=.*\)\)\+point\(y=/);
  expect(values).toContain('point2: energy / GeV');
});

test('a session brings a composition back; a table of one has a column a parameter', async ({
  app,
  place,
}) => {
  await app.openSample('top');
  await fitted(app, '2*point+pileup');
  const emd = await app.value('emd');
  const weight = await app.get('part-pileup').getAttribute('data-weight');
  await app.get('fit-all').click();
  await expect(app.get('batch-expression')).toHaveValue('2*point+pileup');
  await app.get('batch-expression').fill('2*poin');
  await expect(app.get('start-batch')).toBeDisabled();
  await app.get('batch-expression').fill('2*point');
  await app.get('start-batch').click();
  await app.get('tab-table').click();
  const table = app.get('results-table');
  await expect(table).toContainText('point 2 weight');
  await expect(app.get('batch-status')).toHaveAttribute('data-state', 'complete', { timeout: 60_000 });

  await expect
    .poll(async () => {
      await app.page.reload();
      await expect(app.get('engine')).toBeVisible();
      await expect(app.get('event-sums')).toBeVisible();
      return app.plane.canvas.getAttribute('data-shape');
    })
    .toBe('2*point+pileup');
  await expect.poll(() => app.value('emd')).toBe(emd);
  expect(await app.get('part-pileup').getAttribute('data-weight')).toBe(weight);
  await expect(app.get('shape-composed')).toHaveText('2×point + pileup');
  expect(place.home).toBeTruthy();
});

test('a figure has every part, as the command line draws it', async ({ app, place }) => {
  const jet = cluster(50, 0.3, 1.2, 0.5, 4).concat(cluster(30, -0.4, 0.8, 0.2, 5));
  put(place.files, 'jet.csv', csvOf([jet]));
  await app.drop([{ name: 'jet.csv', bytes: csvOf([jet]) }]);
  await app.ready();
  const shape = '2*(disk+point)+pileup';
  await fitted(app, shape);
  await app.page.keyboard.press('Control+e');
  const screen = (await app.download(() => app.get('export-svg').click())).bytes.toString('utf8');
  for (const told of ['disk: centre y', 'pileup: centre y', '--shape ', shape]) {
    expect(screen.includes(told), told).toBe(true);
  }

  await cli(['fit', 'jet.csv', '--shape', shape, '--plot', 'plots', '--json'], place.files);
  const [name] = readdirSync(join(place.files, 'plots')).filter((file) => file.endsWith('.svg'));
  const drawn = readFileSync(join(place.files, 'plots', name), 'utf8');
  // Two disks and two points in full lines, the background dashed.
  for (const svg of [screen, drawn]) {
    const lines = svg.match(/<path [^>]*stroke="#c45800"[^>]*>/g) ?? [];
    expect(lines).toHaveLength(5);
    expect(lines.filter((line) => line.includes('stroke-dasharray'))).toHaveLength(1);
  }
});

test('the settling fit is saved as frames of the size, rate and length asked for, and can be stopped', async ({
  app,
}) => {
  await app.openSample('top');
  await fitted(app, '2*point');
  await app.command('Export the settling fit');
  await app.get('film-width').selectOption('720');
  await app.get('film-rate').selectOption('10');
  await app.get('film-hold').fill('-1');
  await expect(app.get('film-dialog')).toContainText('hold is -1, allowed are 0 to 30 s');
  await expect(app.get('film-frames')).toBeDisabled();
  await app.get('film-hold').fill('0.5');
  await app.get('film-seconds').fill('1');
  await accessible(app.page, '[data-testid=film-dialog]');
  const { name, bytes } = await app.download(() => app.get('film-frames').click());
  expect(name).toMatch(/-event0-2xpoint\.zip$/);
  const frames = Object.entries(unzipSync(new Uint8Array(bytes))).sort(([a], [b]) => a.localeCompare(b));
  expect(frames.map(([file]) => file)).toEqual(
    Array.from({ length: 15 }, (_, k) => `frame-${String(k).padStart(4, '0')}.png`),
  );
  const [first, last] = [decodePng(frames[0][1]), decodePng(frames[14][1])];
  expect(first.width).toBe(720);
  expect([last.width, last.height]).toEqual([first.width, first.height]);
  // The shape has moved, and the EMD that is printed with it.
  expect(changed(first, last)).toBeGreaterThan(0.0005);
  expect(changed(decodePng(frames[10][1]), last)).toBe(0);

  // A film of a minute is stopped on its way.
  await app.command('Export the settling fit');
  await app.get('film-seconds').fill('60');
  await app.get('film-webm').click();
  await expect(app.get('film-state')).toContainText(/frame\s+[\d\s]+of/);
  await app.get('film-cancel').click();
  await expect(app.get('film-webm')).toBeEnabled();
  await app.get('film-seconds').fill('0.5');
  const film = await app.download(() => app.get('film-webm').click());
  expect(film.name).toMatch(/\.webm$/);
  // EBML, as every WebM begins.
  expect([...film.bytes.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3]);
});

test('with six parts and a background the screen stays within what readers of it need', async ({ app }) => {
  await app.openSample('top');
  await fitted(app, '3*(ellipse+point)+pileup');
  await expect(app.get('parts').getByText('centre 3')).toBeVisible();
  await expect(app.get('part-pileup')).toContainText(/y .* to .*, φ .* to /);
  await accessibleInBoth(app.page);
});
