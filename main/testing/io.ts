// A world for the command line inside a test: what it prints is kept.

import type { Io } from '../cli/io.ts';
import { RingsideError } from '../contract/errors.ts';

export interface TestIo extends Io {
  readonly out: () => string;
  readonly err: () => string;
}

export function testIo(workerPath: string, cwd: string, changes: Partial<Io> = {}): TestIo {
  let out = '';
  let err = '';
  return {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    env: {},
    cwd,
    terminal: false,
    signal: new AbortController().signal,
    // Time stands still, so no work is ever long enough for progress to be shown.
    now: () => 0,
    workerPath,
    cores: 2,
    version: '0.0.0-test',
    spawn: () => Promise.reject(new RingsideError('internal', 'this test starts no program')),
    ...changes,
    out: () => out,
    err: () => err,
  };
}
