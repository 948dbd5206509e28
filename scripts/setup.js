// Makes a checkout ready to run: the locked packages installed when they are missing or stale, the project built when its
// sources changed. Plain JavaScript without dependencies, because at first there is nothing else. Several may run at once.

import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

const NODE = [20, 19];
/** What the build reads. */
const SOURCES = [
  'main',
  'workers',
  'renderer',
  'assets/fonts',
  'assets/icon',
  'electron.config.ts',
  'svelte.config.js',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const OUTPUTS = [
  'main/cli.js',
  'main/server.js',
  'main/desktop.js',
  'main/compute.js',
  'preload/preload.cjs',
  'renderer/index.html',
];
/** Another setup of this checkout is waited for this long (ms). */
const PATIENCE = 15 * 60_000;

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** One line where this Node is too old, else null. */
export function nodeProblem(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const enough = major > NODE[0] || (major === NODE[0] && minor >= NODE[1]);
  return enough ? null : `Node ${version} is too old, needed is ${NODE.join('.')} or newer`;
}

/** Whether node_modules holds what the lock file names, each package in its version. */
export function sameTree(lock, installed) {
  const there = installed.packages ?? {};
  return Object.entries(lock.packages ?? {}).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional === true || devOptional === true || there[path]?.version === version,
  );
}

const stampPath = (at) => join(at, 'node_modules/.ringside-installed');
const installStamp = (lock) => sha256(`${lock}\0${process.platform}\0${process.arch}`);

/** Null when the packages are there; else why they must be installed. */
export function installNeeded(at = root) {
  const lock = read(join(at, 'package-lock.json'));
  // An installed package brings its dependencies with it, and no lock file.
  if (lock === null) return null;
  if (!existsSync(join(at, 'node_modules'))) return 'no packages yet';
  if (read(stampPath(at)) === installStamp(lock)) return null;
  const installed = read(join(at, 'node_modules/.package-lock.json'));
  if (installed === null || !sameTree(JSON.parse(lock), JSON.parse(installed)))
    return 'the lock file changed';
  writeFileSync(stampPath(at), installStamp(lock));
  return null;
}

/** Of every source: path, size and time of change. */
export function fingerprint(at = root) {
  const lines = [];
  const visit = (path) => {
    const found = statSync(join(at, path), { throwIfNoEntry: false });
    if (found === undefined) return;
    if (!found.isDirectory()) {
      if (!/\.test\.[jt]s$/.test(path)) lines.push(`${path} ${found.size} ${Math.floor(found.mtimeMs)}`);
      return;
    }
    for (const name of readdirSync(join(at, path)).sort()) visit(`${path}/${name}`);
  };
  for (const path of SOURCES) visit(path);
  return sha256(lines.join('\n'));
}

/** Null when out/ is up to date; else why it must be built. */
export function buildNeeded(at = root) {
  if (!existsSync(join(at, 'electron.config.ts'))) return null;
  if (!OUTPUTS.every((path) => existsSync(join(at, 'out', path)))) return 'not built yet';
  return read(join(at, 'out/.built')) === fingerprint(at) ? null : 'the sources changed';
}

/** What a tool said of its failure: npm's errors without its help, else its last lines. */
function complaint(said) {
  const lines = said.trim().split('\n');
  const errors = lines.filter((line) => line.startsWith('npm error') && line !== 'npm error');
  return (errors.length > 0 ? errors.slice(0, 12) : lines.slice(-60)).join('\n');
}

/** Runs to its end; rejects with the last of what it said when it fails. */
function run(command, args, shell = false) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said = (said + chunk).slice(-20_000);
      });
    }
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done(said);
      else fail(new Error(`${[command, ...args].join(' ')} failed (${code})\n${complaint(said)}`));
    });
  });
}

function install() {
  const args = ['ci', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  if (npm && /npm-cli\.c?js$/.test(npm)) return run(process.execPath, [npm, ...args]);
  return run('npm', args, process.platform === 'win32');
}

export async function build() {
  const before = fingerprint();
  rmSync(join(root, 'out/.built'), { force: true });
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const said = await run(process.execPath, [tool, 'build', '-c', 'electron.config.ts']);
  writeFileSync(join(root, 'out/.built'), before);
  return said;
}

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Whoever holds the lock touches it this often (ms). */
const HEARTBEAT = 2000;
/** A lock that nobody touched while it was looked at for so long (ms) is a dead one's, whoever has its number now. */
const SILENCE = 30_000;
const POLL = 200;
const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));

/** One setup of a checkout at a time; a dead one's lock is taken over. */
export async function exclusively(work, at = root, silence = SILENCE) {
  const folder = join(at, '.ringside');
  const lock = join(folder, 'setup.lock');
  const mine = `${process.pid} ${randomUUID()}`;
  mkdirSync(folder, { recursive: true });
  const touched = () => statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? null;
  const until = Date.now() + PATIENCE;
  let seen = null;
  // Counted in looks, not by the clock: a machine that slept proves nothing.
  let looks = 0;
  for (;;) {
    try {
      writeFileSync(lock, mine, { flag: 'wx' });
      // Another that found the same dead lock may have removed ours in its place; then it holds the lock.
      await pause(50);
      if (read(lock) === mine) break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = Number.parseInt(read(lock) ?? '', 10);
    const time = touched();
    looks = time === seen ? looks + 1 : 0;
    seen = time;
    const dead = Number.isNaN(owner) ? looks * POLL > 5000 : !alive(owner) || looks * POLL > silence;
    if (dead) rmSync(lock, { force: true });
    else if (Date.now() > until)
      throw new Error(`another setup (process ${owner}) has not ended; its lock is ${lock}`);
    else await pause(POLL);
  }
  const beat = setInterval(() => {
    try {
      const now = new Date();
      utimesSync(lock, now, now);
    } catch {
      // Removed by hand: so be it.
    }
  }, HEARTBEAT);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if (read(lock) === mine) rmSync(lock, { force: true });
  }
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Does what is needed and says it in one line through `log`; says nothing where nothing is needed. */
export async function setup(log = console.log) {
  const problem = nodeProblem();
  if (problem !== null) throw new Error(problem);
  if (installNeeded() === null && buildNeeded() === null) return;
  await exclusively(async () => {
    const done = [];
    const missing = installNeeded();
    if (missing !== null) {
      log(`Ringside sets itself up (${missing}): installing the locked packages …`);
      const since = Date.now();
      await install();
      writeFileSync(stampPath(root), installStamp(readFileSync(join(root, 'package-lock.json'), 'utf8')));
      done.push(`packages installed in ${seconds(since)}`);
    }
    const stale = buildNeeded();
    if (stale !== null) {
      const since = Date.now();
      await build();
      done.push(`built in ${seconds(since)} (${stale})`);
    }
    if (done.length > 0) log(`Ringside is set up: ${done.join(', ')}`);
  });
}
