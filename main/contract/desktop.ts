// What the desktop shell's preload puts on `window.ringside`: the same Api and Events as over the socket. Absent in a
// served window. Errors come as data, because Electron keeps only an error's message on its way between processes.

import type { Api } from './api.ts';
import type { FileEntry } from './data.ts';
import type { ErrorData } from './errors.ts';
import type { Events } from './jobs.ts';

export type Answer<T = unknown> = { readonly ok: T } | { readonly error: ErrorData };

export type EventListener = <K extends keyof Events>(event: K, args: Parameters<Events[K]>) => void;

export interface DesktopBridge {
  /** Never rejects: `{ ok }` or `{ error }`. Arguments must be structured-clonable (no Svelte proxies). */
  call(method: keyof Api, args: readonly unknown[]): Promise<Answer>;
  /** Listens to the application's events; returns a function that stops. */
  on(listener: EventListener): () => void;
  /** Files dropped on the window: the application is told their paths and answers with their handles. */
  drop(files: readonly File[]): Promise<Answer<readonly FileEntry[]>>;
}

/** Names of the IPC channels between preload and main process. */
export const CHANNELS = { call: 'ringside:call', event: 'ringside:event', drop: 'ringside:drop' } as const;
