// The files opened last, newest first, remembered from run to run.

import { join } from 'node:path';
import type { FileEntry, FileHandle } from '../contract/index.ts';
import type { FileBook } from './files.ts';
import { createSaver, isRecord, readJson, unlessFull } from './storage.ts';

const KEPT = 20;

export interface RecentBook {
  list(): readonly FileEntry[];
  note(path: string): Promise<void>;
  forget(handle: FileHandle): Promise<void>;
}

/** Files that are gone are not offered; they stay in the list for when their disk is back. */
export async function createRecent(home: string, files: FileBook): Promise<RecentBook> {
  const store = join(home, 'recent.json');
  const saved = await readJson(store);
  let paths: string[] =
    isRecord(saved) && Array.isArray(saved.paths)
      ? saved.paths.filter((path): path is string => typeof path === 'string').slice(0, KEPT)
      : [];
  const entries = new Map<string, FileEntry>();
  for (const path of paths) {
    const known = await files.add(path, 'recent').catch(() => null);
    if (known) entries.set(path, known.entry);
  }
  const save = createSaver(store, () => JSON.stringify({ version: 1, paths }));
  return {
    list: () => paths.map((path) => entries.get(path)).filter((entry) => entry !== undefined),
    async note(path) {
      const known = await files.add(path, 'recent').catch(() => null);
      if (known) entries.set(path, known.entry);
      paths = [path, ...paths.filter((other) => other !== path)].slice(0, KEPT);
      await unlessFull('the list of recent files', save());
    },
    async forget(handle) {
      const { path } = files.get(handle);
      paths = paths.filter((other) => other !== path);
      await save();
    },
  };
}
