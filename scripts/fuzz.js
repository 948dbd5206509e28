// npm run fuzz [-- --cases N] [--format NAME] [--seed S]: hostile files against each reader (workers/readers/testing/fuzz.ts).
// Files made to do harm (workers/readers/testing/hostile/), then N mutations of good and broken ones; --cases 0 makes only the first.
// Prints a line of JSON a format. A file that crashed a reader stays in workers/readers/crashes/ with the reason beside it (of
// a large one only the reason), the tests read it from then on, and the run ends with 1. The same seed makes the same files.

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { installNeeded, root, setup } from './setup.js';

const DEFAULT = { cases: '2000', seed: '1' };
/** Bytes of a file that is kept. */
const KEPT = 2 ** 21;
const crashes = join(root, 'workers/readers/crashes');

async function bundle() {
  const { build } = await import('vite');
  const outDir = join(root, 'out/fuzz');
  const source = (name) => join(root, 'workers/readers/testing', `${name}.ts`);
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    define: { __VERSION__: JSON.stringify('fuzz') },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: { fuzz: source('fuzz'), child: source('fuzz-child'), seeds: source('seeds') },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  return (name) => join(outDir, `${name}.js`);
}

function whole(name, text, least) {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
  throw new Error(`--${name}: ${text} is no whole number of at least ${least}`);
}

/** The file and the reason beside it, named by what it holds. */
function keep({ format, name, bytes, reason }) {
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  mkdirSync(crashes, { recursive: true });
  const path = join(crashes, `${digest}-${name.replace(/^[0-9a-f]{12}-/, '')}`);
  if (bytes.length <= KEPT) writeFileSync(path, bytes);
  writeFileSync(
    `${path}.json`,
    `${JSON.stringify({ format, reason: reason.split(root).join('.') }, null, 2)}\n`,
  );
  console.error(`fuzz: ${format}: ${path}: ${reason.split('\n')[0]}`);
}

async function main(args) {
  const option = { type: 'string' };
  const { values } = parseArgs({ args, options: { cases: option, format: option, seed: option } });
  const { cases, seed, format } = { ...DEFAULT, ...values };
  const run = { cases: whole('cases', cases, 0), seed: whole('seed', seed, 0), format };
  if (installNeeded() !== null) await setup((line) => console.error(line));
  const path = await bundle();
  const load = (name) => import(pathToFileURL(path(name)).href);
  const [{ formats, fuzz }, { filesIn }] = [await load('fuzz'), await load('seeds')];
  if (format !== undefined && !formats.includes(format))
    throw new Error(`--format: unknown format ${format}, known are ${formats.join(', ')}`);
  const files = ['workers/readers/golden', '../shared/data'].flatMap((folder) => filesIn(join(root, folder)));
  const known = filesIn(crashes);
  for await (const result of fuzz({ ...run, files, known, child: path('child'), crashed: keep })) {
    console.log(JSON.stringify(result));
    if (result.crashes > 0) process.exitCode = 1;
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`fuzz: ${error.message}`);
  process.exit(1);
});
