// Small files of the application's own: written whole or not at all, read with a fallback.

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Folders and files of the state are their owner's alone. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: FOLDER_MODE });
}

/** Temporary file beside it, then rename: a reader sees the old content or the new one. */
export async function writeAtomic(
  path: string,
  content: string | Uint8Array,
  mode = FILE_MODE,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, content, { mode, flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A write or an upload that is older (ms) was never finished: its process is gone. */
export const ABANDONED_MS = 24 * 3_600_000;

/** Removes what killed processes left of `writeAtomic` in the folder. Another application may be writing there now. */
export async function removeAbandoned(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!/\.[0-9a-f]{12}\.tmp$/.test(name)) continue;
    const path = join(folder, name);
    if (await isAbandoned(path, now)) await rm(path, { force: true }).catch(() => undefined);
  }
}

export async function isAbandoned(path: string, now: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && now - found.mtimeMs > ABANDONED_MS;
}

/** Saves one file, one write after the other; `content` is asked for when its turn comes. */
export function createSaver(path: string, content: () => string | Promise<string>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.catch(() => undefined).then(async () => writeAtomic(path, await content()));
    return last;
  };
}

/** For what is only convenient to remember: a full disk must not fail what the user asked for. */
export async function unlessFull(what: string, saving: Promise<void>): Promise<void> {
  try {
    await saving;
  } catch (error) {
    process.emitWarning(`${what} could not be kept: ${error instanceof Error ? error.message : error}`);
  }
}

/** The parsed JSON, or null where the file is missing or is not JSON: state that is lost is not worth a failed start. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
