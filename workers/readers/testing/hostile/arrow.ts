// Arrow: buffers that unpack to much, batches that stand in one place, lists of one length, fields and names without end.

import { CODECS } from '../repeated.ts';
import { type Flat, flatbuffer } from './flatbuffer.ts';
import { type Hostile, longName, NAMES } from './types.ts';

/** Kinds of Arrow's Type. */
const [INT, FLOAT, LIST, STRUCT, FIXED] = [2, 3, 12, 13, 16];
const DOUBLE: Flat = [{ number: 2, bytes: 2 }];
const BYTE: Flat = [
  { number: 8, bytes: 4 },
  { number: 0, bytes: 1 },
];

const field = (name: string, type: number, detail: Flat, children: readonly Flat[] = []): Flat => [
  { text: name },
  null,
  { number: type, bytes: 1 },
  { table: detail },
  null,
  children.length > 0 ? { tables: children } : null,
];
const doubles = (names: readonly string[]): Flat[] => names.map((name) => field(name, FLOAT, DOUBLE));

interface Batch {
  readonly rows: number;
  /** Values of each node. */
  readonly nodes: readonly number[];
  /** As they stand in the file. */
  readonly buffers: readonly Uint8Array[];
  readonly codec?: 'lz4' | 'zstd';
}

const none = new Uint8Array(0);

function message({ rows, nodes, buffers, codec }: Batch): { head: Uint8Array; body: Uint8Array } {
  let at = 0n;
  const places = buffers.map((one) => {
    const place = [at, BigInt(one.length)];
    at += BigInt(one.length);
    return place;
  });
  const batch: Flat = [
    { number: rows, bytes: 8 },
    { structs: nodes.map((length) => [BigInt(length), 0n]) },
    { structs: places },
    codec ? { table: [{ number: codec === 'lz4' ? 0 : 1, bytes: 1 }] } : null,
  ];
  const bytes = flatbuffer([
    { number: 4, bytes: 2 },
    { number: 3, bytes: 1 },
    { table: batch },
    { number: at, bytes: 8 },
  ]);
  const head = new Uint8Array(8 + bytes.length);
  const view = new DataView(head.buffer);
  view.setInt32(0, -1, true);
  view.setInt32(4, bytes.length, true);
  head.set(bytes, 8);
  return { head, body: Uint8Array.from(Buffer.concat(buffers)) };
}

/** `times`: the batch is named so often. */
export function arrowOf(fields: readonly Flat[], batch: Batch | null, times = 1): Uint8Array {
  const { head, body } = batch ? message(batch) : { head: none, body: none };
  const place = [8n, BigInt(head.length), BigInt(body.length)];
  const footer = flatbuffer([
    { number: 4, bytes: 2 },
    { table: [{ number: 0, bytes: 2 }, { tables: fields }] },
    null,
    { structs: batch ? Array.from({ length: times }, () => place) : [] },
  ]);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setInt32(0, footer.length, true);
  const magic = Buffer.from('ARROW1');
  return Uint8Array.from(Buffer.concat([magic, new Uint8Array(2), head, body, footer, length, magic]));
}

/** A buffer's bytes, after the length that they claim to have. */
function claimed(length: number, packed: Uint8Array): Uint8Array {
  const out = new Uint8Array(8 + packed.length);
  new DataView(out.buffer).setBigInt64(0, BigInt(length), true);
  out.set(packed, 8);
  return out;
}

const POLAR = ['pt', 'y', 'phi'];
const flat = (rows: number, buffer: Uint8Array, codec?: 'lz4' | 'zstd'): Batch => ({
  rows,
  nodes: POLAR.map(() => rows),
  buffers: POLAR.flatMap(() => [none, buffer]),
  codec,
});
const file = (name: string, bytes: Hostile['bytes']): Hostile => ({ format: 'arrow', name, bytes });
const eights = (size: number) => Math.max(8, Math.floor(size / 8) * 8);

export const ARROW: readonly Hostile[] = [
  ...(['lz4', 'zstd'] as const).map((codec) =>
    file(`bomb-${codec}.arrow`, (size) => {
      const length = eights(size);
      const packed = codec === 'lz4' ? CODECS.lz4Frame(0, length) : CODECS.zstd(0, length);
      return arrowOf(doubles(POLAR), flat(length / 8, claimed(length, packed), codec));
    }),
  ),
  file('more-than-claimed.arrow', (size) =>
    arrowOf(doubles(POLAR), flat(8, claimed(64, CODECS.zstd(0, size)), 'zstd')),
  ),
  file('bytes-as-numbers.arrow', (size) => {
    const rows = Math.floor(size / 8);
    const fields = POLAR.map((name) => field(name, INT, BYTE));
    return arrowOf(fields, flat(rows, claimed(rows, CODECS.zstd(1, rows)), 'zstd'));
  }),
  file('one-list.arrow', (size) => {
    const values = Math.floor(size / 8);
    const offsets = new Uint8Array(8);
    new DataView(offsets.buffer).setInt32(4, values, true);
    const lists = POLAR.map((name) => field(name, LIST, [], [field('item', INT, BYTE)]));
    const one = [none, claimed(8, CODECS.none(0, 0)), none, claimed(values, CODECS.zstd(1, values))];
    // Not packed: −1 stands for their length.
    one[1] = claimed(-1, offsets);
    return arrowOf(lists, {
      rows: 1,
      nodes: POLAR.flatMap(() => [1, values]),
      buffers: POLAR.flatMap(() => one),
      codec: 'zstd',
    });
  }),
  file('long-slots.arrow', () => {
    const size: Flat = [{ number: 2_000_000, bytes: 4 }];
    const lists = POLAR.map((name) => field(name, FIXED, size, [field('item', INT, BYTE)]));
    return arrowOf(lists, {
      rows: 500,
      nodes: POLAR.flatMap(() => [500, 1_000_000_000]),
      buffers: POLAR.flatMap(() => [none, none, none]),
    });
  }),
  file('rows-of-nothing.arrow', () => arrowOf(doubles(POLAR), flat(1_000_000_000, none))),
  file('batches-in-one-place.arrow', (size) => {
    const nodes = Array.from({ length: 5000 }, () => 1);
    return arrowOf(doubles(POLAR), { rows: 1, nodes, buffers: nodes.map(() => none) }, size / 256);
  }),
  file('empty-batches.arrow', (size) => arrowOf(doubles(POLAR), flat(0, none), size / 256)),
  file('names.arrow', () => {
    const names = [...POLAR, ...NAMES];
    const value = new Uint8Array(8);
    return arrowOf(doubles(names), {
      rows: 1,
      nodes: names.map(() => 1),
      buffers: names.flatMap(() => [none, value]),
    });
  }),
  file('long-name.arrow', (size) => arrowOf(doubles([...POLAR, longName(size / 16)]), null)),
  file('one-long-name.arrow', (size) => {
    const name = longName(size / 16);
    return arrowOf(doubles(Array.from({ length: Math.min(15_000, size / 64) }, () => name)), null);
  }),
  file('columns.arrow', (size) =>
    arrowOf(doubles(Array.from({ length: size / 256 }, (_, i) => `c${i}`)), null),
  ),
  file('collections.arrow', (size) => {
    const names = Array.from({ length: Math.min(15_000, size / 256) }, (_, i) => `${POLAR[i % 3]}`);
    return arrowOf(
      names.map((name, i) => field(`c${Math.floor(i / 3)}_${name}`, FLOAT, DOUBLE)),
      null,
    );
  }),
  file('alike.arrow', (size) =>
    arrowOf(doubles(Array.from({ length: Math.min(15_000, size / 256) }, () => 'pt')), null),
  ),
  file('deep.arrow', () => {
    let inner = field('pt', FLOAT, DOUBLE);
    for (let i = 0; i < 500; i++) inner = field('a', STRUCT, [], [inner]);
    return arrowOf([inner], null);
  }),
];
