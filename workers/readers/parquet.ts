// Apache Parquet: list columns (one row an event), lists of structs, flat tables with an event column, numbered columns.
// The unit of access is the row group, or some of its pages where the file has an offset index; what was read last is
// kept, so that the next event of it costs nothing. Encrypted columns are not read.

import type { ColumnMetaData, FileMetaData, SchemaTree } from 'hyparquet';
import { ReadError } from './errors.ts';
import { bytesAt, held, type Input, join } from './input.ts';
import { type EventFile, eventTable, type Field, type Values } from './jagged.ts';
import { limits } from './limits.ts';
import { type Chunk, decodePages, type Library, library } from './parquet-pages.ts';
import type { Format } from './table.ts';

export const parquet: Format = {
  name: 'parquet',
  async open(input, options, whole) {
    const file = await held(input);
    return await eventTable(await parquetFile(file), options, whole);
  },
};

/** Values of a column that are decoded at once where the file lets its pages be told apart, and where it does not. */
const UNIT_VALUES = 400_000;
const GROUP_VALUES = 8_000_000;
/** A range this many times smaller than what is decoded at once is decoded alone. */
const LITTLE = 8;
const NUMBERS = new Set(['BOOLEAN', 'INT32', 'INT64', 'FLOAT', 'DOUBLE']);
/** A key of the metadata of files that our writer made: their lists are the columns of one event's particles. */
const OWN = 'ringside:particles';
/** Groups that lists are wrapped in. */
const WRAPPERS = new Set(['list', 'element', 'item', 'array', 'bag', 'array_element']);

interface Leaf extends Field {
  readonly path: readonly SchemaTree[];
  /** Its place among the columns of each row group. */
  readonly place: number;
}

interface Group {
  readonly start: number;
  readonly rows: number;
  readonly columns: FileMetaData['row_groups'][number]['columns'];
  /** Rows decoded at once. */
  readonly unit: number;
}

async function parquetFile(input: Input): Promise<EventFile> {
  const lib = await library();
  const { name, size, slice } = input;
  if (!slice || size === null) throw new Error('a held input has a size');
  const bytes = (from: number, to: number) => bytesAt({ size, slice }, from, to);
  const metadata = await metadataOf(lib, name, size, bytes);
  const leaves = leavesOf(lib.parquetSchema(metadata));
  const groups = groupsOf(name, metadata, size);
  const last = groups[groups.length - 1];
  let kept: { key: string; columns: Map<number, Values> } = { key: '', columns: new Map() };

  const find = (row: number): Group => {
    let [low, high] = [0, groups.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (groups[middle].start <= row) low = middle;
      else high = middle - 1;
    }
    return groups[low];
  };
  const unitAt = (row: number) => {
    const group = find(row);
    const from = group.start + Math.floor((row - group.start) / group.unit) * group.unit;
    return { group, from, to: Math.min(from + group.unit, group.start + group.rows) };
  };
  return {
    format: 'parquet',
    file: name,
    size,
    name: '',
    others: [],
    events: last ? last.start + last.rows : 0,
    fields: leaves,
    together: metadata.key_value_metadata?.some(({ key }) => key === OWN) === true,
    edge: (row) => unitAt(row).to,
    async read(fields, from, to) {
      const unit = unitAt(from);
      const key = `${unit.from}`;
      const out: Values[] = [];
      if (kept.key !== key && (to - from) * LITTLE < unit.to - unit.from) {
        for (const field of fields)
          out.push(await rowsOfChunk(lib, name, leaves[field], unit.group, from, to, bytes));
        return out;
      }
      if (kept.key !== key) kept = { key, columns: new Map() };
      for (const field of fields) {
        const found =
          kept.columns.get(field) ??
          (await rowsOfChunk(lib, name, leaves[field], unit.group, unit.from, unit.to, bytes));
        kept.columns.set(field, found);
        out.push(part(found, from - unit.from, to - unit.from));
      }
      return out;
    },
  };
}

type Bytes = (from: number, to: number) => Promise<Uint8Array>;

async function metadataOf(lib: Library, name: string, size: number, bytes: Bytes): Promise<FileMetaData> {
  const tail = await bytes(Math.max(0, size - 8), size);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const length = size >= 12 ? view.getUint32(0, true) : -1;
  if (size < 12 || view.getUint32(4, true) !== 0x31524150) {
    throw new ReadError(
      'bad-file',
      `${name}: the file does not end as Parquet does`,
      'It is cut short; get it again.',
    );
  }
  if (length > size - 12 || length > limits.metadataBytes) {
    const most = Math.min(size - 12, limits.metadataBytes);
    throw new ReadError('bad-file', `${name}: the metadata claim ${length} bytes, allowed are ${most}`);
  }
  const footer = await bytes(size - 8 - length, size);
  return guarded(name, 'the metadata', () =>
    lib.parquetMetadata(footer.slice().buffer, { geoparquet: false }),
  );
}

function leavesOf(tree: SchemaTree): Leaf[] {
  const leaves: Leaf[] = [];
  let place = -1;
  const visit = (node: SchemaTree, path: readonly SchemaTree[]) => {
    const here = [...path, node];
    if (here.length > 20) return;
    if (node.children.length > 0) {
      for (const child of node.children) visit(child, here);
      return;
    }
    place++;
    const { type, logical_type, converted_type } = node.element;
    const repeated = here.filter(({ element }) => element.repetition_type === 'REPEATED').length;
    const time = /TIME|DATE|DECIMAL/.test(`${logical_type?.type} ${converted_type}`);
    if (repeated > 1 || time || !NUMBERS.has(type ?? '')) return;
    const parts = node.path.filter((one, i) => i === 0 || !WRAPPERS.has(one.toLowerCase()));
    leaves.push({ name: parts.join('.'), list: repeated === 1, path: here, place });
  };
  visit(tree, []);
  return leaves;
}

function groupsOf(name: string, metadata: FileMetaData, size: number): Group[] {
  const groups: Group[] = [];
  let start = 0;
  for (const { num_rows, columns } of metadata.row_groups) {
    const rows = Number(num_rows);
    if (!Number.isSafeInteger(rows) || rows < 0 || rows > limits.fileEvents) {
      throw new ReadError('bad-file', `${name}: a row group claims ${num_rows} rows`);
    }
    if (rows === 0) continue;
    let most = rows;
    let indexed = true;
    for (const { meta_data, offset_index_offset, offset_index_length } of columns) {
      if (!meta_data) continue;
      checkChunk(name, meta_data, rows, size);
      most = Math.max(most, Number(meta_data.num_values));
      if (!(offset_index_offset && offset_index_length)) indexed = false;
    }
    const values = indexed ? UNIT_VALUES : GROUP_VALUES;
    groups.push({ start, rows, columns, unit: Math.max(1, Math.ceil(rows / Math.ceil(most / values))) });
    start += rows;
  }
  return groups;
}

function checkChunk(name: string, chunk: ColumnMetaData, rows: number, size: number): void {
  const [from, to] = rangeOf(chunk);
  const label = labelOf(name, chunk);
  if (!(from >= 4 && to >= from && to <= size)) {
    throw new ReadError('bad-file', `${label} stands at bytes ${from} to ${to}, the file has ${size}`);
  }
  const values = Number(chunk.num_values);
  if (!(values >= rows * (chunk.path_in_schema.length > 1 ? 0 : 1) && values <= limits.columnValues)) {
    throw new ReadError('bad-file', `${label} claims ${values} values for ${rows} rows`);
  }
}

function rangeOf(chunk: ColumnMetaData): [number, number] {
  const data = Number(chunk.data_page_offset);
  const dictionary = Number(chunk.dictionary_page_offset ?? 0);
  const from = dictionary > 0 && dictionary < data ? dictionary : data;
  return [from, from + Number(chunk.total_compressed_size)];
}

function labelOf(name: string, chunk: ColumnMetaData): string {
  return `${name}: column "${chunk.path_in_schema.join('.').slice(0, 100)}"`;
}

/** Rows from … to − 1 of the file, all in one row group. */
async function rowsOfChunk(
  lib: Library,
  name: string,
  leaf: Leaf,
  group: Group,
  from: number,
  to: number,
  bytes: Bytes,
): Promise<Values> {
  const column = group.columns[leaf.place];
  const meta = column?.meta_data;
  const path = leaf.path.slice(1).map(({ element }) => element.name);
  if (!meta || meta.path_in_schema.join('\0') !== path.join('\0')) {
    throw new ReadError(
      'bad-file',
      `${name}: column "${leaf.name}" is not in the row group at row ${group.start}`,
    );
  }
  const label = labelOf(name, meta);
  const [start, end] = rangeOf(meta);
  let skipped = 0;
  let data: Uint8Array;
  if (group.unit < group.rows && column.offset_index_offset && column.offset_index_length) {
    const at = Number(column.offset_index_offset);
    const raw = await bytes(at, at + Math.min(column.offset_index_length, limits.metadataBytes));
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    const pages = guarded(
      label,
      'the offset index',
      () => lib.readOffsetIndex({ view, offset: 0 }).page_locations,
    );
    const first = pages.findLastIndex((page) => Number(page.first_row_index) <= from - group.start);
    const after = pages.findIndex((page) => Number(page.first_row_index) >= to - group.start);
    const [a, b] = [Number(pages[first]?.offset), after < 0 ? end : Number(pages[after].offset)];
    if (!(a >= start && b > a && b <= end)) {
      throw new ReadError(
        'bad-file',
        `${label}: the offset index leads to bytes ${a} to ${b}, allowed are ${start} to ${end}`,
      );
    }
    skipped = Number(pages[first].first_row_index);
    const head = Number(pages[0].offset);
    const dictionary = head > start && head <= a ? await room(label, bytes, start, head) : new Uint8Array(0);
    data = join([dictionary, await room(label, bytes, a, b)]);
  } else data = await room(label, bytes, start, end);
  const chunk: Chunk = {
    label,
    path: leaf.path,
    type: meta.type,
    codec: meta.codec,
    values: Number(meta.num_values),
    list: leaf.list,
  };
  const [a, b] = [from - group.start - skipped, to - group.start - skipped];
  return part(
    guarded(label, 'its pages', () => decodePages(lib, chunk, data, a, b)),
    a,
    b,
    label,
  );
}

async function room(label: string, bytes: Bytes, from: number, to: number): Promise<Uint8Array> {
  if (to - from > limits.columnBytes) {
    throw new ReadError(
      'too-large',
      `${label} takes ${to - from} bytes in one row group, allowed are ${limits.columnBytes}`,
      'Write the file with smaller row groups.',
    );
  }
  return bytes(from, to);
}

function part({ counts, values }: Values, from: number, to: number, label = ''): Values {
  const rows = counts ? counts.length : values.length;
  if (to > rows) throw new ReadError('bad-file', `${label} ends after ${rows} rows, needed are ${to}`);
  if (!counts) return { counts, values: values.subarray(from, to) };
  let start = 0;
  for (let i = 0; i < from; i++) start += counts[i];
  let end = start;
  for (let i = from; i < to; i++) end += counts[i];
  return { counts: counts.subarray(from, to), values: values.subarray(start, end) };
}

/** What a library throws becomes an error about the file. */
function guarded<T>(subject: string, what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ReadError) throw error;
    const text = (error instanceof Error ? error.message : String(error)).split('\n')[0].slice(0, 200);
    throw new ReadError('bad-file', `${subject}: ${what} cannot be read (${text})`, 'Get the file again.');
  }
}
