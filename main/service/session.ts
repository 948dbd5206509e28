// The session on disk, and whether the last run said goodbye.

import { readFileSync, rmSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RingsideError, SESSION_VERSION, type Session } from '../contract/index.ts';
import { validateCall } from '../contract/validate.ts';
import { createSaver, readJson, unlessFull } from './storage.ts';

export interface SessionBook {
  readonly saved: Session | null;
  readonly crashed: boolean;
  save(session: Session): Promise<void>;
  /** Called last: the next start sees no crash. */
  goodbye(): void;
}

export async function createSession(home: string): Promise<SessionBook> {
  const store = join(home, 'session.json');
  const marker = join(home, 'running');
  const pid = await readFile(marker, 'utf8').catch(() => null);
  // Another application with the same state: its marker is its own business, and nothing has crashed.
  const shared = pid !== null && isElsewhere(Number(pid));
  const crashed = pid !== null && !shared;
  if (!shared) {
    const mark = writeFile(marker, String(process.pid), { mode: 0o600 });
    await unlessFull('that the application is running', mark);
  }
  const content = await readJson(store);
  const readable = isSession(content);
  // A session of another version, or a damaged one, is set aside rather than written over.
  if (content !== null && !readable) await rename(store, `${store}.unread`).catch(() => undefined);
  // A window that is opened again, or reloaded, gets what was saved last, not what was there at the start.
  let saved = readable ? content : null;
  const save = createSaver(store, () => JSON.stringify(saved));
  return {
    get saved() {
      return saved;
    },
    crashed,
    save(session) {
      if (session.version !== SESSION_VERSION) {
        return Promise.reject(
          new RingsideError(
            'bad-argument',
            `session version is ${session.version}, allowed is ${SESSION_VERSION}`,
          ),
        );
      }
      saved = session;
      return save();
    },
    goodbye() {
      if (!shared) rmSync(marker, { force: true });
    },
  };
}

/** A file in the state folder is no more to be trusted than what a window sends. */
function isSession(value: unknown): value is Session {
  try {
    validateCall('saveSession', [value]);
    return true;
  } catch {
    return false;
  }
}

/** A living process that is not this one. A number that was used again is taken for one: then a crash goes unnoticed. */
function isElsewhere(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  try {
    // A killed process whose parent has not asked for it yet still has its number (Linux: state Z).
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
