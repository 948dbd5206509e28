// ROOT: a header that leads anywhere. Trees and RNTuples are mutated from good ones.

import type { Hostile } from './types.ts';

function headOf(words: Readonly<Record<number, number>>, length: number): Uint8Array {
  const out = new Uint8Array(length);
  out.set(new TextEncoder().encode('root'));
  const view = new DataView(out.buffer);
  view.setInt32(4, 63400);
  view.setInt32(8, 100);
  for (const [at, value] of Object.entries(words)) view.setInt32(Number(at), value);
  return out;
}

const file = (name: string, bytes: Hostile['bytes']): Hostile => ({ format: 'root', name, bytes });
const MOST = 2 ** 31 - 1;

export const ROOT: readonly Hostile[] = [
  file('description.root', (size) => headOf({ 37: 100, 41: MOST }, Math.max(512, size / 64))),
  file('names.root', (size) => headOf({ 12: MOST, 29: MOST, 37: MOST, 41: MOST }, Math.max(512, size / 64))),
  file('keys.root', (size) => {
    const out = headOf({ 12: size / 64, 24: 60, 37: 100, 41: 64 }, Math.max(512, size / 64));
    out.fill(1, 100);
    return out;
  }),
];
