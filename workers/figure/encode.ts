// RGBA pixels as a PNG file (ISO/IEC 15948), 8 bits a channel, filter 1 (Sub) on every row. Works in the browser.

import { zlibSync } from 'fflate';

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top. */
  readonly rgba: Uint8Array;
}

/** Throws RangeError where the number of bytes does not fit the size. */
export function encodePng(pixels: Pixels): Uint8Array {
  const { width, height, rgba } = pixels;
  if (rgba.length !== 4 * width * height || rgba.length === 0) {
    throw new RangeError(
      `image of ${width} × ${height} pixels: ${rgba.length} bytes, needed are ${4 * width * height} (and more than none)`,
    );
  }
  const stride = 4 * width;
  const rows = new Uint8Array((stride + 1) * height);
  for (let j = 0; j < height; j++) {
    const to = j * (stride + 1);
    rows[to] = 1;
    for (let i = 0; i < stride; i++) {
      rows[to + 1 + i] = rgba[j * stride + i] - (i >= 4 ? rgba[j * stride + i - 4] : 0);
    }
  }
  const header = new Uint8Array(13);
  const fields = new DataView(header.buffer);
  fields.setUint32(0, width);
  fields.setUint32(4, height);
  header.set([8, 6, 0, 0, 0], 8);
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(rows, { level: 6 })),
    chunk('IEND', new Uint8Array(0)),
  ];
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(binary);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const fields = new DataView(bytes.buffer);
  fields.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  fields.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC_TABLE[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
