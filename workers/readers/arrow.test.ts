// Arrow files: any part of them, and what is refused. Files of another writer (flechette), packed too, are in golden/.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { memorySource, readAll } from './index.ts';
import { unlz4Frame } from './lz4frame.ts';

const golden = (name: string) => new Uint8Array(readFileSync(new URL(`./golden/${name}`, import.meta.url)));
const lists = golden('lists.arrow');
const refusal = (name: string, bytes: Uint8Array) =>
  readAll(memorySource(name, bytes)).then(
    () => 'it was read',
    (error: Error) => error.message,
  );

test('any part, across record batches of two events', async () => {
  const all = [[10.5, 4.25], [], [7, 2, 1], [], [3]];
  for (const [from, to] of [
    [0, 1],
    [1, 3],
    [2, 5],
    [4, 9],
  ]) {
    const { columns } = await readAll(memorySource('a.arrow', lists), { from, to });
    expect([columns.first, columns.events]).toEqual([from, Math.min(to, 5) - from]);
    expect(Array.from(columns.pt)).toEqual(all.slice(from, to).flat());
  }
});

test('what is cut short, or leads out of the file, is told', async () => {
  expect(await refusal('a.arrow', lists.subarray(0, lists.length - 1))).toBe(
    'a.arrow: the file does not end as Arrow does',
  );
  const footer = lists.slice();
  new DataView(footer.buffer).setInt32(footer.length - 10, 2 ** 30, true);
  expect(await refusal('a.arrow', footer)).toBe(
    `a.arrow: the footer claims 1073741824 bytes, allowed are 1 to ${lists.length - 18}`,
  );
  const root = lists.slice();
  const length = new DataView(root.buffer).getInt32(root.length - 10, true);
  new DataView(root.buffer).setUint32(root.length - 10 - length, 2 ** 30, true);
  expect(await refusal('a.arrow', root)).toBe(
    'a.arrow: the footer cannot be read (Offset is outside the bounds of the DataView)',
  );
});

test('streams and Feather of version 1 are told apart', async () => {
  expect(await refusal('a', new Uint8Array([255, 255, 255, 255, 16, 0, 0, 0]))).toBe(
    'a: this is an Arrow stream, needed is an Arrow file',
  );
  expect(await refusal('a', new TextEncoder().encode('FEA1 and more'))).toBe(
    'a: this is Feather of version 1, needed is version 2',
  );
});

/** What lz4 made, by blocks of 64 kB that refer to one another, of 150,000 bytes ((i² mod 7) + ⌊i / 2¹⁴⌋). */
const FRAME = [
  'BCJNGEBAwDIBAAB/AAEEAgIEAQcA////////////////////////////////////////////////////////////////////',
  '/////////////////yZ/AwUCAQIFAwcA////////////////////////////////////////////////////////////////',
  '/////////////////////yZ/AwYEBAYDAgcA////////////////////////////////////////////////////////////',
  '/////////////////////////yZ/BwQDBAcFBQcA////////////////////////////////////////////////////////',
  '/////////////////////////////yFQBQcEAwQyAQAAfwgGBggFBAUHAP//////////////////////////////////////',
  '//////////////////////////////////////////////8mfwYFBgkHBwkHAP//////////////////////////////////',
  '//////////////////////////////////////////////////8mfwgICgcGBwoHAP//////////////////////////////',
  '//////////////////////////////////////////////////////8mfwcICwkJCwgHAP//////////////////////////',
  '//////////////////////////////////////////////////////////8hUAgHCAsJZQAAAH8KDAkICQwKBwD/////////',
  '////////////////////////////////////////////////////////////////////////////Jn8KDQsLDQoJBwD/////',
  '///////aUAoJCg0LAAAAAA==',
].join('');

test('an LZ4 frame of linked blocks, and a damaged one', async () => {
  const bytes = new Uint8Array(Buffer.from(FRAME, 'base64'));
  const expected = Uint8Array.from({ length: 150_000 }, (_, i) => ((i * i) % 7) + (i >> 14));
  expect(Buffer.compare(unlz4Frame(bytes, 150_000), expected)).toBe(0);
  expect(() => unlz4Frame(bytes, 149_999)).toThrow('an LZ4 block is damaged');
  expect(() => unlz4Frame(bytes, 150_001)).toThrow('an LZ4 frame has 150000 bytes, needed are 150001');
  expect(() => unlz4Frame(bytes.subarray(0, 100), 150_000)).toThrow('an LZ4 block is cut short');
});
