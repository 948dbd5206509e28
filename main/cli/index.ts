// The command line's entry, built to out/main/cli.js: `ringside COMMAND …`. scripts/ringside.js calls `main`.

import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { RingsideError } from '../contract/errors.ts';
import { unpacked } from '../service/unpacked.ts';
import type { Io } from './io.ts';
import { run } from './run.ts';

/** npm passes on a Ctrl-C that its child gets from the terminal too: within this, milliseconds, two are one. */
const SAME_KEY_MS = 1000;

/** Resolves to the exit code. Ctrl-C stops cleanly; a second one ends at once. */
export async function main(argv: readonly string[]): Promise<number> {
  const abort = new AbortController();
  let since = Number.POSITIVE_INFINITY;
  const onSignal = () => {
    if (performance.now() - since > SAME_KEY_MS) process.exit(130);
    since = Math.min(since, performance.now());
    abort.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  try {
    return await run(argv, systemIo(abort.signal));
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
  }
}

/** This file is out/main/cli.js; the worker lies beside it, the scripts two folders up. */
function systemIo(signal: AbortSignal): Io {
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    env: process.env,
    cwd: process.cwd(),
    terminal: process.stderr.isTTY === true,
    signal,
    now: () => performance.now(),
    workerPath: unpacked(resolve(import.meta.dirname, 'compute.js')),
    cores: availableParallelism(),
    version: __VERSION__,
    spawn: (script, args) =>
      new Promise((done, fail) => {
        // Its program is the application itself, which runs no scripts; its desktop shell has dealt with what it can.
        if (process.versions.electron) {
          throw new RingsideError(
            'unsupported',
            'the packaged program chooses no shell: --shell and --port of open are not for it',
            'Give FILEs alone for its window, or serve [--port N] for the served window.',
          );
        }
        const path = resolve(import.meta.dirname, '../..', script);
        const child = spawn(process.execPath, [path, ...args], { stdio: 'inherit' });
        child.on('error', fail);
        child.on('close', (code) => done(code ?? 1));
      }),
  };
}

function isEntry(argument: string | undefined): boolean {
  try {
    return argument !== undefined && realpathSync(argument) === realpathSync(import.meta.filename);
  } catch {
    return false;
  }
}

if (isEntry(process.argv[1])) process.exitCode = await main(process.argv.slice(2));
