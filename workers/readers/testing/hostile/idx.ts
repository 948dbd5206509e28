// IDX: images without pixels, of one pixel, of all that an image may have, and more of them than there are.

import type { Hostile } from './types.ts';

function idxOf(type: number, shape: readonly number[], data: Uint8Array): Uint8Array {
  const out = new Uint8Array(4 + 4 * shape.length + data.length);
  out[2] = type;
  out[3] = shape.length;
  const view = new DataView(out.buffer);
  shape.forEach((length, axis) => {
    view.setUint32(4 + 4 * axis, length);
  });
  out.set(data, 4 + 4 * shape.length);
  return out;
}

const [BYTE, DOUBLE] = [0x08, 0x0e];
const none = new Uint8Array(0);
const file = (name: string, bytes: Hostile['bytes']): Hostile => ({ format: 'idx', name, bytes });

export const IDX: readonly Hostile[] = [
  file('no-pixels.idx3-ubyte', () => idxOf(BYTE, [16_000_000, 0, 28], none)),
  file('promise.idx3-double', () => idxOf(DOUBLE, [4_294_967_295, 1000, 2000], new Uint8Array(800))),
  file('axes.idx8-ubyte', () => idxOf(BYTE, Array(8).fill(4_294_967_295), none)),
  file('pixel.idx3-ubyte', (size) => {
    const images = Math.floor(size / 16);
    return idxOf(BYTE, [images, 1, 1], new Uint8Array(images));
  }),
  file('one.idx2-ubyte', (size) => {
    const side = Math.min(1414, Math.floor(Math.sqrt(size / 4)));
    return idxOf(BYTE, [side, side], new Uint8Array(side * side).fill(1));
  }),
];
