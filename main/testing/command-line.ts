// The command line inside a test: its compute worker built, run among the golden files, and an empty
// folder for each test to write into.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, beforeEach, expect } from 'vitest';
import type { Io } from '../cli/io.ts';
import { run } from '../cli/run.ts';
import { type Built, buildEntries } from './build.ts';
import { type TestIo, testIo } from './io.ts';

/** To be called once, at the top of a file of tests. */
export function commandLine() {
  const golden = resolve(import.meta.dirname, '../cli/golden');
  let built: Built;
  let folder: string;
  beforeAll(async () => {
    built = await buildEntries();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ringside-cli-'));
    return () => rmSync(folder, { recursive: true, force: true });
  });

  const io = (changes: Partial<Io> = {}): TestIo => testIo(built.path('compute'), golden, changes);
  return {
    /** The folder of the golden files, where the commands are run. */
    golden,
    /** Of this test; removed after it. */
    get folder() {
      return folder;
    },
    io,
    /** What a command prints with --json, where it succeeds and says nothing on stderr. */
    async document(argv: readonly string[], changes: Partial<Io> = {}) {
      const world = io(changes);
      const exit = await run([...argv, '--json'], world);
      expect({ exit, stderr: world.err() }).toEqual({ exit: 0, stderr: '' });
      return JSON.parse(world.out());
    },
  };
}

/** Results without the time they took. */
export const timeless = (results: readonly { readonly wall_ms: number }[]) =>
  results.map((result) => ({ ...result, wall_ms: 0 }));
