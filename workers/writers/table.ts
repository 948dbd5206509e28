// Tables of results: CSV (RFC 4180), JSON (an array of objects) and Parquet. Numbers read back to the same bits.

import { parquetWriteBuffer } from 'hyparquet-writer';
import { WriteError } from './errors.ts';
import { numberText } from './number.ts';

export type CellValue = number | string | boolean | null;
export type TableFormat = 'csv' | 'json' | 'parquet';

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
      return new TextEncoder().encode(tableCsv(table));
    case 'json':
      return new TextEncoder().encode(tableJson(table));
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

function tableCsv({ columns }: OutputTable): string {
  const header = columns.map(({ name, unit }) => csvCell(unit ? `${name} [${unit}]` : name));
  const lines = [header.join(',')];
  const rows = columns.length > 0 ? columns[0].values.length : 0;
  for (let i = 0; i < rows; i++) lines.push(columns.map(({ values }) => csvCell(values[i])).join(','));
  return `${lines.join('\r\n')}\r\n`;
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
function tableJson({ columns }: OutputTable): string {
  const rows = columns.length > 0 ? columns[0].values.length : 0;
  const lines: string[] = [];
  for (let i = 0; i < rows; i++) {
    const cells = columns.map(({ name, values }) => `${JSON.stringify(name)}:${jsonValue(values[i])}`);
    lines.push(`{${cells.join(',')}}`);
  }
  return lines.length > 0 ? `[\n${lines.join(',\n')}\n]\n` : '[]\n';
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
