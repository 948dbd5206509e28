// Tables of results: CSV (RFC 4180), JSON (an array of objects) and Parquet. Numbers read back to the same bits.

import { parquetWriteBuffer } from 'hyparquet-writer';
import { WriteError } from './errors.ts';
import { numberText } from './number.ts';

export type CellValue = number | string | boolean | null;
export type TableFormat = 'csv' | 'json' | 'parquet';

/** Rows of text that are made at a time. */
const PIECE_ROWS = 1000;

export interface TableColumn {
  readonly name: string;
  /** Part of the header in CSV and of the file's metadata in Parquet: `emd [rad]`. JSON has bare names. */
  readonly unit?: string;
  readonly values: readonly CellValue[];
}

export interface OutputTable {
  readonly columns: readonly TableColumn[];
}

/** Throws WriteError where columns differ in length, or share a name. */
export function tableBytes(table: OutputTable, format: TableFormat): Uint8Array {
  check(table);
  switch (format) {
    case 'csv':
      return encoded(tableCsv(table));
    case 'json':
      return encoded(tableJson(table));
    case 'parquet':
      return tableParquet(table);
    default:
      throw new WriteError('bad-argument', `unknown table format: ${format satisfies never}`);
  }
}

function check(table: OutputTable): void {
  const names = new Set<string>();
  for (const { name, values } of table.columns) {
    if (names.has(name))
      throw new WriteError('bad-argument', `two columns are called "${name}", allowed is one`);
    names.add(name);
    const rows = table.columns[0].values.length;
    if (values.length !== rows) {
      throw new WriteError(
        'bad-argument',
        `column "${name}" has ${values.length} values, the others have ${rows}`,
      );
    }
  }
}

/** The pieces' UTF-8: no text of the whole is ever made, which would take several times its room. */
function encoded(pieces: Iterable<string>): Uint8Array {
  const encoder = new TextEncoder();
  const parts = Array.from(pieces, (piece) => encoder.encode(piece));
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The table's rows as text, some at a time. */
function* rowPieces({ columns }: OutputTable, row: (i: number) => string): Iterable<string> {
  const rows = columns.length > 0 ? columns[0].values.length : 0;
  for (let first = 0; first < rows; first += PIECE_ROWS) {
    const lines: string[] = [];
    for (let i = first; i < Math.min(first + PIECE_ROWS, rows); i++) lines.push(row(i));
    yield lines.join('');
  }
}

function* tableCsv(table: OutputTable): Iterable<string> {
  const { columns } = table;
  const header = columns.map(({ name, unit }) => csvCell(unit ? `${name} [${unit}]` : name));
  yield `${header.join(',')}\r\n`;
  yield* rowPieces(table, (i) => `${columns.map(({ values }) => csvCell(values[i])).join(',')}\r\n`);
}

/**
 * One cell. Text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a line break) gets an
 * apostrophe in front, as OWASP advises; numbers are written bare. Null is an empty cell.
 */
export function csvCell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** NaN and infinite numbers, which JSON has not, become null. */
function* tableJson(table: OutputTable): Iterable<string> {
  const names = table.columns.map(({ name }) => JSON.stringify(name));
  let before = '[\n';
  yield* rowPieces(table, (i) => {
    const cells = table.columns.map(({ values }, k) => `${names[k]}:${jsonValue(values[i])}`);
    const line = `${before}{${cells.join(',')}}`;
    before = ',\n';
    return line;
  });
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

export function jsonValue(value: CellValue): string {
  return Object.is(value, -0) ? '-0' : JSON.stringify(value);
}

/** A column of numbers is DOUBLE, of booleans BOOLEAN, of text STRING; a mixture is text. */
function tableParquet({ columns }: OutputTable): Uint8Array {
  const columnData = columns.map(({ name, values }) => {
    const kinds = new Set(values.flatMap((value) => (value === null ? [] : [typeof value])));
    if (kinds.size === 0 || (kinds.size === 1 && kinds.has('number'))) {
      return { name, data: [...values], type: 'DOUBLE' as const };
    }
    if (kinds.size === 1 && kinds.has('boolean'))
      return { name, data: [...values], type: 'BOOLEAN' as const };
    const data = values.map((value) =>
      value === null ? null : typeof value === 'number' ? numberText(value) : `${value}`,
    );
    return { name, data, type: 'STRING' as const };
  });
  const kvMetadata = columns.flatMap(({ name, unit }) =>
    unit ? [{ key: `unit:${name}`, value: unit }] : [],
  );
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata }));
}
