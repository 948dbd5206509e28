// A Parquet schema is a list in which each element says how many of those after it are its children. The library follows it by calls in
// calls, each with a copy of the path to it: what is nested too deep, or promises more than there is, is refused before that.

import type { SchemaElement } from 'hyparquet';
import { ReadError } from './errors.ts';

/** A list of structs takes three levels. */
const DEPTH = 64;

/** Throws ReadError. */
export function checkSchema(file: string, schema: readonly SchemaElement[]): void {
  /** Of those that are open, how many children are still to come. */
  const left: number[] = [];
  for (const { num_children: children = 0 } of schema) {
    while (left.length > 0 && left[left.length - 1] === 0) left.pop();
    if (left.length > 0) left[left.length - 1]--;
    if (children > 0) left.push(children);
    if (left.length > DEPTH) {
      throw new ReadError('bad-file', `${file}: the schema is nested more than ${DEPTH} deep`);
    }
  }
  if (schema.length > 0 && left.every((children) => children === 0)) return;
  throw new ReadError(
    'bad-file',
    `${file}: the schema promises more columns than its ${schema.length} elements`,
    'The file is damaged; get it again.',
  );
}
