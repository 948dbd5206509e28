// Frames for tests.

import type { Frame } from '../types.ts';

/** Rows as they came, `event` first. */
export function frameOf(names: readonly string[], rows: readonly (readonly number[])[], key = 'k1'): Frame {
  const room = rows.length + 3;
  const columns = names.map((_, column) => {
    const values = new Float64Array(new SharedArrayBuffer(8 * room));
    rows.forEach((row, i) => {
      values[i] = row[column];
    });
    return values;
  });
  return { key, sqlName: 'top', names: [...names], rows: rows.length, columns };
}
