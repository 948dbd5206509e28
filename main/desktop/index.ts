// Electron's entry, built to out/main/desktop.js. What must happen before Electron is ready happens here, in order, with
// nothing awaited in between: the scheme, the lock that keeps to one instance, and files that macOS may send early.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, protocol } from 'electron';
import { readArguments } from './arguments.ts';
import { SCHEME } from './protocol.ts';
import { type DesktopShell, startShell } from './shell.ts';

/** This file is out/main/desktop.js. */
const root = resolve(import.meta.dirname, '../..');
const log = (line: string) => console.error(`ringside: ${line}`);
const purpose = readArguments(process.argv, app.isPackaged, process.env.INIT_CWD || process.cwd());

/** A program built beside this file. Not imported: shells do not know one another. */
async function built<T>(name: string): Promise<T> {
  return (await import(/* @vite-ignore */ pathToFileURL(resolve(import.meta.dirname, name)).href)) as T;
}

async function runCommand(argv: readonly string[]): Promise<number> {
  const { main } = await built<{ main(argv: readonly string[]): Promise<number> }>('cli.js');
  return main(argv);
}

/** The served window, until Ctrl-C. */
async function runServer(argv: readonly string[]): Promise<number> {
  const { main } = await built<{ main(argv: readonly string[]): Promise<void> }>('server.js');
  await main(argv);
  return 0;
}

function openWindow(files: readonly string[]): void {
  protocol.registerSchemesAsPrivileged([SCHEME]);
  if (!app.requestSingleInstanceLock({ files })) {
    app.quit();
    return;
  }
  app.enableSandbox();

  let shell: DesktopShell | null = null;
  const early: string[] = [];
  const open = (paths: readonly string[]) => {
    if (shell === null) early.push(...paths);
    else void shell.open(paths);
  };
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open([path]);
  });
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const sent = (data as { files?: unknown } | null)?.files;
    open(Array.isArray(sent) ? sent.filter((path) => typeof path === 'string') : []);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (shell === null) return;
    const closing = shell;
    shell = null;
    event.preventDefault();
    void closing.close().finally(() => app.exit(0));
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());

  app
    .whenReady()
    .then(() => startShell({ root, version: __VERSION__, files: [...files, ...early.splice(0)], log }))
    .then((started) => {
      shell = started;
      if (early.length > 0) void started.open(early);
    })
    .catch((error: unknown) => {
      log(error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
}

if (purpose.kind === 'window') openWindow(purpose.files);
else {
  const { kind, argv } = purpose;
  void app
    .whenReady()
    .then(() => (kind === 'cli' ? runCommand(argv) : runServer(argv)))
    .then((code) => app.exit(code))
    .catch((error: unknown) => {
      log(error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
}
