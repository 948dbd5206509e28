// FILE as the user writes it: relative to where they stand, `-` for stdin, FILE:TREE for a table inside a file; a folder, or a
// pattern such as 'runs/*.h5', for all its files as one data set.

import { type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ReadSpec, SourceSpec } from '../../workers/entry/tasks.ts';
import type { ParticleCuts } from '../contract/cuts.ts';
import { RingsideError } from '../contract/errors.ts';
import type { AnyJetRequest } from '../contract/jets.ts';
import { type ComputePool, filesIn, filesLike, isPattern, listed } from '../service/batch.ts';
import type { Io } from './io.ts';

export interface NamedSource {
  /** As the user wrote it, for results and messages. */
  readonly name: string;
  readonly source: SourceSpec;
  readonly collection: string | null;
  /** Its jets are read in place of its events. */
  readonly jets: AnyJetRequest | null;
  /** Its particles but for these. */
  readonly cuts: ParticleCuts | null;
  /** Files of a folder that are left out, as there are no events in them. */
  readonly left: readonly string[];
}

/** npm runs scripts from the package's folder; INIT_CWD is where the user stands. */
export function userPath(io: Io, path: string): string {
  return resolve(here(io), path);
}

const here = (io: Io): string => io.env.INIT_CWD || io.cwd;

/** Throws where no file is called so; says on stderr which files of a folder are left out. */
export async function namedSource(
  io: Io,
  pool: ComputePool,
  file: string,
  { jets = null, cuts = null }: Partial<Pick<NamedSource, 'jets' | 'cuts'>> = {},
): Promise<NamedSource> {
  const common = { name: file, jets, cuts, left: [] };
  if (file === '-') return { ...common, source: { kind: 'stdin' }, collection: null };
  const [name, collection] = splitName(io, file);
  const path = userPath(io, name);
  const there = about(path);
  if (there?.isDirectory()) {
    const spec = { kind: 'files', name, members: await filesIn(path, name), choose: false } as const;
    const { members, left } = await pool.run('members', spec, { lane: 'files', signal: io.signal });
    if (left.length > 0) {
      const files = left.length === 1 ? '1 file is' : `${left.length} files are`;
      io.stderr(`ringside: ${name}: ${files} left out, without events: ${listed(left)}\n`);
    }
    return { ...common, source: { ...spec, members }, collection, left };
  }
  if (!there && isPattern(name)) {
    const members = await filesLike(here(io), name);
    if (members.length === 0) {
      throw new RingsideError(
        'not-found',
        `${name}: no file has such a name`,
        '* stands for any text, ? for a character, [1-5] for one of some; ~ and {a,b} are the shell’s.',
      );
    }
    return { ...common, source: { kind: 'files', name, members, choose: false }, collection };
  }
  return { ...common, source: { kind: 'file', path, name: file }, collection };
}

/** The longest beginning of FILE:NAME that is there, or is a pattern, and what follows it. */
function splitName(io: Io, file: string): readonly [string, string | null] {
  if (about(userPath(io, file))) return [file, null];
  for (let at = file.length - 2; at > 0; at--) {
    if (file[at] !== ':') continue;
    const outer = file.slice(0, at);
    if (about(userPath(io, outer)) || isPattern(outer)) return [outer, file.slice(at + 1)];
  }
  return [file, null];
}

export function readSpec(
  { source, collection, jets, cuts }: NamedSource,
  columns: string | undefined,
  range: readonly [number, number] | null = null,
): ReadSpec {
  const names = columns?.split(',').map((name) => name.trim()) ?? null;
  return { source, mapping: null, columns: names, collection, range, cuts, jets };
}

function about(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}
