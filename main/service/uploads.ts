// Bytes that a browser sent: kept under home by their content, so that the same file sent twice is the same data set.

import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RingsideError } from '../contract/index.ts';
import { isAbandoned, makeFolder } from './storage.ts';

const FILE_MODE = 0o600;
const MAX_NAME = 200;

/** A name that is only a name: no folders, no control characters, not hidden. */
export function safeName(name: string): string {
  const last = basename(name.replaceAll('\\', '/'));
  const clean = last
    .replace(/[\p{Cc}/:*?"<>|]/gu, '_')
    .replace(/^\.+/, '')
    .trim();
  const end = clean.length > MAX_NAME ? clean.slice(-MAX_NAME) : clean;
  return end || 'upload';
}

/** Writes to a temporary file, then renames. Rejects with too-large once more than `limit` bytes came. */
export async function keepUpload(
  folder: string,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<string> {
  const safe = safeName(name);
  await makeFolder(folder);
  const temporary = join(folder, `${randomBytes(9).toString('hex')}.tmp`);
  const hash = createHash('sha256');
  let received = 0;
  async function* counted() {
    for await (const block of bytes) {
      received += block.length;
      if (received > limit) {
        throw new RingsideError(
          'too-large',
          `${safe}: more than ${limit} bytes were sent, allowed are ${limit}`,
          'Start the application where the file is and open it from its folder.',
        );
      }
      hash.update(block);
      yield block;
    }
  }
  try {
    await pipeline(counted(), createWriteStream(temporary, { mode: FILE_MODE }));
    const path = join(folder, hash.digest('hex').slice(0, 32), safe);
    await makeFolder(dirname(path));
    await rename(temporary, path);
    return path;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Removes what no session, table or list of recent files needs any more, and what was never finished. What is young
 * stays: another application with the same state may be receiving it, or not have opened it yet.
 */
export async function pruneUploads(folder: string, needed: ReadonlySet<string>, now: number): Promise<void> {
  const kept = new Set([...needed].map((file) => dirname(file)));
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    if (kept.has(path) || !(await isAbandoned(path, now))) continue;
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
