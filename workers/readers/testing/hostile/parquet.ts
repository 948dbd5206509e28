// Parquet: pages that unpack to much by each codec, runs and dictionaries of a billion values, columns, groups and names without end.

import type { CompressionCodec, FileMetaData, SchemaElement } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { CODECS } from '../repeated.ts';
import { type Hostile, longName, NAMES } from './types.ts';

interface Page {
  readonly packed: Uint8Array;
  /** What its header claims. */
  readonly length: number;
  readonly values: number;
  readonly encoding: 'PLAIN' | 'RLE_DICTIONARY';
  readonly dictionary?: boolean;
}

interface Table {
  readonly names: readonly string[];
  /** The same for each column. */
  readonly pages: readonly Page[];
  readonly rows: number;
  readonly codec?: CompressionCodec;
  /** Lists of lists, one in the other. */
  readonly depth?: number;
  readonly groups?: number;
}

/** All columns are the same bytes, and so are all row groups. */
export function parquetOf({
  names,
  pages,
  rows,
  codec = 'UNCOMPRESSED',
  depth = 0,
  groups = 1,
}: Table): Uint8Array {
  const out = new ByteWriter();
  const text = (said: string) => out.appendBytes(new TextEncoder().encode(said));
  text('PAR1');
  const start = out.index;
  for (const { packed, length, values, encoding, dictionary } of pages) {
    const header = { uncompressed_page_size: length, compressed_page_size: packed.length };
    const levels = { definition_level_encoding: 'RLE', repetition_level_encoding: 'RLE' } as const;
    writePageHeader(
      out,
      dictionary
        ? { ...header, type: 'DICTIONARY_PAGE', dictionary_page_header: { num_values: values, encoding } }
        : { ...header, type: 'DATA_PAGE', data_page_header: { num_values: values, encoding, ...levels } },
    );
    out.appendBytes(packed);
  }
  const column = (name: string) => ({
    file_offset: BigInt(start),
    meta_data: {
      type: 'DOUBLE',
      encodings: ['PLAIN'],
      path_in_schema: [...Array.from({ length: depth }, () => 'list'), name],
      codec,
      num_values: BigInt(pages.reduce((sum, one) => sum + (one.dictionary ? 0 : one.values), 0)),
      total_uncompressed_size: BigInt(out.index - start),
      total_compressed_size: BigInt(out.index - start),
      data_page_offset: BigInt(start),
    },
  });
  const nest: SchemaElement[] = Array.from({ length: depth }, () => ({
    name: 'list',
    num_children: 1,
    repetition_type: 'OPTIONAL',
  }));
  const leaves = names.map((name): SchemaElement => ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' }));
  const begin = out.index;
  const columns = names.map(column);
  writeMetadata(out, {
    version: 2,
    schema: [{ name: 'root', num_children: depth > 0 ? 1 : names.length }, ...nest, ...leaves],
    num_rows: BigInt(rows * groups),
    row_groups: Array.from({ length: groups }, () => ({
      columns,
      total_byte_size: BigInt(begin - start),
      num_rows: BigInt(rows),
    })),
    metadata_length: 0,
  } as unknown as FileMetaData);
  out.appendUint32(out.index - begin);
  text('PAR1');
  return new Uint8Array(out.getBytes()).slice();
}

const POLAR = ['pt', 'y', 'phi'];
const file = (name: string, bytes: Hostile['bytes']): Hostile => ({ format: 'parquet', name, bytes });
const eights = (size: number) => Math.max(8, Math.floor(size / 8) * 8);

const PACKS: readonly (readonly [CompressionCodec, (value: number, length: number) => Uint8Array])[] = [
  ['SNAPPY', CODECS.snappy],
  ['GZIP', CODECS.gzip],
  ['ZSTD', CODECS.zstd],
  ['LZ4_RAW', CODECS.lz4],
  ['LZ4', CODECS.lz4],
  ['BROTLI', CODECS.brotli],
];

/** A varint. */
function varint(number: number): number[] {
  const out: number[] = [];
  let rest = number;
  for (; rest >= 128; rest = Math.floor(rest / 128)) out.push((rest % 128) | 128);
  return [...out, rest];
}

const eight = new Uint8Array(8);
const plain: Page = { packed: eight, length: 8, values: 1, encoding: 'PLAIN' };
const dictionary: Page = { ...plain, dictionary: true };

export const PARQUET: readonly Hostile[] = [
  ...PACKS.map(([codec, pack]) =>
    file(`bomb-${codec.toLowerCase()}.parquet`, (size) => {
      const length = eights(size);
      const page: Page = { packed: pack(0, length), length, values: length / 8, encoding: 'PLAIN' };
      return parquetOf({ names: POLAR, pages: [page], rows: length / 8, codec });
    }),
  ),
  ...PACKS.map(([codec, pack]) =>
    file(`more-than-claimed-${codec.toLowerCase()}.parquet`, (size) => {
      const page: Page = { packed: pack(0, eights(size)), length: 8, values: 1, encoding: 'PLAIN' };
      return parquetOf({ names: POLAR, pages: [page], rows: 1, codec });
    }),
  ),
  file('many-bombs.parquet', (size) => {
    const length = eights(size / 16);
    const page: Page = { packed: CODECS.zstd(0, length), length, values: length / 8, encoding: 'PLAIN' };
    const pages = Array.from({ length: 64 }, () => page);
    return parquetOf({ names: POLAR, pages, rows: (length / 8) * 64, codec: 'ZSTD' });
  }),
  // A run of so many indices is six bytes.
  file('run.parquet', (size) => {
    const values = Math.max(8, Math.floor(size / 2));
    const packed = Uint8Array.from([1, ...varint(values * 2), 0]);
    const page: Page = { packed, length: packed.length, values, encoding: 'RLE_DICTIONARY' };
    return parquetOf({ names: POLAR, pages: [dictionary, page], rows: values });
  }),
  file('billion.parquet', () => {
    const values = 1_000_000_000;
    const packed = Uint8Array.from([1, ...varint(values * 2), 0]);
    const page: Page = { packed, length: packed.length, values, encoding: 'RLE_DICTIONARY' };
    return parquetOf({ names: POLAR, pages: [dictionary, page], rows: values });
  }),
  file('runs.parquet', (size) => {
    const packed = new Uint8Array(1 + size / 64);
    packed[0] = 1;
    const page: Page = { packed, length: packed.length, values: 1, encoding: 'RLE_DICTIONARY' };
    return parquetOf({ names: POLAR, pages: [dictionary, page], rows: 1 });
  }),
  file('pages.parquet', (size) => {
    const empty: Page = { packed: new Uint8Array(0), length: 0, values: 0, encoding: 'PLAIN' };
    return parquetOf({
      names: POLAR,
      pages: [...Array.from({ length: size / 256 }, () => empty), plain],
      rows: 1,
    });
  }),
  file('groups.parquet', (size) =>
    parquetOf({ names: POLAR, pages: [plain], rows: 1, groups: Math.floor(size / 2048) + 1 }),
  ),
  file('names.parquet', () => parquetOf({ names: [...POLAR, ...NAMES], pages: [plain], rows: 1 })),
  file('long-name.parquet', (size) =>
    parquetOf({ names: [...POLAR, longName(size / 64)], pages: [plain], rows: 1 }),
  ),
  file('columns.parquet', (size) =>
    parquetOf({
      names: Array.from({ length: size / 1024 }, (_, i) => (i < 3 ? POLAR[i] : `c${i}`)),
      pages: [plain],
      rows: 1,
    }),
  ),
  file('collections.parquet', (size) =>
    parquetOf({
      names: Array.from({ length: size / 1024 }, (_, i) => `c${Math.floor(i / 3)}_${POLAR[i % 3]}`),
      pages: [plain],
      rows: 1,
    }),
  ),
  file('alike.parquet', (size) =>
    parquetOf({ names: Array.from({ length: size / 1024 }, () => 'pt'), pages: [plain], rows: 1 }),
  ),
  file('numbered.parquet', (size) =>
    parquetOf({
      names: Array.from({ length: size / 1024 }, (_, i) => `${POLAR[i % 3]}${Math.floor(i / 3)}`),
      pages: [plain],
      rows: 1,
    }),
  ),
  file('deep.parquet', (size) =>
    parquetOf({ names: ['pt'], pages: [plain], rows: 1, depth: Math.min(2000, size / 64) }),
  ),
];
