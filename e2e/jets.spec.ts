// Jets of an event: outlined and coloured on the plane, told in a table, and each what a shape can be fitted to.

import { expect, test } from './app.ts';
import { changed } from './png.ts';

test('jets come onto the plane and into the table, and a click makes one what is fitted', async ({ app }) => {
  await app.openSample('events');
  const { canvas } = app.plane;
  await expect(canvas).toHaveAttribute('data-jets', 'none');
  const without = await app.plane.pixels();
  await canvas.focus();
  await app.page.keyboard.press('j');
  await expect(canvas).toHaveAttribute('data-jets', /^[1-9]/);
  await expect(app.get('jet-label').first()).toContainText('GeV');
  expect(changed(without, await app.plane.pixels())).toBeGreaterThan(0.002);

  await app.page.getByRole('tab', { name: /^Jets/ }).click();
  const rows = app.get('jet-row');
  const energies = await rows
    .locator('[data-value]')
    .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-value'))));
  expect(energies.length).toBeGreaterThan(1);
  expect(energies).toEqual([...energies].sort((a, b) => b - a));
  expect(energies[energies.length - 1]).toBeGreaterThanOrEqual(10);

  // A row chooses without fitting; then `h` fits what is chosen, and another row fits that one.
  await rows.first().click();
  await expect(rows.first()).toHaveAttribute('aria-selected', 'true');
  await expect(app.get('energy')).toContainText('a jet of');
  await expect(canvas).toHaveAttribute('data-state', 'empty');
  // Its Lund plane stands beside the table, and a declustering tells of itself.
  await expect(app.get('lund')).toHaveAttribute('data-points', /^[1-9]/);
  await app.get('lund').press('ArrowRight');
  await expect(app.get('lund-words')).toContainText('GeV · z 0.');
  await app.fit('ring');
  const first = await app.value('energy-gev');
  await rows.nth(1).click();
  await expect.poll(() => app.value('energy-gev')).toBeLessThan(first);
  await app.settled('ring');

  // So does a click inside an outline.
  const [y, phi] = await rows
    .first()
    .locator('span')
    .allTextContents()
    .then((cells) => [cells[2], cells[3]].map((cell) => Number(cell.replace('−', '-'))));
  const at = await app.plane.at(y, phi);
  await app.page.mouse.click(at.x, at.y);
  await expect.poll(() => app.value('energy-gev')).toBe(first);
  await app.settled('ring');

  // Another radius, with grooming beside.
  await app.get('jets-radius').fill('1');
  await app.get('jets-groomer').selectOption('mmdt');
  await expect(app.page.getByRole('columnheader', { name: 'groomed m' })).toBeVisible();

  // Areas, of about πR², and the density of pileup, which is taken from each jet.
  const plain = await app.plane.pixels();
  await app.get('toggle-areas').click();
  await expect(app.get('pileup')).toContainText('GeV/rad²');
  expect(changed(plain, await app.plane.pixels())).toBeGreaterThan(0.0005);
  const number = async (cell: string) =>
    Number(await rows.first().locator(`[data-${cell}]`).getAttribute(`data-${cell}`));
  expect(Math.abs((await number('area')) / Math.PI - 1)).toBeLessThan(0.3);
  expect(await number('subtracted')).toBeGreaterThan(0);
  expect(await number('subtracted')).toBeLessThan(await number('value'));

  // The history of the hardest: a slider cuts it into subjets, which the plane then shows in place of the jets.
  await canvas.focus();
  await app.page.keyboard.press('y');
  const history = app.get('history');
  await expect(history).toHaveAttribute('data-nodes', /^[1-9]/);
  const particles = (Number(await history.getAttribute('data-nodes')) + 1) / 2;
  await app.get('cut').press('Home');
  await expect(history).toHaveAttribute('data-subjets', String(particles));
  await expect(canvas).toHaveAttribute('data-jets', String(particles));
  await app.get('cut').press('End');
  await expect(app.get('subjet-row')).toHaveCount(1);
  await app.get('history-tree').selectOption('kt');
  await app.get('cut-by').selectOption('distance');
  await expect(app.get('cut-value')).toContainText('GeV²');
  await expect(app.get('subjet-row')).toHaveCount(3);
  await history.press('ArrowUp');
  await expect(app.get('history-words')).toContainText(`${particles} particles`);

  // The ring beside the jets of what it was fitted to.
  await app.get('jets-list-beside').click();
  await expect(app.get('beside-row').first()).toContainText('ring');
  await expect(app.get('beside-sum')).toContainText('among what was fitted');
  expect(await app.get('beside-sum').locator('[data-value]').first().getAttribute('data-value')).toBe(
    await app.get('emd').getAttribute('data-value'),
  );

  await app.get('toggle-jets').click();
  await expect(canvas).toHaveAttribute('data-jets', 'none');
});

test('the jets of a file are events of a data set of their own, after a reload too', async ({ app }) => {
  await app.openSample('events');
  await app.command('Jets of this file as events');
  const dialog = app.get('jets-of-file');
  await dialog.getByTestId('file-jets-radius').fill('0.8');
  await dialog.getByTestId('file-jets-ptmin').fill('40');
  await dialog.getByTestId('open-jets').click();
  const row = app.get('file-row').filter({ hasText: 'antikt 0.8 ptmin=40' });
  await expect(row).toHaveAttribute('aria-current', 'true');
  await expect(app.get('event-origin')).toHaveText('event 0, jet 0');
  await expect(app.get('row-origin').nth(1)).toHaveText('0.1');
  await app.get('event-row').nth(1).click();
  await expect(app.get('event-origin')).toHaveText('event 0, jet 1');
  await app.page.reload();
  await app.ready();
  await expect(app.get('event-origin')).toHaveText('event 0, jet 1');
  await expect(app.get('file-row')).toHaveCount(2);
});
