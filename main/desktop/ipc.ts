// Calls from a window over IPC: only from our own page, only the contract's methods, only with arguments that pass.
// Answers are data, errors too: Electron would keep no more of an error than its message.

import { isAbsolute } from 'node:path';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { type Answer, CHANNELS } from '../contract/desktop.ts';
import { type Api, type FileEntry, RingsideError } from '../contract/index.ts';
import { callApi } from '../contract/validate.ts';
import { clonable } from './clone.ts';
import { isOwnFrame } from './security.ts';

const DROPPED_AT_ONCE = 1000;

async function answer(event: IpcMainInvokeEvent, work: () => Promise<unknown>): Promise<Answer> {
  try {
    if (!isOwnFrame(event.senderFrame)) {
      throw new RingsideError('unauthorised', 'this page may not call the application');
    }
    return { ok: clonable(await work()) };
  } catch (error) {
    return { error: RingsideError.from(error).toData() };
  }
}

function readPaths(paths: unknown): readonly string[] {
  const valid =
    Array.isArray(paths) &&
    paths.length <= DROPPED_AT_ONCE &&
    paths.every((path) => typeof path === 'string' && isAbsolute(path));
  if (!valid) {
    throw new RingsideError(
      'bad-argument',
      `drop: needed are at most ${DROPPED_AT_ONCE} files of this machine`,
    );
  }
  return paths as readonly string[];
}

/** `apiFor`: the application as the window of this number sees it. */
export function handleCalls(
  ipc: Pick<IpcMain, 'handle'>,
  apiFor: (window: number) => Api,
  addFile: (path: string) => Promise<FileEntry>,
): void {
  ipc.handle(CHANNELS.call, (event, method: unknown, args: unknown) =>
    answer(event, () => callApi(apiFor(event.sender.id), method, args)),
  );
  ipc.handle(CHANNELS.drop, (event, paths: unknown) =>
    answer(event, () => Promise.all(readPaths(paths).map(addFile))),
  );
}
