// Who goes with whom at the least total cost, exactly: the Hungarian method with shortest augmenting paths (Kuhn, Naval Res. Logist. 2
// (1955) 83; Jonker and Volgenant, Computing 38 (1987) 325). O(rows² × columns): for a few rows and up to thousands of columns.

/**
 * Of each row its column, no column twice. `cost(row, column)`: finite numbers. Throws RangeError where there are fewer columns than rows,
 * or a cost is not finite.
 */
export function assign(
  rows: number,
  columns: number,
  cost: (row: number, column: number) => number,
): number[] {
  if (columns < rows)
    throw new RangeError(`assignment: ${columns} columns, needed are at least ${rows}, one a row`);
  // Rows and columns count from 1; 0 stands for none, and as a column for the row that looks for one.
  const rowPrice = new Float64Array(rows + 1);
  const columnPrice = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const from = new Int32Array(columns + 1);
  const least = new Float64Array(columns + 1);
  const seen = new Uint8Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    least.fill(Number.POSITIVE_INFINITY);
    seen.fill(0);
    let at = 0;
    while (rowOf[at] !== 0) {
      seen[at] = 1;
      const here = rowOf[at];
      let step = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let column = 1; column <= columns; column++) {
        if (seen[column]) continue;
        const given = cost(here - 1, column - 1);
        if (!Number.isFinite(given)) {
          throw new RangeError(`assignment: cost is ${given}, allowed are finite numbers`);
        }
        const reduced = given - rowPrice[here] - columnPrice[column];
        if (reduced < least[column]) {
          least[column] = reduced;
          from[column] = at;
        }
        if (least[column] < step) {
          step = least[column];
          next = column;
        }
      }
      for (let column = 0; column <= columns; column++) {
        if (seen[column]) {
          rowPrice[rowOf[column]] += step;
          columnPrice[column] -= step;
        } else least[column] -= step;
      }
      at = next;
    }
    // Back along the path: each column takes the row of the one before it.
    for (; at !== 0; at = from[at]) rowOf[at] = rowOf[from[at]];
  }
  const found = new Array<number>(rows).fill(-1);
  for (let column = 1; column <= columns; column++)
    if (rowOf[column] > 0) found[rowOf[column] - 1] = column - 1;
  return found;
}
