// The one window: sandboxed, isolated, its only way out the preload's named methods.

import { BrowserWindow } from 'electron';
import { PAGE } from './protocol.ts';

const SIZE = { width: 1440, height: 900, minWidth: 720, minHeight: 480 };
/** A page that died is loaded again, but not for ever. */
const RELOADS = 3;

export interface WindowOptions {
  /** out/preload/preload.cjs */
  readonly preload: string;
  readonly icon: string;
  readonly dark: boolean;
  readonly log: (line: string) => void;
}

export function createWindow({ preload, icon, dark, log }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...SIZE,
    show: false,
    title: 'Ringside',
    icon,
    backgroundColor: dark ? '#111417' : '#ffffff',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());

  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log(`the window's process ended (${reason}, ${exitCode})`);
    if (reloads++ < RELOADS) window.webContents.reload();
  });
  void window.loadURL(PAGE);
  return window;
}
