// Apache Parquet: list columns (one row an event), lists of structs, flat tables with an event column, numbered columns.
// Any rows can be had, and those behind them cost no more than themselves (parquet-column.ts). Encrypted columns are not read.

import type { ColumnMetaData, FileMetaData, SchemaTree } from 'hyparquet';
import { ReadError } from './errors.ts';
import { bytesAt, held, type Input } from './input.ts';
import { type EventFile, eventTable, type Field, type Values } from './jagged.ts';
import { limits } from './limits.ts';
import { Column } from './parquet-column.ts';
import { type Bytes, type Chunk, type Library, library } from './parquet-page.ts';
import { checkSchema } from './parquet-schema.ts';
import { checkThrift } from './parquet-thrift.ts';
import type { Format } from './table.ts';

export const parquet: Format = {
  name: 'parquet',
  async open(input, options, whole) {
    const file = await held(input);
    return await eventTable(await parquetFile(file), options, whole);
  },
};

/** Values of a column, and of all columns, that are decoded at once. */
const UNIT_VALUES = 400_000;
const UNIT_ALL = 4_000_000;
/** A range this many times smaller than what is decoded at once is decoded alone, the first time. */
const LITTLE = 8;
/** Bytes of pages, and of dictionaries, that are held for all columns together; and for one at least: unpacking by pieces holds as much. */
const HELD_BYTES = 32 * 2 ** 20;
const LEAST_HELD = 128 * 2 ** 10;
/** Bytes that all columns may hold for what comes next. */
const OPEN_BYTES = 128 * 2 ** 20;
/** Bytes of an offset index; one that is longer is not used. */
const INDEX_BYTES = 4 * 2 ** 20;
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

/** `most`: bytes of pages and of dictionaries that are held for all columns. */
export async function parquetFile(input: Input, most = HELD_BYTES): Promise<EventFile> {
  const lib = await library();
  const { name, size, slice } = input;
  if (!slice || size === null) throw new Error('a held input has a size');
  const bytes = (from: number, to: number) => bytesAt({ size, slice }, from, to);
  const metadata = await metadataOf(lib, name, size, bytes);
  checkSchema(name, metadata.schema);
  const leaves = leavesOf(lib.parquetSchema(metadata));
  const groups = groupsOf(name, metadata, size, leaves);
  const last = groups[groups.length - 1];
  const share = Math.max(Math.min(LEAST_HELD, most), Math.floor(most / Math.max(1, leaves.length)));
  const columns = new OpenColumns((group, field) =>
    columnOf(lib, name, leaves[field], groups[group], share, bytes),
  );
  let kept: { unit: number; columns: Map<number, Values> } = { unit: -1, columns: new Map() };
  let asked = -1;

  const unitAt = (row: number) => {
    let [low, high] = [0, groups.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (groups[middle].start <= row) low = middle;
      else high = middle - 1;
    }
    const { start, rows, unit } = groups[low];
    const from = start + Math.floor((row - start) / unit) * unit;
    return { group: low, start, from, to: Math.min(from + unit, start + rows) };
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
      const { group, start, ...unit } = unitAt(from);
      const rows = (field: number, first: number, end: number) =>
        columns.read(group, field, first - start, end - start);
      const out: Values[] = [];
      const little = (to - from) * LITTLE < unit.to - unit.from;
      if (kept.unit !== unit.from && little && asked !== unit.from) {
        asked = unit.from;
        for (const field of fields) out.push(await rows(field, from, to));
        return out;
      }
      if (kept.unit !== unit.from) kept = { unit: unit.from, columns: new Map() };
      for (const field of fields) {
        const found = kept.columns.get(field) ?? (await rows(field, unit.from, unit.to));
        kept.columns.set(field, found);
        out.push(part(found, from - unit.from, to - unit.from));
      }
      return out;
    },
  };
}

/** Columns of row groups that are open, the one used last at the end. */
class OpenColumns {
  private readonly open = new Map<string, Column>();

  constructor(private readonly make: (group: number, field: number) => Column) {}

  async read(group: number, field: number, from: number, to: number): Promise<Values> {
    const key = `${group} ${field}`;
    const column = this.open.get(key) ?? this.make(group, field);
    this.open.delete(key);
    this.open.set(key, column);
    const values = await column.read(from, to);
    let held = 0;
    for (const one of this.open.values()) held += one.size;
    for (const [other, one] of this.open) {
      if (held <= OPEN_BYTES || other === key) break;
      held -= one.size;
      this.open.delete(other);
      await one.close();
    }
    return values;
  }
}

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
  checkThrift(name, footer);
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

function groupsOf(name: string, metadata: FileMetaData, size: number, leaves: readonly Leaf[]): Group[] {
  const groups: Group[] = [];
  let start = 0;
  for (const { num_rows, columns } of metadata.row_groups) {
    const rows = Number(num_rows);
    if (!Number.isSafeInteger(rows) || rows < 0 || rows > limits.fileEvents) {
      throw new ReadError('bad-file', `${name}: a row group claims ${num_rows} rows`);
    }
    if (rows === 0) continue;
    for (const { meta_data } of columns) if (meta_data) checkChunk(name, meta_data, rows, size);
    const values = leaves.map(({ place }) => Number(columns[place]?.meta_data?.num_values ?? 0));
    const all = values.reduce((sum, n) => sum + n, 0);
    const parts = Math.ceil(Math.max(1, Math.max(rows, ...values) / UNIT_VALUES, all / UNIT_ALL));
    groups.push({ start, rows, columns, unit: Math.max(1, Math.ceil(rows / parts)) });
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

function columnOf(lib: Library, name: string, leaf: Leaf, group: Group, held: number, bytes: Bytes): Column {
  const column = group.columns[leaf.place];
  const meta = column?.meta_data;
  const path = leaf.path.slice(1).map(({ element }) => element.name);
  if (!meta || meta.path_in_schema.join('\0') !== path.join('\0')) {
    throw new ReadError(
      'bad-file',
      `${name}: column "${leaf.name}" is not in the row group at row ${group.start}`,
    );
  }
  const [start, end] = rangeOf(meta);
  const at = Number(column.offset_index_offset ?? 0);
  const length = column.offset_index_length ?? 0;
  const index = at > 0 && length > 0 && length <= INDEX_BYTES ? () => bytes(at, at + length) : null;
  const { element } = leaf.path[leaf.path.length - 1];
  const open = leaf.path.map((node) => node.element.repetition_type);
  const levels = (to: number) => open.slice(1, to).filter((one) => one !== 'REQUIRED').length;
  const chunk: Chunk = {
    label: labelOf(name, meta),
    type: meta.type,
    unsigned: isUnsigned(element),
    codec: meta.codec,
    start,
    end,
    values: Number(meta.num_values),
    list: leaf.list,
    most: levels(open.length),
    item: levels(open.indexOf('REPEATED') + 1),
    held,
  };
  return new Column(lib, chunk, bytes, index);
}

function isUnsigned({ converted_type, logical_type }: SchemaTree['element']): boolean {
  if (converted_type === 'UINT_32' || converted_type === 'UINT_64') return true;
  return logical_type?.type === 'INTEGER' && !logical_type.isSigned && logical_type.bitWidth >= 32;
}

function part({ counts, values }: Values, from: number, to: number): Values {
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
