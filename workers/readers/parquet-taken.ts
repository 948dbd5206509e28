// Rows of a Parquet column that were asked for: how long their lists are, and the numbers in them.

import { ReadError } from './errors.ts';
import type { Values } from './jagged.ts';
import { limits } from './limits.ts';
import type { Chunk, Page } from './parquet-page.ts';

export class Taken {
  /** [rows] Lengths of lists. */
  readonly counts: Uint32Array;
  values = new Float64Array(1024);
  length = 0;
  /** From … to: values that are places in a dictionary, −1 or NaN where there is none. */
  readonly places: (readonly [number, number])[] = [];

  constructor(
    private readonly chunk: Chunk,
    readonly from: number,
    readonly to: number,
  ) {
    this.counts = new Uint32Array(chunk.list ? to - from : 0);
  }

  /** `present` values of a page among `levels`, NaN between them where one is missing. */
  async take(page: Page, present: number, definition: Uint8Array | null, levels: number): Promise<void> {
    const { most, item, label } = this.chunk;
    let items = present;
    if (definition) {
      items = 0;
      for (let i = 0; i < levels; i++) if (definition[i] >= item) items++;
    }
    const start = this.length;
    this.room(start + items, label);
    const places = await page.take(this.values, start, present);
    if (definition && items > present) {
      let v = start + present;
      let k = start + items;
      for (let i = levels - 1; i >= 0; i--) {
        if (definition[i] === most) this.values[--k] = this.values[--v];
        else if (definition[i] >= item) this.values[--k] = Number.NaN;
      }
    }
    this.length = start + items;
    if (places) this.places.push([start, this.length]);
  }

  done(): Values {
    const values = this.values.slice(0, this.length);
    return { counts: this.chunk.list ? this.counts : null, values };
  }

  private room(length: number, label: string): void {
    if (8 * length > limits.columnBytes) {
      throw new ReadError(
        'too-large',
        `${label}: rows ${this.from} to ${this.to} of a group take more than ${limits.columnBytes} bytes`,
      );
    }
    if (length <= this.values.length) return;
    const wider = new Float64Array(Math.max(length, 2 * this.values.length));
    wider.set(this.values);
    this.values = wider;
  }
}
