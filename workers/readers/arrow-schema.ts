// What an Arrow file says of itself: its fields of numbers with the buffers they stand in, and its record batches.
// Source: https://arrow.apache.org/docs/format/Columnar.html; Schema.fbs, Message.fbs and File.fbs of Apache Arrow.

import { ReadError } from './errors.ts';
import { FlatTable } from './flatbuffer.ts';
import { limits } from './limits.ts';

export type NumberType =
  | 'bool'
  | `int${8 | 16 | 32 | 64}`
  | `uint${8 | 16 | 32 | 64}`
  | `float${16 | 32 | 64}`;

/** What lies on the way to a number, outermost first. */
export interface Step {
  readonly kind: 'struct' | 'list' | 'fixed' | 'number';
  /** Its places among the nodes and buffers of a record batch. */
  readonly node: number;
  readonly buffer: number;
  /** Bytes of an offset; slots of a list of one length. */
  readonly size: number;
}

export interface ArrowLeaf {
  readonly name: string;
  readonly list: boolean;
  readonly padded: boolean;
  readonly type: NumberType;
  readonly path: readonly Step[];
}

/** Where a message stands in the file. */
export interface BatchPlace {
  readonly offset: number;
  readonly head: number;
  readonly body: number;
}

export interface Batch {
  readonly rows: number;
  readonly nodes: readonly number[];
  readonly buffers: readonly (readonly [offset: number, length: number])[];
  readonly codec: 'none' | 'lz4' | 'zstd';
}

const DEPTH = 8;
/** Buffers of the types that are passed over. */
const BUFFERS: Readonly<Record<number, number>> = {
  1: 0, // null
  4: 3, // binary
  5: 3, // utf8
  7: 2, // decimal
  8: 2, // date
  9: 2, // time
  10: 2, // timestamp
  11: 2, // interval
  15: 2, // fixed-size binary
  18: 2, // duration
  19: 3, // large binary
  20: 3, // large utf8
};
const [INT, FLOAT, BOOL, LIST, STRUCT, FIXED, MAP, LARGE_LIST] = [2, 3, 6, 12, 13, 16, 17, 21];

export function leavesOf(schema: FlatTable, file: string): ArrowLeaf[] {
  if (schema.short(0) !== 0) {
    throw new ReadError('unsupported', `${file}: the numbers are big-endian, needed is little-endian`);
  }
  const leaves: ArrowLeaf[] = [];
  let nodes = 0;
  let buffers = 0;
  const visit = (field: FlatTable, names: readonly string[], above: readonly Step[], hidden: boolean) => {
    if (above.length > DEPTH || nodes > limits.fields) {
      throw new ReadError(
        'too-large',
        `${file}: the fields are nested deeper than ${DEPTH} or more than ${limits.fields}`,
      );
    }
    const inList = above[above.length - 1]?.kind;
    const element = inList === 'list' || inList === 'fixed';
    const own = element ? names : [...names, field.text(0, limits.nameLength)];
    const type = field.byte(2);
    const detail = field.table(3);
    const step = { node: nodes++, buffer: buffers, size: 0 };
    const inside = (kind: Step['kind'], own_: number, size: number, hide = hidden) => {
      buffers += own_;
      for (const child of field.tables(5)) visit(child, own, [...above, { ...step, kind, size }], hide);
    };
    const number = field.table(4) ? null : numberOf(type, detail);
    if (field.table(4)) buffers += 2;
    else if (number) {
      buffers += 2;
      const lists = above.filter(({ kind }) => kind === 'list' || kind === 'fixed');
      if (hidden || lists.length > 1) return;
      leaves.push({
        name: own.join('.'),
        list: lists.length === 1,
        padded: lists[0]?.kind === 'fixed',
        type: number,
        path: [...above, { ...step, kind: 'number' }],
      });
    } else if (type === STRUCT) inside('struct', 1, 0);
    else if (type === LIST) inside('list', 2, 4);
    else if (type === LARGE_LIST) inside('list', 2, 8);
    else if (type === MAP) inside('list', 2, 4, true);
    else if (type === FIXED) inside('fixed', 1, detail?.int(0) ?? 0);
    else if (type in BUFFERS) buffers += BUFFERS[type];
    else {
      const name = own.join('.').slice(0, 100);
      throw new ReadError(
        'unsupported',
        `${file}: column "${name}" is of Arrow's type ${type}, which is not read`,
        'Write the file without it: unions, views and run-end encoded columns are not read.',
      );
    }
  };
  for (const field of schema.tables(1)) visit(field, [], [], false);
  return leaves;
}

function numberOf(type: number, detail: FlatTable | null): NumberType | null {
  if (type === BOOL) return 'bool';
  if (type === FLOAT) return (['float16', 'float32', 'float64'] as const)[detail?.short(0) ?? 0] ?? null;
  if (type !== INT) return null;
  const bits = detail?.int(0) ?? 0;
  if (bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64) return null;
  return detail?.byte(1) ? `int${bits}` : `uint${bits}`;
}

/** The record batches of a footer, each checked to lie in the file, and not in one another. */
export function placesOf(footer: FlatTable, file: string, size: number): BatchPlace[] {
  let all = 0;
  return footer.longs(3, 24, [0, 8, 16]).map(([offset, word, body]) => {
    // 32 bits; the others pad.
    const head = word % 2 ** 32;
    if (
      offset >= 8 &&
      head >= 8 &&
      head <= limits.metadataBytes &&
      body >= 0 &&
      offset + head + body <= size
    ) {
      all += head + body;
      // They would be read as often as they are named.
      if (all > size) throw new ReadError('bad-file', `${file}: its record batches lie in one another`);
      return { offset, head, body };
    }
    throw new ReadError(
      'bad-file',
      `${file}: a record batch stands at bytes ${offset} to ${offset + head + body}, the file has ${size}`,
    );
  });
}

/** Throws RangeError where the metadata lead out of themselves. */
export function batchOf(head: Uint8Array, body: number, label: string): Batch {
  const marked = head[0] === 0xff && head[1] === 0xff && head[2] === 0xff && head[3] === 0xff;
  const message = FlatTable.root(head.subarray(marked ? 8 : 4));
  const header = message.table(2);
  if (message.byte(1) !== 3 || !header) throw new ReadError('bad-file', `${label} is no record batch`);
  const rows = header.long(0);
  const nodes = header.longs(1, 16, [0]).map(([length]) => length);
  const buffers = header.longs(2, 16, [0, 8]).map(([offset, length]) => [offset, length] as const);
  const most = limits.columnValues;
  const wrong = [rows, ...nodes].find((length) => !(length >= 0 && length <= most));
  if (wrong !== undefined) {
    throw new ReadError('bad-file', `${label} claims ${wrong} values, allowed are ${most}`);
  }
  for (const [offset, length] of buffers) {
    if (offset >= 0 && length >= 0 && offset + length <= body) continue;
    throw new ReadError(
      'bad-file',
      `${label}: a buffer stands at bytes ${offset} to ${offset + length} of ${body}`,
    );
  }
  const compression = header.table(3);
  const codec = compression ? (['lz4', 'zstd'] as const)[compression.byte(0)] : 'none';
  if (!codec) throw new ReadError('unsupported', `${label} is packed by an unknown codec`);
  return { rows, nodes, buffers, codec };
}
