// electron-vite's configuration (passed with -c). One output folder, three targets:
//   out/main/*.js     the shells and the compute worker, run by Electron's main process or by plain Node
//   out/preload/*.cjs the sandboxed preload: one bundled CommonJS file
//   out/renderer      the screen, served by app:// or by the loopback server
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;
const at = (path: string) => resolve(root, path);
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };
const define = { __VERSION__: JSON.stringify(version) };
/** The licence texts of all packages in a target's bundles, beside them. */
const license = { fileName: 'THIRD-PARTY.md' };

export default defineConfig({
  main: {
    define,
    build: {
      outDir: at('out/main'),
      license,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: {
          cli: at('main/cli/index.ts'),
          server: at('main/server/index.ts'),
          desktop: at('main/desktop/index.ts'),
          compute: at('workers/entry/compute.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    define,
    build: {
      outDir: at('out/preload'),
      license,
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: at('main/desktop/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    base: './',
    define,
    plugins: [svelte({ configFile: at('svelte.config.js') })],
    build: {
      outDir: at('out/renderer'),
      license,
      emptyOutDir: true,
      target: 'chrome130',
      minify: true,
      rollupOptions: {
        input: at('renderer/index.html'),
        // Workspaces are chunks of their own (views/Workspace.svelte); three.js changes least and is the largest.
        output: { codeSplitting: { groups: [{ name: 'three', test: /node_modules[\\/]three[\\/]/ }] } },
      },
    },
  },
});
