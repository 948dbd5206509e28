// Bytes that come in pieces, taken in order by someone who needs so many of them together.

const NOTHING = new Uint8Array(0);

export class Feed {
  /** What is here stands at `at` … `end` − 1. */
  bytes: Uint8Array;
  at = 0;
  end: number;
  /** `bytes` is this feed's own and may be written to. */
  private own = false;

  /** `rest` may use its pieces again once it is asked for the next. */
  constructor(
    bytes: Uint8Array = NOTHING,
    private rest: AsyncIterator<Uint8Array> | null = null,
  ) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  get left(): number {
    return this.end - this.at;
  }

  /** More may come. */
  get streams(): boolean {
    return this.rest !== null;
  }

  /** Waits for n bytes. False where there are fewer; those are here then. */
  async fill(n: number): Promise<boolean> {
    while (this.end - this.at < n) {
      const piece = await this.next();
      if (piece === null) return false;
      this.append(piece, n);
    }
    return true;
  }

  /** Passes over n bytes. False where there are fewer. */
  async skip(n: number): Promise<boolean> {
    let left = n - this.left;
    if (left <= 0) {
      this.at += n;
      return true;
    }
    this.at = this.end;
    while (left > 0) {
      const piece = await this.next();
      if (piece === null) return false;
      if (piece.length > left) this.append(piece.subarray(left), 0);
      left -= piece.length;
    }
    return true;
  }

  /** Ends what the pieces come from. */
  async close(): Promise<void> {
    const { rest } = this;
    this.rest = null;
    this.bytes = NOTHING;
    this.at = 0;
    this.end = 0;
    await rest?.return?.();
  }

  private async next(): Promise<Uint8Array | null> {
    const next = await this.rest?.next();
    if (next === undefined || next.done) {
      this.rest = null;
      return null;
    }
    return next.value;
  }

  private append(piece: Uint8Array, needed: number): void {
    const { left } = this;
    const room = Math.max(needed, left + piece.length);
    const here = this.bytes.subarray(this.at, this.end);
    if (!this.own || this.bytes.length < room) {
      const wider = new Uint8Array(Math.max(room, this.own ? 2 * this.bytes.length : 0));
      wider.set(here);
      this.bytes = wider;
      this.own = true;
      this.at = 0;
    } else if (this.bytes.length - this.end < piece.length) {
      this.bytes.copyWithin(0, this.at, this.end);
      this.at = 0;
    }
    this.end = this.at + left + piece.length;
    this.bytes.set(piece, this.end - piece.length);
  }
}
