// What the command line knows of the world outside: passed in, so that tests run it in their own process.

import { RingsideError } from '../contract/errors.ts';

export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** stderr is a terminal: progress is redrawn in place. */
  readonly terminal: boolean;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
  /** Milliseconds since any origin. */
  readonly now: () => number;
  readonly workerPath: string;
  /** Default of --threads. */
  readonly cores: number;
  readonly version: string;
  /** Runs another program of the installation in the foreground (serve, open); resolves to its exit code. */
  readonly spawn: (script: string, args: readonly string[]) => Promise<number>;
}

export function usage(message: string, hint = ''): RingsideError {
  return new RingsideError('bad-argument', message, hint);
}
