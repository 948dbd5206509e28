// What axe-core finds on the screen. Dark and light differ in nothing but colours, so a state that has been looked at whole in
// one theme is looked at for its colours alone in the other.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The rules of axe-core that read colours: contrast of text, and links told from the text around them. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Fails with what axe-core finds; only in `inside`, where that is given: a page of a thousand elements takes seconds. */
export async function accessible(page: Page, inside?: string, rules?: readonly string[]): Promise<void> {
  // There are no frames here, so nothing has to be put together on a page of its own; and what passed is not told.
  // A page that has been looked at before has the half megabyte of axe-core still.
  const there = await page.evaluate("typeof window.axe === 'object'");
  const axe = new AxeBuilder(there ? { page, axeSource: ';' } : { page });
  axe.setLegacyMode().options({ resultTypes: ['violations'] });
  if (rules) axe.withRules([...rules]);
  const { violations } = await (inside ? axe.include(inside) : axe).analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
  expect(told).toEqual([]);
}

/** In dark whole, then in light for its colours; the window is left dark. */
export async function accessibleInBoth(page: Page, inside?: string): Promise<void> {
  const html = page.locator('html');
  const wear = async (colorScheme: 'dark' | 'light') => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(html).toHaveAttribute('data-theme', colorScheme);
  };
  await wear('dark');
  await accessible(page, inside);
  await wear('light');
  await accessible(page, inside, COLOURS);
  await wear('dark');
}
