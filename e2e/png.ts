// Just enough of PNG to look at screenshots and exports: 8-bit RGB or RGBA, not interlaced.

import { inflateSync } from 'node:zlib';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA, row by row from the top. */
  readonly rgba: Uint8Array;
}

const SIGNATURE = '89504e470d0a1a0a';

export function decodePng(bytes: Uint8Array): Pixels {
  const data = Buffer.from(bytes);
  if (data.subarray(0, 8).toString('hex') !== SIGNATURE) throw new Error('not a PNG');
  const parts: Buffer[] = [];
  let width = 0;
  let height = 0;
  let channels = 0;
  for (let at = 8; at < data.length; ) {
    const length = data.readUInt32BE(at);
    const type = data.toString('latin1', at + 4, at + 8);
    const body = data.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      channels = { 2: 3, 6: 4 }[body[9]] ?? 0;
      if (body[8] !== 8 || channels === 0 || body[12] !== 0) throw new Error('not an 8-bit RGB PNG');
    }
    if (type === 'IDAT') parts.push(body);
    at += length + 12;
  }
  const raw = unfilter(inflateSync(Buffer.concat(parts)), width, height, channels);
  const rgba = new Uint8Array(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < channels; c++) rgba[4 * i + c] = raw[channels * i + c];
  }
  return { width, height, rgba };
}

function unfilter(data: Uint8Array, width: number, height: number, channels: number): Uint8Array {
  const row = width * channels;
  const out = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (row + 1)];
    for (let x = 0; x < row; x++) {
      const left = x >= channels ? out[y * row + x - channels] : 0;
      const above = y > 0 ? out[(y - 1) * row + x] : 0;
      const corner = x >= channels && y > 0 ? out[(y - 1) * row + x - channels] : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      out[y * row + x] = data[y * (row + 1) + 1 + x] + guess;
    }
  }
  return out;
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/** Share of pixels that differ clearly (by more than 24 in any channel). */
export function changed(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let count = 0;
  for (let i = 0; i < a.rgba.length; i += 4) {
    const far = [0, 1, 2].some((c) => Math.abs(a.rgba[i + c] - b.rgba[i + c]) > 24);
    if (far) count++;
  }
  return count / (a.rgba.length / 4);
}

/** Share of pixels that `is` holds for. */
export function share(pixels: Pixels, is: (r: number, g: number, b: number) => boolean): number {
  const { rgba } = pixels;
  let count = 0;
  for (let i = 0; i < rgba.length; i += 4) if (is(rgba[i], rgba[i + 1], rgba[i + 2])) count++;
  return count / (rgba.length / 4);
}
