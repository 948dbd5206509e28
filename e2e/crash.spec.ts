// The server is killed in the middle of its work; what was done is there again after the next start.

import { readFile } from 'node:fs/promises';
import { expect, Screen, startServer, test } from './app.ts';
import { cli } from './files.ts';
import type { Scale } from './plane.ts';

/** y in the middle of what is seen. */
const middle = (scale: Scale, box: { width: number }) => scale.y0 + (scale.dy * box.width) / 2;

test('killed in mid-fit: the session stands again, and the fit is offered again', async ({
  page,
  place,
  complaints,
}) => {
  await cli(
    ['generate', '--kind', 'event', '--events', '3', '--seed', '3', '--out', 'events.npz'],
    place.files,
  );
  const app = new Screen(page);
  const first = await startServer(place, ['events.npz']);
  await app.goto(first);
  await app.ready();
  await app.plane.canvas.focus();
  await page.keyboard.press('n');
  await expect(app.plane.canvas).toHaveAttribute('data-event', '1');
  await app.fit('ring');
  const emd = await app.value('emd');
  const [scale, box] = [await app.plane.scale(), await app.plane.box()];

  // The whole event with an ellipse takes longer than the session needs to be saved.
  await app.get('select-all').click();
  await app.get('shape-ellipse').click();
  await app.plane.canvas.focus();
  await page.keyboard.press('h');
  await expect(app.plane.canvas).toHaveAttribute('data-state', 'settling');
  await expect
    .poll(async () => {
      const text = await readFile(`${place.home}/session.json`, 'utf8').catch(() => '{}');
      const running = (JSON.parse(text) as { running?: { shape: string } | null }).running;
      return running?.shape ?? (await app.plane.canvas.getAttribute('data-state'));
    })
    .toBe('ellipse');
  await first.kill();
  await expect(app.get('connection-lost')).toContainText('Connection lost, reconnecting');

  const second = await startServer(place);
  try {
    await app.goto(second);
    await app.ready();
    await expect(app.plane.canvas).toHaveAttribute('data-event', '1');
    await expect.poll(() => app.value('emd')).toBe(emd);
    const again = await app.plane.scale();
    expect(middle(again, await app.plane.box())).toBeCloseTo(middle(scale, box), 2);
    // The offer to fit again takes some of the height, no more.
    expect(Math.abs(again.dy / scale.dy - 1)).toBeLessThan(0.12);
    await expect(app.get('interrupted')).toContainText('ended while a fit was running: fit ellipse, event 1');
    await app.get('resume-fit').click();
    await app.settled('ellipse');
    await expect(app.get('energy')).toContainText('the whole event');
    await page.keyboard.press('Control+z');
    await expect.poll(() => app.value('emd')).toBe(emd);
  } finally {
    await second.kill();
  }
  // The lost socket is told by the browser's console too.
  complaints.length = 0;
});

test('killed in mid-batch: no row is lost, and the table goes on to its end', async ({
  page,
  place,
  complaints,
}) => {
  await cli(['generate', '--kind', 'w', '--events', '80', '--seed', '4', '--out', 'jets.npz'], place.files);
  const app = new Screen(page);
  const first = await startServer(place, ['jets.npz']);
  await app.goto(first);
  await app.ready();
  await app.get('fit-all').click();
  await app.get('fit-all-dialog').getByRole('radio', { name: 'Ellipse' }).check();
  await app.get('start-batch').click();
  const rows = async () => Number(await app.get('batch-status').getAttribute('data-rows'));
  await expect.poll(rows).toBeGreaterThan(5);
  await first.kill();
  const seen = await rows();
  expect(seen).toBeLessThan(80);

  const second = await startServer(place);
  try {
    await app.goto(second);
    await app.ready();
    await expect(app.get('batch-status')).toHaveAttribute('data-state', 'interrupted');
    const kept = await rows();
    expect(kept).toBeGreaterThanOrEqual(seen);
    await expect(app.get('histogram')).toHaveAttribute('data-count', String(kept));
    await app.get('resume-batch').click();
    await expect(app.get('batch-status')).toHaveAttribute('data-state', 'complete', { timeout: 60_000 });
    expect(await rows()).toBe(80);
    await expect(app.get('histogram')).toHaveAttribute('data-count', '80');
  } finally {
    await second.kill();
  }
  complaints.length = 0;
});

test('a goodbye is no crash: nothing is offered again, and the files are there', async ({ page, place }) => {
  const app = new Screen(page);
  const first = await startServer(place);
  await app.goto(first);
  await app.openSample('top');
  await app.fit('disk');
  const emd = await app.value('emd');
  await app.get('shape-point').click();
  await page.goto('about:blank');
  await first.stop();
  const second = await startServer(place);
  try {
    await app.goto(second);
    await app.ready();
    await expect.poll(() => app.value('emd')).toBe(emd);
    await expect(app.get('shape-point')).toHaveAttribute('aria-checked', 'true');
    await expect(app.get('interrupted')).toHaveCount(0);
  } finally {
    await second.stop();
  }
});

test('started anew at the same port: the window says that it is not known, until the new address is pasted', async ({
  page,
  place,
  complaints,
}) => {
  const app = new Screen(page);
  const first = await startServer(place);
  await app.goto(first);
  await app.openSample('top');
  await app.fit('disk');
  const emd = await app.value('emd');
  await expect
    .poll(async () => {
      const text = await readFile(`${place.home}/session.json`, 'utf8').catch(() => '{}');
      return (JSON.parse(text) as { history?: readonly unknown[] }).history?.length ?? 0;
    })
    .toBe(1);
  await first.stop();
  const second = await startServer(place, ['--port', String(first.port)]);
  try {
    expect(second.token).not.toBe(first.token);
    await expect(app.get('connection-refused')).toContainText('Paste the address that it printed');
    // Only the token differs: the page is loaded again, and what it showed comes back with the session.
    const loaded = page.waitForEvent('load');
    await page.evaluate(`location.href = ${JSON.stringify(second.address)}`);
    await loaded;
    await app.ready();
    await expect(page).not.toHaveURL(/token/);
    await expect(app.get('connection-refused')).toHaveCount(0);
    await expect.poll(() => app.value('emd')).toBe(emd);
    await app.fit('point');
    await page.keyboard.press('Control+z');
    await expect.poll(() => app.value('emd')).toBe(emd);
  } finally {
    await second.stop();
  }
  complaints.length = 0;
});
