// What the database answers, as records that cross the wire, and what it says of a question that it refuses, in the
// application's wording.

import type { DuckDBResult } from '@duckdb/node-api';
import { FrameError } from './errors.ts';
import { columnsHint } from './order.ts';

export interface SqlAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
  readonly truncated: boolean;
}

export const LIMITS = {
  threads: 2,
  memory: '512MB',
  /** Milliseconds that a question may take. */
  time: 20_000,
  /** Characters of one cell, and of a whole answer. */
  cell: 10_000,
  answer: 8_000_000,
} as const;

/** What the database says, in one line of the application's wording. */
export function told(subject: string, error: unknown, columns: readonly string[] | null): FrameError {
  const message = firstLine(messageOf(error))
    .replace(/^Failed to \w+ \w+: /, '')
    .replace(/^[A-Z][\w ]* Error: /, '')
    .replace(/!$/, '');
  const hint = columns ? columnsHint(columns) : '';
  const missing = /^Referenced column "(.*)" (?:not found|was not found)/.exec(message);
  if (missing) return new FrameError('bad-argument', `${subject}: there is no column ${missing[1]}`, hint);
  if (messageOf(error).startsWith('Out of Memory')) {
    return new FrameError(
      'too-large',
      `${subject}: it needs more than the ${LIMITS.memory} that it may have`,
    );
  }
  return new FrameError('bad-argument', `${subject}: ${message}`, hint);
}

export async function answer(result: DuckDBResult, most: number): Promise<SqlAnswer> {
  const rows: (string | number | boolean | null)[][] = [];
  let characters = 0;
  let truncated = false;
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0 && !truncated;
    chunk = await result.fetchChunk()
  ) {
    for (let row = 0; row < chunk.rowCount; row++) {
      if (rows.length === most || characters > LIMITS.answer) {
        truncated = true;
        break;
      }
      const cells = chunk.getRowValues(row).map(cell);
      for (const one of cells) characters += typeof one === 'string' ? one.length : 8;
      rows.push(cells);
    }
  }
  return { columns: result.deduplicatedColumnNames(), rows, truncated };
}

/** Whole numbers that a double holds become one; dates, lists and the like their text. */
function cell(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint' && value === BigInt(Number(value))) return Number(value);
  const text = String(value);
  return text.length > LIMITS.cell ? `${text.slice(0, LIMITS.cell)}…` : text;
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
export const firstLine = (text: string) => text.split('\n')[0];
