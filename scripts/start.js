// npm start [-- FILE…] [--shell desktop|browser|none] [--port N]
// Sets the checkout up, then opens the Electron window where it can be had, else the served window, and says in one line
// which and why. A second start hands its files to the first.

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findBrowser } from './browser.js';
import { getElectron } from './electron.js';
import { findRunning, handOver, stateFolder } from './instance.js';
import { root, setup } from './setup.js';

const SHELLS = ['desktop', 'browser', 'none'];
/** An Electron that ends sooner than this, with an error, never had a window (ms). */
const STARTS_WITHIN = 10_000;

export const HELP = `npm start [-- FILE…] [--shell desktop|browser|none] [--port N]

  FILE               event files to open
  --shell desktop    the Electron window (tried first where there is a display)
  --shell browser    the served window, opened in an installed Chromium-family browser
  --shell none       the served window, not opened: only its address is printed
  --port N           port of the served window (default: any free one)`;

/** The options, or an Error in one line. */
export function readArguments(argv) {
  const options = {
    shell: { type: 'string' },
    port: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  };
  const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
  if (values.shell !== undefined && !SHELLS.includes(values.shell)) {
    throw new Error(`--shell is ${JSON.stringify(values.shell)}, needed is one of ${SHELLS.join(', ')}`);
  }
  if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) <= 65_535)) {
    throw new Error(`--port is ${JSON.stringify(values.port)}, needed is a number from 0 to 65535`);
  }
  return { ...values, files: positionals };
}

/** Which shells to try, in their order, and why not the others. */
export function choose({ shell, port, display, isRoot }) {
  if (shell === 'none') return { electron: false, window: false, why: 'as asked' };
  if (shell === 'browser') {
    return display
      ? { electron: false, window: true, why: 'as asked' }
      : { electron: false, window: false, why: 'no display' };
  }
  if (!display) return { electron: false, window: false, why: 'no display' };
  if (isRoot) return { electron: false, window: true, why: 'Electron does not run as root in its sandbox' };
  if (port !== undefined && shell !== 'desktop')
    return { electron: false, window: true, why: '--port is given' };
  return { electron: true, window: true, why: '' };
}

export const hasDisplay = (env = process.env, platform = process.platform) =>
  platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);

/** Resolves to null once the window was closed, or to why it could not be opened. */
function runElectron(binary, files) {
  const since = Date.now();
  const child = spawn(binary, [root, ...files], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((done) => {
    child.on('error', (error) => done(`Electron could not be started: ${error.message}`));
    child.on('close', (code, signal) => {
      if (code === 0 || Date.now() - since > STARTS_WITHIN) {
        process.exitCode = code ?? 1;
        done(null);
      } else done(`Electron ended at once (${signal ?? code})`);
    });
  });
}

export async function start(argv) {
  const { shell, port, help, files: names } = readArguments(argv);
  if (help) {
    console.log(HELP);
    return;
  }
  const base = process.env.INIT_CWD || process.cwd();
  const files = names.map((name) => resolve(base, name));
  const home = stateFolder();

  const running = await findRunning(home, root);
  if (running !== null) {
    console.log(
      `Ringside · already running as a served window (process ${running.pid}) · ${running.address}`,
    );
    if (files.length > 0) {
      const { opened, problems } = await handOver(running, files);
      for (const problem of problems) console.error(`ringside: ${problem}`);
      if (opened > 0) console.log(`${opened} of ${files.length} files opened there`);
      if (problems.length > 0) process.exitCode = 1;
    }
    return;
  }

  await setup();
  const isRoot = process.platform !== 'win32' && process.getuid?.() === 0;
  const choice = choose({ shell, port, display: hasDisplay(), isRoot });
  let why = choice.why;
  if (choice.electron) {
    const electron = await getElectron({ home, insist: shell === 'desktop' });
    if (electron.path === null) why = electron.why;
    else {
      console.log('Ringside · desktop window (Electron)');
      const problem = await runElectron(electron.path, files);
      if (problem === null) return;
      why = problem;
    }
  }
  const browser = choice.window ? findBrowser() : null;
  if (choice.window && browser === null)
    why = [why, 'no Chromium-family browser found'].filter(Boolean).join('; ');
  const { main } = await import(pathToFileURL(resolve(root, 'out/main/server.js')).href);
  await main([
    ...files,
    ...(port === undefined ? [] : ['--port', port]),
    ...(browser === null ? [] : ['--browser', browser]),
    ...(why === '' ? [] : ['--why', why]),
  ]);
  process.exit();
}

if (import.meta.main ?? process.argv[1]?.endsWith('start.js')) {
  start(process.argv.slice(2)).catch((error) => {
    console.error(`ringside: ${[error.message, error.hint].filter(Boolean).join('. ')}`);
    process.exit(1);
  });
}
