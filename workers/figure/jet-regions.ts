// Where a jet catches soft particles: the outline of its ghosts, which lie one in each cell of a grid over the cylinder. The cells are
// smoothed by 1-2-1 in both directions, so that the outline has no steps; it is true to about half a cell.

import { contourLines } from './contours.ts';

/** Cells: y rises with the rows from −maxRapidity, φ falls with the columns from π; `jetOf` has each row's one after the other. */
export interface Regions {
  readonly rows: number;
  readonly columns: number;
  readonly maxRapidity: number;
  readonly jetOf: Int16Array;
}

/** Cells of room around a jet's own. */
const ROOM = 2;

/** Closed, (y, φ) interleaved, φ continuous; none of a jet that lies all around the beam or has no cells. */
export function regionOutlines({ rows, columns, maxRapidity, jetOf }: Regions, jet: number): Float64Array[] {
  const cells: number[] = [];
  jetOf.forEach((one, cell) => {
    if (one === jet) cells.push(cell);
  });
  const first = afterGap(new Set(cells.map((cell) => cell % columns)), columns);
  if (first === null) return [];
  const column = (cell: number) => ((cell % columns) - first + columns) % columns;
  const row = (cell: number) => Math.floor(cell / columns);
  const low = cells.reduce((least, cell) => Math.min(least, row(cell)), rows);
  const high = cells.reduce((most, cell) => Math.max(most, row(cell)), 0);
  const wide = cells.reduce((most, cell) => Math.max(most, column(cell)), 0);
  const w = wide + 1 + 2 * ROOM;
  const h = high - low + 1 + 2 * ROOM;
  const inside = new Float64Array(w * h);
  for (const cell of cells) inside[(row(cell) - low + ROOM) * w + column(cell) + ROOM] = 1;
  const height = (2 * maxRapidity) / rows;
  const width = (2 * Math.PI) / columns;
  return contourLines(smoothed(inside, w, h), w, h, 0.5).map((line) => {
    const out = new Float64Array(line.length - 2);
    for (let k = 0; k < out.length; k += 2) {
      out[k] = (low + line[k + 1] - ROOM + 0.5) * height - maxRapidity;
      out[k + 1] = Math.PI - (first + line[k] - ROOM + 0.5) * width;
    }
    return out;
  });
}

/** The column behind the widest gap between those that are there; null where there is no gap, or nothing. */
function afterGap(there: ReadonlySet<number>, columns: number): number | null {
  const sorted = [...there].sort((a, b) => a - b);
  let found: number | null = null;
  let widest = 1;
  sorted.forEach((column, k) => {
    const gap = k > 0 ? column - sorted[k - 1] : column + columns - sorted[sorted.length - 1];
    if (gap <= widest) return;
    widest = gap;
    found = column;
  });
  return found;
}

function smoothed(values: Float64Array, columns: number, rows: number): Float64Array {
  const along = (from: Float64Array, step: number, inner: (i: number) => boolean) =>
    from.map((value, i) => (inner(i) ? (from[i - step] + 2 * value + from[i + step]) / 4 : value));
  const across = along(values, 1, (i) => i % columns > 0 && i % columns < columns - 1);
  return along(across, columns, (i) => i >= columns && i < (rows - 1) * columns);
}
