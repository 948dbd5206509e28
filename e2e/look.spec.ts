// What is drawn: the potential with its colour bar, the transport plan, the themes. Judged by the pixels of the plane.

import { expect, test } from './app.ts';
import { changed, share } from './png.ts';

/** Blue where the potential is low, brown where it is high (the diverging map of the dark theme). */
const bluish = (r: number, _g: number, b: number) => b - r > 30;
const brownish = (r: number, _g: number, b: number) => r - b > 30;

test('the potential comes and goes with its colour bar, and changes the pixels', async ({ app }) => {
  await app.openSample('top');
  await app.fit('ring');
  const without = await app.plane.pixels();
  await expect(app.get('colour-bar')).toHaveCount(0);

  await app.get('toggle-potential').click();
  await expect(app.plane.canvas).toHaveAttribute('data-potential', 'shown');
  await expect(app.get('colour-bar')).toContainText('potential f / rad');
  const withIt = await app.plane.pixels();
  expect(changed(without, withIt)).toBeGreaterThan(0.3);
  expect(share(withIt, bluish)).toBeGreaterThan(0.02);
  expect(share(withIt, brownish)).toBeGreaterThan(0.02);

  // The range stays from event to event, until it is asked for anew.
  const range = await app.get('colour-bar').getAttribute('data-range');
  await app.plane.canvas.focus();
  await app.page.keyboard.press('n');
  await expect(app.plane.canvas).toHaveAttribute('data-event', '1');
  await app.fit('ring');
  await expect(app.plane.canvas).toHaveAttribute('data-potential', 'shown');
  await expect(app.get('colour-bar')).toHaveAttribute('data-range', range ?? '');
  await app.get('colour-bar').getByRole('button').click();
  await expect(app.get('colour-bar')).not.toHaveAttribute('data-range', range ?? '');

  await app.get('toggle-potential').click();
  await expect(app.plane.canvas).toHaveAttribute('data-potential', 'none');
  await expect(app.get('colour-bar')).toHaveCount(0);
});

test('the transport plan is drawn as lines from particles to the shape', async ({ app }) => {
  await app.openSample('top');
  await app.fit('ring');
  // The frame of the focus is no part of the picture.
  await app.get('toggle-plan').focus();
  const without = await app.plane.pixels();
  await app.get('toggle-plan').click();
  await expect(app.plane.canvas).toHaveAttribute('data-plan', /^[1-9]\d{2,}$/);
  const withIt = await app.plane.pixels();
  expect(changed(without, withIt)).toBeGreaterThan(0.001);
  await app.get('toggle-plan').click();
  await expect(app.plane.canvas).toHaveAttribute('data-plan', '0');
  expect(changed(without, await app.plane.pixels())).toBeLessThan(0.0005);
});

test('dark and light, remembered', async ({ app }) => {
  await app.openSample('w');
  const html = app.page.locator('html');
  await app.command('Dark theme');
  await expect(html).toHaveAttribute('data-theme', 'dark');
  const isDark = (r: number, g: number, b: number) => r + g + b < 200;
  expect(share(await app.plane.pixels(), isDark)).toBeGreaterThan(0.7);
  await app.get('theme').click();
  await expect(html).toHaveAttribute('data-theme', 'light');
  expect(share(await app.plane.pixels(), isDark)).toBeLessThan(0.2);
  // Once it has been saved, a reload has it.
  await expect
    .poll(async () => {
      await app.page.reload();
      await expect(app.get('engine')).toBeVisible();
      return html.getAttribute('data-theme');
    })
    .toBe('light');
});

test('a particle under the pointer tells its values; the table beside has them all', async ({ app }) => {
  await app.openSample('w');
  await app.plane.canvas.focus();
  await app.page.keyboard.press('i');
  const rows = app.get('particles').getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  const number = (text: string) => Number(text.replace('−', '-'));
  // Of discs that overlap the smallest is on top: one of the five hardest lies free.
  const told: string[] = [];
  const asked: string[] = [];
  for (let i = 1; i <= 5; i++) {
    const [index, pt, y, phi] = await rows.nth(i).getByRole('cell').allTextContents();
    const place = await app.plane.at(number(y), number(phi));
    await app.page.mouse.move(place.x, place.y);
    await expect(app.get('particle-tip')).toContainText('GeV');
    told.push((await app.get('particle-tip').textContent()) ?? '');
    asked.push(`index ${index}, pT ${number(pt).toFixed(2)}`);
  }
  expect(asked.some((words) => told.some((tip) => saysBoth(tip, words)))).toBe(true);
});

/** Does the tip tell the pT and the index of "index i, pT p"? */
function saysBoth(tip: string, words: string): boolean {
  const [, index, pt] = /index (\d+), pT (\S+)/.exec(words) ?? [];
  return tip.replaceAll(/\s+/g, '').includes(`pT${pt}GeV`) && tip.trim().endsWith(index);
}

test('zoom, pan and view stay from event to event; "Fit view" chooses anew', async ({ app }) => {
  await app.openSample('events');
  const first = await app.plane.scale();
  const box = await app.plane.box();
  await app.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await app.page.mouse.wheel(0, -300);
  await expect.poll(async () => (await app.plane.scale()).dy / first.dy).toBeCloseTo(1 / 1.2 ** 3, 2);
  await app.page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.8);
  await app.page.mouse.down();
  await app.page.mouse.move(box.x + box.width / 2 - 150, box.y + box.height * 0.8, { steps: 4 });
  await app.page.mouse.up();
  const panned = await app.plane.scale();
  expect(panned.y0 - first.y0).toBeGreaterThan(100 * panned.dy);
  await app.plane.canvas.focus();
  await app.page.keyboard.press('n');
  await expect(app.plane.canvas).toHaveAttribute('data-event', '1');
  const later = await app.plane.scale();
  expect(later.dy).toBeCloseTo(panned.dy, 5);
  expect(later.y0).toBeCloseTo(panned.y0, 2);
  await app.get('fit-view').click();
  await expect.poll(async () => Math.abs((await app.plane.scale()).y0 - panned.y0)).toBeGreaterThan(0.01);
});
