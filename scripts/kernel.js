// npm run kernel: compiles the inner loops of transport and of clustering (kernel/assembly of either, AssemblyScript) to
// WebAssembly with SIMD and writes them, with the hash of their source, as modules that are kept in the tree: the compiler is
// 100 MB, what it makes is 30 kB. A test beside each holds the hash to the source.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './setup.js';

const COMPILER = 'assemblyscript@0.28.9';
const OPTIONS = '-O3 --noAssert --runtime stub --enable simd --enable bulk-memory --use abort='.split(' ');
const KERNELS = ['workers/transport/kernel', 'workers/jets/kernel'];

const sources = (kernel) => join(root, kernel, 'assembly');

/** SHA-256 of compiler, options and sources of a kernel, by its folder from the root. */
export function sourceHash(kernel) {
  const hash = createHash('sha256').update([COMPILER, ...OPTIONS].join(' '));
  const folder = sources(kernel);
  for (const name of readdirSync(folder).sort())
    hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

function compile(kernel) {
  const scratch = mkdtempSync(join(tmpdir(), 'ringside-kernel-'));
  try {
    const out = join(scratch, 'kernel.wasm');
    const args = [
      '--yes',
      `--package=${COMPILER}`,
      '--',
      'asc',
      join(sources(kernel), 'index.ts'),
      ...OPTIONS,
      '-o',
      out,
    ];
    const { status, error } = spawnSync('npx', args, { stdio: 'inherit', cwd: scratch });
    if (error || status !== 0) throw new Error(`${COMPILER} failed (${error?.message ?? `exit ${status}`})`);
    return readFileSync(out);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function write(kernel) {
  const bytes = compile(kernel);
  const text = bytes.toString('base64');
  const target = join(root, kernel, 'kernel.wasm.ts');
  writeFileSync(
    target,
    `// Made by \`npm run kernel\` from assembly/. Do not edit.

export const SOURCE_SHA256 = '${sourceHash(kernel)}';
export const KERNEL =
  '${text}';
`,
  );
  console.log(`${target}: ${bytes.length} bytes`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const kernel of KERNELS) write(kernel);
