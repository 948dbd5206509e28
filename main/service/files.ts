// Files as the screen may name them: opaque handles; paths stay here. What the user named (dialog, drop, command line)
// may lie anywhere; what a served window browses must lie, after symlinks, under the roots that the application was given.
// A folder, or a pattern such as /data/runs/*.h5, is a file too: all of its files as one data set.

import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { FilesSpec, NamedPath, SourceSpec } from '../../workers/entry/tasks.ts';
import { type FileEntry, type FileHandle, type Folder, RingsideError } from '../contract/index.ts';
import { asPattern, filesIn, filesLike, isPattern, naturally, plainName } from './members.ts';

export interface KnownFile {
  /** Also of a folder; of a pattern the pattern. */
  readonly path: string;
  readonly entry: FileEntry;
  /** What is read. */
  readonly source: SourceSpec;
}

/** Which of a folder's files hold events. */
export type Choose = (
  spec: FilesSpec,
) => Promise<{ readonly members: readonly NamedPath[]; readonly left: readonly string[] }>;

export interface FileBook {
  /** A file, folder or pattern that the user named. Symlinks are followed. Rejects: not-found, no-permission, bad-file. */
  add(path: string, origin: FileEntry['origin']): Promise<KnownFile>;
  /** The file behind a handle; throws not-found. */
  get(handle: FileHandle): KnownFile;
  browse(folder: FileHandle | null): Promise<Folder>;
}

const HANDLE_BYTES = 12;
/** Entries of one folder that are listed. */
const MAX_ENTRIES = 5000;

/** Names of files that may be offered as one data set: with such endings, packed or not. */
export const EVENT_FILES =
  /\.(dat|txt|npy|npz|csv|tsv|jsonl|hepmc[23]?|lhe|root|h5|hdf5|parquet|arrow|feather)(\.(gz|zst))?$/i;

export function createFiles(roots: readonly string[], choose: Choose): FileBook {
  const files = new Map<FileHandle, KnownFile>();
  const folders = new Map<FileHandle, string>();
  const handles = new Map<string, FileHandle>();
  let real: Promise<readonly string[]> | null = null;

  function handleOf(path: string): FileHandle {
    let handle = handles.get(path);
    if (!handle) {
      handle = randomBytes(HANDLE_BYTES).toString('base64url');
      handles.set(path, handle);
    }
    return handle;
  }

  function remember(path: string, bytes: number, origin: FileEntry['origin']): KnownFile {
    const name = basename(path);
    const entry = { handle: handleOf(path), name, folder: dirname(path), bytes, origin };
    const known = { path, entry, source: { kind: 'file', path, name } } as const;
    files.set(entry.handle, known);
    return known;
  }

  async function rememberAll(
    path: string,
    spec: FilesSpec,
    origin: FileEntry['origin'],
    left: readonly string[] = [],
  ): Promise<KnownFile> {
    const sizes = await Promise.all(spec.members.map(async (member) => (await stat(member.path)).size));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    const about = {
      handle: handleOf(path),
      name: spec.name,
      folder: plainName(dirname(path)),
      bytes,
      origin,
    };
    const entry = { ...about, files: spec.members.length, ...(left.length > 0 ? { left } : {}) };
    const known = { path, entry, source: spec };
    files.set(entry.handle, known);
    return known;
  }

  /** What was found by browsing stays under the roots, whatever links have come since. */
  async function allowed(members: readonly NamedPath[], origin: FileEntry['origin']): Promise<NamedPath[]> {
    const inside = await Promise.all(members.map(({ path }) => origin !== 'folder' || underRoots(path)));
    return members.filter((_, i) => inside[i]);
  }

  async function addFolder(path: string, origin: FileEntry['origin']): Promise<KnownFile> {
    const name = basename(path) || path;
    const members = await allowed(await asSystem(path, () => filesIn(path, name)), origin);
    const spec = { kind: 'files', name, members, choose: true } as const;
    // The list of recent files is made at the start: nothing is looked into for it.
    if (origin === 'recent') return rememberAll(path, spec, origin);
    const { left, ...chosen } = await choose(spec);
    return rememberAll(
      path,
      { ...spec, ...chosen, choose: false },
      origin,
      left.map((one) => basename(one)),
    );
  }

  async function addPattern(path: string, origin: FileEntry['origin']): Promise<KnownFile> {
    const members = await allowed(await filesLike(dirname(path), path), origin);
    if (members.length === 0) {
      throw new RingsideError('not-found', `${path}: no file has such a name`, 'Check the path.');
    }
    const short = (long: string) => join(basename(dirname(long)), basename(long));
    const named = members.map((member) => ({ ...member, name: short(member.name) }));
    const name = join(plainName(basename(dirname(path))), basename(path));
    return rememberAll(path, { kind: 'files', name, members: named, choose: false }, origin);
  }

  /** Of each ending that two or more have: a pattern for them. */
  async function alike(folder: string, listed: readonly NamedPath[]): Promise<FileEntry[]> {
    const groups = new Map<string, NamedPath[]>();
    for (const file of listed) {
      const ending = EVENT_FILES.exec(file.name)?.[0];
      if (ending !== undefined) groups.set(ending, [...(groups.get(ending) ?? []), file]);
    }
    const entries: FileEntry[] = [];
    for (const [ending, group] of groups) {
      if (group.length < 2) continue;
      const members = group.map(({ path, name }) => ({ path, name: join(basename(folder), name) }));
      const name = join(basename(folder), `*${ending}`);
      const spec = { kind: 'files', name, members, choose: false } as const;
      entries.push((await rememberAll(join(asPattern(folder), `*${ending}`), spec, 'folder')).entry);
    }
    return entries;
  }

  function realRoots(): Promise<readonly string[]> {
    real ??= Promise.all(roots.map((root) => realpath(root).catch(() => null))).then((paths) =>
      paths.filter((path) => path !== null),
    );
    return real;
  }

  async function underRoots(path: string): Promise<boolean> {
    return (await realRoots()).some((root) => contains(root, path));
  }

  function folderHandle(path: string): FileHandle {
    const handle = handleOf(path);
    folders.set(handle, path);
    return handle;
  }

  return {
    async add(path, origin) {
      if (isPattern(path) && !(await stat(path).catch(() => null))) return addPattern(path, origin);
      const real = await asSystem(path, () => realpath(path));
      const info = await asSystem(path, () => stat(real));
      if (info.isDirectory()) return addFolder(real, origin);
      // Reading a pipe waits for who writes it, and a device may never end.
      if (!info.isFile()) {
        throw new RingsideError(
          'bad-file',
          `${path}: it is a device, a pipe or a socket, needed is a file`,
          'Copy what it gives into a file, or read it with the command line as -.',
        );
      }
      await asSystem(path, () => access(real, constants.R_OK));
      return remember(real, info.size, origin);
    },

    get(handle) {
      const known = files.get(handle);
      if (!known)
        throw new RingsideError('not-found', `file ${handle} is not known`, 'Choose the file again.');
      return known;
    },

    async browse(folder) {
      const [first] = await realRoots();
      const wanted = folder === null ? first : folders.get(folder);
      if (!wanted) {
        throw new RingsideError(
          'not-found',
          folder === null ? 'there is no folder to browse' : `folder ${folder} is not known`,
        );
      }
      // It may have been replaced by a link since it was listed.
      const path = await asSystem(wanted, () => realpath(wanted));
      if (!(await underRoots(path))) {
        throw new RingsideError(
          'no-permission',
          `${wanted}: outside of what may be browsed, allowed are ${roots.join(', ')}`,
        );
      }
      const names = await asSystem(path, () => readdir(path));
      const inside: { name: string; path: string; folder: boolean; bytes: number }[] = [];
      for (const name of names.sort(naturally).slice(0, MAX_ENTRIES)) {
        if (name.startsWith('.')) continue;
        try {
          const target = await realpath(join(path, name));
          // A link beside its target is the same file.
          if (!(await underRoots(target)) || inside.some((one) => one.path === target)) continue;
          const info = await stat(target);
          if (info.isDirectory() || info.isFile()) {
            inside.push({ name, path: target, folder: info.isDirectory(), bytes: info.size });
          }
        } catch {
          // A link to nowhere, or a file that went away: not listed.
        }
      }
      const parent = dirname(path);
      return {
        handle: folderHandle(path),
        name: basename(path) || path,
        parent: parent !== path && (await underRoots(parent)) ? folderHandle(parent) : null,
        folders: inside
          .filter((one) => one.folder)
          .map((one) => ({ handle: folderHandle(one.path), name: one.name })),
        files: inside
          .filter((one) => !one.folder)
          .map((one) => remember(one.path, one.bytes, 'folder').entry),
        together: await alike(
          path,
          inside.filter((one) => !one.folder),
        ),
      };
    },
  };
}

function contains(root: string, path: string): boolean {
  const steps = relative(root, path);
  // Windows: what lies on another drive has no relative path.
  return !isAbsolute(steps) && steps !== '..' && !steps.startsWith(`..${sep}`);
}

const SYSTEM_ERRORS: Readonly<Record<string, readonly [RingsideError['code'], string, string]>> = {
  ENOENT: [
    'not-found',
    'there is no such file',
    'Check the path; relative ones start at the current folder.',
  ],
  ENOTDIR: ['not-found', 'there is no such file', 'A part of the path is a file, not a folder.'],
  EACCES: ['no-permission', 'reading it is not permitted', 'Ask the owner for read permission.'],
  EPERM: ['no-permission', 'reading it is not permitted', 'Ask the owner for read permission.'],
  ELOOP: ['bad-file', 'its symbolic links lead in a circle', ''],
  ENAMETOOLONG: ['bad-argument', 'the name is too long', ''],
};

/** What the file system refuses, in words about `subject`. */
export async function asSystem<T>(subject: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const known = Object.hasOwn(SYSTEM_ERRORS, code) ? SYSTEM_ERRORS[code] : null;
    if (!known)
      throw new RingsideError('bad-file', `${subject}: ${error instanceof Error ? error.message : error}`);
    throw new RingsideError(known[0], `${subject}: ${known[1]}`, known[2]);
  }
}
