// Contour lines of a grid by marching squares, joined into polylines; open where they leave the grid.
// Saddles are settled by the mean of the cell's corners. d3-contour is for filled regions: it closes lines along the edge.

/** Polylines of `level`, (column, row) interleaved in grid units; the last point equals the first where closed. */
export function contourLines(
  values: ArrayLike<number>,
  columns: number,
  rows: number,
  level: number,
): number[][] {
  // Edge 2·i runs from grid point i to its right neighbour, 2·i + 1 to the one in the next row.
  const links = new Map<number, number[]>();
  const link = (a: number, b: number) => {
    const fromA = links.get(a);
    if (fromA) fromA.push(b);
    else links.set(a, [b]);
    const fromB = links.get(b);
    if (fromB) fromB.push(a);
    else links.set(b, [a]);
  };
  for (let r = 0; r + 1 < rows; r++) {
    for (let c = 0; c + 1 < columns; c++) {
      const i = r * columns + c;
      const v00 = values[i];
      const v10 = values[i + 1];
      const v01 = values[i + columns];
      const v11 = values[i + columns + 1];
      const bits =
        (v00 >= level ? 1 : 0) | (v10 >= level ? 2 : 0) | (v11 >= level ? 4 : 0) | (v01 >= level ? 8 : 0);
      if (bits === 0 || bits === 15) continue;
      const below = 2 * i;
      const right = 2 * (i + 1) + 1;
      const above = 2 * (i + columns);
      const left = 2 * i + 1;
      if (bits === 5 || bits === 10) {
        const high = (v00 + v10 + v01 + v11) / 4 >= level;
        if ((bits === 5) === high) {
          link(below, right);
          link(above, left);
        } else {
          link(below, left);
          link(above, right);
        }
        continue;
      }
      const crossed: number[] = [];
      if (((bits & 1) !== 0) !== ((bits & 2) !== 0)) crossed.push(below);
      if (((bits & 2) !== 0) !== ((bits & 4) !== 0)) crossed.push(right);
      if (((bits & 4) !== 0) !== ((bits & 8) !== 0)) crossed.push(above);
      if (((bits & 8) !== 0) !== ((bits & 1) !== 0)) crossed.push(left);
      link(crossed[0], crossed[1]);
    }
  }
  return join(links).map((edges) => edges.flatMap((edge) => crossing(values, columns, level, edge)));
}

/** Levels at multiples of `step` strictly inside (low, high), zero among them. */
export function contourLevels(low: number, high: number, step: number): number[] {
  const levels: number[] = [];
  if (!(step > 0) || !Number.isFinite(high - low) || (high - low) / step > 1000) return levels;
  for (let k = Math.floor(low / step) + 1; k * step < high; k++) levels.push(k * step + 0);
  return levels;
}

function crossing(values: ArrayLike<number>, columns: number, level: number, edge: number): [number, number] {
  const i = edge >> 1;
  const column = i % columns;
  const row = (i - column) / columns;
  const upwards = (edge & 1) === 1;
  const a = values[i];
  const b = values[upwards ? i + columns : i + 1];
  const t = (level - a) / (b - a);
  return upwards ? [column, row + t] : [column + t, row];
}

/** Chains of linked edges: first those with loose ends, then the closed ones. Takes the links apart. */
function join(links: Map<number, number[]>): number[][] {
  const chains: number[][] = [];
  const follow = (start: number) => {
    const chain = [start];
    for (let here = start; ; ) {
      const next = links.get(here)?.pop();
      if (next === undefined) break;
      const back = links.get(next);
      back?.splice(back.indexOf(here), 1);
      chain.push(next);
      here = next;
    }
    if (chain.length > 1) chains.push(chain);
  };
  for (const [edge, others] of links) if (others.length === 1) follow(edge);
  for (const [edge, others] of links) if (others.length > 0) follow(edge);
  return chains;
}
