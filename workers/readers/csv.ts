// CSV, TSV and other delimited tables with a header that names their columns (RFC 4180 quoting, without line breaks
// inside quotes). Lines that begin with # are comments; one right before the numbers may be the header.
// An event column groups rows: a new value begins a new event, and a row with nothing but its event is an empty event.
// Without an event column, blank lines separate events, as in text.

import { findHeader, type Header, split } from './delimited.ts';
import { ReadError } from './errors.ts';
import type { Input } from './input.ts';
import { limits } from './limits.ts';
import { lines, parseNumber, shown } from './lines.ts';
import { chosenMapping, guessByName, safeNames } from './mapping.ts';
import type { Format, RawTable, RowSink } from './table.ts';

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
      basis: 'names',
      numeric: isNumber,
      rows: (sink, strict) =>
        read(input, header, columns, isNumber, mapping.roles.indexOf('event'), sink, strict),
    } satisfies RawTable;
  },
};

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
      if (bare === '' || bare === '#END') {
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
          const text = i < cells.length ? cells[i] : '';
          const value = numeric[i] ? cell(name, text, number, columns[i], strict) : Number.NaN;
          values[i] = value;
          // Blanks alone are 0 to JavaScript.
          if (i !== event && (value < 0 || value > 0 || text.trim() !== '')) filled++;
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
