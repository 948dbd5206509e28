// A column of a Parquet row group: any of its rows, without decoding what stands before them, page after page from there on.
// Where each page begins is told by the offset index, or learned in passing and remembered. What is held is one page at most, or
// a piece of it, and the dictionary unless it is large: the next rows cost no more than themselves.

import { ReadError } from './errors.ts';
import type { Values } from './jagged.ts';
import { limits } from './limits.ts';
import { Dictionary } from './parquet-dictionary.ts';
import { type Bytes, type Chunk, type Header, headerAt, type Library, Page, wrong } from './parquet-page.ts';
import { Taken } from './parquet-taken.ts';
import { checkThrift } from './parquet-thrift.ts';

/** Bytes around those that are asked for, which are read with them. */
const BLOCK = 32_768;

/** Where a page begins: in the file, and how many rows and values have begun before. */
interface Place {
  readonly at: number;
  readonly rows: number;
  readonly values: number;
}

export class Column {
  private pages: Place[] | null = null;
  /** The pages are known to the last. */
  private complete = false;
  private dictionary: Dictionary | null = null;
  /** The page in hand, which number it has, and rows begun up to where it is read. */
  private page: Page | null = null;
  private header: Header | null = null;
  private number = 0;
  private row = 0;
  private block: { at: number; bytes: Uint8Array } = { at: 0, bytes: new Uint8Array(0) };

  /** `index`: bytes of the offset index, where there is one. */
  constructor(
    private readonly lib: Library,
    private readonly chunk: Chunk,
    private readonly file: Bytes,
    private readonly index: (() => Promise<Uint8Array>) | null,
  ) {}

  /** Bytes that are held for what comes next. */
  get size(): number {
    return this.block.bytes.length + (this.page?.size ?? 0) + 8 * (this.dictionary?.length ?? 0);
  }

  async close(): Promise<void> {
    await this.page?.close();
    this.page = null;
  }

  /** Rows from … to − 1 of the group. Throws ReadError. */
  async read(from: number, to: number): Promise<Values> {
    try {
      return await this.rows(from, to);
    } catch (error) {
      // A page that was left in the middle tells nothing of the rows that come.
      await this.close();
      throw error;
    }
  }

  private async rows(from: number, to: number): Promise<Values> {
    const { chunk } = this;
    const out = new Taken(chunk, from, to);
    const pages = this.pages ?? (await this.begin());
    if (pages.length === 0) throw wrong(chunk, 'there is no page');
    const best = before(pages, from);
    if (this.page === null || this.row > from || this.number < best) await this.enter(pages, best, from);
    while (this.page !== null) {
      if (await this.page.more()) {
        if (await this.step(this.page, out)) break;
      } else await this.advance(pages, from, to);
    }
    if (this.row < to) {
      throw new ReadError('bad-file', `${chunk.label} ends after ${this.row} rows, needed are ${to}`);
    }
    await this.dictionary?.lookUp(out.values, out.places);
    return out.done();
  }

  /** Of the page in hand: passes over rows before those wanted, takes those. True where the row after them begins. */
  private async step(page: Page, out: Taken): Promise<boolean> {
    const { list, most, item, label } = this.chunk;
    const { repetition, definition, length } = page;
    const { from, to, counts } = out;
    let i = page.at;
    let row = this.row;
    if (repetition === null && definition === null) {
      const passed = Math.min(length - i, from - row);
      if (passed > 0) {
        page.pass(passed);
        i += passed;
        row += passed;
      }
      const taken = Math.min(length - i, to - row);
      await out.take(page, taken, null, 0);
      page.at = i + taken;
      this.row = row + taken;
      return page.at < length;
    }
    if (row <= from) {
      let present = 0;
      for (; i < length; i++) {
        if (!repetition || repetition[i] === 0 || row === 0) {
          if (row === from) break;
          row++;
        }
        if (!definition || definition[i] === most) present++;
      }
      page.pass(present);
    }
    const first = i;
    let present = 0;
    for (; i < length; i++) {
      if (!repetition || repetition[i] === 0 || row === 0) {
        if (row === to) break;
        row++;
      }
      if (list) {
        if (definition && definition[i] < item) continue;
        counts[row - 1 - from]++;
      }
      if (!definition || definition[i] === most) present++;
    }
    if (list && row > from && counts[row - 1 - from] > limits.eventParticles) {
      throw new ReadError(
        'too-large',
        `${label}: row ${row - 1} of its group has more than ${limits.eventParticles} values`,
      );
    }
    const levels = definition?.subarray(first, i) ?? null;
    page.at = i;
    this.row = row;
    await out.take(page, present, levels, i - first);
    return i < length;
  }

  /** The next page in which a row from `from` on may stand; none at the end, or where the rows are known to be over. */
  private async advance(pages: Place[], from: number, to: number): Promise<void> {
    const { header, number } = this;
    await this.close();
    if (header === null) return;
    if (number === pages.length - 1 && !this.complete) this.learn(pages, header, this.row);
    if (number === pages.length - 1) return;
    // Else the next page may begin with the rest of a list.
    const ended = this.index !== null || header.data_page_header_v2 !== undefined || !this.chunk.list;
    if (!ended || this.row < to) await this.enter(pages, number + 1, from);
  }

  /** The last page that begins at or before row `from`: `best`, or one behind it that is not known yet. */
  private async enter(pages: Place[], best: number, from: number): Promise<void> {
    await this.close();
    for (let number = best; ; number++) {
      const { at, rows } = pages[number];
      const header = await headerAt(this.lib, this.chunk, this.bytes, at);
      const { data_page_header: v1, data_page_header_v2: v2, count } = header;
      if (!v1 && !v2)
        throw wrong(this.chunk, `a page is a ${String(header.type).slice(0, 30)}, needed is one of data`);
      const after = v2 ? rows + v2.num_rows : this.chunk.list ? Number.POSITIVE_INFINITY : rows + count;
      if (number === pages.length - 1 && !this.complete && after < Number.POSITIVE_INFINITY) {
        this.learn(pages, header, after);
      }
      if (after <= from && number < pages.length - 1) continue;
      this.page = await Page.open(this.lib, this.chunk, this.bytes, header, async () => {
        if (this.dictionary) return this.dictionary.words();
        throw wrong(this.chunk, 'a page asks for a dictionary, there is none');
      });
      [this.header, this.number, this.row] = [header, number, rows];
      if (header.end - header.start > BLOCK) this.block = { at: 0, bytes: new Uint8Array(0) };
      return;
    }
  }

  /** Where the page behind the last one known begins. */
  private learn(pages: Place[], { end, count }: Header, rows: number): void {
    const values = pages[pages.length - 1].values + count;
    if (values > this.chunk.values) {
      throw wrong(this.chunk, `its pages claim ${values} values, allowed are ${this.chunk.values}`);
    }
    // Some writers leave a byte at the end.
    if (end >= this.chunk.end - 1) this.complete = true;
    else pages.push({ at: end, rows, values });
  }

  /** The dictionary's header, and the pages as far as they are known. */
  private async begin(): Promise<Place[]> {
    const { lib, chunk, bytes } = this;
    let at = chunk.start;
    if (at < chunk.end - 1) {
      const header = await headerAt(lib, chunk, bytes, at);
      if (header.type === 'DICTIONARY_PAGE') {
        this.dictionary = new Dictionary(lib, chunk, bytes, header);
        at = header.end;
      }
    }
    const given = this.index ? indexed(lib, chunk, await this.index()) : [];
    this.complete = given.length > 0 || at >= chunk.end - 1;
    this.pages = given.length > 0 ? given : this.complete ? [] : [{ at, rows: 0, values: 0 }];
    return this.pages;
  }

  /** What is asked for next often stands just behind. */
  private readonly bytes: Bytes = async (from, to) => {
    const { block } = this;
    if (from >= block.at && to <= block.at + block.bytes.length) {
      return block.bytes.subarray(from - block.at, to - block.at);
    }
    if (to - from >= BLOCK) return this.file(from, to);
    const bytes = await this.file(from, Math.min(this.chunk.end, from + BLOCK));
    this.block = { at: from, bytes };
    return bytes.subarray(0, to - from);
  };
}

function indexed({ readOffsetIndex }: Library, chunk: Chunk, bytes: Uint8Array): Place[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let places: Place[];
  checkThrift(`${chunk.label}: the offset index`, bytes);
  try {
    const { page_locations } = readOffsetIndex({ view, offset: 0 });
    places = page_locations.map(({ offset, first_row_index }) => ({
      at: Number(offset),
      rows: Number(first_row_index),
      values: 0,
    }));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw wrong(chunk, `the offset index cannot be read (${text.split('\n')[0].slice(0, 200)})`);
  }
  for (const [i, { at, rows }] of places.entries()) {
    const [before, least] = i === 0 ? [chunk.start, 0] : [places[i - 1].at + 1, places[i - 1].rows];
    if (at >= before && at < chunk.end && rows >= least && (i > 0 || rows === 0)) continue;
    throw wrong(
      chunk,
      `the offset index leads to byte ${at} and row ${rows}, allowed are ${before} to ${chunk.end}, from row ${least} on`,
    );
  }
  return places;
}

/** The last page that begins at or before a row. */
function before(pages: readonly Place[], row: number): number {
  let [low, high] = [0, pages.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pages[middle].rows <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}
