import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // State of the screen is written with runes, which are compiled.
  plugins: [svelte({ configFile: './svelte.config.js' })],
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    include: ['{main,workers,renderer,scripts,bench}/**/*.test.{ts,js}'],
    setupFiles: ['scripts/seed.setup.ts'],
    // One core is left free by default, of two that is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
  },
});
