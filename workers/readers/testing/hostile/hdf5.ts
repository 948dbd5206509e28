// HDF5, written by the library itself: chunks that unpack to much, arrays of which nothing was ever written, groups in circles,
// names and tables without end.

import type { File } from 'h5wasm';
import { hdf5Library } from '../../hdf5-library.ts';
import { type Hostile, longName, NAMES } from './types.ts';

let count = 0;

export async function hdf5Of(fill: (file: File) => void): Promise<Uint8Array> {
  const h5 = await hdf5Library();
  const path = `/hostile${count++}.h5`;
  const file = new h5.File(path, 'w');
  try {
    fill(file);
  } finally {
    file.close();
  }
  const bytes = h5.FS?.readFile(path) as Uint8Array;
  h5.FS?.unlink(path);
  return bytes;
}

type Shape = readonly [number, ...number[]];

const file = (name: string, fill: (file: File, size: number) => void): Hostile => ({
  format: 'hdf5',
  name,
  bytes: (size) => hdf5Of((open) => fill(open, Math.floor(size))),
});

/** Packed ones; every chunk is a row. */
function packed(open: File, name: string, shape: Shape, chunks: Shape): void {
  const data = new Float32Array(shape.reduce((product, n) => product * n, 1)).fill(1);
  open.create_dataset({
    name,
    data,
    shape: [...shape],
    dtype: '<f4',
    chunks: [...chunks],
    compression: 'gzip',
    compression_opts: [1],
  });
}

/** Nothing of it is in the file. */
function unwritten(open: File, name: string, shape: Shape, chunks: Shape, dtype = '<f4'): void {
  const first = shape.map((_, i) => (i === 0 ? 1 : 0));
  const set = open.create_dataset({
    name,
    data: dtype === '<f4' ? new Float32Array(0) : new Int8Array(0),
    shape: [0, ...first.slice(1)],
    dtype,
    maxshape: shape.map(() => null),
    chunks: [...chunks],
  });
  set.resize([...shape]);
}

/** Texts of which the first is long: all of them then lead to where that one stands. A reference is its length, an address and a number. */
const WORDS = 900;
const words = (size: number) => ['x'.repeat(size / 32), ...Array<string>(WORDS - 1).fill('ab')];

function oneWord(bytes: Uint8Array, long: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const leads = (at: number, length: number) => Math.abs(view.getUint32(at, true) - length - 0.5) < 1;
  let patched = 0;
  for (let at = 0; at + 16 * WORDS <= bytes.length; at++) {
    if (!leads(at, long) || !leads(at + 16, 2) || !leads(at + 32, 2)) continue;
    for (let i = 1; i < WORDS; i++) bytes.copyWithin(at + 16 * i, at, at + 16);
    patched++;
  }
  if (patched === 0) throw new Error('no references are found');
  return bytes;
}

const POLAR = ['pt', 'y', 'phi'];
const group = (open: File, path: string) => open.create_group(path);

export const HDF5: readonly Hostile[] = [
  file('bomb.h5', (open, size) =>
    packed(open, 'particles', [Math.ceil(size / 12_000), 1000, 3], [1, 1000, 3]),
  ),
  file('bomb-of-one-chunk.h5', (open, size) => {
    const events = Math.ceil(size / 12_000);
    packed(open, 'particles', [events, 1000, 3], [events, 1000, 3]);
  }),
  file('bomb-of-one-event.h5', (open, size) => {
    const slots = Math.ceil(size / 12);
    packed(open, 'particles', [1, slots, 3], [1, slots, 3]);
  }),
  file('bombs-by-name.h5', (open, size) => {
    const events = Math.ceil(size / 8000);
    for (const name of POLAR) packed(open, name, [events, 1000], [events, 1000]);
  }),
  file('never-written.h5', (open, size) => unwritten(open, 'particles', [size, 1000, 3], [1, 1000, 3])),
  file('never-written-rows.h5', (open, size) => {
    for (const name of ['event', ...POLAR]) unwritten(open, name, [8 * size], [1000]);
  }),
  file('never-written-billions.h5', (open) =>
    unwritten(open, 'particles', [1_999_999_999, 2, 3], [1000, 2, 3]),
  ),
  file('never-written-event.h5', (open, size) => {
    unwritten(open, 'particles', [2, Math.ceil(size / 3), 3], [1, 1000, 3], '<b');
  }),
  file('never-written-columns.h5', (open, size) => unwritten(open, 'rows', [1, size], [1, 1000])),
  file('never-written-chunk.h5', (open, size) => {
    unwritten(open, 'particles', [1000, 1000, 3], [Math.ceil(size / 12_000), 1000, 3]);
  }),
  file('index.h5', (open, size) => {
    open.create_dataset({ name: 'pfcs', data: new Float32Array(30), shape: [10, 3], dtype: '<f4' });
    open.create_dataset({ name: 'pfcs_index', data: new BigInt64Array([0n, BigInt(size), 3n]) });
  }),
  file('ragged.h5', (open, size) => {
    unwritten(open, 'pfcs', [Math.ceil(size / 3), 3], [1000, 3], '<b');
    open.create_dataset({ name: 'pfcs_index', data: new BigInt64Array([0n, BigInt(Math.ceil(size / 3))]) });
  }),
  file('circle.h5', (open) => {
    group(open, 'a');
    for (let i = 0; i < 30; i++) {
      open.create_hard_link('/', `/a/up${i}`);
      open.create_hard_link('/a', `/a/own${i}`);
    }
  }),
  file('soft-circle.h5', (open) => {
    group(open, 'a');
    for (let i = 0; i < 30; i++) open.create_soft_link('/a', `/a/${i}`);
    open.create_soft_link('/a/none', '/a/none');
  }),
  file('names.h5', (open) => {
    const names = [...POLAR, ...NAMES, '__proto__/__proto__'].filter((name) => /^[^./ ]/.test(name));
    for (const name of names) {
      if (name.includes('/')) continue;
      open.create_dataset({ name, data: new Float32Array([1, 2]), shape: [2, 1] });
    }
    group(open, 'more');
    for (const name of POLAR)
      open.create_dataset({ name: `more/__proto___${name}`, data: new Float32Array([1, 2]) });
  }),
  file('long-name.h5', (open, size) => {
    for (const name of [...POLAR, longName(Math.min(60_000, size / 64))])
      open.create_dataset({ name, data: new Float32Array([1, 2]) });
  }),
  file('columns.h5', (open, size) => {
    const most = Math.min(3000, Math.ceil(size / 4096));
    for (let i = 0; i < most; i++)
      open.create_dataset({ name: `c${Math.floor(i / 3)}_${POLAR[i % 3]}`, data: new Float32Array([1]) });
  }),
  file('wide.h5', (open, size) => {
    const columns = Math.ceil(size / 64);
    open.create_dataset({ name: 'rows', data: new Float32Array(columns), shape: [1, columns] });
  }),
  file('words.h5', (open, size) => {
    const data = Array.from({ length: 1000 }, () => 'x'.repeat(size / 4096));
    open.create_dataset({ name: 'particles_cols', data });
    open.create_dataset({ name: 'particles', data: new Float32Array(1000), shape: [1, 1, 1000] });
  }),
  {
    format: 'hdf5',
    name: 'one-word.h5',
    bytes: async (size) => {
      const bytes = await hdf5Of((open) => {
        const data = words(size);
        for (let i = 0; i < 8; i++) {
          open.create_dataset({ name: `p${i}_cols`, data });
          open.create_dataset({ name: `p${i}`, data: new Float32Array(WORDS), shape: [1, 1, WORDS] });
        }
      });
      return oneWord(bytes, size / 32);
    },
  },
  {
    format: 'hdf5',
    name: 'heap-without-end.h5',
    bytes: async () => {
      const bytes = await hdf5Of((open) => {
        open.create_dataset({ name: 'particles_cols', data: ['pt', 'y', 'phi'] });
        open.create_dataset({ name: 'particles', data: new Float32Array(12).fill(1), shape: [1, 4, 3] });
      });
      // The free space behind the texts, of size 0: whoever goes on by the sizes stays there.
      const heap = Buffer.from(bytes).indexOf('GCOL');
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      let at = heap + 16;
      while (view.getUint16(at, true) !== 0) at += 16 + 8 * Math.ceil(view.getUint32(at + 8, true) / 8);
      view.setBigUint64(at + 8, 0n, true);
      return bytes;
    },
  },
  {
    format: 'hdf5',
    name: 'one-word-in-attributes.h5',
    bytes: async (size) => {
      const bytes = await hdf5Of((open) => {
        for (let i = 0; i < 8; i++) {
          const set = open.create_dataset({
            name: `p${i}`,
            data: new Float32Array(WORDS),
            shape: [1, 1, WORDS],
          });
          set.create_attribute('columns', words(size), [WORDS], 'S');
        }
      });
      return oneWord(bytes, size / 32);
    },
  },
];
