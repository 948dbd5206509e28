// HDF5: arrays [events, slots, columns], one array [events, slots] for each quantity, ragged arrays with their index
// (`pfcs`, `pfcs_index`), tables with one event or one particle a row, and the tables of pandas that are known
// (presets.ts). Padded with zeros. External links are not followed.

import { ReadError } from './errors.ts';
import { orderOf, orderReason } from './four-vectors.ts';
import { type H5Array, type H5File, openHdf5 } from './hdf5-file.ts';
import { type Numbers, spread } from './hdf5-numbers.ts';
import { held, type Input } from './input.ts';
import { type EventFile, eventTable, type Field, type Values } from './jagged.ts';
import { collectionsOf } from './jagged-collections.ts';
import { limits } from './limits.ts';
import { roleOf } from './mapping.ts';
import { placesParticle } from './particle.ts';
import { NAMED, presetOf, WIDE } from './presets.ts';
import type { Format } from './table.ts';

export const hdf5: Format = {
  name: 'hdf5',
  async open(input, options, whole) {
    const file = await held(input);
    return await eventTable(await hdf5Events(file, options.collection ?? null), options, whole);
  },
};

/** Bytes of a block, small enough to stay in the processor's memory, and of what is loaded at once. */
const BLOCK_BYTES = 2 ** 19;
const LOAD_BYTES = 4 * 2 ** 20;
/** Bytes of rows that are kept: what is asked for next often stands beside them, in chunks that are unpacked whole. */
const KEPT_BYTES = 64 * 2 ** 20;
/** Bytes of events that tell what columns without names are. */
const LOOKED_AT_BYTES = 2 ** 18;
/** Rows so many times fewer than what is kept are loaded alone, the first time. */
const LITTLE = 8;

interface H5Field extends Field {
  readonly array: H5Array;
  readonly events: number;
  /** Numbers of one event: `slots` of them, `stride` apart, from `first` on, of `width`. */
  readonly slots: number;
  readonly stride: number;
  readonly first: number;
  readonly width: number;
  /** Where each event begins in `array`. */
  readonly index?: H5Array;
}

async function hdf5Events(input: Input, wanted: string | null): Promise<EventFile> {
  const found = await openHdf5(input);
  const all = found.arrays.flatMap((array) => fieldsOf(array, found));
  const lengths = [...new Set(all.map(({ events }) => events))];
  const files = lengths.map((events) =>
    eventFile(
      input,
      all.filter((field) => field.events === events),
      events,
    ),
  );
  const collections = files.map((file) => collectionsOf(file, presetOf(file.fields.map(({ name }) => name))));
  const rank = (i: number): number => {
    if (wanted !== null) return collections[i].some(({ name }) => name === wanted) ? 0 : 1;
    if (collections[i].length === 0) return 2;
    return collections[i][0].kind === 'rows' ? 1 : 0;
  };
  const best = files.map((_, i) => i).sort((a, b) => rank(a) - rank(b) || a - b)[0];
  if (best === undefined || (wanted === null && rank(best) === 2)) {
    const links =
      found.links.length > 0
        ? `; "${found.links[0].slice(0, 60)}" leads to another file, which is not followed`
        : '';
    const broken = found.broken.length > 0 ? `; "${found.broken[0].slice(0, 60)}" cannot be read` : '';
    const uneven =
      found.uneven.length > 0
        ? `; "${found.uneven[0].slice(0, 60)}" has lists of variable length, which are not read`
        : '';
    const there = found.arrays
      .slice(0, 8)
      .map(({ name, shape }) => `"${name.slice(0, 60)}" (${shape.join(', ')})`);
    throw new ReadError(
      'bad-file',
      `${input.name}: ${there.length === 0 ? 'there are no arrays of numbers' : `the arrays ${there.join(', ')} do not place a particle`}${links}${broken}${uneven}`,
      'Needed are arrays named by what they hold (pt, eta, phi), or of shape (events, particles, ≥ 3).',
    );
  }
  const others = collections.flatMap((list, i) => (i === best ? [] : list.map(({ name }) => name)));
  return { ...files[best], others };
}

function fieldsOf(array: H5Array, { arrays, texts }: H5File): H5Field[] {
  const { name, word, shape } = array;
  const [events, second = 1, third = 1] = shape;
  const common = { array, events };
  const one = { ...common, slots: 1, stride: 1, first: 0 };
  const index = arrays.find((other) => other.name === `${name}_index` && other.shape.length === 1);
  if (index && shape.length === 2 && index.shape[0] > 1) {
    const names = namesFor(array, second, texts);
    return names.map(({ name: column, because }, c) => ({
      ...common,
      name: `${name}.${column}`,
      because,
      list: true,
      counter: name,
      events: index.shape[0] - 1,
      slots: 1,
      stride: second,
      first: c,
      width: second,
      index,
    }));
  }
  if (shape.length === 1) return [{ ...one, name, list: false, width: 1 }];
  if (shape.length === 2) {
    const wide = WIDE.find(
      (table) => table.name === word && second >= table.widths[0] && second <= table.widths[1],
    );
    if (wide) {
      const stride = wide.repeats.length;
      return wide.repeats.map((column, c) => ({
        ...common,
        name: `${word}.${column}`,
        list: true,
        padded: true,
        counter: name,
        slots: wide.slots,
        stride,
        first: c,
        width: second,
      }));
    }
    if (second === 1) return [{ ...one, name, list: false, width: 1 }];
    const known =
      (roleOf(word) !== 'ignore' || word === 'mask' || word === 'valid') && second <= limits.eventParticles;
    if (known) return [{ ...one, name, list: true, padded: true, slots: second, width: second }];
    // One particle (or event) a row.
    const names = namesFor(array, second, texts);
    return names.map(({ name: column }, c) => ({
      ...one,
      name: `${name}.${column}`,
      list: false,
      first: c,
      width: second,
    }));
  }
  if (third > limits.columns || second > limits.eventParticles) return [];
  return namesFor(array, third, texts).map(({ name: column, because }, c) => ({
    ...common,
    name: `${name}.${column}`,
    because,
    list: true,
    padded: true,
    counter: name,
    slots: second,
    stride: third,
    first: c,
    width: second * third,
  }));
}

interface Named {
  readonly name: string;
  readonly because?: string;
}

/**
 * Names of the last axis: a list of text beside the array or at it, a known layout, or by position as in npy: px … E where the
 * numbers are so, else pt, y, phi.
 */
function namesFor(array: H5Array, width: number, texts: H5File['texts']): Named[] {
  const { name, word, shape, columns } = array;
  const named = (names: readonly string[]) => names.map((one) => ({ name: one }));
  const group = name.slice(0, name.length - word.length);
  for (const beside of [`${name}_cols`, `${name}_columns`, `${name}_names`, `${group}particleFeatureNames`]) {
    const given = texts.get(beside);
    if (given && given.length >= width) return named(given.slice(0, width));
  }
  if (columns && columns.length === width && tells(columns)) return named(columns);
  const known = NAMED.find((one) => one.name.test(word) && one.columns.length === width);
  if (known) return named(known.columns);
  const placed = shape.length === 3 && width >= 3;
  const order = placed && width >= 4 ? orderOf(firstRows(array), width) : null;
  const first = order ?? (placed ? ['pt', 'y', 'phi'] : []);
  const because = !placed ? undefined : order ? orderReason(order) : 'By position: pt, y, phi.';
  return Array.from({ length: Math.min(width, limits.columns) }, (_, i) => ({
    name: first[i] ?? `column ${i + 1}`,
    because,
  }));
}

/** Names by which a particle has a place. */
function tells(names: readonly string[]): boolean {
  return placesParticle(new Set(names.map(roleOf))) || presetOf(names.map((name) => `.${name}`)) !== null;
}

/** None where they cannot be read: who reads them in earnest is told why. */
function firstRows(array: H5Array): ArrayLike<number> {
  const rows = Math.min(
    array.shape[0],
    Math.max(1, Math.floor(LOOKED_AT_BYTES / Math.max(1, array.rowBytes))),
  );
  if (rows * array.rowBytes > limits.chunkBytes) return [];
  try {
    const numbers = array.pick(array.load(0, rows));
    return numbers instanceof BigInt64Array || numbers instanceof BigUint64Array
      ? []
      : (numbers as ArrayLike<number>);
  } catch {
    return [];
  }
}

function eventFile(
  input: Input,
  fields: readonly H5Field[],
  events: number,
): Omit<EventFile, 'others'> & { others: readonly string[] } {
  const plain = fields.flatMap(({ array, index }) => (index ? [] : [array]));
  const rows = Math.min(events, ...plain.map(blockRows));
  const step = Math.max(rows, ...plain.map(stepRows));
  const kept = new Kept(input.name);
  return {
    format: 'hdf5',
    file: input.name,
    size: input.size ?? 0,
    name: '',
    others: [],
    events,
    fields,
    edge: (event) => {
      const begun = event % step;
      return Math.min(events, event - begun + Math.min(step, (Math.floor(begun / rows) + 1) * rows));
    },
    async read(wanted, from, to) {
      const loaded = new Map<string, Uint8Array>();
      const picked = new Map<string, Numbers>();
      const load = (array: H5Array, a: number, b: number): Numbers => {
        if (a === b) return [];
        const range = `${a}\0${b}\0`;
        const bytes = loaded.get(range + array.key) ?? kept.rows(array, a, b);
        loaded.set(range + array.key, bytes);
        const numbers = picked.get(range + array.name) ?? array.pick(bytes);
        picked.set(range + array.name, numbers);
        return numbers;
      };
      return wanted.map((i) => valuesOf(input.name, fields[i], load, from, to));
    },
  };
}

/** Rows of a block. */
function blockRows({ rowBytes }: H5Array): number {
  return Math.max(1, Math.floor(BLOCK_BYTES / Math.max(1, rowBytes)));
}

/** Rows that are loaded together: whole chunks, each of which is unpacked once. */
function stepRows({ rowBytes, chunkRows }: H5Array): number {
  const rows = Math.max(1, Math.floor(LOAD_BYTES / Math.max(1, rowBytes)));
  return rows > chunkRows ? rows - (rows % chunkRows) : chunkRows;
}

/** Rows that were loaded last, of each array some that begin and end with a chunk. */
class Kept {
  private readonly parts = new Map<string, { start: number; end: number; bytes: Uint8Array | null }>();

  constructor(private readonly file: string) {}

  /** Throws ReadError. */
  rows(array: H5Array, from: number, to: number): Uint8Array {
    const { key, rowBytes, shape } = array;
    const block = blockRows(array);
    const step = stepRows(array);
    const start = Math.floor(from / step) * step;
    const end = Math.min(start + step, shape[0]);
    const found = this.parts.get(key);
    if (found?.bytes && found.start <= from && to <= found.end) {
      return found.bytes.subarray((from - found.start) * rowBytes, (to - found.start) * rowBytes);
    }
    const bytes = (to - from) * rowBytes;
    if (bytes > limits.chunkBytes) {
      throw new ReadError(
        'too-large',
        `${this.file}: rows ${from} to ${to} of "${array.name}" take ${bytes} bytes, allowed are ${limits.chunkBytes}`,
      );
    }
    const little = (to - from) * LITTLE < end - start && to - from < block && found?.start !== start;
    const most = KEPT_BYTES / Math.max(1, this.parts.size);
    if (to > end || (end - start) * rowBytes > most || little) {
      if (little) this.parts.set(key, { start, end: start, bytes: null });
      return array.load(from, to);
    }
    this.parts.delete(key);
    const all = array.load(start, end);
    this.parts.set(key, { start, end, bytes: all });
    return all.subarray((from - start) * rowBytes, (to - start) * rowBytes);
  }
}

type Load = (array: H5Array, from: number, to: number) => Numbers;

function valuesOf(file: string, field: H5Field, load: Load, from: number, to: number): Values {
  const { array, index, list, slots, width } = field;
  const short = (there: number, needed: number) =>
    new ReadError(
      'bad-file',
      `${file}: "${array.name}" has ${there} numbers in events ${from} to ${to}, needed are ${needed}`,
    );
  if (index) {
    const bounds = Array.from(load(index, from, to + 1), Number);
    if (bounds.length !== to - from + 1) throw short(bounds.length, to - from + 1);
    const counts = new Uint32Array(to - from);
    for (let i = 0; i < counts.length; i++) {
      const [a, b] = [bounds[i], bounds[i + 1]];
      if (!(Number.isSafeInteger(a) && a >= 0 && b >= a && b <= array.shape[0])) {
        throw new ReadError(
          'bad-file',
          `${file}: "${index.name}" leads from ${a} to ${b}, allowed are 0 to ${array.shape[0]} in order`,
        );
      }
      counts[i] = b - a;
    }
    const rows = bounds[counts.length] - bounds[0];
    const flat = load(array, bounds[0], bounds[counts.length]);
    if (flat.length !== rows * width) throw short(flat.length, rows * width);
    return { counts, values: spread(flat, rows, field) };
  }
  const flat = load(array, from, to);
  const events = to - from;
  if (flat.length !== events * width) throw short(flat.length, events * width);
  return { counts: list ? new Uint32Array(events).fill(slots) : null, values: spread(flat, events, field) };
}
