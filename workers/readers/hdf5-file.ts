// An HDF5 file by h5wasm, the HDF5 library as WebAssembly: its arrays, and slices of them.
// The library sees a file system of its own with this one file in it, read where the file stands and never copied. So
// external links, external storage and virtual data sets lead nowhere, whatever a file asks for.

import { closeSync, openSync, readSync } from 'node:fs';
import type { Dataset, Group } from 'h5wasm';
import { fromSystem, ReadError } from './errors.ts';
import { disarm, type ReadAt } from './hdf5-heap.ts';
import { hdf5Library, type Library, textsOf } from './hdf5-library.ts';
import { isNumber, memberOf, type Numbers, numbersOf } from './hdf5-numbers.ts';
import type { Input } from './input.ts';
import { limits } from './limits.ts';
import { Pieces } from './pieces.ts';

/** An array of numbers, or one member of a table's rows. */
export interface H5Array {
  /** `group.name`, `table.member`. */
  readonly name: string;
  /** The last part of the path. */
  readonly word: string;
  readonly shape: readonly number[];
  /** Names of the last axis, by an attribute of the array. */
  readonly columns?: readonly string[];
  /** Bytes of one row of the whole array, or of the table. */
  readonly rowBytes: number;
  /** Rows that are packed together, or 1. */
  readonly chunkRows: number;
  /** Arrays with the same key are loaded at once. */
  readonly key: string;
  /** Rows from … to − 1 of all that has this key: their bytes. */
  load(from: number, to: number): Uint8Array;
  /** This array's numbers of whole rows, row by row. */
  pick(rows: Uint8Array): Numbers;
}

export interface H5File {
  readonly arrays: readonly H5Array[];
  /** Names that a list of text gives, by the name of the list (`pfcs_cols`). */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** Links to other files, which are not followed. */
  readonly links: readonly string[];
  /** Names of arrays whose entries are lists of variable length: how much one read of them takes cannot be known before. */
  readonly uneven: readonly string[];
  /** What the library cannot open. */
  readonly broken: readonly string[];
}

const DEPTH = 5;
const OBJECTS = 2000;
/** Lists of names are short. */
const MOST_TEXTS = 1000;
/** Characters of all of them: what is over shows only when it has been read. */
const MOST_CHARACTERS = 2 ** 20;
/** Attributes by which people name the columns of an array. */
const NAMING =
  /^(columns?|names?|(col(umn)?|feature|field|particle_?feature|variable)_?names|features|fields|variables)$/i;
/** Kinds of h5wasm's metadata. */
const [STRING, COMPOUND, VARIABLE, ARRAY] = [3, 6, 9, 10];

let number = 0;

type Read = (into: Uint8Array, offset: number, length: number, from: number) => number;
/** Opens the file, does the work and closes it: nothing of it stays in the library, which lives on in the thread. */
type Session = <T>(what: string, work: (file: Group) => T) => T;

/** Throws ReadError. */
export async function openHdf5(input: Input): Promise<H5File> {
  const h5 = await hdf5Library();
  const bytes = input.path === undefined ? await whole(input) : null;
  /** Texts are read while the file is looked through, and not later. */
  let looking = true;
  const session: Session = (what, work) => {
    const descriptor = input.path === undefined ? null : opened(input.name, input.path);
    const path = `/${number++}.h5`;
    const fill: Read = (into, offset, length, from) => {
      if (descriptor !== null) return readSync(descriptor, into, offset, length, from);
      let read = 0;
      for (const part of bytes?.slice(from, from + length) ?? []) {
        into.set(part, offset + read);
        read += part.length;
      }
      return read;
    };
    const readAt: ReadAt = (from, length) => {
      const block = new Uint8Array(length);
      return block.subarray(0, fill(block, 0, length, from));
    };
    try {
      mount(h5, path, input.size ?? 0, (into, offset, length, from) => {
        const read = fill(into, offset, length, from);
        if (looking) disarm(into.subarray(offset, offset + read), from, readAt);
        return read;
      });
      return guarded(input.name, what, () => {
        const file = new h5.File(path, 'r');
        try {
          return work(file);
        } finally {
          file.close();
        }
      });
    } finally {
      h5.FS?.unlink(path);
      if (descriptor !== null) closeSync(descriptor);
    }
  };
  const found = {
    arrays: [] as H5Array[],
    texts: new Map<string, readonly string[]>(),
    links: [] as string[],
    characters: MOST_CHARACTERS,
    uneven: [] as string[],
    broken: [] as string[],
  };
  let objects = 0;
  const visit = (group: Group, prefix: string, depth: number) => {
    for (const key of group.keys()) {
      if (objects++ > OBJECTS) return;
      const name = prefix === '' ? key : `${prefix}.${key}`;
      // One object that cannot be read does not keep the others back.
      const entity = attempt(() => group.get(key));
      if (entity === undefined) found.broken.push(name);
      else if (entity instanceof h5.Group && depth < DEPTH) visit(entity, name, depth + 1);
      else if (entity instanceof h5.ExternalLink) found.links.push(name);
      else if (entity instanceof h5.Dataset) take(h5, input.name, session, entity, name, found);
    }
  };
  session('the file', (file) => visit(file, '', 0));
  looking = false;
  return found;
}

function opened(name: string, path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw fromSystem(name, error);
  }
}

async function whole({ name, size, slice }: Input): Promise<Pieces> {
  if (!slice || size === null || size > limits.heldBytes) {
    throw new ReadError(
      'too-large',
      `${name}: ${size} bytes of HDF5 are not in a file, allowed are ${limits.heldBytes}`,
      'Save it to a file and open that.',
    );
  }
  const pieces = new Pieces();
  for await (const block of slice(0, size)) pieces.push(block);
  return pieces;
}

/** What is used of Emscripten's file system. */
interface Node {
  node_ops: { getattr(node: Node): object };
  stream_ops: object;
}

function mount(h5: Library, path: string, size: number, read: Read): void {
  const fs = h5.FS as unknown as {
    createFile(parent: string, name: string, properties: object, canRead: boolean, canWrite: boolean): Node;
  };
  const node = fs.createFile('/', path.slice(1), {}, true, false);
  const attributes = node.node_ops.getattr.bind(node.node_ops);
  node.node_ops = { ...node.node_ops, getattr: (one) => ({ ...attributes(one), size }) };
  node.stream_ops = {
    read: (_: unknown, into: Uint8Array, offset: number, length: number, from: number) =>
      from >= size ? 0 : read(into, offset, Math.min(length, size - from), from),
    llseek: (stream: { position: number }, offset: number, whence: number) =>
      offset + (whence === 1 ? stream.position : whence === 2 ? size : 0),
  };
}

interface Found {
  /** Characters of texts that are read yet: no more once it is 0. */
  characters: number;
  readonly arrays: H5Array[];
  readonly texts: Map<string, readonly string[]>;
  readonly uneven: string[];
}

function take(
  h5: Library,
  file: string,
  session: Session,
  dataset: Dataset,
  name: string,
  found: Found,
): void {
  const { metadata, path } = dataset;
  const shape = dataset.shape ?? [];
  const { type, size, chunks, compound_type } = metadata;
  if (type === STRING && shape.length === 1 && shape[0] <= MOST_TEXTS) {
    const { Module } = h5;
    const { file_id } = dataset;
    const texts = namesAt(found, () =>
      textsOf(
        h5,
        { size, vlen: metadata.vlen, count: shape[0] },
        (at) => Module.get_dataset_data(file_id, path, null, null, null, at),
        (at) => Module.reclaim_vlen_memory(file_id, path, '', at),
      ),
    );
    if (texts) found.texts.set(name, texts);
    return;
  }
  if (shape.length === 0 || shape[0] === 0 || shape.some((n) => !(n >= 0 && Number.isSafeInteger(n)))) return;
  const chunkRows = chunks?.[0] ?? 1;
  const chunkBytes = (chunks ?? []).reduce((product, n) => product * n, size);
  if (chunkBytes > limits.chunkBytes) {
    throw new ReadError(
      'too-large',
      `${file}: a chunk of "${name}" takes ${chunkBytes} bytes, allowed are ${limits.chunkBytes}`,
    );
  }
  const rowBytes = size * shape.slice(1).reduce((product, n) => product * n, 1);
  const load = (from: number, to: number) =>
    session(`"${name.slice(0, 60)}"`, (root) =>
      rowsOf(h5, root.get(path) as Dataset, shape, rowBytes, from, to),
    );
  const common = { chunkRows, rowBytes, load };
  if (type === COMPOUND && compound_type) {
    for (const member of compound_type.members.slice(0, limits.columns)) {
      const array = member.type === ARRAY ? member.array_type : undefined;
      const inner = [...(array?.shape ?? [])];
      const meta = array ?? member;
      if (!isNumber(meta) || shape.length + inner.length > 3) continue;
      const count = inner.reduce((product, n) => product * n, 1);
      found.arrays.push({
        ...common,
        name: `${name}.${member.name}`,
        word: member.name,
        shape: [...shape, ...inner],
        key: path,
        pick: (rows) => memberOf(meta, rows, size, member.offset, count),
      });
    }
    return;
  }
  if (type === VARIABLE) found.uneven.push(name);
  if (!isNumber(metadata) || shape.length > 3) return;
  const word = name.split('.').pop() ?? name;
  found.arrays.push({
    ...common,
    name,
    word,
    shape,
    columns: shape.length > 1 ? namesOf(h5, dataset, shape[shape.length - 1], found) : undefined,
    key: path,
    pick: (rows) => numbersOf(metadata, rows),
  });
}

/** Of an attribute that has a name for each of `width` columns: a list of text, or one with commas. */
function namesOf(h5: Library, dataset: Dataset, width: number, found: Found): readonly string[] | undefined {
  const attributes = attempt(() => dataset.attrs) ?? {};
  for (const name of Object.keys(attributes)) {
    if (!NAMING.test(name)) continue;
    const attribute = attempt(() => attributes[name]);
    if (!attribute) continue;
    const { type, size, vlen, total_size: count } = attribute.metadata;
    if (type !== STRING || (count !== 1 && count !== width)) continue;
    const { Module } = h5;
    const { file_id, path } = dataset;
    const texts = namesAt(found, () =>
      textsOf(
        h5,
        { size, vlen, count },
        (at) => Module.get_attribute_data(file_id, path, name, at),
        (at) => Module.reclaim_vlen_memory(file_id, path, name, at),
      ),
    );
    const names = count === 1 && width > 1 ? texts?.[0].split(/\s*,\s*|\s+/) : texts;
    if (names?.length === width) return names;
  }
  return undefined;
}

/** None where they cannot be read, or many characters have been: they are names, and a file opens without. */
function namesAt(found: Found, read: () => readonly string[]): readonly string[] | undefined {
  if (found.characters <= 0) return undefined;
  const texts = attempt(read);
  // The library was out of memory, maybe.
  if (texts === undefined) found.characters = 0;
  for (const { length } of texts ?? []) found.characters -= length;
  return found.characters > 0 ? texts : undefined;
}

/** What the library reads, with no more made of it: its own values of a table's rows are an array each. */
function rowsOf(
  { Module }: Library,
  { file_id, path }: Dataset,
  shape: readonly number[],
  rowBytes: number,
  from: number,
  to: number,
): Uint8Array {
  const bytes = (to - from) * rowBytes;
  const at = Module._malloc(bytes);
  if (at === 0) throw new RangeError(`${bytes} bytes are not to be had`);
  try {
    const whole = shape.slice(1).map(BigInt);
    const [start, step] = [whole.map(() => 0n), shape.map(() => 1n)];
    const status: number = Module.get_dataset_data(
      file_id,
      path,
      [BigInt(to - from), ...whole],
      [BigInt(from), ...start],
      step,
      BigInt(at),
    );
    // What stands there then was there before, of another file maybe.
    if (status < 0) throw new Error(`rows ${from} to ${to} are damaged, or do not unpack`);
    return Module.HEAPU8.slice(at, at + bytes);
  } finally {
    Module._free(at);
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** What the library throws becomes an error about the file. */
function guarded<T>(file: string, what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ReadError) throw error;
    const text = (error instanceof Error ? error.message : String(error)).split('\n')[0].slice(0, 200);
    throw new ReadError(
      'bad-file',
      `${file}: ${what} cannot be read by the HDF5 library (${text})`,
      'The file is damaged, or uses a filter that is not there (readable are gzip, shuffle, szip and scale-offset).',
    );
  }
}
