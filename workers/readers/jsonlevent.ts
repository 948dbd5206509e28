// One line of JSON lines: an event in one of three kinds, and its particles as numbers.

import { ReadError } from './errors.ts';
import { limits } from './limits.ts';
import { shown } from './lines.ts';
import type { RowSink } from './table.ts';

/** Arrays a column; an object or an array a particle. */
export type Kind = 'columns' | 'objects' | 'rows';

export interface Schema {
  readonly kind: Kind;
  /** Members that are columns; of rows, their places. */
  readonly keys: readonly string[];
}

const EVENT = 'an object with arrays of numbers, or with "particles", or an array of rows';

/** The value of a line; undefined for an empty one. Throws ReadError. */
export function parsed(file: string, line: string, number: number): unknown {
  const bare = line.trim();
  if (bare === '') return undefined;
  const where = `${file}, line ${number}`;
  checkDepth(where, bare);
  try {
    return JSON.parse(bare);
  } catch {
    throw new ReadError(
      'bad-file',
      `${where}: "${shown(bare)}" is no JSON`,
      'JSON lines have an event a line, whole; a file that is one JSON document is not read.',
    );
  }
}

/** What JSON.parse makes of brackets alone takes fifty times their room, and of objects of a million members seconds. */
function checkDepth(where: string, line: string): void {
  let depth = 0;
  /** Of the objects that are open. */
  const members = new Uint32Array(limits.jsonDepth + 1);
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code === 0x22) quoted = !quoted;
    else if (quoted) {
      if (code === 0x5c) i++;
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > limits.jsonDepth) {
        throw new ReadError(
          'bad-file',
          `${where}: arrays and objects are nested ${depth} deep, allowed are ${limits.jsonDepth}`,
        );
      }
      members[depth] = 0;
    } else if (code === 0x5d || code === 0x7d) depth--;
    else if (code === 0x3a && ++members[depth] > limits.jsonMembers) {
      throw new ReadError(
        'too-large',
        `${where}: an object has more than ${limits.jsonMembers} members, which is what is allowed`,
      );
    }
  }
}

/** What the lines of a file are, by one of them; null where it has no particle that would tell. */
export function schemaOf(event: unknown): Schema | null {
  const list = particlesOf(event);
  if (list === null) {
    const keys = isObject(event) ? Object.keys(event).filter((key) => Array.isArray(event[key])) : [];
    return keys.length > 0 ? { kind: 'columns', keys } : null;
  }
  const [first] = list;
  if (Array.isArray(first)) {
    const width = Math.min(first.length, limits.columns + 1);
    return { kind: 'rows', keys: Array.from({ length: width }, (_, i) => `column ${i + 1}`) };
  }
  return isObject(first) ? { kind: 'objects', keys: Object.keys(first) } : null;
}

/** The first four numbers of the particles of events of the kind "rows", one after the other; NaN for what is no number. */
export function firstFour(events: Iterable<unknown>, most: number): number[] {
  const out: number[] = [];
  for (const event of events) {
    for (const row of particlesOf(event) ?? []) {
      if (out.length >= 4 * most) return out;
      for (let c = 0; c < 4; c++) {
        const value = member(row, c);
        out.push(typeof value === 'number' ? value : Number.NaN);
      }
    }
  }
  return out;
}

/** The particles of an event as rows. Throws ReadError. */
export function feedEvent(
  where: string,
  event: unknown,
  { kind, keys }: Schema,
  values: Float64Array,
  sink: RowSink,
  strict: boolean,
): void {
  const list = particlesOf(event);
  if (kind === 'columns' ? list !== null || !isObject(event) : list === null) throw otherKind(where, kind);
  const columns = list === null && isObject(event) ? columnsOf(where, event, keys, strict) : null;
  const length = columns ? (columns[0]?.length ?? 0) : (list?.length ?? 0);
  for (let place = 0; place < length && !sink.done; place++) {
    const particle = list?.[place];
    if (list && strict) checkParticle(where, particle, kind, keys.length, place);
    for (let c = 0; c < keys.length; c++) {
      const value = columns ? columns[c][place] : member(particle, kind === 'rows' ? c : keys[c]);
      values[c] = cell(where, keys[c], place, value, strict);
    }
    sink.row(values, place);
  }
  sink.endEvent();
}

function particlesOf(event: unknown): readonly unknown[] | null {
  if (Array.isArray(event)) return event;
  return isObject(event) && Object.hasOwn(event, 'particles') && Array.isArray(event.particles)
    ? event.particles
    : null;
}

function columnsOf(
  where: string,
  event: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  strict: boolean,
): readonly (readonly unknown[])[] {
  const columns = keys.map((key) => {
    const values = member(event, key);
    if (Array.isArray(values)) return values as readonly unknown[];
    if (!strict) return [];
    throw new ReadError('bad-file', `${where}: "${shown(key)}" is no array, the first event has one`);
  });
  const uneven = columns.findIndex(({ length }) => length !== columns[0].length);
  if (uneven < 0 || !strict) return columns;
  throw new ReadError(
    'bad-file',
    `${where}: "${shown(keys[uneven])}" has ${columns[uneven].length} numbers, "${shown(keys[0])}" has ${columns[0].length}`,
  );
}

function checkParticle(where: string, particle: unknown, kind: Kind, width: number, place: number): void {
  if (kind === 'objects' ? !isObject(particle) : !Array.isArray(particle)) throw otherKind(where, kind);
  if (kind === 'objects' || (Array.isArray(particle) && particle.length >= width)) return;
  throw new ReadError(
    'bad-file',
    `${where}: particle ${place} has ${Array.isArray(particle) ? particle.length : 0} numbers, needed are ${width}`,
  );
}

function cell(where: string, key: string, place: number, value: unknown, strict: boolean): number {
  if (typeof value === 'number') return value;
  if (value === null || value === undefined || !strict) return Number.NaN;
  const what = shown(JSON.stringify(value));
  throw new ReadError(
    'bad-file',
    `${where}: "${shown(key)}" of particle ${place} is ${what}, needed is a number`,
  );
}

function member(of: unknown, key: string | number): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, key)
    ? (of as Readonly<Record<string | number, unknown>>)[key]
    : undefined;
}

function otherKind(where: string, kind: Kind): ReadError {
  const needed = {
    columns: 'an object with arrays of numbers',
    objects: 'a list of objects',
    rows: 'a list of rows of numbers',
  } as const;
  return new ReadError(
    'bad-file',
    `${where}: this event is written otherwise, needed is ${needed[kind]} like the first`,
  );
}

/** Throws where a line tells of no event at all, or of many. */
export function checkEvent(where: string, event: unknown): void {
  if (Array.isArray(event) && isObject(event[0]) && Object.values(event[0]).some(Array.isArray)) {
    throw new ReadError(
      'bad-file',
      `${where}: this is a list of events, needed is one event`,
      "Write an event a line: jq -c '.[]' does so.",
    );
  }
  if (particlesOf(event) !== null || schemaOf(event) !== null) return;
  throw new ReadError('bad-file', `${where}: this is no event, needed is ${EVENT}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
