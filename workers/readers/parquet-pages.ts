// The pages of a Parquet column chunk as numbers, by hyparquet's decoders. Every count of a page header, and every run of
// its levels and dictionary indices, is checked here first: the decoders take runs at their word, and a run of 2³¹ values
// is four bytes. Format: github.com/apache/parquet-format (Encodings, thrift).

import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Compressors, PageHeader, SchemaTree } from 'hyparquet';
import { ReadError } from './errors.ts';
import type { Values } from './jagged.ts';
import { limits } from './limits.ts';

/** What a chunk is made of, from the file's metadata. */
export interface Chunk {
  /** `FILE: column "NAME"`, for messages. */
  readonly label: string;
  readonly path: readonly SchemaTree[];
  readonly type: string;
  readonly codec: string;
  /** Values of the whole chunk, nulls and empty lists counted. */
  readonly values: number;
  readonly list: boolean;
}

export type Library = Awaited<ReturnType<typeof library>>;

/** Loaded when a Parquet file is opened. */
export async function library() {
  const [main, column, datapage, convert, compressors] = await Promise.all([
    import('hyparquet'),
    import('hyparquet/src/column.js'),
    import('hyparquet/src/datapage.js'),
    import('hyparquet/src/convert.js'),
    import('hyparquet-compressors'),
  ]);
  const codecs: Compressors = {
    ...(compressors.compressors as Compressors),
    GZIP: (bytes, length) => gunzipSync(bytes, { maxOutputLength: Math.max(1, length) }),
    BROTLI: (bytes, length) => brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, length) }),
  };
  return { ...main, ...column, ...datapage, ...convert, codecs };
}

/**
 * Rows of whole pages; `bytes` may begin with the dictionary. Pages behind row `to` are not looked at. Lists of pages
 * before row `from` are counted and not decoded: they come as empty ones.
 */
export function decodePages(lib: Library, chunk: Chunk, bytes: Uint8Array, from: number, to: number): Values {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  const wrong = (what: string) => new ReadError('bad-file', `${chunk.label}: ${what}`, 'Get the file again.');
  const decoder = {
    pathInSchema: chunk.path.slice(1).map(({ element }) => element.name),
    element: chunk.path[chunk.path.length - 1].element,
    schemaPath: [...chunk.path],
    type: chunk.type,
    codec: 'UNCOMPRESSED',
    parsers: lib.DEFAULT_PARSERS,
  } as unknown as Decoder;
  let dictionary: Dictionary;
  const rows = new Rows(chunk);
  let left = chunk.values;
  // The last row may go on in the next page.
  while (reader.offset < bytes.length - 1 && rows.length <= to) {
    const header = lib.parquetHeader(reader);
    const size = header.compressed_page_size;
    const whole = header.uncompressed_page_size;
    if (!(size >= 0 && size <= bytes.length - reader.offset)) {
      throw wrong(`a page claims ${size} bytes, there are ${bytes.length - reader.offset}`);
    }
    if (!(whole >= 0 && whole <= Math.max(limits.pageFreeBytes, limits.inflateRatio * size))) {
      throw wrong(`a page of ${size} bytes claims to hold ${whole}`);
    }
    const count = valuesOf(header);
    const most = header.type === 'DICTIONARY_PAGE' ? 8 * whole : left;
    if (!(count >= 0 && count <= most)) throw wrong(`a page claims ${count} values, allowed are ${most}`);
    const packed = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, size);
    reader.offset += size;
    const page = unpacked(lib, chunk, header, packed);
    const begun = header.type === 'DICTIONARY_PAGE' ? 0 : checkRuns(chunk, header, page.bytes);
    if (header.type === 'DICTIONARY_PAGE') {
      const view = new DataView(page.bytes.buffer, page.bytes.byteOffset, page.bytes.byteLength);
      const { data } = lib.readPage({ view, offset: 0 }, page.header, decoder, undefined, undefined, 0);
      dictionary = data && lib.convert(data, decoder);
      continue;
    }
    left -= count;
    if (chunk.list && rows.length + begun <= from) {
      rows.skip(begun);
      continue;
    }
    const v1 = page.header.data_page_header;
    const levels = v1
      ? lib.readDataPage(page.bytes, v1, decoder)
      : lib.readDataPageV2(page.bytes, page.header, decoder);
    const encoding = (v1 ?? page.header.data_page_header_v2)?.encoding;
    if (encoding === undefined) throw wrong('a page has no encoding');
    const values = lib.convertWithDictionary(levels.dataPage, dictionary, encoding, decoder);
    rows.page(count, levels.repetitionLevels, levels.definitionLevels ?? [], values);
  }
  return rows.all();
}

type Decoder = Parameters<Library['readPage']>[2];
type Dictionary = Parameters<Library['readPage']>[3];

function valuesOf({ dictionary_page_header, data_page_header, data_page_header_v2 }: PageHeader): number {
  return (dictionary_page_header ?? data_page_header ?? data_page_header_v2)?.num_values ?? -1;
}

/** The page as it would stand uncompressed. */
function unpacked(lib: Library, chunk: Chunk, header: PageHeader, packed: Uint8Array) {
  const codec = chunk.codec as Parameters<Library['decompressPage']>[2];
  const v2 = header.data_page_header_v2;
  let bytes: Uint8Array;
  if (v2) {
    const levels = v2.definition_levels_byte_length + v2.repetition_levels_byte_length;
    if (
      !(
        v2.definition_levels_byte_length >= 0 &&
        v2.repetition_levels_byte_length >= 0 &&
        levels <= packed.length
      )
    ) {
      throw new ReadError(
        'bad-file',
        `${chunk.label}: a page of ${packed.length} bytes claims ${levels} of levels`,
      );
    }
    const data = packed.subarray(levels);
    const plain =
      v2.is_compressed === false
        ? data
        : lib.decompressPage(data, Math.max(0, header.uncompressed_page_size - levels), codec, lib.codecs);
    bytes = new Uint8Array(levels + plain.length);
    bytes.set(packed.subarray(0, levels));
    bytes.set(plain, levels);
  } else bytes = lib.decompressPage(packed, header.uncompressed_page_size, codec, lib.codecs);
  return {
    bytes,
    header: {
      ...header,
      compressed_page_size: bytes.length,
      uncompressed_page_size: bytes.length,
      ...(v2 ? { data_page_header_v2: { ...v2, is_compressed: false } } : {}),
    },
  };
}

/** Levels, then dictionary indices: runs that end where the values end. Returns how many rows begin here. */
function checkRuns(chunk: Chunk, header: PageHeader, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const repetition = chunk.path.filter(({ element }) => element.repetition_type === 'REPEATED').length;
  const definition = chunk.path
    .slice(1)
    .filter(({ element }) => element.repetition_type !== 'REQUIRED').length;
  const v1 = header.data_page_header;
  const v2 = header.data_page_header_v2;
  const count = valuesOf(header);
  let at = 0;
  /** Walks the levels up to `most`; returns how many are `wanted`. */
  const levels = (most: number, length2: number, wanted: number): number => {
    const length = v2 ? length2 : most === 0 ? 0 : view.getUint32(at, true);
    const start = v2 || most === 0 ? at : at + 4;
    const left = bytes.length - start;
    if (length > left) {
      throw new ReadError('bad-file', `${chunk.label}: levels claim ${length} bytes, there are ${left}`);
    }
    at = start + length;
    return most === 0 ? count : runs(chunk, view, start, at, 32 - Math.clz32(most), count, wanted);
  };
  const begun = levels(repetition, v2?.repetition_levels_byte_length ?? 0, 0);
  const values = levels(definition, v2?.definition_levels_byte_length ?? 0, definition);
  const encoding = (v1 ?? v2)?.encoding;
  if (encoding !== 'PLAIN_DICTIONARY' && encoding !== 'RLE_DICTIONARY') return begun;
  if (values === 0 || at >= bytes.length) return begun;
  const width = bytes[at];
  if (width > 32)
    throw new ReadError('bad-file', `${chunk.label}: dictionary indices of ${width} bits, allowed are 32`);
  if (width > 0) runs(chunk, view, at + 1, bytes.length, width, values, -1);
  return begun;
}

/** Walks RLE and bit-packed runs; returns how many values are `wanted` (or all of them, for −1). */
function runs(
  { label }: Chunk,
  view: DataView,
  from: number,
  to: number,
  width: number,
  count: number,
  wanted: number,
): number {
  let at = from;
  let seen = 0;
  let full = 0;
  const bytes = (width + 7) >> 3;
  const short = () => new ReadError('bad-file', `${label}: runs end after ${seen} of ${count} values`);
  while (seen < count) {
    let head = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= to || shift > 28) throw short();
      const byte = view.getUint8(at++);
      head += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const length = Math.floor(head / 2);
    if (head % 2 === 1) {
      // Writers may cut the bytes of the last, padded group.
      if (length * width > to - at && seen + 8 * length < count) throw short();
      if (wanted >= 0) full += bitsEqual(view, at, to, width, Math.min(8 * length, count - seen), wanted);
      at += length * width;
      seen += 8 * length;
    } else {
      if (length > count - seen) {
        throw new ReadError('bad-file', `${label}: a run claims ${length} values, ${count - seen} are left`);
      }
      if (at + bytes > to) throw short();
      let value = 0;
      for (let i = 0; i < bytes; i++) value += view.getUint8(at + i) * 2 ** (8 * i);
      if (value === wanted) full += length;
      // Runs of nothing are allowed, and cost their bytes.
      at += bytes;
      seen += length;
    }
  }
  return wanted < 0 ? count : full;
}

function bitsEqual(
  view: DataView,
  from: number,
  to: number,
  width: number,
  count: number,
  wanted: number,
): number {
  let equal = 0;
  for (let i = 0; i < count; i++) {
    let value = 0;
    for (let bit = 0; bit < width; bit++) {
      const at = from * 8 + i * width + bit;
      if (at >> 3 < to) value |= ((view.getUint8(at >> 3) >> (at & 7)) & 1) << bit;
    }
    if (value === wanted) equal++;
  }
  return equal;
}

/** Rows from levels (Dremel's): repetition 0 begins one, definition tells null, an empty list and a value apart. */
class Rows {
  private counts = new Uint32Array(1024);
  private rows = 0;
  private flat = 0;
  private readonly pages: Float64Array[] = [];
  private readonly list: boolean;
  /** The definition level of a value, and of an item of the list that may be null. */
  private readonly most: number;
  private readonly item: number;

  constructor({ path, list }: Chunk) {
    const open = path.map(({ element }) => element.repetition_type);
    const upTo = (end: number) => open.slice(1, end).filter((one) => one !== 'REQUIRED').length;
    this.list = list;
    this.most = upTo(open.length);
    this.item = upTo(open.indexOf('REPEATED') + 1);
  }

  /** Rows begun, or flat values. */
  get length(): number {
    return this.list ? this.rows : this.flat;
  }

  skip(rows: number): void {
    for (let i = 0; i < rows; i++) this.begin();
  }

  page(
    count: number,
    repetition: readonly number[],
    definition: readonly number[],
    values: ArrayLike<unknown>,
  ): void {
    const out = new Float64Array(count);
    let k = 0;
    let v = 0;
    for (let i = 0; i < count; i++) {
      const level = definition.length > 0 ? definition[i] : this.most;
      if (this.list) {
        if (repetition.length === 0 || repetition[i] === 0 || this.rows === 0) this.begin();
        if (level < this.item) continue;
        this.counts[this.rows - 1]++;
      }
      out[k++] = level === this.most ? number(values[v++]) : Number.NaN;
    }
    this.pages.push(out.subarray(0, k));
    this.flat += k;
  }

  all(): Values {
    const values = new Float64Array(this.pages.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const page of this.pages) {
      values.set(page, at);
      at += page.length;
    }
    return { counts: this.list ? this.counts.slice(0, this.rows) : null, values };
  }

  private begin(): void {
    if (this.rows === this.counts.length) {
      const wider = new Uint32Array(2 * this.rows);
      wider.set(this.counts);
      this.counts = wider;
    }
    this.counts[this.rows++] = 0;
  }
}

function number(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' || typeof value === 'boolean' ? Number(value) : Number.NaN;
}
