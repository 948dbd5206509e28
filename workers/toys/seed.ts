// Every toy event has random numbers of its own, from (kind, seed, index) alone: ranges can be made in parallel and in
// any order. Two xoshiro streams with independent 32-bit seeds are added modulo 1, since one seed of 32 bits would
// give two equal events among some 10⁵ (birthday).

import { type Random, random } from '../core/random.ts';

export function eventRandom(kind: string, seed: number, index: number): Random {
  const words = [...new TextEncoder().encode(kind), low(seed), high(seed), low(index), high(index)];
  const a = random(hash(words, 0x243f6a88));
  const b = random(hash(words, 0x85a308d3));
  const uniform = () => {
    const sum = a.uniform() + b.uniform();
    return sum >= 1 ? sum - 1 : sum;
  };
  return {
    uniform,
    // Box and Muller; one value a call, so that nothing is carried from one use to the next.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    integer: (n) => Math.floor(uniform() * n),
  };
}

function low(value: number): number {
  return value >>> 0;
}

function high(value: number): number {
  return Math.floor(value / 2 ** 32) >>> 0;
}

/** MurmurHash3 (Appleby), 32 bits, over words. */
function hash(words: readonly number[], start: number): number {
  let h = start;
  for (const word of words) {
    let k = Math.imul(word, 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
