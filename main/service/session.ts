// The session on disk, and whether the last run said goodbye.

import { rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RingsideError, SESSION_VERSION, type Session } from '../contract/index.ts';
import { isRecord, readJson, writeAtomic } from './storage.ts';

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
  const crashed = await readFile(marker).then(
    () => true,
    () => false,
  );
  await writeFile(marker, String(process.pid), { mode: 0o600 });
  const content = await readJson(store);
  // Writes are queued: the last one given is the one that stays.
  let writing: Promise<void> = Promise.resolve();
  // A window that is opened again, or reloaded, gets what was saved last, not what was there at the start.
  let saved = isSession(content) ? content : null;
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
      writing = writing.catch(() => undefined).then(() => writeAtomic(store, JSON.stringify(session)));
      return writing;
    },
    goodbye() {
      rmSync(marker, { force: true });
    },
  };
}

/** Its own files are trusted no further than their version and outline. */
function isSession(value: unknown): value is Session {
  return (
    isRecord(value) &&
    value.version === SESSION_VERSION &&
    Array.isArray(value.datasets) &&
    Array.isArray(value.history) &&
    typeof value.event === 'number'
  );
}
