// What the packaged program was started for: the window with some files, or the command line.

import { resolve } from 'node:path';

export type Purpose =
  | { readonly kind: 'window'; readonly files: readonly string[] }
  | { readonly kind: 'cli'; readonly argv: readonly string[] };

/** Only with `--cli` is it the command line, so that no file's name can be taken for a command. */
export function readArguments(argv: readonly string[], packaged: boolean, base: string): Purpose {
  // A checkout is started as: electron FOLDER ARGUMENT…
  const own = argv.slice(packaged ? 1 : 2);
  if (own[0] === '--cli') return { kind: 'cli', argv: own.slice(1) };
  const files = own.filter((argument) => !argument.startsWith('-')).map((file) => resolve(base, file));
  return { kind: 'window', files };
}
