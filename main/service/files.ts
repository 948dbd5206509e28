// Files as the screen may name them: opaque handles; paths stay here. What the user named (dialog, drop, command line)
// may lie anywhere; what a served window browses must lie, after symlinks, under the roots that the application was given.

import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { type FileEntry, type FileHandle, type Folder, RingsideError } from '../contract/index.ts';

export interface KnownFile {
  readonly path: string;
  readonly entry: FileEntry;
}

export interface FileBook {
  /** A file that the user named. Symlinks are followed. Rejects: not-found, no-permission, bad-file. */
  add(path: string, origin: FileEntry['origin']): Promise<KnownFile>;
  /** The file behind a handle; throws not-found. */
  get(handle: FileHandle): KnownFile;
  browse(folder: FileHandle | null): Promise<Folder>;
}

const HANDLE_BYTES = 12;
/** Entries of one folder that are listed. */
const MAX_ENTRIES = 5000;

export function createFiles(roots: readonly string[]): FileBook {
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
    const entry = { handle: handleOf(path), name: basename(path), folder: dirname(path), bytes, origin };
    const known = { path, entry };
    files.set(entry.handle, known);
    return known;
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
      const real = await asSystem(path, () => realpath(path));
      const info = await asSystem(path, () => stat(real));
      if (info.isDirectory()) {
        throw new RingsideError(
          'bad-file',
          `${path}: it is a folder, needed is a file`,
          'Open one of the files in it.',
        );
      }
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
      for (const name of names.sort().slice(0, MAX_ENTRIES)) {
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
