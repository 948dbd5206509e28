// A file made to do harm.

export interface Hostile {
  /** The reader that it is meant for. */
  readonly format: string;
  /** What it does, and the ending of its kind. */
  readonly name: string;
  /** `size`: bytes that it unpacks to, or that it asks for, more or less. */
  bytes(size: number): Uint8Array | Promise<Uint8Array>;
}

/** Names that an object's prototype owns, that break a line, or that begin or end a cell. */
export const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'a\nb',
  '\u202e',
  '',
  ' ',
  '../../x',
];

/** A name of so many characters that ends as one with a unit might; some patterns take the square of it. */
export const longName = (length: number): string => `${'_'.repeat(length)} [x`;
