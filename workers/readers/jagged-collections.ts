// Which fields of a file belong together as particles.
// Lists: fields that begin alike (Jet_pt, Jet_eta; part.px) and are as long. Numbers: E1 px1 … E2 px2 … are particles of one
// event; without such an ending each row is a particle.

import type { EventFile, Field } from './jagged.ts';
import { roleOf } from './mapping.ts';
import { placesParticle } from './particle.ts';
import { lastWord, type Preset, type Selection } from './presets.ts';
import type { Role } from './types.ts';

export interface Column {
  readonly name: string;
  /** What its role is told by: the name, without a particle's number. */
  readonly means: string;
  /** The list, or the number of each slot. */
  readonly fields: readonly number[];
}

export interface Collection {
  /** Empty for the only one of a named table. */
  readonly name: string;
  readonly kind: 'lists' | 'numbered' | 'rows';
  readonly columns: readonly Column[];
  readonly slots: number;
  /** Particles whose columns are all zero are no particles. */
  readonly padded: boolean;
  readonly where: { readonly field: number; readonly name: string; readonly value: number } | null;
}

/** What is opened where nothing is asked for: what jets are made of, then jets, then the first. */
const FIRST: readonly RegExp[] = [
  /^(pf_?cands?|pfcs|parts?|particles?|particle_features|constituents?|cands?)$/i,
  /^jets?(_?p4)?$/i,
  /jet/i,
];
/** Without a layout that is known: slots that hold a particle, in ATLAS' tables for flavour tagging and others. */
const VALID: Pick<Selection, 'column' | 'value'> = { column: 'valid', value: 1 };
/** Particles by number that can be asked for one by one. */
const MOST_SINGLE = 9;
/** Fields that number the event, which stand in every collection of rows. */
const MOST_EVENT_FIELDS = 16;

/** The one to open first. */
export function collectionsOf(file: EventFile, preset: Preset | null): Collection[] {
  if (file.together) return [allLists(file)];
  const found = [...listsOf(file, preset), ...numbersOf(file, preset)];
  const rank = ({ name }: Collection) => {
    const place = FIRST.findIndex((pattern) => pattern.test(name));
    return place < 0 ? FIRST.length : place;
  };
  return found
    .map((one, i) => ({ one, i }))
    .sort((a, b) => rank(a.one) - rank(b.one) || a.i - b.i)
    .map(({ one }) => one);
}

function roleIn(preset: Preset | null, name: string): Role {
  const word = lastWord(name);
  return preset?.roles && Object.hasOwn(preset.roles, word) ? preset.roles[word] : roleOf(name);
}

interface Named {
  readonly field: Field;
  readonly i: number;
}

function listsOf({ fields }: EventFile, preset: Preset | null): Collection[] {
  const lists = fields.map((field, i) => ({ field, i })).filter(({ field }) => field.list);
  const groups = new Map<string, Named[]>();
  const rest: Named[] = [];
  for (const one of lists) {
    if (roleIn(preset, one.field.name) === 'ignore') rest.push(one);
    else {
      addTo(groups, prefixOf(one.field.name), one);
    }
  }
  const beside = new Map<string | null, Named[]>();
  for (const one of rest) addTo(beside, longestPrefix(one.field.name, groups), one);
  const out: Collection[] = [];
  for (const [prefix, bearers] of groups) {
    // Of those with a role the most frequent counter wins; others of the same name may count something else.
    const counter = bearers[0].field.counter;
    const same = ({ field }: Named) => field.counter === counter;
    const own = bearers.filter(same);
    if (!placesParticle(new Set(own.map(({ field }) => roleIn(preset, field.name))))) continue;
    const others =
      counter !== undefined || prefix !== '' ? (beside.get(prefix) ?? []).filter((one) => same(one)) : [];
    const members = [...own, ...others].sort((a, b) => a.i - b.i);
    const selection = preset ? preset.where?.find(({ collection }) => collection.test(prefix)) : VALID;
    const column = selection && members.find(({ field }) => lastWord(field.name) === selection.column);
    out.push({
      name: prefix === '' ? 'particles' : prefix,
      kind: 'lists',
      columns: members.map(({ field, i }) => ({ name: field.name, means: field.name, fields: [i] })),
      slots: 1,
      padded: own.every(({ field }) => field.padded === true),
      where:
        selection && column ? { field: column.i, name: column.field.name, value: selection.value } : null,
    });
  }
  return out;
}

function allLists({ fields }: EventFile): Collection {
  const columns = fields.flatMap(({ name, list }, i) => (list ? [{ name, means: name, fields: [i] }] : []));
  return { name: 'particles', kind: 'lists', columns, slots: 1, padded: false, where: null };
}

/** `Jet_pt` → Jet, `a.b.pt` → a.b, `pt` → ''. */
function prefixOf(name: string): string {
  return /^(.*)[._/:][^._/:]*$/.exec(name)?.[1] ?? '';
}

/** By the name and not by the groups: of both there may be thousands. */
function longestPrefix(name: string, groups: ReadonlyMap<string, unknown>): string | null {
  for (let end = name.length - 1; end > 0; end--) {
    if (/[._/:]/.test(name[end]) && groups.has(name.slice(0, end))) return name.slice(0, end);
  }
  return groups.has('') ? '' : null;
}

function addTo<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

/** Fields with one number an event. */
function numbersOf({ fields, name }: EventFile, preset: Preset | null): Collection[] {
  const single = fields.map((field, i) => ({ field, i })).filter(({ field }) => !field.list);
  const stems = new Map<string, Map<number, Named>>();
  for (const one of single) {
    const parts = /^(.*?\D)_?(\d{1,4})$/.exec(one.field.name);
    if (!parts) continue;
    const stem = parts[1].replace(/[._]$/, '');
    const numbers = stems.get(stem) ?? new Map<number, Named>();
    numbers.set(Number(parts[2]), one);
    stems.set(stem, numbers);
  }
  const bearers = [...stems].filter(
    ([stem]) => roleIn(preset, stem) !== 'ignore' && roleIn(preset, stem) !== 'event',
  );
  const counts = bearers.map(([, numbers]) => numbers.size);
  const most = Math.max(0, ...counts);
  const full = [...stems].filter(([, numbers]) => numbers.size === most);
  const roles = new Set(full.map(([stem]) => roleIn(preset, stem)));
  const common = { slots: most, padded: true, where: null };
  if (most > 0 && placesParticle(roles)) {
    const order = [...full[0][1].keys()].sort((a, b) => a - b);
    const complete = full.filter(([, numbers]) => order.every((n) => numbers.has(n)));
    const column = (stem: string, numbers: Map<number, Named>, wanted: readonly number[]) => ({
      name: wanted.length === 1 ? (numbers.get(wanted[0])?.field.name ?? stem) : stem,
      means: stem,
      fields: wanted.flatMap((n) => numbers.get(n)?.i ?? []),
    });
    const of = (wanted: readonly number[]): Collection['columns'] =>
      complete.map(([stem, numbers]) => column(stem, numbers, wanted));
    const all: Collection = {
      name: name === '' ? 'rows' : '',
      kind: 'numbered',
      columns: of(order),
      ...common,
    };
    if (most === 1 || most > MOST_SINGLE) return [all];
    const one = (n: number): Collection => ({ ...all, name: String(n), columns: of([n]), slots: 1 });
    return [all, ...order.map(one)];
  }
  return rowsOf(name, single, preset);
}

/** One particle a row: by prefix, so that jet_pt and met_pt are not taken for one; the event's number belongs to each. */
function rowsOf(name: string, single: readonly Named[], preset: Preset | null): Collection[] {
  const role = (one: Named) => roleIn(preset, one.field.name);
  const groups = new Map<string, Named[]>();
  const events: Named[] = [];
  const rest: Named[] = [];
  for (const one of single) {
    const own = role(one);
    if (own === 'ignore') rest.push(one);
    else if (own !== 'event') addTo(groups, prefixOf(one.field.name), one);
    else if (events.length < MOST_EVENT_FIELDS) events.push(one);
  }
  const beside = new Map<string | null, Named[]>();
  for (const one of rest) addTo(beside, longestPrefix(one.field.name, groups), one);
  const out: Collection[] = [];
  for (const [prefix, bearers] of groups) {
    if (!placesParticle(new Set(bearers.map(role)))) continue;
    const members = [...events, ...bearers, ...(beside.get(prefix) ?? [])].sort((a, b) => a.i - b.i);
    out.push({
      name: prefix !== '' ? prefix : name === '' ? 'rows' : '',
      kind: 'rows',
      columns: members.map(({ field, i }) => ({ name: field.name, means: field.name, fields: [i] })),
      slots: 1,
      padded: false,
      where: null,
    });
  }
  return out;
}
