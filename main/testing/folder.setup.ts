// A folder for what is built during a run of tests (build.ts): made before its first test, removed after its last.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

/** Inside the project, so that the built files find its packages. */
const cache = resolve(import.meta.dirname, '../../node_modules/.cache/ringside-test');

declare module 'vitest' {
  interface ProvidedContext {
    builtFolder: string;
  }
}

export default function setup(project: TestProject): () => void {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'build-'));
  project.provide('builtFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
