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

/** The built command line, beside this file. Not imported: shells do not know one another. */
async function runCommand(argv: readonly string[]): Promise<void> {
  const built = pathToFileURL(resolve(import.meta.dirname, 'cli.js')).href;
  const { main } = (await import(/* @vite-ignore */ built)) as {
    main(argv: readonly string[]): Promise<number>;
  };
  app.exit(await main(argv));
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

if (purpose.kind === 'cli') {
  void app
    .whenReady()
    .then(() => runCommand(purpose.argv))
    .catch((error: unknown) => {
      log(error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
} else openWindow(purpose.files);
