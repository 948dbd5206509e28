// The outside of a delimited table: is it one, what separates its cells, where is its header.

import { ReadError } from './errors.ts';
import type { Input } from './input.ts';
import { limits } from './limits.ts';
import { parseNumber } from './lines.ts';
import { roleOf } from './mapping.ts';

export interface Header {
  readonly names: readonly string[];
  readonly delimiter: string;
  /** Lines up to the header's own, which are passed over; 0 where the user named the columns of a bare table. */
  readonly lines: number;
  /** The cells of the first row below it. */
  readonly first: readonly string[];
}

/**
 * Whether the first lines look like such a table: a header, cells apart by something other than blanks, or numbers
 * under a comment that names other columns than px py pz E.
 */
export function looksDelimited(head: string): boolean {
  let comment = '';
  for (const line of head.split('\n')) {
    const bare = line.trim();
    if (bare === '') continue;
    if (bare.startsWith('#')) {
      comment = bare;
      continue;
    }
    const parts = bare.split(/\s+/);
    if (!parts.every((part) => parseNumber(part) !== undefined)) {
      return /[,;\t]/.test(bare) || parts.filter((part) => roleOf(part) !== 'ignore').length >= 3;
    }
    const names = headerNames(comment, ' ', parts.length);
    return names !== null && names.map(roleOf).join(' ') !== 'px py pz E';
  }
  return false;
}

/** A comment that names as many columns as there are, three known ones at least (numpy.savetxt writes such). */
function headerNames(comment: string, delimiter: string, width: number): string[] | null {
  const bare = comment.replace(/^\s*#+\s*/, '').trim();
  const names = bare.split(delimiter === ' ' ? /\s+/ : delimiter).map((name) => name.trim());
  const known = names.filter((name) => roleOf(name) !== 'ignore').length;
  return names.length === width && known >= 3 ? names : null;
}

export function findHeader(input: Input, given: readonly string[] | null): Header {
  const { name } = input;
  const head = new TextDecoder().decode(input.head).split('\n');
  if (input.head.length >= limits.headBytes) head.pop();
  let comment = -1;
  for (let i = 0; i < head.length; i++) {
    const line = head[i].replace(/\r$/, '');
    const bare = line.trim();
    if (bare === '') continue;
    if (bare.startsWith('#')) {
      comment = i;
      continue;
    }
    const delimiter = delimiterOf(bare);
    const cells = split(name, line, delimiter, i + 1);
    if (cells.length > limits.columns) {
      throw new ReadError(
        'too-large',
        `${name}: there are ${cells.length} columns, allowed are ${limits.columns}`,
      );
    }
    if (!cells.every((cell) => parseNumber(cell) !== undefined)) {
      const names = cells.map((cell) => cell.trim());
      return { names, delimiter, lines: i + 1, first: firstRow(name, head, i + 1, delimiter) };
    }
    if (comment >= 0) {
      const names = headerNames(head[comment], delimiter, cells.length);
      if (names) return { names, delimiter, lines: comment + 1, first: cells };
    }
    if (given && given.length > 0) {
      const names = cells.map((_, k) => given[k] ?? `column ${k + 1}`);
      return { names, delimiter, lines: 0, first: cells };
    }
    throw new ReadError(
      'bad-file',
      `${name}, line ${i + 1}: the table begins with numbers, needed is a header that names its columns`,
      'Add a first line such as pt,y,phi,mass or name the columns with --columns.',
    );
  }
  throw new ReadError('bad-file', `${name}: there is no header that names the columns`);
}

function firstRow(name: string, head: readonly string[], from: number, delimiter: string): readonly string[] {
  for (let i = from; i < head.length; i++) {
    const bare = head[i].trim();
    if (bare !== '' && !bare.startsWith('#'))
      return split(name, head[i].replace(/\r$/, ''), delimiter, i + 1);
  }
  return [];
}

function delimiterOf(line: string): string {
  for (const delimiter of ['\t', ';', ',']) if (line.includes(delimiter)) return delimiter;
  return ' ';
}

/** The cells of a line; quotes as in RFC 4180. */
export function split(file: string, line: string, delimiter: string, number: number): string[] {
  if (delimiter === ' ') return line.trim().split(/\s+/);
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] === '"') {
      let text = '';
      for (;;) {
        const close = line.indexOf('"', at + 1);
        if (close < 0) {
          throw new ReadError(
            'bad-file',
            `${file}, line ${number}: a quote is not closed`,
            'Line breaks inside quotes are not read.',
          );
        }
        text += line.slice(at + 1, close);
        at = close;
        if (line[at + 1] !== '"') break;
        text += '"';
        at++;
      }
      const next = line.indexOf(delimiter, at);
      cells.push(text + line.slice(at + 1, next < 0 ? line.length : next));
      if (next < 0) return cells;
      at = next + 1;
    } else {
      const next = line.indexOf(delimiter, at);
      cells.push(line.slice(at, next < 0 ? line.length : next));
      if (next < 0) return cells;
      at = next + 1;
    }
  }
}
