// CSV, TSV and other delimited tables with a header that names their columns (RFC 4180 quoting, without line breaks
// inside quotes). Lines that begin with # are comments; one right before the numbers may be the header.
// An event column groups rows: a new value begins a new event, and a row with nothing but its event is an empty event.
// Without an event column, blank lines separate events, as in text.

import { ReadError } from './errors.ts';
import type { Input } from './input.ts';
import { limits } from './limits.ts';
import { lines, parseNumber, shown } from './lines.ts';
import { chosenMapping, guessByName, roleOf, safeNames } from './mapping.ts';
import type { Format, RawTable, RowSink } from './table.ts';

interface Header {
  readonly names: readonly string[];
  readonly delimiter: string;
  /** Lines up to the header's own, which are passed over; 0 where the user named the columns of a bare table. */
  readonly lines: number;
  /** The cells of the first row below it. */
  readonly first: readonly string[];
}

export const csv: Format = {
  name: 'csv',
  async open(input, options) {
    const header = findHeader(input, options.columns ?? null);
    const columns = safeNames(header.names);
    const numeric = columns.map((_, i) => parseNumber(header.first[i] ?? '') !== undefined);
    const guess = guessByName(columns);
    const named = header.lines === 0 ? { mapping: options.mapping } : options;
    const given = chosenMapping(input.name, named, columns.length, guess.mapping.energyUnit);
    const mapping = given ?? guess.mapping;
    // A column that bears a role is read as numbers; its first text is an error with a line number.
    const isNumber = numeric.map((value, i) => value || mapping.roles[i] !== 'ignore');
    return {
      format: header.delimiter === '\t' ? 'tsv' : 'csv',
      collection: 'rows',
      collections: [],
      columns,
      mapping,
      reason: given || header.lines === 0 ? 'As chosen.' : guess.reason,
      numeric: isNumber,
      rows: (sink, strict) =>
        read(input, header, columns, isNumber, mapping.roles.indexOf('event'), sink, strict),
    } satisfies RawTable;
  },
};

/** Whether the first lines look like such a table: a header, or cells apart by something other than blanks. */
export function looksDelimited(head: string): boolean {
  for (const line of head.split('\n')) {
    const bare = line.trim();
    if (bare === '' || bare.startsWith('#')) continue;
    if (/[,;\t]/.test(bare) && !bare.split(/\s+/).every((part) => parseNumber(part) !== undefined))
      return true;
    return bare.split(/\s+/).filter((part) => roleOf(part) !== 'ignore').length >= 3;
  }
  return false;
}

function findHeader(input: Input, given: readonly string[] | null): Header {
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
      const names = head[comment].replace(/^\s*#\s*/, '').split(delimiter === ' ' ? /\s+/ : delimiter);
      const known = names.filter((cell) => roleOf(cell.trim()) !== 'ignore').length;
      if (names.length === cells.length && known >= 3) {
        return { names: names.map((cell) => cell.trim()), delimiter, lines: comment + 1, first: cells };
      }
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

async function* read(
  input: Input,
  header: Header,
  columns: readonly string[],
  numeric: readonly boolean[],
  event: number,
  sink: RowSink,
  strict: boolean,
): AsyncGenerator<void> {
  const { name } = input;
  const values = new Float64Array(columns.length);
  const labels = new Set<number>();
  let label = Number.NaN;
  let begun = false;
  let number = 0;
  let place = 0;
  const end = () => {
    if (begun) sink.endEvent();
    begun = false;
    place = 0;
  };
  for await (const block of lines(name, input.stream())) {
    for (const line of block) {
      if (++number <= header.lines) continue;
      const bare = line.trim();
      if (bare === '') {
        if (event < 0) end();
      } else if (!bare.startsWith('#')) {
        const cells = split(name, line, header.delimiter, number);
        if (cells.length !== columns.length && strict) {
          throw new ReadError(
            'bad-file',
            `${name}, line ${number}: there are ${cells.length} cells, the header has ${columns.length}`,
          );
        }
        let filled = 0;
        for (let i = 0; i < columns.length; i++) {
          values[i] = numeric[i] ? cell(name, cells[i] ?? '', number, columns[i], strict) : Number.NaN;
          if (i !== event && (cells[i] ?? '').trim() !== '') filled++;
        }
        if (event >= 0 && !(begun && values[event] === label)) {
          end();
          label = values[event];
          checkLabel(name, number, columns[event], label, labels, strict);
          begun = true;
        }
        if (filled > 0) {
          begun = true;
          sink.row(values, place++);
        }
      }
      if (sink.done) return;
    }
    yield;
  }
  end();
}

function checkLabel(
  file: string,
  line: number,
  column: string,
  label: number,
  seen: Set<number>,
  strict: boolean,
): void {
  if (!strict) return;
  if (Number.isNaN(label)) {
    throw new ReadError(
      'bad-file',
      `${file}, line ${line}: column "${column}" is empty, needed is an event number`,
    );
  }
  if (seen.has(label)) {
    throw new ReadError(
      'bad-file',
      `${file}, line ${line}: event ${label} comes back after another one, needed are rows grouped by "${column}"`,
      'Sort the table by its event column.',
    );
  }
  if (seen.size < limits.eventLabels) seen.add(label);
}

function cell(file: string, text: string, line: number, column: string, strict: boolean): number {
  const value = parseNumber(text);
  if (value !== undefined) return value;
  if (!strict) return Number.NaN;
  throw new ReadError(
    'bad-file',
    `${file}, line ${line}: column "${column}" has the text "${shown(text.trim())}", needed is a number`,
    'Correct the line, or say in the open dialog that the column is to be ignored.',
  );
}

/** The cells of a line; quotes as in RFC 4180. */
function split(file: string, line: string, delimiter: string, number: number): string[] {
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
