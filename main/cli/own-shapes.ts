// The files of the user's own shapes: those in the folder `shapes` of the state folder, and those of --shapes.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultHome } from '../service/home.ts';
import { type Io, usage } from './io.ts';
import { userPath } from './source.ts';

const MODULE = /\.(mjs|js)$/;

export interface OwnShapes {
  /** Absolute, in the order in which they are loaded. */
  readonly files: readonly string[];
  /** For the description of a run that may be resumed: their hashes, where there are any. */
  readonly described: { readonly ownShapes?: readonly string[] };
}

/** `text`: FILE[,FILE…], relative to where the user stands. */
export async function ownShapes(io: Io, text: string | undefined): Promise<OwnShapes> {
  const folder = join(defaultHome(io.env), 'shapes');
  const names = await readdir(folder).catch(() => []);
  const found = names.filter((name) => MODULE.test(name)).sort();
  const named = text === undefined ? [] : text.split(',').map((name) => userPath(io, name));
  const files = [...new Set([...found.map((name) => join(folder, name)), ...named])];
  const hashes = await Promise.all(files.map(hashOf));
  return { files, described: hashes.length > 0 ? { ownShapes: hashes } : {} };
}

async function hashOf(file: string): Promise<string> {
  try {
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  } catch (error) {
    const cause =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error);
    throw usage(`--shapes: ${file}: ${cause}`, 'Needed is a JavaScript module (docs/shapes.md).');
  }
}
