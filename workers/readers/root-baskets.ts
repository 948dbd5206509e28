// The events of one branch: its baskets, unpacked and cut into events. Every place and count is compared with the bytes
// there are.

import { ReadError } from './errors.ts';
import type { Values } from './jagged.ts';
import { limits } from './limits.ts';
import type { Branch, BranchField, Embedded, Layout } from './root-branches.ts';
import { unpacked } from './root-packed.ts';
import { broken, checkSize, type Source } from './root-source.ts';
import { joined } from './root-values.ts';

/** Bytes of a TBasket's own numbers, the last of its key. */
const BASKET_NUMBERS = 17;

interface Basket {
  readonly number: number;
  readonly first: number;
  readonly entries: number;
  readonly view: DataView;
  /** [entries + 1] Where each event begins; null where all take `eventBytes`. */
  readonly offsets: Int32Array | null;
  readonly eventBytes: number;
}

export class BranchReader {
  private kept: Basket | null = null;
  private readonly entry: ArrayLike<number>;
  private readonly written: number;
  private readonly baskets: number;
  private readonly label: string;

  constructor(
    private readonly source: Source,
    private readonly branch: Branch,
    /** How many items of a list there are in events from … to − 1, where a branch counts them. */
    private readonly counts: ((from: number, to: number) => Promise<Float64Array>) | null = null,
  ) {
    this.label = `${source.name}: branch "${String(branch.fName).slice(0, 100)}"`;
    this.entry = branch.fBasketEntry ?? [];
    this.written = Number(branch.fWriteBasket);
    const rooms = [this.entry, branch.fBasketBytes ?? [], branch.fBasketSeek ?? []];
    if (!(this.written >= 0) || rooms.some(({ length }) => length < this.written)) {
      throw broken(this.label, `it claims ${this.written} baskets`);
    }
    // The last one may be in the tree's own object.
    this.baskets =
      this.written + (branch.fBaskets?.arr?.[this.written] && this.entry.length > this.written ? 1 : 0);
  }

  async read({ layout }: BranchField, from: number, to: number): Promise<Values> {
    const parts: Values[] = [];
    let at = from;
    let number = this.find(from);
    while (at < to) {
      const basket = await this.basket(number++, layout);
      const last = Math.min(to, basket.first + basket.entries);
      if (!(basket.first <= at && last > at))
        throw broken(this.label, `event ${at} is in none of its baskets`);
      parts.push(this.values(basket, layout, at - basket.first, last - basket.first));
      at = last;
    }
    return joined(parts);
  }

  /** Bytes of the basket that is kept. */
  get held(): number {
    return this.kept?.view.byteLength ?? 0;
  }

  forget(): void {
    this.kept = null;
  }

  private find(event: number): number {
    let [low, high] = [0, Math.max(0, this.baskets - 1)];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.entry[middle] <= event) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private async basket(number: number, layout: Layout): Promise<Basket> {
    if (this.kept?.number === number) return this.kept;
    const embedded = this.branch.fBaskets?.arr?.[number];
    this.kept = embedded ? this.embedded(number, embedded, layout) : await this.fromFile(number, layout);
    return this.kept;
  }

  /** Of the events that were not written out when the tree was. */
  private embedded(number: number, basket: Embedded, layout: Layout): Basket {
    const { label } = this;
    const view = basket.fBufferRef?.arr;
    const entries = Number(basket.fNevBuf);
    const keyBytes = Number(basket.fKeylen);
    const end = Number(basket.fLast) - keyBytes;
    if (!(view instanceof DataView) || !(entries > 0 && end >= 0 && end <= view.byteLength)) {
      throw broken(label, `basket ${number} claims ${entries} events in ${end} bytes`);
    }
    if (layout.length !== null) return this.even(number, entries, view, end, layout);
    const starts = basket.fEntryOffset ?? [];
    if (starts.length < entries) throw broken(label, `basket ${number} claims ${entries} events`);
    const offsets = Int32Array.from({ length: entries + 1 }, (_, i) =>
      i < entries ? starts[i] - keyBytes : end,
    );
    this.checkOffsets(offsets, number);
    return { number, first: this.entry[number], entries, view, offsets, eventBytes: 0 };
  }

  private even(number: number, entries: number, view: DataView, end: number, layout: Layout): Basket {
    const eventBytes = (layout.length ?? 0) * layout.stride;
    if (eventBytes === 0 || entries * eventBytes > end) {
      throw broken(this.label, `basket ${number} claims ${entries} events of ${eventBytes} bytes in ${end}`);
    }
    return { number, first: this.entry[number], entries, view, offsets: null, eventBytes };
  }

  private async fromFile(number: number, layout: Layout): Promise<Basket> {
    const { label, source, branch } = this;
    const seek = branch.fBasketSeek?.[number] ?? 0;
    const bytes = branch.fBasketBytes?.[number] ?? 0;
    if (number >= this.written || seek === 0) throw broken(label, `it has no basket ${number}`);
    if (!(seek > 0 && bytes > BASKET_NUMBERS && seek + bytes <= source.size && bytes <= limits.basketBytes)) {
      throw broken(label, `basket ${number} claims ${bytes} bytes at ${seek}, the file has ${source.size}`);
    }
    const raw = await source.bytes(seek, seek + bytes);
    const key = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    const unpackedBytes = key.getInt32(6);
    const keyBytes = key.getInt16(14);
    if (!(keyBytes >= BASKET_NUMBERS + 18 && keyBytes < bytes))
      throw broken(label, `basket ${number} has no key`);
    checkSize(label, `basket ${number}`, bytes, unpackedBytes, limits.basketBytes);
    const entries = key.getInt32(keyBytes - 9);
    const end = key.getInt32(keyBytes - 5) - keyBytes;
    const packed = raw.subarray(keyBytes);
    const data =
      packed.length === unpackedBytes ? packed : await unpacked(label, 'a basket', packed, unpackedBytes);
    if (!(entries > 0 && end >= 0 && end <= data.length && entries <= limits.columnValues)) {
      throw broken(label, `basket ${number} claims ${entries} events in ${end} of ${data.length} bytes`);
    }
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    if (layout.length !== null) return this.even(number, entries, view, end, layout);
    const offsets = await this.offsets(view, number, entries, keyBytes, end, layout);
    return { number, first: this.entry[number], entries, view, offsets, eventBytes: 0 };
  }

  /** Behind the data: how many, then each from the start of the key; the last one ends where the data end. */
  private async offsets(
    view: DataView,
    number: number,
    entries: number,
    keyBytes: number,
    end: number,
    { header, stride }: Layout,
  ): Promise<Int32Array> {
    const { label, counts } = this;
    const out = new Int32Array(entries + 1);
    out[entries] = end;
    // A basket of one event may leave them out.
    if (view.byteLength < end + 4 && entries === 1) return out;
    if (view.byteLength < end + 4 + 4 * entries) {
      // With kGenerateOffsetMap they follow from the lengths of the lists.
      if (!counts || header > 0) {
        throw new ReadError(
          'unsupported',
          `${label}: basket ${number} does not tell where its events begin, which is needed`,
          'Write the tree without kGenerateOffsetMap.',
        );
      }
      const lengths = await counts(this.entry[number], this.entry[number] + entries);
      for (let i = 1; i < entries; i++) out[i] = out[i - 1] + lengths[i - 1] * stride;
    } else for (let i = 0; i < entries; i++) out[i] = view.getInt32(end + 4 + 4 * i) - keyBytes;
    this.checkOffsets(out, number);
    return out;
  }

  private checkOffsets(offsets: Int32Array, number: number): void {
    for (let i = 0; i + 1 < offsets.length; i++) {
      if (offsets[i] >= 0 && offsets[i] <= offsets[i + 1]) continue;
      throw broken(this.label, `the events of basket ${number} overlap`);
    }
  }

  private values({ view, offsets, eventBytes }: Basket, layout: Layout, from: number, to: number): Values {
    const { stride, at, header, marks, length } = layout;
    const events = to - from;
    const get = getter(view, layout);
    if (!offsets && length === 1) {
      const values = new Float64Array(events);
      for (let i = 0; i < events; i++) values[i] = get((from + i) * eventBytes + at);
      return { counts: null, values };
    }
    const counts = new Uint32Array(events);
    const room = offsets ? Math.floor((offsets[to] - offsets[from]) / stride) : events * (length ?? 0);
    // As they stand they may take an eighth of what they take as numbers.
    if (room > limits.blockValues) {
      throw new ReadError(
        'too-large',
        `${this.label} has ${room} values in ${events} events, allowed are ${limits.blockValues} at once`,
      );
    }
    const values = new Float64Array(room);
    let k = 0;
    for (let i = 0; i < events; i++) {
      const begin = offsets ? offsets[from + i] : (from + i) * eventBytes;
      const end = offsets ? offsets[from + i + 1] : begin + eventBytes;
      const items = Math.max(0, end - begin - header) / stride;
      const said = header > 0 && end - begin >= header ? view.getInt32(begin + header - 4) : items;
      if (said !== items) {
        throw broken(this.label, `an event claims ${said} values, its ${end - begin} bytes hold ${items}`);
      }
      for (let j = 0; j < items; j++) {
        const start = begin + header + j * stride;
        for (const [place, value] of marks) {
          if (view.getUint32(start + place) !== value)
            throw broken(this.label, 'an object is not as long as it should be');
        }
        values[k++] = get(start + at);
      }
      counts[i] = items;
    }
    return { counts, values: values.subarray(0, k) };
  }
}

function getter(view: DataView, { item }: Layout): (at: number) => number {
  if (typeof item !== 'string') return (at) => item.read(view, at);
  switch (item) {
    case 'f4':
      return (at) => view.getFloat32(at);
    case 'f8':
      return (at) => view.getFloat64(at);
    case 'i1':
      return (at) => view.getInt8(at);
    case 'u1':
      return (at) => view.getUint8(at);
    case 'i2':
      return (at) => view.getInt16(at);
    case 'u2':
      return (at) => view.getUint16(at);
    case 'i4':
      return (at) => view.getInt32(at);
    case 'u4':
      return (at) => view.getUint32(at);
    case 'i8':
      return (at) => Number(view.getBigInt64(at));
    case 'u8':
      return (at) => Number(view.getBigUint64(at));
  }
}
