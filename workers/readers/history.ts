// What an unpacker has made, of which the last bytes are kept: packed data refer to them. For formats whose references do not
// go further back than that.

/** LZ4's own limit, and the block in which packers look for what repeats in Snappy. */
export const HISTORY_BYTES = 65_536;
/** Bytes that are handed out together: a file of hundreds of columns has as many of these. */
const ROOM = 16_384;

export class History {
  private readonly buffer = new Uint8Array(HISTORY_BYTES + ROOM);
  /** Up to here something is made, and handed out. */
  private end = 0;
  private out = 0;

  /** Bytes that can be made before what is there has to be taken. */
  get room(): number {
    return this.buffer.length - this.end;
  }

  literal(bytes: Uint8Array): void {
    this.buffer.set(bytes, this.end);
    this.end += bytes.length;
  }

  /** `length` bytes as they stand `back` before the end, those that come of it among them. Throws RangeError. */
  copy(back: number, length: number): void {
    const { buffer, end } = this;
    if (back === 0 || back > end)
      throw new RangeError(`a reference leads ${back} bytes back, ${end} are there`);
    if (back >= length) buffer.copyWithin(end, end - back, end - back + length);
    else for (let i = end; i < end + length; i++) buffer[i] = buffer[i - back];
    this.end += length;
  }

  /** What was made since the last time; to be used before more is made. */
  take(): Uint8Array {
    const made = this.buffer.subarray(this.out, this.end);
    this.out = this.end;
    return made;
  }

  /** After `take`: room again. */
  slide(): void {
    const kept = Math.min(HISTORY_BYTES, this.end);
    this.buffer.copyWithin(0, this.end - kept, this.end);
    this.end = kept;
    this.out = kept;
  }
}
