// The events of one branch: its baskets, unpacked and cut into events. Every place and count is compared with the bytes
// there are.

import { ReadError } from './errors.ts';
import type { Values } from './jagged.ts';
import { limits } from './limits.ts';
import type { Branch, BranchField, Layout } from './root-branches.ts';
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
  private readonly baskets: number;
  private readonly label: string;

  constructor(
    private readonly source: Source,
    private readonly branch: Branch,
  ) {
    this.label = `${source.name}: branch "${String(branch.fName).slice(0, 100)}"`;
    this.entry = branch.fBasketEntry ?? [];
    this.baskets = Number(branch.fWriteBasket);
    const rooms = [this.entry, branch.fBasketBytes ?? [], branch.fBasketSeek ?? []];
    if (!(this.baskets >= 0) || rooms.some(({ length }) => length < this.baskets)) {
      throw broken(this.label, `it claims ${this.baskets} baskets`);
    }
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
    const { label, source, branch } = this;
    const seek = branch.fBasketSeek?.[number] ?? 0;
    const bytes = branch.fBasketBytes?.[number] ?? 0;
    if (number >= this.baskets || seek === 0) {
      throw new ReadError(
        'unsupported',
        `${label} keeps events beside its baskets, which are not read`,
        'Close the file in the program that writes it.',
      );
    }
    if (!(seek > 0 && bytes > BASKET_NUMBERS && seek + bytes <= source.size && bytes <= limits.columnBytes)) {
      throw broken(label, `basket ${number} claims ${bytes} bytes at ${seek}, the file has ${source.size}`);
    }
    const raw = await source.bytes(seek, seek + bytes);
    const key = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    const unpackedBytes = key.getInt32(6);
    const keyBytes = key.getInt16(14);
    if (!(keyBytes >= BASKET_NUMBERS + 18 && keyBytes < bytes))
      throw broken(label, `basket ${number} has no key`);
    checkSize(label, `basket ${number}`, bytes, unpackedBytes);
    const eventBytes = key.getInt32(keyBytes - 13);
    const entries = key.getInt32(keyBytes - 9);
    const end = key.getInt32(keyBytes - 5) - keyBytes;
    const packed = raw.subarray(keyBytes);
    const data =
      packed.length === unpackedBytes ? packed : await unpacked(label, 'a basket', packed, unpackedBytes);
    if (!(entries > 0 && end >= 0 && end <= data.length && entries <= limits.columnValues)) {
      throw broken(label, `basket ${number} claims ${entries} events in ${end} of ${data.length} bytes`);
    }
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const varied = layout.length === null;
    const offsets = varied ? this.offsets(view, number, entries, keyBytes, end) : null;
    const size = (layout.length ?? 0) * layout.stride;
    if (!varied && (size === 0 || entries * size > end)) {
      throw broken(label, `basket ${number} claims ${entries} events of ${eventBytes} bytes in ${end}`);
    }
    this.kept = { number, first: this.entry[number], entries, view, offsets, eventBytes: size };
    return this.kept;
  }

  /** Behind the data: how many, then each from the start of the key; the last one ends where the data end. */
  private offsets(
    view: DataView,
    number: number,
    entries: number,
    keyBytes: number,
    end: number,
  ): Int32Array {
    const { label } = this;
    const out = new Int32Array(entries + 1);
    out[entries] = end;
    // A basket of one event may leave them out.
    if (view.byteLength < end + 4 && entries === 1) return out;
    if (view.byteLength < end + 4 + 4 * entries) {
      throw new ReadError(
        'unsupported',
        `${label}: basket ${number} does not tell where its events begin, which is needed`,
        'Write the tree without kGenerateOffsetMap.',
      );
    }
    for (let i = 0; i < entries; i++) out[i] = view.getInt32(end + 4 + 4 * i) - keyBytes;
    for (let i = 0; i < entries; i++) {
      if (out[i] < 0 || out[i] > out[i + 1]) throw broken(label, `the events of basket ${number} overlap`);
    }
    return out;
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
