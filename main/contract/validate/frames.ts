// What a window may ask about frames of values.

import { boolean, integer, list, nullable, record, text } from '../checks.ts';
import { CONDITION_CHARACTERS, FRAME_COLUMNS } from '../limits.ts';
import type { FrameRequest } from '../observables.ts';
import { count, id } from './scalars.ts';

export const columnName = text(200);
export const condition = text(CONDITION_CHARACTERS);
export const frameRequest = record<FrameRequest>({
  frame: id,
  columns: list(columnName, FRAME_COLUMNS + 1),
  where: nullable(condition),
  order: nullable(record<NonNullable<FrameRequest['order']>>({ column: columnName, descending: boolean })),
  first: count,
  count: integer(0, 10_000_000),
});
