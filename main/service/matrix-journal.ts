// What the journal of a matrix holds: a header that says which distances they are, then a line a finished tile.

import { DISTANCE_METHODS, type Matrix, type MatrixSource } from '../contract/index.ts';
import { isRecord } from './storage.ts';

export const JOURNAL_VERSION = 1;

export type Begun = Omit<Matrix, 'done' | 'state'>;

/** First line of a matrix's journal. */
export interface Header {
  readonly ringside: typeof JOURNAL_VERSION;
  readonly matrix: Begun;
  /** Of the application that began it. */
  readonly version: string;
}

export interface TileRow {
  readonly block: number;
}

export const isTileRow = (value: unknown): value is TileRow =>
  isRecord(value) && Number.isSafeInteger(value.block);

export function isHeader(value: unknown): value is Header {
  if (!isRecord(value) || value.ringside !== JOURNAL_VERSION || !isRecord(value.matrix)) return false;
  const { id, sources, options, size, total } = value.matrix;
  return (
    typeof value.version === 'string' &&
    typeof id === 'string' &&
    Number.isSafeInteger(size) &&
    Number.isSafeInteger(total) &&
    total === (Number(size) * (Number(size) - 1)) / 2 &&
    Array.isArray(sources) &&
    sources.every(isSource) &&
    sources.reduce((sum: number, { first, end }: MatrixSource) => sum + end - first, 0) === size &&
    isRecord(options) &&
    typeof options.beta === 'number' &&
    typeof options.R === 'number' &&
    typeof options.normalise === 'boolean' &&
    typeof options.center === 'boolean' &&
    DISTANCE_METHODS.some((method) => method === options.method)
  );
}

function isSource(value: unknown): value is MatrixSource {
  return (
    isRecord(value) &&
    [value.dataset, value.file, value.hash].every((text) => typeof text === 'string') &&
    [value.first, value.end].every((count) => Number.isSafeInteger(count))
  );
}
