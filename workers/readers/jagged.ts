// Events of a columnar file: fields with one number or one list an event become collections of particles.
// ROOT, HDF5, Parquet and Arrow say what fields they have and give any events of them; what is a particle is found here,
// by presets.ts or by names. Collections are named by what their fields begin with: Jet_pt, Jet_eta → `Jet`.

import { ReadError } from './errors.ts';
import { blockOf } from './jagged-blocks.ts';
import { type Collection, type Column, collectionsOf } from './jagged-collections.ts';
import { groupedRows } from './jagged-rows.ts';
import { limits } from './limits.ts';
import { chosenMapping, guessByName, safeNames } from './mapping.ts';
import { NEEDED } from './particle.ts';
import { lastWord, type Preset, presetOf } from './presets.ts';
import { type Block, feed, type RandomAccess, type RawTable, rowsOf } from './table.ts';
import type { Mapping, ReadOptions, Role } from './types.ts';

export interface Field {
  readonly name: string;
  /** A list an event, else one number. */
  readonly list: boolean;
  /** Fields with the same counter have lists of the same length; without, that is seen while reading. */
  readonly counter?: string;
  /** Lists have one length, and zeros where there is no particle. */
  readonly padded?: boolean;
  /** Why it is called so, where the file does not tell its name: a sentence. */
  readonly because?: string;
}

/** A field of some events. */
export interface Values {
  /** [events] Lengths of the lists; null where each event has one number. */
  readonly counts: Uint32Array | null;
  readonly values: Float64Array;
}

export interface EventFile {
  readonly format: string;
  /** The file's name, for messages. */
  readonly file: string;
  readonly size: number;
  /** What `FILE:NAME` calls the events, such as a tree; empty where there is one table only. */
  readonly name: string;
  /** Other tables of the file, which are opened by their names. */
  readonly others: readonly string[];
  readonly events: number;
  readonly fields: readonly Field[];
  /** All lists are columns of the same particles, whatever they are called. */
  readonly together?: boolean;
  /** The end of the events that are best read at once, from `event` on. */
  edge(event: number): number;
  /** Places in all lists of a field, where the file tells without their being read. */
  places?(field: number): number | null;
  read(fields: readonly number[], from: number, to: number): Promise<Values[]>;
}

/** Columns that are read besides those with a role, unless a mapping names more. */
const EXTRA_COLUMNS = 12;
/** Files up to this size have the particles of their other collections counted by reading them. */
const COUNTED_BYTES = 32 * 2 ** 20;

/** Throws ReadError: no collection, or none of that name. */
export async function eventTable(given: EventFile, options: ReadOptions, whole: boolean): Promise<RawTable> {
  const file = checked(given, options);
  const preset = presetOf(file.fields.map(({ name }) => name));
  const collections = collectionsOf(file, preset);
  const chosen = choose(file, collections, options.collection ?? null);
  const all = ordered(chosen, preset);
  const roles = rolesOf(all, chosen, preset);
  const used = roles.filter((role) => role !== 'ignore').length;
  const named = Math.max(options.mapping?.roles.length ?? 0, options.columns?.length ?? 0);
  const shown = whole ? all.length : Math.max(Math.min(all.length, used + EXTRA_COLUMNS), named);
  const columns = all.slice(0, Math.min(shown, limits.columns));
  const guess = guessed(columns, roles.slice(0, columns.length), preset);
  const because = preset ? undefined : file.fields[columns[0]?.fields[0]]?.because;
  const said = chosenMapping(file.file, options, columns.length, guess.mapping.energyUnit);
  const mapping = said ?? guess.mapping;
  const random = await accessOf(file, chosen, columns, mapping, options.to);
  const others: { name: string; particles: number | null }[] = [];
  for (const other of collections) {
    if (other === chosen) continue;
    const particles = options.countOthers ? await countOf(file, other, preset) : null;
    others.push({ name: fullName(file, other), particles });
  }
  for (const name of file.others) others.push({ name, particles: null });
  const selection = chosen.where
    ? ` Only particles with ${lastWord(chosen.where.name)} = ${chosen.where.value}.`
    : '';
  return {
    format: file.format,
    collection: options.collection ?? fullName(file, chosen),
    collections: others,
    columns: safeNames(columns.map(({ name }) => name)),
    mapping,
    reason: `${said ? 'As chosen.' : (because ?? guess.reason)}${selection}`,
    basis: preset ? 'layout' : because ? 'places' : 'names',
    numeric: columns.map(() => true),
    rows: (sink) => rowsOf(random, sink),
    random,
  };
}

/** The file with names that are short enough, and whose events can be cancelled at every reading. Throws ReadError: too many. */
function checked(file: EventFile, { cancelled }: ReadOptions): EventFile {
  const tooMany = (there: number, what: string, most: number) =>
    new ReadError('too-large', `${file.file}: there are ${there} ${what}, allowed are ${most}`);
  if (file.events > limits.fileEvents) throw tooMany(file.events, 'events', limits.fileEvents);
  if (file.fields.length > limits.fields) throw tooMany(file.fields.length, 'fields', limits.fields);
  const short = (name: string) => name.slice(0, limits.nameLength);
  return {
    ...file,
    name: short(file.name),
    others: file.others.map(short),
    fields: file.fields.map((field) => ({ ...field, name: short(field.name) })),
    async read(fields, from, to) {
      if (cancelled?.()) throw new ReadError('cancelled', `${file.file}: reading was cancelled`);
      return file.read(fields, from, to);
    },
  };
}

function fullName({ name }: EventFile, collection: Collection): string {
  return name === '' ? collection.name : collection.name === '' ? name : `${name}/${collection.name}`;
}

function choose(file: EventFile, collections: readonly Collection[], wanted: string | null): Collection {
  if (collections.length === 0) {
    const there = file.fields.slice(0, 12).map(({ name }) => `"${name.slice(0, 60)}"`);
    throw new ReadError(
      'bad-file',
      `${file.file}: ${there.length === 0 ? 'there are no fields of numbers' : `the fields ${there.join(', ')} do not place a particle`}, needed are ${NEEDED}`,
      'Name the fields by what they are, such as pt, eta, phi, mass.',
    );
  }
  if (wanted === null) return collections[0];
  // A tree with lists and numbers has a collection of its own name, too.
  const found =
    collections.find((one) => fullName(file, one) === wanted) ??
    collections.find((one) => one.name === wanted);
  if (found) return found;
  if (wanted === file.name) return collections[0];
  const names = collections.map((one) => fullName(file, one));
  throw new ReadError(
    'bad-argument',
    `${file.file}: there is no collection "${wanted.slice(0, 100)}", allowed are ${[...names, ...file.others].slice(0, 20).join(', ')}`,
  );
}

/** Columns with a role first: those at the end may be left out, and a mapping by position still fits. */
function ordered(collection: Collection, preset: Preset | null): Column[] {
  const roles = rolesOf(collection.columns, collection, preset);
  const bears = collection.columns.filter((_, i) => roles[i] !== 'ignore');
  return [...bears, ...collection.columns.filter((_, i) => roles[i] === 'ignore')];
}

function rolesOf(columns: readonly Column[], collection: Collection, preset: Preset | null): Role[] {
  const { roles } = guessed(columns, [], preset).mapping;
  return roles.map((role) => (role === 'event' && collection.kind !== 'rows' ? 'ignore' : role));
}

function guessed(columns: readonly Column[], known: readonly Role[], preset: Preset | null) {
  const names = columns.map(({ means }) => means);
  const guess = guessByName(names);
  if (preset === null) {
    const { reason, mapping } = guess;
    return { mapping: { ...mapping, roles: known.length > 0 ? known : mapping.roles }, reason };
  }
  const { roles: table = {}, name, energyUnit, note } = preset;
  const said = (i: number): Role | undefined => {
    const word = lastWord(names[i]);
    return Object.hasOwn(table, word) ? table[word] : undefined;
  };
  const taken = new Set(names.map((_, i) => said(i)));
  const given = new Set<Role>();
  const roles = guess.mapping.roles.map((role, i) => {
    const own = said(i) ?? (taken.has(role) ? 'ignore' : role);
    // A role that two columns claim goes to the first.
    if (given.has(own)) return 'ignore';
    if (own !== 'ignore') given.add(own);
    return own;
  });
  return {
    mapping: { roles: known.length > 0 ? known : roles, energyUnit } satisfies Mapping,
    reason: `By the layout of ${name} (energies in ${energyUnit})${note ? `: ${note}` : ''}.`,
  };
}

async function accessOf(
  file: EventFile,
  collection: Collection,
  columns: readonly Column[],
  mapping: Mapping,
  until?: number,
): Promise<RandomAccess> {
  const event = mapping.roles.indexOf('event');
  if (collection.kind === 'rows' && event >= 0) return groupedRows(file, columns, event, until);
  async function* blocks(from: number, to: number): AsyncGenerator<Block> {
    for (let first = from; first < to; ) {
      const last = Math.min(to, Math.max(first + 1, file.edge(first)));
      yield await blockOf(file, collection, columns, first, last);
      first = last;
    }
  }
  return { events: file.events, blocks };
}

/** Null where that would be long work: in large files that do not tell themselves. */
async function countOf(
  file: EventFile,
  collection: Collection,
  preset: Preset | null,
): Promise<number | null> {
  // Slots that may be empty, and particles that are left out, are seen only when they are read.
  const known = collection.kind === 'lists' && !collection.padded && collection.where === null;
  const told = known ? (file.places?.(collection.columns[0].fields[0]) ?? null) : null;
  if (told !== null) return told;
  if (file.size > COUNTED_BYTES) return null;
  const roles = rolesOf(collection.columns, collection, preset);
  const columns = collection.columns.filter((_, i) => roles[i] !== 'ignore');
  const mapping: Mapping = { roles: columns.map(() => 'ignore'), energyUnit: 'GeV' };
  const { events, blocks } = await accessOf(file, collection, columns, mapping);
  let particles = 0;
  const sink = { done: false, row: () => void particles++, endEvent() {} };
  for await (const block of blocks(0, events)) feed(block, sink);
  return particles;
}
