// Snappy in pieces of any size: what is larger than memory is passed over, or used as it comes.
// Source: https://github.com/google/snappy/blob/main/format_description.txt. References further back than 64 kB, which the format
// allows and packers do not make, are refused.

import { History } from './history.ts';

/** Bytes of an element's head at most. */
const HEAD = 5;

/** Throws RangeError where the data are damaged; `pieces` are in order. */
export async function* unsnappy(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const history = new History();
  /** Of the input: what was too short for a head. */
  let rest = new Uint8Array(0);
  let begun = false;
  /** Bytes of a literal that are still to come, of a copy that found no room, and how far back it goes. */
  let literal = 0;
  let copy = 0;
  let back = 0;
  function* work(input: Uint8Array, last: boolean): Generator<Uint8Array> {
    let at = 0;
    if (!begun) {
      if (input.length < HEAD && !last) {
        rest = input.slice();
        return;
      }
      while (at < Math.min(HEAD, input.length) && input[at] >= 0x80) at++;
      at++;
      begun = true;
    }
    for (;;) {
      if (history.room === 0) {
        yield history.take();
        history.slide();
      }
      if (copy > 0) {
        const count = Math.min(copy, history.room);
        history.copy(back, count);
        copy -= count;
      } else if (literal > 0) {
        const count = Math.min(literal, history.room, input.length - at);
        if (count <= 0) break;
        history.literal(input.subarray(at, at + count));
        at += count;
        literal -= count;
      } else {
        if (at >= input.length || (input.length - at < HEAD && !last)) break;
        const tag = input[at++];
        const kind = tag & 3;
        const bytes = kind === 0 ? Math.max(0, (tag >> 2) - 59) : kind === 3 ? 4 : kind;
        if (bytes > input.length - at) throw new RangeError('an element is cut short');
        let number = 0;
        for (let i = 0; i < bytes; i++) number += input[at++] * 2 ** (8 * i);
        if (kind === 0) literal = 1 + (bytes === 0 ? tag >> 2 : number);
        else if (kind === 1) [copy, back] = [4 + ((tag >> 2) & 7), number + 256 * (tag >> 5)];
        else [copy, back] = [1 + (tag >> 2), number];
      }
    }
    rest = input.slice(at);
    const made = history.take();
    if (made.length > 0) yield made;
  }
  for await (const piece of pieces) yield* work(joined(rest, piece), false);
  yield* work(rest, true);
  if (literal > 0 || copy > 0 || rest.length > 0) throw new RangeError('the data are cut short');
}

function joined(rest: Uint8Array, piece: Uint8Array): Uint8Array {
  if (rest.length === 0) return piece;
  const all = new Uint8Array(rest.length + piece.length);
  all.set(rest);
  all.set(piece, rest.length);
  return all;
}
