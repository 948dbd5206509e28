// The pictures of the README and of the guide, made by the application itself:
//   RINGSIDE_PICTURES=1 npx playwright test --project pictures
// Pythia's event is drawn where ../shared/data is there; the others are the toy samples.

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, newPlace, root, Screen, startServer, test } from './app.ts';
import { cli, shared } from './files.ts';

const FOLDER = join(root, 'docs/pictures');
/** An event of top.npz with three prongs far apart: ring and ellipse are plain to see. */
const TOP = Number(process.env.RINGSIDE_TOP ?? 11);

test.use({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });

async function shoot(app: Screen, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const notices = app.get('notices').getByRole('button', { name: 'Dismiss' });
  while ((await notices.count()) > 0) await notices.first().click();
  await app.page.mouse.move(2, 2);
  await app.get('toggle-potential').focus();
  await app.plane.pixels();
  writeFileSync(join(FOLDER, name), await app.page.screenshot());
}

async function goTo(app: Screen, event: number): Promise<void> {
  await app.plane.canvas.focus();
  await app.page.keyboard.press('g');
  await app.get('go-to').getByRole('textbox').fill(String(event));
  await app.page.keyboard.press('Enter');
  await expect(app.plane.canvas).toHaveAttribute('data-event', String(event));
}

test('a composition with the band of its replicas', async ({ app }) => {
  test.setTimeout(300_000);
  await app.openSample('top');
  await goTo(app, TOP);
  await app.get('fit-view').click();
  await app.page.keyboard.press('5');
  await app.plane.canvas.focus();
  await app.page.keyboard.press('h');
  await app.settled('3*(ellipse+point)');
  await app.get('ask-intervals').click();
  await expect(app.get('uncertainty')).toHaveAttribute('data-known', 'true', { timeout: 120_000 });
  await app.get('band-smearing').click();
  await app.page.mouse.move(2, 2);
  await app.page.evaluate(`(() => {
    document.activeElement.blur();
    document.querySelector('[data-testid=inspector]').scrollTop = 0;
  })()`);
  await app.plane.pixels();
  writeFileSync(join(FOLDER, 'composition.png'), await app.page.screenshot());
});

test('jets of a full event, and the Lund plane of one', async ({ app }) => {
  await app.openSample('events');
  await app.plane.canvas.focus();
  await app.page.keyboard.press('j');
  await app.page.getByRole('tab', { name: /^Jets/ }).click();
  await app.get('jets-groomer').selectOption('mmdt');
  await app.get('jets-radius').fill('1');
  await app.get('jets-radius').blur();
  await expect(app.page.getByRole('columnheader', { name: 'groomed m' })).toBeVisible();
  await app.get('jet-row').nth(1).click();
  await expect(app.get('lund')).toHaveAttribute('data-points', /^[1-9]/);
  await app.get('lund-point').nth(1).hover();
  await app.plane.pixels();
  writeFileSync(join(FOLDER, 'jets.png'), await app.page.screenshot());
  // The tree of the jet that was chosen, clustered again with kt, cut into three.
  await app.get('inside-history').click();
  await app.get('history-tree').selectOption('kt');
  await expect(app.get('cut')).toBeVisible();
  await app.page.mouse.move(2, 2);
  await app.plane.pixels();
  writeFileSync(join(FOLDER, 'subjets.png'), await app.page.screenshot());
});

test('an event of deep-inelastic scattering in its Breit frame, the lab beside it', async ({ app }) => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-pictures-'));
  await cli(['generate', '--kind', 'dis', '--events', '6', '--seed', '1', '--out', 'dis.csv'], folder);
  await app.drop([{ name: 'dis.csv', bytes: readFileSync(join(folder, 'dis.csv')) }]);
  await app.get('frame').selectOption('breit');
  await expect(app.get('frame-facts')).toContainText('Q²');
  await app.plane.canvas.focus();
  await app.page.keyboard.press('j');
  await app.get('jets-algorithm').selectOption('centauro');
  await app.get('jets-radius').fill('0.8');
  await app.get('jets-ptmin').fill('0');
  await app.get('jets-ptmin').blur();
  await app.plane.canvas.focus();
  await app.page.keyboard.press('s');
  await expect(app.get('scattered')).toBeVisible();
  await app.page.mouse.move(2, 2);
  await app.plane.pixels();
  writeFileSync(join(FOLDER, 'frames.png'), await app.page.screenshot());
});

test('welcome, ring and ellipse on a top jet, plan, batch, dialogs', async ({ app }) => {
  test.setTimeout(300_000);
  writeFileSync(join(FOLDER, 'welcome.png'), await app.page.screenshot());
  await app.openSample('top');
  await goTo(app, TOP);
  await app.get('fit-view').click();
  await app.fit('ring');
  await app.get('toggle-potential').click();
  await expect(app.plane.canvas).toHaveAttribute('data-potential', 'shown');
  await app.get('toggle-plan').click();
  await expect(app.plane.canvas).toHaveAttribute('data-plan', /^[1-9]/);
  await app.get('fit-all').click();
  await app.get('start-batch').click();
  await expect(app.get('batch-status')).toHaveAttribute('data-state', 'complete', { timeout: 120_000 });
  await shoot(app, 'top-ring.png');
  await app.get('toggle-plan').click();
  await app.fit('ellipse');
  await shoot(app, 'top-ellipse.png');
  await app.get('tab-table').click();
  await shoot(app, 'table.png');
  await app.get('export').click();
  await expect(app.get('export-preview')).toBeVisible();
  writeFileSync(join(FOLDER, 'export.png'), await app.page.screenshot());
  const svg = await app.download(() => app.get('export-svg').click());
  expect(svg.bytes.length).toBeGreaterThan(0);
  await app.page.keyboard.press('Control+k');
  await app.page.keyboard.type('fit');
  writeFileSync(join(FOLDER, 'palette.png'), await app.page.screenshot());
  await app.page.keyboard.press('Escape');
  await app.command('Light theme');
  await app.get('toggle-potential').click();
  await expect(app.plane.canvas).toHaveAttribute('data-potential', 'none');
  await shoot(app, 'light.png');
});

test('the map of three kinds of jets, and two of them compared', async ({ app }) => {
  test.setTimeout(300_000);
  const picture = async (name: string) => {
    const notices = app.get('notices').getByRole('button', { name: 'Dismiss' });
    while ((await notices.count()) > 0) await notices.first().click();
    await app.page.mouse.move(700, 20);
    writeFileSync(join(FOLDER, name), await app.page.screenshot());
  };
  await app.openSample('qcd');
  for (const kind of ['w', 'top']) {
    await app.command(`sample ${kind}`);
    await expect(app.get('file-row').filter({ hasText: `${kind}.npz` })).toBeVisible();
  }
  await app.page.keyboard.press('d');
  await expect(app.get('measure-sum')).toContainText('pairs');
  await picture('measure.png');
  await app.get('start-measure').click();
  await expect(app.get('map')).toHaveAttribute('data-points', '600', { timeout: 200_000 });
  await expect(app.get('dimension')).toHaveAttribute('data-lines', '3', { timeout: 60_000 });
  await app.get('medoid').nth(6).click();
  await expect(app.get('neighbours').getByRole('listitem')).toHaveCount(8);
  await picture('geometry-map.png');
  await app.get('compare-medoid').nth(0).click();
  await expect(app.get('pair')).toHaveAttribute('data-flows', /^[1-9]/);
  await app.get('scrub').fill('0.4');
  await picture('geometry-compare.png');
});

test('observables of two kinds of jets: what there is, a bin, ROC curves', async ({ app }) => {
  test.setTimeout(300_000);
  const picture = async (name: string) => {
    const notices = app.get('notices').getByRole('button', { name: 'Dismiss' });
    while ((await notices.count()) > 0) await notices.first().click();
    await app.page.mouse.move(700, 20);
    writeFileSync(join(FOLDER, name), await app.page.screenshot());
  };
  await app.openSample('qcd');
  await app.command('sample top');
  await expect(app.get('file-row').filter({ hasText: 'top.npz' })).toBeVisible();
  await app.page.keyboard.press('a');
  await app.get('observable-tau32').hover();
  await expect(app.get('definition')).toHaveAttribute('data-name', 'tau32');
  await expect(app.get('formula').locator('math')).toBeAttached();
  await picture('observe.png');
  await app.get('start-observe').click();
  await expect(app.get('frame').and(app.page.locator('[data-state=complete]'))).toHaveCount(2, {
    timeout: 120_000,
  });
  await app.get('x-column').selectOption('tau32');
  await app.get('chart-canvas').focus();
  for (let i = 0; i < 6; i++) await app.page.keyboard.press('ArrowRight');
  await app.page.keyboard.press('Enter');
  await app.get('picked-next').click();
  await expect(app.get('picked-event')).toBeVisible();
  await picture('observables.png');
  await app.get('observable-tab-ranking').click();
  await app.get('chart-roc').click();
  await expect(app.get('ranked').first()).toBeVisible();
  await app.get('ranked').first().getByRole('button').click();
  await picture('roc.png');
});

test('the columns of a file', async ({ app }) => {
  const rows = ['phi,energy,rap', '0.11,120000,0.2', '0.32,45000,0.35', '-0.2,80200,0.1'].join('\n');
  await app.get('welcome-open').click();
  const file = { name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(`${rows}\n`) };
  await app.get('file-input').setInputFiles(file);
  await expect(app.get('role').first()).toBeVisible();
  writeFileSync(join(FOLDER, 'columns.png'), await app.page.screenshot());
});

test('Pythia’s dijet event with an ellipse', async ({ page }) => {
  const file = shared('Pythia-PtMin1000-LHC-10ev.dat');
  test.skip(file === null, '../shared/data is not there');
  if (file === null) return;
  const place = newPlace();
  const server = await startServer(place, [file]);
  try {
    const app = new Screen(page);
    await app.goto(server);
    await app.ready();
    await app.fit('ellipse');
    await app.get('toggle-potential').click();
    await expect(app.plane.canvas).toHaveAttribute('data-potential', 'shown');
    await shoot(app, 'pythia.png');
    const [y, phi] = [await app.value('parameter-y'), await app.value('parameter-phi')];
    const at = await app.plane.at(y, phi);
    await page.mouse.move(at.x, at.y);
    for (let i = 0; i < 24; i++) await page.mouse.wheel(0, -100);
    await app.get('colour-bar').getByRole('button').click();
    await shoot(app, 'pythia-jet.png');
  } finally {
    await server.kill();
    place.remove();
  }
});
