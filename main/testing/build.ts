// The entries built for tests, from the sources as they stand: a stale out/ folder decides nothing. Built once a run of tests,
// by the file of tests that first asks; the others wait for it, and the run removes it (folder.setup.ts).

import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { inject } from 'vitest';
import { exclusively } from '../../scripts/setup.js';

const root = resolve(import.meta.dirname, '../..');

const ENTRIES = {
  compute: 'workers/entry/compute.ts',
  cli: 'main/cli/index.ts',
} as const;
export type Entry = keyof typeof ENTRIES;

export interface Built {
  readonly path: (entry: Entry) => string;
}

export async function buildEntries(): Promise<Built> {
  const folder = inject('builtFolder');
  const done = join(folder, 'done');
  if (!existsSync(done)) {
    await exclusively(async () => {
      if (existsSync(done)) return;
      await buildInto(join(folder, 'out'));
      writeFileSync(done, '');
    }, folder);
  }
  return { path: (entry) => join(folder, 'out', `${entry}.js`) };
}

async function buildInto(outDir: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { __VERSION__: JSON.stringify('0.0.0-test') },
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      rollupOptions: {
        input: Object.fromEntries(Object.entries(ENTRIES).map(([entry, path]) => [entry, join(root, path)])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}
