// Bytes to lines of text, block by block: UTF-8 with or without a mark, LF or CR LF.

import { ReadError } from './errors.ts';
import { limits } from './limits.ts';

export async function* lines(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  longest: number = limits.lineLength,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8');
  // Of the line that has not ended, in parts: one that is joined at every block costs the square of its length.
  let parts: string[] = [];
  let length = 0;
  let number = 0;
  const checked = (found: string[]): string[] => {
    for (let i = 0; i < found.length; i++) {
      number++;
      if (found[i].length > longest) throw tooLong(name, number, longest);
      if (found[i].endsWith('\r')) found[i] = found[i].slice(0, -1);
    }
    return found;
  };
  for await (const block of bytes) {
    const found = decoder.decode(block, { stream: true }).split('\n');
    const rest = found.pop() ?? '';
    if (found.length > 0) {
      found[0] = parts.join('') + found[0];
      parts = [];
      length = 0;
    }
    parts.push(rest);
    length += rest.length;
    if (length > longest) throw tooLong(name, number + found.length + 1, longest);
    if (found.length > 0) yield checked(found);
  }
  const rest = parts.join('') + decoder.decode();
  if (rest !== '') yield checked([rest]);
}

function tooLong(name: string, line: number, longest: number): ReadError {
  return new ReadError(
    'bad-file',
    `${name}, line ${line}: the line is longer than ${longest} characters`,
    'This may not be a text file.',
  );
}

/** A number as text files write it; undefined for anything else, NaN for an empty cell. */
export function parseNumber(text: string): number | undefined {
  const value = Number(text);
  if (text !== '' && !Number.isNaN(value)) {
    // Number() also takes 0x10, 0b1 and 0o7 without a sign, which no table means.
    return text.charCodeAt(0) === 0x30 && 'xXoObB'.includes(text.charAt(1)) && text.length > 1
      ? undefined
      : value;
  }
  const bare = text.trim().toLowerCase();
  if (bare === '' || /^[+-]?nan$/.test(bare)) return Number.NaN;
  if (/^[+-]?inf(inity)?$/.test(bare)) {
    return bare.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  return undefined;
}

/** Text in messages: short, on one line. */
export function shown(text: string): string {
  const clean = text.replace(/\p{Cc}/gu, '·');
  return clean.length > 40 ? `${clean.slice(0, 40)}…` : clean;
}
