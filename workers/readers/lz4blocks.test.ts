// LZ4 blocks by hand, in pieces of every size: alone, and behind Hadoop's lengths.

import { expect, test } from 'vitest';
import { unlz4Blocks } from './lz4blocks.ts';

/** "abcd", then 20 bytes from 4 back, then "!" as the literals that end a block. */
const BLOCK = [0x4f, 0x61, 0x62, 0x63, 0x64, 4, 0, 1, 0x10, 0x21];
const TEXT = `${'abcd'.repeat(6)}!`;
const framed = [0, 0, 0, TEXT.length, 0, 0, 0, BLOCK.length, ...BLOCK];

async function text(bytes: readonly number[], size: number): Promise<string> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield Uint8Array.from(bytes.slice(at, at + size));
  }
  let out = '';
  for await (const piece of unlz4Blocks(pieces())) out += new TextDecoder().decode(piece);
  return out;
}

test.each([1, 2, 3, 7, 100])('in pieces of %i bytes', async (size) => {
  expect(await text(BLOCK, size)).toBe(TEXT);
  expect(await text([...framed, ...framed], size)).toBe(TEXT + TEXT);
});

test('what is cut short is refused', async () => {
  await expect(text(BLOCK.slice(0, 7), 3)).rejects.toThrow('the data are cut short');
  await expect(text(framed.slice(0, 12), 3)).rejects.toThrow('the data are cut short');
  await expect(text([0x10, 0x61, 9, 0, 0], 3)).rejects.toThrow('a reference leads 9 bytes back, 1 are there');
});
