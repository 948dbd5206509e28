// Tables of a FlatBuffer, as Arrow's metadata are written: every place is checked against the bytes there are.
// Not a library: those at hand read zeros beyond the end, and follow counts that the bytes cannot hold.
// Source: https://flatbuffers.dev/internals/ (tables and vectors).

/** What leads out of the bytes throws RangeError, as DataView does. */
export class FlatTable {
  private readonly vtable: number;
  private readonly slots: number;

  constructor(
    private readonly view: DataView,
    private readonly at: number,
  ) {
    this.vtable = at - view.getInt32(at, true);
    this.slots = (view.getUint16(this.vtable, true) - 4) / 2;
  }

  /** The table that a buffer begins with. */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  byte(slot: number): number {
    const at = this.place(slot);
    return at === 0 ? 0 : this.view.getUint8(at);
  }

  short(slot: number): number {
    const at = this.place(slot);
    return at === 0 ? 0 : this.view.getInt16(at, true);
  }

  int(slot: number): number {
    const at = this.place(slot);
    return at === 0 ? 0 : this.view.getInt32(at, true);
  }

  long(slot: number): number {
    const at = this.place(slot);
    return at === 0 ? 0 : longAt(this.view, at);
  }

  /** Its first `most` bytes: thousands of fields may lead to the same long name. */
  text(slot: number, most: number): string {
    const vector = this.vector(slot, 1);
    if (vector.count === 0) return '';
    const { buffer, byteOffset } = this.view;
    const bytes = new Uint8Array(buffer, byteOffset + vector.start, Math.min(vector.count, most));
    return new TextDecoder().decode(bytes);
  }

  table(slot: number): FlatTable | null {
    const at = this.place(slot);
    return at === 0 ? null : new FlatTable(this.view, at + this.view.getUint32(at, true));
  }

  /** One by one: many small vectors may lead to the same large one. */
  *tables(slot: number): Generator<FlatTable> {
    const { start, count } = this.vector(slot, 4);
    for (let at = start; at < start + 4 * count; at += 4) {
      yield new FlatTable(this.view, at + this.view.getUint32(at, true));
    }
  }

  /** Structs of `bytes` bytes, of which 64-bit numbers are wanted at the places named. */
  longs(slot: number, bytes: number, places: readonly number[]): number[][] {
    const { start, count } = this.vector(slot, bytes);
    return Array.from({ length: count }, (_, i) =>
      places.map((place) => longAt(this.view, start + bytes * i + place)),
    );
  }

  private vector(slot: number, bytes: number): { start: number; count: number } {
    const at = this.place(slot);
    if (at === 0) return { start: 0, count: 0 };
    const vector = at + this.view.getUint32(at, true);
    const count = this.view.getUint32(vector, true);
    const start = vector + 4;
    if (count * bytes > this.view.byteLength - start) {
      throw new RangeError(`a vector of ${count} does not fit into ${this.view.byteLength} bytes`);
    }
    return { start, count };
  }

  /** 0 where the table has no such field. */
  private place(slot: number): number {
    if (slot >= this.slots) return 0;
    const offset = this.view.getUint16(this.vtable + 4 + 2 * slot, true);
    return offset === 0 ? 0 : this.at + offset;
  }
}

function longAt(view: DataView, at: number): number {
  const value = Number(view.getBigInt64(at, true));
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is too large a number`);
  return value;
}
