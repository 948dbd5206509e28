// Where particles wait until their chunk is complete.

/** Columns that grow; reused from chunk to chunk. */
export class Store {
  length = 0;
  pt = new Float64Array(1024);
  y = new Float64Array(1024);
  phi = new Float64Array(1024);
  mass = new Float64Array(1024);
  pid = new Int32Array(1024);
  index = new Uint32Array(1024);
  extra: Float64Array[];

  constructor(extras: number) {
    this.extra = Array.from({ length: extras }, () => new Float64Array(1024));
  }

  next(): number {
    if (this.length === this.pt.length) this.grow(2 * this.length);
    return this.length++;
  }

  /** Makes sure of it, for writing after the end. */
  room(more: number): void {
    const needed = this.length + more;
    if (needed > this.pt.length) this.grow(Math.max(needed, 2 * this.pt.length));
  }

  private grow(capacity: number): void {
    const wider = (old: Float64Array) => {
      const column = new Float64Array(capacity);
      column.set(old);
      return column;
    };
    this.pt = wider(this.pt);
    this.y = wider(this.y);
    this.phi = wider(this.phi);
    this.mass = wider(this.mass);
    this.extra = this.extra.map(wider);
    const pid = new Int32Array(capacity);
    pid.set(this.pid);
    this.pid = pid;
    const index = new Uint32Array(capacity);
    index.set(this.index);
    this.index = index;
  }
}
