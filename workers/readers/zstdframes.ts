// What the frames of a zstd stream ask for, followed header by header before a decompressor sees them: the window is memory that
// is taken at once, and it is the file that says how much. RFC 8878, section 3.1.

import { ReadError } from './errors.ts';
import { limits } from './limits.ts';

const MAGIC = 0xfd2fb528;
/** 0x184D2A50 to …5F. */
const SKIPPABLE = 0x0184d2a5;
const BLOCK_HEADER = 3;
const RLE = 1;

export class ZstdFrames {
  private kept: number[] = [];
  private at: 'frame' | 'block' = 'frame';
  /** Bytes of content that are still to come, and of no interest. */
  private skip = 0;
  private checksum = 0;
  private seen = 0;
  private windows = 0;

  constructor(private readonly name: string) {}

  /** Throws ReadError: a window that is too large, a dictionary, what is no zstd. */
  see(piece: Uint8Array): void {
    let i = 0;
    this.seen += piece.length;
    while (i < piece.length) {
      if (this.skip > 0) {
        const passed = Math.min(this.skip, piece.length - i);
        this.skip -= passed;
        i += passed;
      } else {
        this.kept.push(piece[i++]);
        if (this.at === 'frame') this.frame();
        else if (this.kept.length === BLOCK_HEADER) this.block();
      }
    }
  }

  /** Throws ReadError where a frame has not ended. */
  end(): void {
    if (this.at === 'frame' && this.kept.length === 0 && this.skip === 0) return;
    throw new ReadError(
      'bad-file',
      `${this.name}: the compressed data are damaged or cut short (a zstd frame does not end)`,
      'Get the file again; compare its size with the original.',
    );
  }

  private frame(): void {
    const { kept } = this;
    if (kept.length < 5) return;
    const magic = this.little(0, 4);
    if (Math.floor(magic / 16) === SKIPPABLE) {
      if (kept.length < 8) return;
      this.skip = this.little(4, 4);
      this.kept = [];
      return;
    }
    if (magic !== MAGIC) {
      throw new ReadError(
        'bad-file',
        `${this.name}: the compressed data are damaged (what follows a zstd frame is none)`,
        'Get the file again; compare its size with the original.',
      );
    }
    const flags = kept[4];
    const single = (flags >> 5) & 1;
    const dictionary = [0, 1, 2, 4][flags & 3];
    const size = flags >> 6 ? 1 << (flags >> 6) : single;
    const window = 5 + (1 - single);
    const header = window + dictionary + size;
    if (kept.length < header) return;
    if (this.little(window, dictionary) !== 0) {
      throw new ReadError(
        'unsupported',
        `${this.name}: it is compressed with a zstd dictionary`,
        'Unpack it with that.',
      );
    }
    const content = this.little(window + dictionary, size) + (size === 2 ? 256 : 0);
    const base = 2 ** (10 + (kept[5] >> 3));
    const bytes = single ? content : base + (base / 8) * (kept[5] & 7);
    if (bytes > limits.zstdWindowBytes) {
      throw new ReadError(
        'too-large',
        `${this.name}: its zstd window is ${bytes} bytes, allowed are ${limits.zstdWindowBytes}`,
        'Unpack the file, or compress it without --long and --ultra.',
      );
    }
    // Thousands of frames of a few bytes, each with its window, would take minutes.
    this.windows += bytes;
    if (this.windows > Math.max(limits.inflateFreeBytes, limits.inflateRatio * this.seen)) {
      throw new ReadError(
        'too-large',
        `${this.name}: the zstd frames in ${this.seen} bytes have windows of ${this.windows}, allowed are ${limits.inflateRatio} times as many`,
        'Unpack the file with a tool that you trust, then open what comes out.',
      );
    }
    this.checksum = flags & 4;
    this.at = 'block';
    this.kept = [];
  }

  private block(): void {
    const header = this.little(0, BLOCK_HEADER);
    const last = header & 1;
    const kind = (header >> 1) & 3;
    this.skip = (kind === RLE ? 1 : header >> 3) + (last ? this.checksum : 0);
    if (last) this.at = 'frame';
    this.kept = [];
  }

  private little(from: number, bytes: number): number {
    let value = 0;
    for (let i = bytes - 1; i >= 0; i--) value = value * 256 + this.kept[from + i];
    return value;
  }
}
