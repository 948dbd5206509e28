// A part of a file is the same part of the whole, and what stands before it is not read where the format allows it.

import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { type ByteSource, memorySource, readAll } from './index.ts';

/** [events][slots][3] float32 in C order as .npy; the last slot of odd events is padding. */
function npy(events: number, slots: number): Uint8Array {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${events}, ${slots}, 3), }\n`;
  const head = [0x93, ...Buffer.from('NUMPY'), 1, 0, text.length, 0, ...Buffer.from(text)];
  const values = Float32Array.from({ length: events * slots * 3 }, (_, i) => {
    const [event, slot, column] = [Math.floor(i / (3 * slots)), Math.floor(i / 3) % slots, i % 3];
    if (event % 2 === 1 && slot === slots - 1) return 0;
    return column === 0 ? 1 + event + slot / 8 : column === 1 ? slot / 4 : event / events;
  });
  return new Uint8Array(Buffer.concat([Buffer.from(head), Buffer.from(values.buffer)]));
}

/** Bytes that leave the source. */
function counted(source: ByteSource): { readonly source: ByteSource; readonly read: () => number } {
  let bytes = 0;
  async function* count(blocks: AsyncIterable<Uint8Array>) {
    for await (const block of blocks) {
      bytes += block.length;
      yield block;
    }
  }
  const { slice } = source;
  return {
    source: {
      ...source,
      stream: () => count(source.stream()),
      ...(slice ? { slice: (from: number, to: number) => count(slice(from, to)) } : {}),
    },
    read: () => bytes,
  };
}

const array = npy(3000, 40);
const stored = zipSync({ 'X.npy': [array, { level: 0 }] });
const deflated = zipSync({ 'X.npy': [array, { level: 6 }] });

test.each([
  ['an array', 'a.npy', array],
  ['an archive that is not compressed', 'a.npz', stored],
  ['a compressed one', 'a.npz', deflated],
])('%s by parts is the whole', async (_, name, bytes) => {
  const { columns } = await readAll(memorySource(name, bytes));
  for (const [from, to] of [
    [0, 1],
    [1, 4],
    [1499, 1502],
    [2999, 3000],
    [2998, 5000],
    [4000, 5000],
  ]) {
    const part = (await readAll(memorySource(name, bytes), { from, to })).columns;
    const events = Math.max(0, Math.min(to, 3000) - from);
    expect([part.first, part.events]).toEqual([from, events]);
    if (events === 0) continue;
    const [start, end] = [columns.offsets[from], columns.offsets[from + events]];
    expect(part.offsets.map((offset) => offset + start)).toEqual(
      columns.offsets.slice(from, from + events + 1),
    );
    for (const key of ['pt', 'y', 'phi', 'index'] as const) {
      expect(part[key]).toEqual(columns[key].slice(start, end));
    }
  }
});

test.each([
  ['a.npy', array],
  ['a.npz', stored],
])('a few events of %s take few bytes', async (name, bytes) => {
  const { source, read } = counted(memorySource(name, bytes));
  await readAll(source, { from: 2000, to: 2003 });
  expect(bytes.length).toBeGreaterThan(1_400_000);
  expect(read()).toBeLessThan(600_000);
});
