// What the screen needs of the application, whichever shell it runs in: the Api, what comes unasked, the state of
// the connection, and files on their way in and out.

import type { Api, Events, FileEntry } from '../../main/contract/index.ts';

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'ready' }
  /** Lost, and being tried again: `attempt` counts from 1. */
  | { readonly state: 'lost'; readonly attempt: number }
  /** The application answers, but no longer knows this window. Trying again is of no use. */
  | { readonly state: 'refused' };

export interface Client {
  readonly api: Api;
  /** Called once, before `start`. */
  listen(handlers: Events, onConnection: (connection: Connection) => void): void;
  start(): Promise<void>;
  /** Files dropped on the window, or chosen in the browser's own dialog; `onProgress` gets bytes done. */
  bring(files: readonly File[], onProgress: (done: number, total: number) => void): Promise<FileEntry[]>;
}

/** The calls of `Api`, each through one function: how both shells build theirs. */
export function apiFrom(call: (method: keyof Api, args: unknown[]) => Promise<unknown>): Api {
  return new Proxy({} as Api, {
    get: (_, method) =>
      typeof method === 'string' ? (...args: unknown[]) => call(method as keyof Api, args) : undefined,
  });
}
