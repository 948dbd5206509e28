// What the envelopes of an RNTuple are made of, for tests: little-endian numbers, strings, frames, locators.

import { Bytes } from './root-objects.ts';

export function le(out: Bytes, value: number | bigint, bytes: number): void {
  const word = BigInt.asUintN(8 * bytes, BigInt(value));
  for (let b = 0; b < bytes; b++) out.u1(Number((word >> BigInt(8 * b)) & 255n));
}

export function numbers(out: Bytes, bytes: number, ...values: readonly (number | bigint)[]): void {
  for (const value of values) le(out, value, bytes);
}

export function real(out: Bytes, value: number): void {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  le(out, view.getBigUint64(0), 8);
}

export function strings(out: Bytes, ...values: readonly string[]): void {
  for (const value of values) {
    const bytes = new TextEncoder().encode(value);
    le(out, bytes.length, 4);
    out.raw(bytes);
  }
}

export type Write = (out: Bytes) => void;

export function record(out: Bytes, write: Write): void {
  const inner = new Bytes();
  write(inner);
  le(out, inner.length + 8, 8);
  out.raw(inner.take());
}

export function list(out: Bytes, items: readonly Write[], behind: Write = () => {}): void {
  const inner = new Bytes();
  for (const write of items) write(inner);
  behind(inner);
  le(out, -(inner.length + 12), 8);
  le(out, items.length, 4);
  out.raw(inner.take());
}

/** A list of record frames. */
export function records(out: Bytes, items: readonly Write[]): void {
  list(
    out,
    items.map((write) => (inner) => record(inner, write)),
  );
}

/** `large`: with 64 bits for the size; ROOT negates the word with its own size and the type. */
export function locator(out: Bytes, seek: number, bytes: number, large = false): void {
  if (large) {
    le(out, -(0x01000000 + 20), 4);
    le(out, bytes, 8);
  } else le(out, bytes, 4);
  le(out, seek, 8);
}
