// Electron's binary is not part of its npm package: it is downloaded here, watched, and given up where it does not come
// (an air-gapped laboratory), so that the served window can take its place.

import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './setup.js';

/** A download that brings nothing for this long is given up (ms). */
const STALLED = 60_000;
/** And not tried again for this long (ms). */
const REST = 24 * 3_600_000;

const packageFolder = join(root, 'node_modules/electron');

/** The path of Electron's program, or null where it has not been downloaded. */
export function electronBinary(env = process.env, folder = packageFolder) {
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8');
    const path = join(env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist'), name);
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** Bytes of all files below the folders. */
function bytesIn(folders) {
  let bytes = 0;
  const visit = (path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return;
    if (found.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
    else bytes += found.size;
  };
  for (const folder of folders) {
    try {
      visit(folder);
    } catch {
      // A file that went away while we looked.
    }
  }
  return bytes;
}

/** Runs the installer until it ends or stalls; resolves to null when it succeeded, else to why not. */
export function watchedInstall(script, { stalled = STALLED, every = 1000, folders = [] } = {}) {
  const temporary = mkdtempSync(join(tmpdir(), 'ringside-electron-'));
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-5000);
  });
  let last = -1;
  let since = Date.now();
  let gaveUp = false;
  const timer = setInterval(() => {
    const bytes = bytesIn([temporary, ...folders]);
    if (bytes !== last) {
      last = bytes;
      since = Date.now();
    } else if (Date.now() - since > stalled) {
      gaveUp = true;
      child.kill('SIGKILL');
    }
  }, every);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearInterval(timer);
      rmSync(temporary, { recursive: true, force: true });
      if (code === 0) resolve(null);
      else if (gaveUp) resolve(`no progress for ${Math.round(stalled / 1000)} s`);
      else
        resolve(
          said
            .split('\n')
            .find((line) => /error/i.test(line))
            ?.trim()
            .slice(0, 120) || `exit ${code}`,
        );
    });
  });
}

/** The binary, downloaded when it is missing. { path } or { path: null, why }. `insist` tries again within the day. */
export async function getElectron({
  home,
  insist = false,
  log = console.log,
  now = Date.now,
  folder = packageFolder,
}) {
  const present = electronBinary(process.env, folder);
  if (present !== null) return { path: present };
  // An installed package brings only what runs; Electron is a checkout's.
  if (!existsSync(join(folder, 'package.json'))) {
    return { path: null, why: 'Electron is not part of this installation' };
  }
  const note = join(home, 'electron-download.json');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!insist) {
    try {
      const failed = JSON.parse(readFileSync(note, 'utf8'));
      if (failed.version === version && now() - failed.at < REST) {
        return {
          path: null,
          why: `Electron could not be downloaded: ${failed.why}; not tried again for a day`,
        };
      }
    } catch {
      // Never tried.
    }
  }
  log(`Downloading Electron ${version} …`);
  const why = await watchedInstall(join(folder, 'install.js'), {
    folders: [join(folder, 'dist')],
  });
  const path = electronBinary(process.env, folder);
  if (path !== null) {
    rmSync(note, { force: true });
    return { path };
  }
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(note, JSON.stringify({ version, at: now(), why: why ?? 'nothing came' }));
  return { path: null, why: `Electron could not be downloaded: ${why ?? 'nothing came'}` };
}
