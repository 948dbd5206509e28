// Tasks that read frames: rows that pass a condition, in an order; a question in SQL; a whole table as a file's bytes.

import {
  type Cancelled,
  columnOf,
  createDatabase,
  type Frame,
  gathered,
  type Order,
  ordered,
} from '../frames/index.ts';
import { type CellValue, type TableColumn, tableBytes } from '../writers/index.ts';
import type { TaskFunction } from './context.ts';

/** Answers kept, so that a table that is scrolled through is not asked and sorted for every page. */
const KEPT = 8;

const database = createDatabase();
const known = new Map<string, Promise<Uint32Array>>();

export const frameSelectTask: TaskFunction<'frameSelect'> = async ({ frame, request }, context) => {
  const { columns, where, order, first, count } = request;
  const places = columns.map((name) => columnOf(frame, name));
  const passing = await rowsOf(frame, where, order, context.cancelled);
  const page = passing.subarray(first, first + count);
  return {
    passing: passing.length,
    rows: frame.rows,
    events: Uint32Array.from(gathered(frame.columns[0], page)),
    columns: places.map((place) => gathered(frame.columns[place], page)),
  };
};

export const frameTableTask: TaskFunction<'frameTable'> = async (input, context) => {
  const { frame, where, order, units, constants, format } = input;
  const rows = await rowsOf(frame, where, order, context.cancelled);
  const columns: TableColumn[] = frame.names.map((name, i) => ({
    name,
    unit: units[i] || undefined,
    values: Array.from(gathered(frame.columns[i], rows), (value) => (Number.isNaN(value) ? null : value)),
  }));
  for (const { name, unit, value } of constants) {
    columns.push({ name, unit, values: new Array<CellValue>(rows.length).fill(value) });
  }
  return { rows: rows.length, bytes: tableBytes({ columns }, format) };
};

export const frameSqlTask: TaskFunction<'frameSql'> = ({ text, frames, most }, context) =>
  database.query(text, frames, most, context.cancelled);

/** Row numbers in the asked order. A frame that grows has another answer for every number of rows. */
function rowsOf(
  frame: Frame,
  where: string | null,
  order: Order | null,
  cancelled: Cancelled,
): Promise<Uint32Array> {
  const key = JSON.stringify([frame.key, frame.rows, where, order]);
  const answer =
    known.get(key) ??
    (where === null
      ? Promise.resolve(ordered(frame, null, order))
      : database.passing(frame, where, cancelled).then((passing) => ordered(frame, passing, order)));
  // Taken out and put back: the newest stands last.
  known.delete(key);
  known.set(key, answer);
  answer.catch(() => known.delete(key));
  for (const old of [...known.keys()].slice(0, Math.max(0, known.size - KEPT))) known.delete(old);
  return answer;
}
