// Observables on stdout: the document of --json, written a piece at a time, and the list for people.

import type { ObservableInfo } from '../contract/observables.ts';
import type { Io } from './io.ts';
import { textTable } from './text-table.ts';

/** Rows of one write. */
const ROWS = 1000;

/** `{columns: […], rows: [[…]…]}`; null where an event has no value. */
export function writeDocument(
  io: Io,
  names: readonly string[],
  columns: readonly Float64Array[],
  { cuts }: { readonly cuts?: string } = {},
): void {
  const count = columns[0]?.length ?? 0;
  const how = cuts === undefined ? '' : `"cuts":${JSON.stringify(cuts)},`;
  io.stdout(`{${how}"columns":${JSON.stringify(names)},"rows":[`);
  for (let first = 0; first < count; first += ROWS) {
    const rows: string[] = [];
    for (let row = first; row < Math.min(first + ROWS, count); row++) {
      rows.push(JSON.stringify(columns.map((values) => values[row])));
    }
    io.stdout((first > 0 ? ',' : '') + rows.join(','));
  }
  io.stdout(']}\n');
}

/** For people: units in the headings. */
export function rowsText(
  keys: readonly string[],
  known: readonly ObservableInfo[],
  columns: readonly Float64Array[],
): string {
  const headings = [...keys, ...known.map(({ name, unit }) => (unit ? `${name} [${unit}]` : name))];
  const rows = Array.from(columns[0], (_, row) => columns.map((values) => values[row]));
  return textTable(headings, rows);
}

/** A heading a family; the formula and the reference are in --json. */
export function observableText(known: readonly ObservableInfo[]): string {
  const families = [...new Set(known.map(({ family }) => family))];
  const parts = families.map((family) => {
    const rows = known
      .filter((one) => one.family === family)
      .map(({ name, unit, ircSafe, definition }) => [name, unit, ircSafe ? 'safe' : 'not safe', definition]);
    return `${family}\n${indented(textTable(['name', 'unit', 'IRC', 'definition'], rows))}`;
  });
  return parts.join('\n');
}

export function familyText(
  families: readonly { readonly pattern: string; readonly meaning: string }[],
): string {
  if (families.length === 0) return '';
  const rows = families.map(({ pattern, meaning }) => [pattern, meaning]);
  return `\nWith parameters\n${indented(textTable(['names', 'meaning'], rows))}`;
}

const indented = (text: string) => text.replace(/^(?=.)/gm, '  ');
