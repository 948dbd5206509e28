// Opens the served address as an application window of an installed Chromium-family browser. The address holds the token,
// and a command line can be read by every user of the machine: so the browser is given a file that only its owner can
// read, and that file leads to the address.

import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Resolves to a sentence when the browser could not be started, to null when it was. */
export async function openWindow(browser: string, address: string, home: string): Promise<string | null> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const path = join(home, 'open-window.html');
  const page = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<title>Ringside</title><meta http-equiv="refresh" content="0;url=${address}">\n`;
  await writeFile(path, page, { mode: 0o600 });
  const root = process.getuid?.() === 0;
  const child = spawn(browser, [...(root ? ['--no-sandbox'] : []), `--app=${pathToFileURL(path)}`], {
    detached: true,
    stdio: 'ignore',
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`${browser} could not be started (${error.message})`));
    child.once('spawn', () => {
      child.unref();
      resolve(null);
    });
  });
}
