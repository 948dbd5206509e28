// What the journal of a frame holds: a header that says what is worked out of which events, then a line a range of events
// with their values, every bit of them, in little more room than they take in memory.

import type { Frame } from '../contract/index.ts';
import { isRecord } from './storage.ts';

export const JOURNAL_VERSION = 1;

export type Begun = Omit<Frame, 'rows' | 'state'>;

/** First line of a frame's journal. */
export interface Header {
  readonly ringside: typeof JOURNAL_VERSION;
  readonly frame: Begun;
  /** SHA-256 of the file, hex. */
  readonly hash: string;
  /** Of the application that began it. */
  readonly version: string;
}

/** Events `first` … and their values as base64 of float64, little-endian, one event after the other. */
export interface RangeRow {
  readonly first: number;
  readonly values: string;
}

export const isRangeRow = (value: unknown): value is RangeRow =>
  isRecord(value) && Number.isSafeInteger(value.first) && typeof value.values === 'string';

export function rangeRow(first: number, values: Float64Array): RangeRow {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => {
    bytes.writeDoubleLE(value, 8 * i);
  });
  return { first, values: bytes.toString('base64') };
}

export function valuesOf({ values }: RangeRow): Float64Array {
  const bytes = Buffer.from(values, 'base64');
  return Float64Array.from({ length: Math.floor(bytes.length / 8) }, (_, i) => bytes.readDoubleLE(8 * i));
}

export function isHeader(value: unknown): value is Header {
  if (!isRecord(value) || value.ringside !== JOURNAL_VERSION || !isRecord(value.frame)) return false;
  const { frame, hash, version } = value;
  const texts = [frame.id, frame.dataset, frame.file, frame.title, frame.sqlName, hash, version];
  return (
    frame.kind === 'observables' &&
    texts.every((text) => typeof text === 'string') &&
    [frame.seed, frame.total].every((count) => Number.isSafeInteger(count)) &&
    isRecord(frame.selection) &&
    Array.isArray(frame.columns) &&
    frame.columns.length > 1 &&
    frame.columns.every((column) => isRecord(column) && typeof column.name === 'string')
  );
}
