// The files of a folder, or those whose names are like a pattern, in the natural order of their names: run2 before run10. Links
// are followed, and a file that has two names there is one file. Folders inside are not looked into, and what begins with
// a dot is hidden.

import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import type { NamedPath } from '../../workers/entry/tasks.ts';
import { RingsideError } from '../contract/index.ts';

/** As many as a data set has at most (workers/readers/limits.ts), and some that are none of its files. */
const MOST_NAMES = 20_000;

/** Runs of digits by their value, everything else as it stands. */
export function naturally(a: string, b: string): number {
  const [left, right] = [chunks(a), chunks(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compared(left[i], right[i]);
    if (order !== 0) return order;
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Parts of paths, so that a folder's files stay together, and in them digits and the rest in turns. */
function chunks(text: string): string[] {
  return text.split(/[/\\]/).flatMap((part) => [...(part.match(/\d+|\D+/g) ?? []), '']);
}

function compared(a: string, b: string): number {
  if (/^\d/.test(a) && /^\d/.test(b)) {
    const [x, y] = [a.replace(/^0+(?=\d)/, ''), b.replace(/^0+(?=\d)/, '')];
    if (x.length !== y.length) return x.length - y.length;
    if (x !== y) return x < y ? -1 : 1;
    return 0;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The files in a folder; `shown` is what the user calls it. */
export async function filesIn(folder: string, shown: string): Promise<NamedPath[]> {
  const names = await readdir(folder);
  const path = (name: string) => (shown === '' ? name : join(shown, name));
  return regular(
    shown,
    names
      .filter((name) => !name.startsWith('.'))
      .map((name) => ({ path: join(folder, name), name: path(name) })),
  );
}

/** Whether a name stands for several: * and ? in it, or [a-c]. */
export function isPattern(name: string): boolean {
  return /[*?[]/.test(name);
}

/** A pattern for this name alone. */
export function asPattern(name: string): string {
  return name.replace(/[*?[]/g, '[$&]');
}

/** What `asPattern` was made of. */
export function plainName(pattern: string): string {
  return pattern.replace(/\[([*?[])\]/g, '$1');
}

/** The files whose names are like `pattern`, which begins at `root` unless it is absolute. */
export async function filesLike(root: string, pattern: string): Promise<NamedPath[]> {
  const steps = (sep === '\\' ? pattern.replaceAll('\\', '/') : pattern).split('/');
  const absolute = steps[0] === '' || /^[a-z]:$/i.test(steps[0]);
  let found: NamedPath[] = absolute
    ? [{ path: `${steps[0]}${sep}`, name: `${steps[0]}/` }]
    : [{ path: root, name: '' }];
  for (const step of absolute ? steps.slice(1) : steps) {
    if (step === '') continue;
    const next: NamedPath[] = [];
    for (const one of found) {
      const names = isPattern(step) ? await namesLike(one.path, step) : [step];
      for (const name of names) {
        next.push({ path: join(one.path, name), name: one.name === '' ? name : join(one.name, name) });
      }
      if (next.length > MOST_NAMES) throw tooMany(pattern, next.length);
    }
    found = next;
  }
  return regular(pattern, found);
}

async function namesLike(folder: string, pattern: string): Promise<string[]> {
  const like = expression(pattern);
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => like.test(name) && (pattern.startsWith('.') || !name.startsWith('.')));
}

/** As the shell's: * is any text, ? a character, [a-c] or [!a-c] one of some; all else stands for itself. */
function expression(pattern: string): RegExp {
  const parts = pattern.match(/\*+|\?|\[!?\]?[^\]]*\]|./gsu) ?? [];
  const source = parts.map((part) => {
    if (part.startsWith('*')) return '.*';
    if (part === '?') return '.';
    if (part.length < 3 || !part.startsWith('[')) return part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    const negated = part[1] === '!';
    return `[${negated ? '^' : ''}${part.slice(negated ? 2 : 1, -1).replace(/[\\\]^[]/g, '\\$&')}]`;
  });
  try {
    return new RegExp(`^${source.join('')}$`, 'su');
  } catch {
    throw new RingsideError(
      'bad-argument',
      `${pattern}: it is no pattern`,
      'Such as run*.h5 or run[1-5].h5.',
    );
  }
}

async function regular(shown: string, names: readonly NamedPath[]): Promise<NamedPath[]> {
  if (names.length > MOST_NAMES) throw tooMany(shown, names.length);
  const files = new Map<string, NamedPath>();
  for (const { path, name } of names.toSorted((a, b) => naturally(a.name, b.name))) {
    // A link to nowhere, or a file that went away, is none.
    const real = await realpath(path).catch(() => null);
    if (real === null || !(await stat(real)).isFile()) continue;
    // Of its names the file's own, not that of a link (latest.h5).
    const own = !(await lstat(path)).isSymbolicLink();
    if (own || !files.has(real)) files.set(real, { path: real, name });
  }
  return [...files.values()].sort((a, b) => naturally(a.name, b.name));
}

function tooMany(shown: string, names: number): RingsideError {
  return new RingsideError(
    'too-large',
    `${shown}: there are ${names} files, allowed are ${MOST_NAMES}`,
    'Name some of them by a pattern, such as run1*.h5.',
  );
}

/** `notes.txt, log and 3 more`. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names
    .slice(0, most)
    .map((name) => basename(name))
    .join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
