// What the user has said of a file's columns, kept for files with the same ones. Files are alike by format, collection and their
// columns' names in order; where columns have no names, by the file's name too. The command line never comes here: what it
// prints depends on nothing but what it was given.

import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Mapping, type Preview, ROLES } from '../contract/index.ts';
import type { KnownFile } from './files.ts';
import { createSaver, isRecord, readJson, unlessFull } from './storage.ts';

export type Looked = Omit<Preview, 'file'>;
/** How a file begins, read as it is guessed, or by a mapping. Rejects where it cannot be read. */
export type Look = (file: KnownFile, mapping: Mapping | null, collection: string | null) => Promise<Looked>;

/** How a file is to be opened. */
export interface Reading {
  readonly mapping: Mapping | null;
  /** Says the day on which the user said so, where that is not the guess. */
  readonly file: KnownFile;
  /** To be called once the file was read so. */
  settle(): Promise<void>;
}

interface Asked {
  readonly mapping: Mapping | null;
  readonly collection: string | null;
  readonly remember?: boolean;
}

export interface MappingBook {
  /** As `look`; without a mapping as the user has said of files like this one. */
  preview: Look;
  reading(file: KnownFile, asked: Asked): Promise<Reading>;
  forget(file: KnownFile, collection: string | null): Promise<void>;
}

interface Kept {
  readonly key: string;
  /** The day, as 2026-11-23. */
  readonly on: string;
  readonly mapping: Mapping;
  /** The version of which this was the guess; null where it was another. */
  readonly guessedBy: string | null;
}

const KEPT = 200;
/** Guesses that are not made again while their files stay as they are. */
const GUESSES = 50;

export async function createMappings(
  home: string,
  look: Look,
  { version, clock }: { readonly version: string; readonly clock: () => number },
): Promise<MappingBook> {
  const store = join(home, 'mappings.json');
  const kept = new Map((await readKept(store)).map((one) => [one.key, one]));
  const forgotten = new Set<string>();
  const guesses = new Map<string, { readonly stamp: string; readonly guess: Looked }>();

  const save = createSaver(store, async () => {
    // Another application with the same state may have been told more since.
    for (const one of await readKept(store)) {
      if (!kept.has(one.key) && !forgotten.has(one.key)) kept.set(one.key, one);
    }
    return JSON.stringify({ version: 1, mappings: [...kept.values()].slice(-KEPT) });
  });

  async function guessOf(file: KnownFile, collection: string | null): Promise<Looked> {
    const of = JSON.stringify([file.path, collection]);
    const stamp = await stat(file.path).then(
      ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
      () => '',
    );
    const known = guesses.get(of);
    if (known && stamp !== '' && known.stamp === stamp) return known.guess;
    const guess = await look(file, null, collection);
    guesses.delete(of);
    guesses.set(of, { stamp, guess });
    for (const oldest of guesses.keys()) {
      if (guesses.size <= GUESSES) break;
      guesses.delete(oldest);
    }
    return guess;
  }

  /** What was said of such a file, unless it is what is guessed anyway. */
  function saidOf(file: KnownFile, guess: Looked): Kept | null {
    const said = kept.get(keyOf(file, guess));
    return said && !isSame(said.mapping, guess.mapping) ? said : null;
  }

  async function note(key: string, mapping: Mapping, isGuess: boolean): Promise<void> {
    const before = kept.get(key);
    const on = before && isSame(before.mapping, mapping) ? before.on : dayOf(clock());
    kept.delete(key);
    kept.set(key, { key, on, mapping, guessedBy: isGuess ? version : null });
    forgotten.delete(key);
    await unlessFull('how columns are to be read', save());
  }

  async function drop(key: string): Promise<void> {
    forgotten.add(key);
    if (kept.delete(key)) await unlessFull('how columns are to be read', save());
  }

  function as(file: KnownFile, mapping: Mapping | null, on: string | null): Reading {
    const { mapped: _, ...entry } = file.entry;
    return {
      mapping,
      file: { ...file, entry: on === null ? entry : { ...entry, mapped: on } },
      settle: async () => undefined,
    };
  }

  return {
    async preview(file, mapping, collection) {
      const guess = await guessOf(file, collection);
      if (mapping) return isSame(mapping, guess.mapping) ? guess : look(file, mapping, collection);
      const said = saidOf(file, guess);
      if (!said) return guess;
      // What was kept can no longer be read: then it is not worth a failed preview.
      const seen = await look(file, said.mapping, collection).catch(() => null);
      if (!seen) return guess;
      const reason = `As you mapped these columns on ${said.on}. ${seen.reason.replace(/^As chosen\.? ?/, '')}`;
      return {
        ...seen,
        reason: reason.trim(),
        basis: guess.basis,
        remembered: { on: said.on, guess: guess.mapping },
      };
    },
    async reading(file, { mapping, collection, remember = false }) {
      // Looking at a packed file costs as much as reading it: only where something may differ from the guess.
      const needed = remember || [...kept.values()].some(({ guessedBy }) => guessedBy !== version);
      // A file that cannot be read says so when it is opened.
      const guess = needed ? await guessOf(file, collection).catch(() => null) : null;
      if (!guess) return as(file, mapping, null);
      if (!mapping) {
        const said = saidOf(file, guess);
        return said ? as(file, said.mapping, said.on) : as(file, null, null);
      }
      const key = keyOf(file, guess);
      if (!remember) {
        const said = saidOf(file, guess);
        return as(file, mapping, said && isSame(said.mapping, mapping) ? said.on : null);
      }
      if (!isSame(mapping, guess.mapping)) {
        return { ...as(file, mapping, dayOf(clock())), settle: () => note(key, mapping, false) };
      }
      // Layouts and formats may leave particles out, which a mapping does not say: the guess is read as one.
      const isKnown = guess.basis === 'layout' || guess.basis === 'format';
      return { ...as(file, null, null), settle: () => (isKnown ? drop(key) : note(key, mapping, true)) };
    },
    async forget(file, collection) {
      await drop(keyOf(file, await guessOf(file, collection)));
    },
  };
}

/** What two files must have in common. */
function keyOf({ entry }: KnownFile, { format, collection, columns, basis }: Looked): string {
  const alike = [format, collection, columns, ...(basis === 'places' ? [entry.name] : [])];
  return createHash('sha256').update(JSON.stringify(alike)).digest('hex');
}

/** Columns after the last that means something may be told or not. */
function isSame(a: Mapping, b: Mapping): boolean {
  const told = ({ roles }: Mapping) => roles.slice(0, roles.findLastIndex((role) => role !== 'ignore') + 1);
  return a.energyUnit === b.energyUnit && told(a).join() === told(b).join();
}

/** Of the user's calendar, as 2026-11-23. */
function dayOf(time: number): string {
  const day = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

async function readKept(store: string): Promise<readonly Kept[]> {
  const saved = await readJson(store);
  return isRecord(saved) && Array.isArray(saved.mappings) ? saved.mappings.filter(isKept) : [];
}

function isKept(value: unknown): value is Kept {
  if (!isRecord(value) || !isRecord(value.mapping)) return false;
  const { roles, energyUnit } = value.mapping;
  const names: readonly string[] = ROLES;
  return (
    typeof value.key === 'string' &&
    typeof value.on === 'string' &&
    (value.guessedBy === null || typeof value.guessedBy === 'string') &&
    Array.isArray(roles) &&
    roles.every((role) => names.includes(role)) &&
    (energyUnit === 'GeV' || energyUnit === 'MeV')
  );
}
