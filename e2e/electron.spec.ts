// The desktop shell in a real Electron, where its binary is there (an unfused build: Playwright needs its inspector).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { electronBinary } from '../scripts/electron.js';
import { root } from './served.ts';

let home: string;
let electron: ElectronApplication;
let page: Page;

test.beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ringside-electron-'));
  electron = await _electron.launch({
    executablePath: electronBinary() ?? undefined,
    args: [root, `--user-data-dir=${join(home, 'profile')}`],
    env: { ...(process.env as Record<string, string>), RINGSIDE_HOME: home },
  });
  page = await electron.firstWindow();
});

test.afterEach(async () => {
  await electron.close();
  rmSync(home, { recursive: true, force: true });
});

test('the window shows our page and talks to the application', async () => {
  await expect(page).toHaveURL('app://ringside/');
  const hello = await page.evaluate("ringside.call('hello', [])");
  expect(hello).toMatchObject({ ok: { shell: 'desktop' } });
  const samples = (hello as { ok: { samples: unknown[] } }).ok.samples;
  expect(samples.length).toBeGreaterThan(0);
});

test('the page has the three named methods, and nothing of Node or Electron', async () => {
  const found = await page.evaluate(`(async () => ({
    names: Object.keys(ringside).sort(),
    node: ['require', 'process', 'Buffer', 'module'].filter((name) => name in globalThis),
    isolated: crossOriginIsolated,
    opened: window.open('https://example.org/') === null,
    bad: await ringside.call('event', ['d', -1]),
  }))()`);
  expect(found).toMatchObject({
    names: ['call', 'drop', 'on'],
    node: [],
    isolated: true,
    opened: true,
    bad: { error: { code: 'bad-argument' } },
  });
});

test('the window is sandboxed and isolated', async () => {
  const preferences = await electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // Not in the types: what the window was made with.
    const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    const { sandbox, contextIsolation, nodeIntegration } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false });
});
