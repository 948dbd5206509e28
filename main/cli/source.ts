// FILE as the user writes it: relative to where they stand, `-` for stdin, FILE:TREE for a table inside a file.

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ReadSpec, SourceSpec } from '../../workers/entry/tasks.ts';
import type { Io } from './io.ts';

export interface NamedSource {
  /** As the user wrote it, for results and messages. */
  readonly name: string;
  readonly source: SourceSpec;
  readonly collection: string | null;
}

/** npm runs scripts from the package's folder; INIT_CWD is where the user stands. */
export function userPath(io: Io, path: string): string {
  return resolve(io.env.INIT_CWD || io.cwd, path);
}

export async function namedSource(io: Io, file: string): Promise<NamedSource> {
  if (file === '-') return { name: '-', source: { kind: 'stdin' }, collection: null };
  const path = userPath(io, file);
  const colon = file.lastIndexOf(':');
  if (colon > 0 && colon < file.length - 1 && !(await isThere(path))) {
    const outer = userPath(io, file.slice(0, colon));
    if (await isThere(outer)) {
      return {
        name: file,
        source: { kind: 'file', path: outer, name: file },
        collection: file.slice(colon + 1),
      };
    }
  }
  return { name: file, source: { kind: 'file', path, name: file }, collection: null };
}

export function readSpec(
  { source, collection }: NamedSource,
  columns: string | undefined,
  range: readonly [number, number] | null = null,
): ReadSpec {
  const names = columns?.split(',').map((name) => name.trim()) ?? null;
  return { source, mapping: null, columns: names, collection, range };
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
