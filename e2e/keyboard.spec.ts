// Everything without a mouse: open, fit, step, place a shape, find commands, see all keys; and no accessibility violation
// that axe-core can find on any screen.

import { expect, test } from './app.ts';
import { accessibleInBoth } from './axe.ts';

test('open, fit at the hardest particle, step, choose shapes, undo: keys only', async ({ app }) => {
  const { keyboard } = app.page;
  await keyboard.press('Control+k');
  await keyboard.type('sample top');
  await keyboard.press('Enter');
  await app.ready();

  await keyboard.press('h');
  await app.settled('ring');
  await keyboard.press('4');
  await expect(app.get('shape-ellipse')).toHaveAttribute('aria-checked', 'true');
  await keyboard.press('h');
  await app.settled('ellipse');

  await keyboard.press('n');
  await expect(app.plane.canvas).toHaveAttribute('data-event', '1');
  await expect(app.plane.canvas).toHaveAttribute('data-state', 'empty');
  await keyboard.press('PageDown');
  await expect(app.plane.canvas).toHaveAttribute('data-event', '2');
  await keyboard.press('p');
  await keyboard.press('p');
  await expect(app.plane.canvas).toHaveAttribute('data-event', '0');
  await app.settled('ellipse');
  await keyboard.press('Control+z');
  await app.settled('ring');

  await keyboard.press('g');
  await app.get('go-to').getByRole('textbox').fill('900');
  await expect(app.get('go-to')).toContainText('event 900 is not in this file');
  await app.get('go-to').getByRole('textbox').fill('42');
  await keyboard.press('Enter');
  await expect(app.plane.canvas).toHaveAttribute('data-event', '42');
});

test('the list of events and the cross on the plane, keys only', async ({ app }) => {
  await app.openSample('w');
  const { keyboard } = app.page;
  await app.get('event-list').focus();
  for (let i = 0; i < 3; i++) await keyboard.press('ArrowDown');
  await expect(app.plane.canvas).toHaveAttribute('data-event', '3');
  await keyboard.press('End');
  await expect(app.plane.canvas).toHaveAttribute('data-event', /^(99|199)$/);
  await expect(app.get('event-row').locator('visible=true').last()).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Home');
  await expect(app.plane.canvas).toHaveAttribute('data-event', '0');

  await keyboard.press('c');
  await expect(app.get('cursor')).toBeAttached();
  await expect(app.plane.canvas).toBeFocused();
  const before = await app.get('cursor').boundingBox();
  for (let i = 0; i < 4; i++) await keyboard.press('ArrowLeft');
  await keyboard.press('Shift+ArrowUp');
  const after = await app.get('cursor').boundingBox();
  expect(after?.x).toBeLessThan((before?.x ?? 0) - 10);
  await keyboard.press('2');
  await keyboard.press('Enter');
  await app.settled('ring');
  await keyboard.press('Escape');
  await expect(app.get('cursor')).toHaveCount(0);
  await keyboard.press('Delete');
  await expect(app.plane.canvas).toHaveAttribute('data-state', 'empty');
});

test('the palette finds commands, and the ? sheet shows every key', async ({ app }) => {
  await app.openSample('qcd');
  const { keyboard } = app.page;
  await app.plane.canvas.focus();
  await keyboard.press('?');
  await expect(app.get('keys')).toContainText('Fit at the hardest particle');
  await expect(app.get('keys')).toContainText('Next event');
  await keyboard.press('Escape');
  await expect(app.get('keys')).toBeHidden();

  await app.fit('ring');
  await keyboard.press('Control+k');
  await expect(app.get('palette').getByRole('combobox')).toBeFocused();
  await keyboard.type('potential');
  await keyboard.press('Enter');
  await expect(app.get('toggle-potential')).toBeChecked();
  await keyboard.press('Control+k');
  await expect(app.get('palette').getByRole('combobox')).toBeFocused();
  await keyboard.type('no such thing');
  await expect(app.get('palette')).toContainText('No command of that name');
  await keyboard.press('Escape');
  await expect(app.get('palette')).toBeHidden();
});

test('axe-core finds nothing on any screen', async ({ app }) => {
  test.setTimeout(180_000);
  const check = (inside?: string) => accessibleInBoth(app.page, inside);
  await check();
  await app.openSample('top');
  await app.fit('ellipse');
  await app.get('toggle-potential').click();
  await expect(app.get('colour-bar')).toBeVisible();
  await app.get('tab-history').click();
  await check();
  await app.plane.canvas.focus();
  await app.page.keyboard.press('i');
  await expect(app.get('particles')).toBeVisible();
  await check('[data-testid=particles]');
  const dialogs = {
    'Control+o': 'open-dialog',
    'Control+e': 'export-dialog',
    'Control+k': 'palette',
    '?': 'keys',
    g: 'go-to',
    'Control+Shift+f': 'fit-all-dialog',
  };
  for (const [key, id] of Object.entries(dialogs)) {
    await app.plane.canvas.focus();
    await app.page.keyboard.press(key);
    await expect(app.get(id)).toBeVisible();
    await check(`[data-testid=${id}]`);
    await app.page.keyboard.press('Escape');
    await expect(app.get(id)).toBeHidden();
  }
});
