import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** They leave something behind: a module put in another's place, a shape that is registered. */
const ALONE = ['main/desktop/shell.test.ts', 'main/cli/own-shapes.test.ts', 'workers/shapes/define.test.ts'];

export default defineConfig({
  // State of the screen is written with runes, which are compiled.
  plugins: [svelte({ configFile: './svelte.config.js' })],
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    globalSetup: ['main/testing/folder.setup.ts'],
    setupFiles: ['scripts/seed.setup.ts'],
    // One core is left free by default, of two that is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['{main,workers,renderer,scripts,bench}/**/*.test.{ts,js}'],
          exclude: ALONE,
          // Of 180 files, most spend longer on loading the same modules once more than on their tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
