// Runs in the sandboxed window before the page: puts `window.ringside` there, named methods and nothing of Electron's.
// Bundled to one CommonJS file, out/preload/preload.cjs.

import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { METHODS } from '../contract/api.ts';
import { type Answer, CHANNELS, type DesktopBridge, type EventListener } from '../contract/desktop.ts';
import type { FileEntry } from '../contract/index.ts';

async function invoke<T>(channel: string, ...args: unknown[]): Promise<Answer<T>> {
  try {
    return await ipcRenderer.invoke(channel, ...args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: { code: 'internal', message, hint: '' } };
  }
}

const bridge: DesktopBridge = {
  async call(method, args) {
    if (!METHODS.includes(method)) {
      return { error: { code: 'bad-argument', message: 'unknown method', hint: '' } };
    }
    return invoke(CHANNELS.call, method, args);
  },
  on(listener: EventListener) {
    const forward = (_event: unknown, ...[name, args]: unknown[]) =>
      (listener as (name: unknown, args: unknown) => void)(name, args);
    ipcRenderer.on(CHANNELS.event, forward);
    return () => {
      ipcRenderer.removeListener(CHANNELS.event, forward);
    };
  },
  drop(files) {
    // Empty for a file that a page made up: only files of the disk have a path.
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    return invoke<readonly FileEntry[]>(CHANNELS.drop, paths);
  },
};

contextBridge.exposeInMainWorld('ringside', bridge);
