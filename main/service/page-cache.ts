// Pages of a large file that are in memory: shared with the threads while somebody uses them, kept for a while after,
// the ones not used for longest dropped first.

import type { EventColumns } from '../../workers/core/events.ts';
import type { EventPage } from '../../workers/entry/tasks.ts';
import type { Columns } from './held.ts';

/** Bytes of pages that nobody uses, kept in case they are wanted again. */
const IDLE_BYTES = 64 * 2 ** 20;

export interface SharedPage extends EventPage, Columns {}

interface Entry {
  readonly page: Promise<SharedPage>;
  bytes: number;
  users: number;
}

export interface PageCache {
  /** Reads it where it is not there. It stays until the work has ended. */
  use<T>(
    key: string,
    read: () => EventPage | Promise<EventPage>,
    work: (page: SharedPage) => T | Promise<T>,
  ): Promise<T>;
  clear(): void;
}

export function createPageCache(
  pool: { share(key: string, value: unknown): void; unshare(key: string): void },
  idleBytes = IDLE_BYTES,
): PageCache {
  const entries = new Map<string, Entry>();

  function drop(key: string): void {
    if (entries.delete(key)) pool.unshare(key);
  }

  function trim(): void {
    let idle = 0;
    for (const { users, bytes } of entries.values()) if (users === 0) idle += bytes;
    for (const [key, { users, bytes }] of entries) {
      if (idle <= idleBytes) return;
      if (users > 0) continue;
      idle -= bytes;
      drop(key);
    }
  }

  function begin(key: string, read: () => EventPage | Promise<EventPage>): Entry {
    const page = Promise.resolve()
      .then(read)
      .then((found) => {
        entry.bytes = bytesOf(found.columns);
        pool.share(key, found.columns);
        return { ...found, key };
      });
    const entry: Entry = { page, bytes: 0, users: 0 };
    return entry;
  }

  return {
    async use(key, read, work) {
      const entry = entries.get(key) ?? begin(key, read);
      // Last in the order: used last.
      entries.delete(key);
      entries.set(key, entry);
      entry.users++;
      try {
        return await work(await entry.page);
      } catch (error) {
        // One that could not be read is read anew when it is wanted again.
        if (entry.bytes === 0 && entries.get(key) === entry) drop(key);
        throw error;
      } finally {
        entry.users--;
        trim();
      }
    },
    clear() {
      for (const key of [...entries.keys()]) drop(key);
    },
  };
}

function bytesOf({ offsets, pt, y, phi, mass, pid, index, extra }: EventColumns): number {
  const all = [
    offsets,
    pt,
    y,
    phi,
    index,
    ...(mass ? [mass] : []),
    ...(pid ? [pid] : []),
    ...Object.values(extra),
  ];
  return all.reduce((sum, { byteLength }) => sum + byteLength, 1);
}
