// Against libxxhash 0.8.1, of bytes (7 i + 3) mod 256.

import { expect, test } from 'vitest';
import { xxh3 } from './xxh3.ts';

test.each([
  [0, '2d06800538d394c2'],
  [1, '13e608bc156defed'],
  [3, 'a9088dda485b481c'],
  [4, '6d9253b16c8b1ed3'],
  [8, '60539db630471163'],
  [9, 'feff668361d723a8'],
  [16, 'b8c859b0f030b585'],
  [17, '714a04408e79b80f'],
  [64, '287eb1fa9e4be2c1'],
  [65, '829218de4d798646'],
  [128, '67425a03650261bf'],
  [129, 'c664bf3311c6abc4'],
  [240, '64556dc6b462a6cf'],
  [241, '8beadd3a8874fe17'],
  [1024, '9b81661c641c72b1'],
  [1025, '806c2072ed713576'],
  [5000, '799aaddd7339581d'],
])('%i bytes', (length, sum) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (7 * i + 3) % 256);
  expect(xxh3(bytes).toString(16)).toBe(sum);
});
