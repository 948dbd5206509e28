// One page of a Parquet column: its header, its levels, and its values as far as they are asked for. A page that is larger than
// what may be held is unpacked piece by piece. Every count of the header is checked here first.

import type { PageHeader } from 'hyparquet';
import { ReadError } from './errors.ts';
import { Feed } from './feed.ts';
import { limits } from './limits.ts';
import { type Codecs, codecs, unpackPieces, unpackWhole } from './parquet-codecs.ts';
import { Runs } from './parquet-runs.ts';
import { checkThrift } from './parquet-thrift.ts';
import { type Kind, PIECE, Places, Plain, together, type Values } from './parquet-values.ts';

/** What a chunk is made of, from the file's metadata. */
export interface Chunk extends Kind {
  /** `FILE: column "NAME"`, for messages. */
  readonly label: string;
  readonly codec: string;
  /** Where it begins and ends in the file. */
  readonly start: number;
  readonly end: number;
  /** Values of the whole chunk, nulls and empty lists counted. */
  readonly values: number;
  readonly list: boolean;
  /** Definition levels of a value, and of an item of the list, which may be null. */
  readonly most: number;
  readonly item: number;
  /** Bytes of a page, and of a dictionary, that are held. */
  readonly held: number;
}

/** Bytes from … to − 1 of the file. */
export type Bytes = (from: number, to: number) => Promise<Uint8Array>;

export type Library = Awaited<ReturnType<typeof library>>;

/** Bytes read at once where a page is not held, and for a header. */
const BLOCK = 65_536;
/** What unpacking by pieces holds, about. */
const UNPACKER_BYTES = 98_304;
/** Statistics of text may make a header longer. */
const LONGEST_HEADER = 16 * BLOCK;
/** Numbers and texts of a page's header, and its statistics. */
const HEADER_VALUES = 1000;

/** Loaded when a Parquet file is opened. */
export async function library() {
  const [main, column, delta, all] = await Promise.all([
    import('hyparquet'),
    import('hyparquet/src/column.js'),
    import('hyparquet/src/delta.js'),
    codecs(),
  ]);
  return { ...main, ...column, ...delta, codecs: all as Codecs };
}

export interface Header extends PageHeader {
  /** Where the page's bytes begin and end in the file. */
  readonly start: number;
  readonly end: number;
  /** Levels, or values of a dictionary. */
  readonly count: number;
}

/** The header at a place of the chunk. Throws ReadError. */
export async function headerAt(
  { parquetHeader }: Library,
  chunk: Chunk,
  bytes: Bytes,
  at: number,
): Promise<Header> {
  for (let length = BLOCK; ; length *= 4) {
    const end = Math.min(chunk.end, at + length);
    const block = await bytes(at, end);
    const reader = { view: new DataView(block.buffer, block.byteOffset, block.length), offset: 0 };
    try {
      checkHeader(block);
      const header = parquetHeader(reader);
      return checked(chunk, header, at + reader.offset);
    } catch (error) {
      if (error instanceof ReadError) throw error;
      if (end < chunk.end && length < LONGEST_HEADER) continue;
      const text = error instanceof Error ? error.message : String(error);
      throw wrong(chunk, `its pages cannot be read (${text.split('\n')[0].slice(0, 200)})`);
    }
  }
}

/** The library makes room for as many values as a list claims; a header has none. Throws RangeError. */
function checkHeader(block: Uint8Array): void {
  try {
    checkThrift('a header', block, HEADER_VALUES);
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error));
  }
}

function checked(chunk: Chunk, header: PageHeader, start: number): Header {
  const { compressed_page_size: size, uncompressed_page_size: whole, data_page_header_v2: v2 } = header;
  const left = chunk.end - start;
  if (!(size >= 0 && size <= left)) throw wrong(chunk, `a page claims ${size} bytes, there are ${left}`);
  if (!(whole >= 0 && whole <= Math.max(limits.pageFreeBytes, limits.inflateRatio * size))) {
    throw wrong(chunk, `a page of ${size} bytes claims to hold ${whole}`);
  }
  const count = (header.dictionary_page_header ?? header.data_page_header ?? v2)?.num_values ?? 0;
  const most = header.type === 'DICTIONARY_PAGE' ? 8 * whole : chunk.values;
  if (!(count >= 0 && count <= most)) {
    throw wrong(chunk, `a page claims ${count} values, allowed are ${most}`);
  }
  if (v2) {
    const [repetition, definition] = [v2.repetition_levels_byte_length, v2.definition_levels_byte_length];
    if (!(repetition >= 0 && definition >= 0 && repetition + definition <= Math.min(size, whole))) {
      throw wrong(chunk, `a page of ${size} bytes claims ${repetition + definition} of levels`);
    }
    if (!(v2.num_rows >= 0 && v2.num_rows <= count)) {
      throw wrong(chunk, `a page of ${count} values claims ${v2.num_rows} rows`);
    }
  }
  return { ...header, start, end: start + size, count };
}

/** The bytes of a page, or of a part of it from `skip` on, unpacked to `length`. */
export async function unpacked(
  { codecs }: Library,
  chunk: Chunk,
  bytes: Bytes,
  { start, end }: Header,
  skip: number,
  length: number,
  codec: string,
): Promise<Feed> {
  const { label } = chunk;
  const first = start + skip;
  if (length <= chunk.held && end - first <= chunk.held) {
    return new Feed(unpackWhole(codecs, label, codec, await bytes(first, end), length));
  }
  async function* pieces() {
    for (let at = first; at < end; at += BLOCK) yield await bytes(at, Math.min(end, at + BLOCK));
  }
  return new Feed(undefined, unpackPieces(label, codec, pieces(), length));
}

/** A data page, from its first level to its last. */
export class Page {
  /** Levels of the piece in hand, where the column has such, and how many of them are used. */
  readonly repetition: Uint8Array | null;
  readonly definition: Uint8Array | null;
  length = 0;
  at = 0;
  /** Levels behind the piece in hand. */
  private behind: number;
  private values: Values | null = null;
  /** Values that were passed over, and not yet in `values`. */
  private passed = 0;

  private constructor(
    private readonly chunk: Chunk,
    count: number,
    private readonly feed: Feed,
    private readonly levels: readonly (Runs | null)[],
    private readonly open: () => Promise<Values>,
  ) {
    this.behind = count;
    const room = Math.min(PIECE, count);
    this.repetition = levels[0] && new Uint8Array(room);
    this.definition = levels[1] && new Uint8Array(room);
  }

  /** `dictionary` gives the values of the dictionary, or null where their places are wanted. */
  static async open(
    lib: Library,
    chunk: Chunk,
    bytes: Bytes,
    header: Header,
    dictionary: () => Promise<ArrayLike<number> | null>,
  ): Promise<Page> {
    const { label } = chunk;
    const { count, uncompressed_page_size: whole, data_page_header: v1, data_page_header_v2: v2 } = header;
    const most = [chunk.list ? 1 : 0, chunk.most];
    const given = v2 ? [v2.repetition_levels_byte_length, v2.definition_levels_byte_length] : null;
    const before = given ? given[0] + given[1] : 0;
    const codec = v2?.is_compressed === false ? 'UNCOMPRESSED' : chunk.codec;
    const feed = await unpacked(lib, chunk, bytes, header, before, whole - before, codec);
    let at = header.start;
    const levels: (Runs | null)[] = [];
    for (const [i, level] of most.entries()) {
      const runs = given
        ? await bytes(at, at + given[i])
        : level > 0
          ? await levelsOf(label, feed, whole)
          : null;
      if (given) at += given[i];
      const width = 32 - Math.clz32(level);
      levels.push(level > 0 && runs ? new Runs(label, new Feed(runs), width) : null);
    }
    const encoding = (v1 ?? v2)?.encoding ?? '';
    return new Page(chunk, count, feed, levels, async () => {
      if (encoding === 'PLAIN' && chunk.type !== 'BOOLEAN') return new Plain(label, feed, chunk);
      if (encoding === 'RLE' && chunk.type === 'BOOLEAN') {
        await feed.skip(4);
        return new Places(label, feed, 1, null);
      }
      if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
        const values = await dictionary();
        const width = (await feed.fill(1)) ? feed.bytes[feed.at++] : 0;
        return new Places(label, feed, width, values);
      }
      return together(label, feed, chunk, encoding, count, lib.deltaBinaryUnpack);
    });
  }

  /** The next levels; false where there are none. */
  async more(): Promise<boolean> {
    if (this.at < this.length) return true;
    if (this.behind === 0) return false;
    const n = Math.min(PIECE, this.behind);
    const [repetition, definition] = this.levels;
    if (this.repetition) await repetition?.take(this.repetition, n);
    if (this.definition) await definition?.take(this.definition, n);
    this.behind -= n;
    this.length = n;
    this.at = 0;
    return true;
  }

  pass(values: number): void {
    this.passed += values;
  }

  /** The next n ≤ PIECE values; true where they are places in a dictionary that is not held. */
  async take(out: Float64Array, at: number, n: number): Promise<boolean> {
    if (n === 0) return false;
    this.values ??= await this.open();
    if (this.passed > 0) await this.values.skip(this.passed);
    this.passed = 0;
    await this.values.take(out, at, n);
    return this.values instanceof Places && this.values.bare && this.chunk.type !== 'BOOLEAN';
  }

  /** Bytes that this holds. */
  get size(): number {
    return this.feed.bytes.length + (this.feed.streams ? UNPACKER_BYTES : 0);
  }

  close(): Promise<void> {
    return this.feed.close();
  }
}

/** Behind their length, in front of the values. */
async function levelsOf(label: string, feed: Feed, whole: number): Promise<Uint8Array> {
  let length = 0;
  if (await feed.fill(4)) {
    for (let i = 3; i >= 0; i--) length = length * 256 + feed.bytes[feed.at + i];
    feed.at += 4;
  }
  const most = Math.min(whole, limits.pageFreeBytes);
  if (length > most || !(await feed.fill(length))) {
    throw new ReadError(
      'bad-file',
      `${label}: levels claim ${length} bytes, there are ${Math.min(most, feed.left)}`,
    );
  }
  const runs = feed.bytes.slice(feed.at, feed.at + length);
  feed.at += length;
  return runs;
}

export function wrong({ label }: Chunk, what: string): ReadError {
  return new ReadError('bad-file', `${label}: ${what}`, 'Get the file again.');
}
