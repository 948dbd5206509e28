import type { DesktopBridge } from '../../main/contract/desktop.ts';
import { bridgeClient } from './bridge.ts';
import type { Client } from './client.ts';
import { socketClient } from './socket.ts';

declare global {
  interface Window {
    /** Put there by the desktop shell's preload; absent in a served window. */
    readonly ringside?: DesktopBridge;
  }
}

export function connect(page: Window): Client {
  return page.ringside ? bridgeClient(page.ringside) : socketClient(page);
}

export type { Client, Connection } from './client.ts';
export { copyPng, copyText, save } from './saving.ts';
