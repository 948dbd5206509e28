// What is read page by page is what is read at once.

import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { EventColumns } from '../core/events.ts';
import { openPages, readAll } from './index.ts';
import { memorySource } from './source.ts';
import type { ByteSource } from './types.ts';

const EVENTS = 12;
const bytes = (text: string) => new TextEncoder().encode(text);
const csv = `event,pt,y,phi\n${Array.from({ length: EVENTS * 5 }, (_, i) => `${Math.floor(i / 5)},${1 + i},0.${i},0.1`).join('\n')}\n`;

function npy(): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${EVENTS}, 5, 3), }`;
  const padded = `${header.padEnd(117)}\n`;
  const magic = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length, 0]);
  const values = Float64Array.from({ length: EVENTS * 15 }, (_, i) => 1 + (i % 7) / 10);
  return new Uint8Array(Buffer.concat([magic, Buffer.from(padded, 'latin1'), Buffer.from(values.buffer)]));
}

const sources: readonly (readonly [string, () => ByteSource, number | null])[] = [
  ['text', () => memorySource('a.csv', bytes(csv)), null],
  ['packed text', () => memorySource('a.csv.gz', new Uint8Array(gzipSync(csv))), null],
  ['an array', () => memorySource('a.npy', npy()), EVENTS],
];

const facts = ({ first, events, offsets, pt, y, phi, index }: EventColumns) => {
  return { first, events, offsets: [...offsets], pt: [...pt], y: [...y], phi: [...phi], index: [...index] };
};

test.each(sources)('%s is entered as often as asked, in any order', async (_, source, events) => {
  const pages = await openPages(source());
  expect(pages.events).toBe(events);
  for (const [from, to] of [
    [7, 9],
    [0, 5],
    [7, 9],
    [11, 40],
    [12, 14],
    [3, 3],
    [0, EVENTS],
  ]) {
    const { columns } = await readAll(source(), { from, to });
    expect(facts(await pages.read(from, to))).toEqual(facts(columns));
  }
});

test('a read that is cancelled leaves the file open for others', async () => {
  const pages = await openPages(memorySource('a.npy', npy()));
  await expect(pages.read(0, 5, { cancelled: () => true })).rejects.toThrow('a.npy: reading was cancelled');
  expect((await pages.read(0, 5)).events).toBe(5);
});
