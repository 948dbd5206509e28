import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    include: ['{main,workers,renderer,scripts,bench}/**/*.test.{ts,js}'],
    testTimeout: 60_000,
  },
});
