// Rows of numbers in memory while they come, in any order: columns on shared memory, so that the threads read them where
// they lie, and a bit an event that says which are there.

import { randomBytes } from 'node:crypto';
import type { SharedRows } from './types.ts';

/** Rows for which there is room at first, where it is not known how many will come. */
const ROOM = 1024;

export class FrameRows {
  /** Of numbers a row, its event not counted. */
  readonly width: number;
  private count = 0;
  private room = 0;
  private columns: Float64Array[] = [];
  /** By event number. */
  private there = new Uint8Array(0);
  private key = '';

  constructor(width: number, room = ROOM) {
    this.width = width;
    this.grow(Math.max(1, room));
  }

  get rows(): number {
    return this.count;
  }

  has(event: number): boolean {
    return (this.there[event >> 3] & (1 << (event & 7))) !== 0;
  }

  /** Events `first` … with `width` values each, one event after the other. Those that are there already stay as they are. */
  append(first: number, values: Float64Array): void {
    for (let event = first, at = 0; at < values.length; event++, at += this.width) {
      if (this.has(event)) continue;
      if (this.count === this.room) this.grow(2 * this.room);
      this.columns[0][this.count] = event;
      for (let k = 0; k < this.width; k++) this.columns[k + 1][this.count] = values[at + k];
      this.count++;
      this.mark(event);
    }
  }

  /** What is there now, for the threads. The key is another one once the columns had to move. */
  shared(): SharedRows {
    return { key: this.key, rows: this.count, columns: this.columns };
  }

  private mark(event: number): void {
    const byte = event >> 3;
    if (byte >= this.there.length) {
      const more = new Uint8Array(Math.max(2 * this.there.length, byte + 1));
      more.set(this.there);
      this.there = more;
    }
    this.there[byte] |= 1 << (event & 7);
  }

  private grow(room: number): void {
    this.columns = Array.from({ length: this.width + 1 }, (_, k) => {
      const column = new Float64Array(new SharedArrayBuffer(8 * room));
      if (k < this.columns.length) column.set(this.columns[k]);
      return column;
    });
    this.room = room;
    this.key = randomBytes(9).toString('base64url');
  }
}
