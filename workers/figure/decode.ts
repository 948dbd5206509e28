// For tests only: a decoder of PNG files, and the folder of the fonts.

import { resolve } from 'node:path';
import { inflateSync } from 'node:zlib';

export const FONTS = resolve(import.meta.dirname, '../../assets/fonts');

/** RGBA of an 8-bit RGB or RGBA PNG without interlacing. */
export function decodePng(file: Uint8Array): { width: number; height: number; rgba: Uint8Array } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const channels = file[25] === 6 ? 4 : 3;
  const data: Uint8Array[] = [];
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at);
    if (String.fromCharCode(...file.subarray(at + 4, at + 8)) === 'IDAT') {
      data.push(file.subarray(at + 8, at + 8 + length));
    }
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const plain = new Uint8Array(stride * height);
  for (let j = 0; j < height; j++) {
    const filter = raw[j * (stride + 1)];
    for (let i = 0; i < stride; i++) {
      const left = i >= channels ? plain[j * stride + i - channels] : 0;
      const up = j > 0 ? plain[(j - 1) * stride + i] : 0;
      const corner = j > 0 && i >= channels ? plain[(j - 1) * stride + i - channels] : 0;
      const p = left + up - corner;
      const [pa, pb, pc] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - corner)];
      const paeth = pa <= pb && pa <= pc ? left : pb <= pc ? up : corner;
      const guess = [0, left, up, (left + up) >> 1, paeth][filter];
      plain[j * stride + i] = raw[j * (stride + 1) + 1 + i] + guess;
    }
  }
  if (channels === 4) return { width, height, rgba: plain };
  const rgba = new Uint8Array(4 * width * height).fill(255);
  for (let k = 0; k < width * height; k++) rgba.set(plain.subarray(3 * k, 3 * k + 3), 4 * k);
  return { width, height, rgba };
}
