// npm run -s bench -- NAME [--json]: bundles bench/NAME.ts and runs its `cases()`, an async generator of measured cases.
// Prints one line of JSON a case; without --json also a heading, on stderr.

import { existsSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setup } from './setup.js';

const folder = join(root, 'bench');

const names = () =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .map((file) => file.slice(0, -3))
    : [];

async function bundle(name) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    define: { __VERSION__: JSON.stringify('bench') },
    build: {
      ssr: join(folder, `${name}.ts`),
      outDir: join(root, 'out/bench', name),
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'index.js' } },
    },
  });
  return join(root, 'out/bench', name, 'index.js');
}

async function bench(argv) {
  const [name] = argv.filter((argument) => !argument.startsWith('--'));
  if (name === undefined || !names().includes(name)) {
    throw new Error(
      `${name === undefined ? 'no benchmark is named' : `unknown benchmark ${name}`}, known are ${names().join(', ')}`,
    );
  }
  await setup((line) => console.error(line));
  const { cases } = await import(pathToFileURL(await bundle(name)).href);
  if (!argv.includes('--json')) {
    console.error(`${name} · ${cpus().length} × ${cpus()[0]?.model.trim()} · Node ${process.versions.node}`);
  }
  for await (const measured of cases()) console.log(JSON.stringify(measured));
}

bench(process.argv.slice(2)).catch((error) => {
  console.error(`bench: ${error.message}`);
  process.exit(1);
});
