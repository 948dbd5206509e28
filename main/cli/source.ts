// FILE as the user writes it: relative to where they stand, `-` for stdin, FILE:TREE for a table inside a file.

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ReadSpec, SourceSpec } from '../../workers/entry/tasks.ts';
import type { AnyJetRequest } from '../contract/jets.ts';
import type { Io } from './io.ts';

export interface NamedSource {
  /** As the user wrote it, for results and messages. */
  readonly name: string;
  readonly source: SourceSpec;
  readonly collection: string | null;
  /** Its jets are read in place of its events. */
  readonly jets: AnyJetRequest | null;
}

/** npm runs scripts from the package's folder; INIT_CWD is where the user stands. */
export function userPath(io: Io, path: string): string {
  return resolve(io.env.INIT_CWD || io.cwd, path);
}

export async function namedSource(
  io: Io,
  file: string,
  jets: AnyJetRequest | null = null,
): Promise<NamedSource> {
  if (file === '-') return { name: '-', source: { kind: 'stdin' }, collection: null, jets };
  const path = userPath(io, file);
  const colon = file.lastIndexOf(':');
  if (colon > 0 && colon < file.length - 1 && !(await isThere(path))) {
    const outer = userPath(io, file.slice(0, colon));
    if (await isThere(outer)) {
      return {
        name: file,
        source: { kind: 'file', path: outer, name: file },
        collection: file.slice(colon + 1),
        jets,
      };
    }
  }
  return { name: file, source: { kind: 'file', path, name: file }, collection: null, jets };
}

export function readSpec(
  { source, collection, jets }: NamedSource,
  columns: string | undefined,
  range: readonly [number, number] | null = null,
): ReadSpec {
  const names = columns?.split(',').map((name) => name.trim()) ?? null;
  return { source, mapping: null, columns: names, collection, range, jets };
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
