// What the packaged program was started for: the window with some files, the served window, or the command line.

import { resolve } from 'node:path';

export type Purpose =
  | { readonly kind: 'window'; readonly files: readonly string[] }
  | { readonly kind: 'serve'; readonly argv: readonly string[] }
  | { readonly kind: 'cli'; readonly argv: readonly string[] };

const isOption = (argument: string) => argument.startsWith('-');

/**
 * Only with `--cli` is it the command line, so that no file's name can be taken for a command. There, `serve` and `open`
 * are shells: this program is them, it starts no other (its RunAsNode fuse is off).
 */
export function readArguments(argv: readonly string[], packaged: boolean, base: string): Purpose {
  // A checkout is started as: electron FOLDER ARGUMENT…
  const own = argv.slice(packaged ? 1 : 2);
  const window = (files: readonly string[]): Purpose => ({
    kind: 'window',
    files: files.map((file) => resolve(base, file)),
  });
  if (own[0] !== '--cli') return window(own.filter((argument) => !isOption(argument)));
  const [command, ...rest] = own.slice(1);
  const wantsHelp = rest.includes('--help') || rest.includes('-h');
  if (command === 'serve' && !wantsHelp) return { kind: 'serve', argv: rest };
  if (command === 'open' && rest.length > 0 && !rest.some(isOption)) return window(rest);
  return { kind: 'cli', argv: own.slice(1) };
}
