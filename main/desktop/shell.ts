// The desktop shell once Electron is ready: application, protocol, window, menu, and a proper goodbye.

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import {
  app,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  session,
  shell,
} from 'electron';
import { CHANNELS } from '../contract/desktop.ts';
import { type Api, METHODS, RingsideError } from '../contract/index.ts';
import {
  type AnyEvent,
  type Application,
  createApplication,
  defaultHome,
  pageOptions,
  unpacked,
} from '../service/index.ts';
import { clonable } from './clone.ts';
import { createDialogs } from './dialogs.ts';
import { handleCalls } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { createProtocolHandler } from './protocol.ts';
import { confine, denyPermissions } from './security.ts';
import { createWindow } from './window.ts';

export interface ShellOptions {
  /** The folder of package.json, which holds out/ and assets/; inside the archive once packaged. */
  readonly root: string;
  readonly version: string;
  readonly files: readonly string[];
  readonly log: (line: string) => void;
}

export interface DesktopShell {
  /** Files that arrived later: a second start, a double click. */
  open(paths: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export async function startShell({ root, version, files, log }: ShellOptions): Promise<DesktopShell> {
  const application = await createApplication({
    home: defaultHome(process.env),
    roots: [app.getPath('home')],
    workerPath: unpacked(resolve(root, 'out/main/compute.js')),
    workers: availableParallelism(),
    samplesFolder: unpacked(resolve(root, 'assets/samples')),
    files,
    version,
    pages: pageOptions(process.env),
    shell: 'desktop',
  });
  for (const problem of application.problems) log(problem.message);

  denyPermissions(session.defaultSession);
  protocol.handle('app', createProtocolHandler(resolve(root, 'out/renderer')));

  const front = () => BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0] ?? null;
  const dialogs = createDialogs({
    dialog,
    writeText: (text) => clipboard.writeText(text),
    writeImage: (png) => clipboard.write([new ClipboardItem({ 'image/png': png })]),
    window: front,
    addFile: (path, origin) => application.addFile(path, origin),
  });
  handleCalls(
    ipcMain,
    (window) => ({
      ...apiOf(application),
      ...dialogs,
      evaluate: (request) => application.evaluate(request, `window ${window}`),
    }),
    (path) => application.addFile(path, 'argument'),
  );
  application.onAny(({ name, args }: AnyEvent) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (!window.isDestroyed()) window.webContents.send(CHANNELS.event, name, clonable(args));
    }
  });

  const template = menuTemplate((command) => application.send('command', command), process.platform);
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));

  const show = () => {
    const window = createWindow({
      preload: resolve(root, 'out/preload/preload.cjs'),
      icon: resolve(root, 'assets/icon/icon.png'),
      dark: nativeTheme.shouldUseDarkColors,
      log,
    });
    confine(window.webContents, (address) => shell.openExternal(address));
  };
  show();
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) show();
  });

  return {
    async open(paths) {
      const window = front();
      if (window?.isMinimized()) window.restore();
      window?.focus();
      const handles: string[] = [];
      for (const path of paths) {
        try {
          handles.push((await application.addFile(path, 'argument')).handle);
        } catch (error) {
          log(RingsideError.from(error).message);
        }
      }
      if (handles.length > 0) application.send('files', handles);
    },
    close: () => application.close(),
  };
}

/** The application's own methods, by the contract's names; those of the shell and of a window come on top. */
function apiOf(application: Application): Api {
  const methods = METHODS.filter((method) => method in application).map((method) => [
    method,
    (...args: unknown[]) =>
      (application[method as keyof Application] as (...args: unknown[]) => unknown).apply(application, args),
  ]);
  return Object.fromEntries(methods) as Api;
}
