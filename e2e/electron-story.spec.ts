// One story in the real Electron window, where its binary is there: open a sample, fit a ring, undo.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { electronBinary } from '../scripts/electron.js';
import { root, Screen } from './app.ts';

test('open a sample, fit a ring, drag it, undo', async () => {
  const home = mkdtempSync(join(tmpdir(), 'ringside-electron-'));
  const electron = await _electron.launch({
    executablePath: electronBinary() ?? undefined,
    args: [root, `--user-data-dir=${join(home, 'profile')}`],
    env: { ...(process.env as Record<string, string>), RINGSIDE_HOME: home },
  });
  try {
    const app = new Screen(await electron.firstWindow());
    await expect(app.get('engine')).toBeVisible();
    await app.openSample('top');
    await app.fit('ring');
    const best = await app.value('emd');
    const [y, phi] = [await app.value('parameter-y'), await app.value('parameter-phi')];
    await app.plane.drag([y, phi], [y + 0.2, phi]);
    await expect.poll(() => app.value('emd')).toBeGreaterThan(best);
    await app.page.keyboard.press('Control+z');
    await expect.poll(() => app.value('emd')).toBe(best);
  } finally {
    await electron.close();
    rmSync(home, { recursive: true, force: true });
  }
});
