// Chromium-family browsers: which is installed, and, for the tests, how to get one.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './setup.js';

const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
  'vivaldi-stable',
];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS = [
  'Google/Chrome/Application/chrome.exe',
  'Chromium/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
  'BraveSoftware/Brave-Browser/Application/brave.exe',
];

function candidates(env, platform) {
  if (platform === 'darwin') return MAC.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return folders.flatMap((folder) => WINDOWS.map((path) => join(folder, path)));
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Ubuntu's packages of this name only say that one should install a snap. */
function isStub(path, platform) {
  if (platform !== 'linux') return false;
  const head = readFileSync(path).subarray(0, 2000).toString('latin1');
  return head.startsWith('#!') && head.includes('snap install');
}

/** The path of an installed browser, or null. RINGSIDE_BROWSER names one. */
export function findBrowser(env = process.env, platform = process.platform) {
  if (env.RINGSIDE_BROWSER) return isExecutable(env.RINGSIDE_BROWSER) ? env.RINGSIDE_BROWSER : null;
  return candidates(env, platform).find((path) => isExecutable(path) && !isStub(path, platform)) ?? null;
}

/** Playwright's own browser, where it has been downloaded. */
async function playwrightBrowser() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

function attempt(command, args, minutes) {
  const { status, error, stderr } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: minutes * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status === 0) return null;
  const last = (stderr ?? '').trim().split('\n').at(-1);
  return error?.message ?? (last || `exit ${status}`);
}

/** A browser for the tests: installed, else Playwright's, else Debian's through apt. Resolves to { path, how } or { path: null, how: why not }. */
export async function browserForTests(log = console.log) {
  const installed = findBrowser();
  if (installed !== null) return { path: installed, how: 'installed' };
  const own = await playwrightBrowser();
  if (own !== null) return { path: own, how: "Playwright's" };

  const reasons = [];
  log('No Chromium-family browser is installed: downloading Playwright’s …');
  const tool = join(root, 'node_modules/@playwright/test/cli.js');
  const asRoot = process.getuid?.() === 0;
  const problem = attempt(process.execPath, [tool, 'install', 'chromium'], 5);
  if (problem === null) {
    const path = await playwrightBrowser();
    if (asRoot) attempt(process.execPath, [tool, 'install-deps', 'chromium'], 5);
    if (path !== null && attempt(path, ['--headless', '--no-sandbox', '--version'], 1) === null) {
      return { path, how: "Playwright's, just downloaded" };
    }
    reasons.push('Playwright’s browser does not start here');
  } else reasons.push(`Playwright’s download failed (${problem})`);

  if (asRoot && existsSync('/usr/bin/apt-get')) {
    log(`${reasons.at(-1)}: installing Debian’s chromium …`);
    const failed =
      attempt('apt-get', ['update', '-q'], 5) ??
      attempt('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], 10);
    const path = findBrowser();
    if (path !== null) return { path, how: 'Debian’s, just installed' };
    reasons.push(`apt-get failed (${failed ?? 'no chromium in it'})`);
  } else reasons.push('apt-get needs root and Debian');
  return { path: null, how: reasons.join('; ') };
}
