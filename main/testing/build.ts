// Builds entries for a test, from the sources as they stand: a stale out/ folder decides nothing.

import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
/** Inside the project, so that the built files find its packages. */
const cache = join(root, 'node_modules/.cache/ringside-test');

const ENTRIES = {
  compute: 'workers/entry/compute.ts',
  cli: 'main/cli/index.ts',
} as const;
export type Entry = keyof typeof ENTRIES;

export interface Built {
  readonly path: (entry: Entry) => string;
  readonly remove: () => void;
}

export async function buildEntries(...entries: readonly Entry[]): Promise<Built> {
  await mkdir(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'build-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { __VERSION__: JSON.stringify('0.0.0-test') },
    build: {
      ssr: true,
      outDir: folder,
      target: 'node20',
      rollupOptions: {
        input: Object.fromEntries(entries.map((entry) => [entry, join(root, ENTRIES[entry])])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  return {
    path: (entry) => join(folder, `${entry}.js`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
