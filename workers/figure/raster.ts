// The potential on paper: an image of the view's part of the grid, and contour lines. Bilinear, as on the screen.

import { TWO_PI } from '../core/geometry.ts';
import { BEYOND, beyond, beyondColour, divergingTable, mapIndex } from './colourmap.ts';
import { contourLevels, contourLines } from './contours.ts';
import { turns } from './copies.ts';
import type { Box } from './scale.ts';
import { toPixels } from './scale.ts';
import type { Mark, ScenePotential, ThemeName, View } from './types.ts';

/** Image pixels a point of paper, and at most so many along a side. */
const DENSITY = 1.5;
const LARGEST = 1400;

/** The value at (y, φ), rad; NaN outside the grid. A grid of a whole turn closes on itself. */
export function sample(potential: ScenePotential, y: number, phi: number): number {
  const { columns, rows, values } = potential;
  const column = (y - potential.y0) / potential.dy;
  const around = phi - potential.phi0;
  const row = (around - TWO_PI * Math.floor(around / TWO_PI + 1e-9)) / potential.dphi;
  const last = closes(potential) ? rows : rows - 1;
  if (!(column >= 0 && column <= columns - 1 && row <= last + 1e-6) || columns < 2 || rows < 2)
    return Number.NaN;
  const c = Math.min(Math.floor(column), columns - 2);
  const r = Math.max(0, Math.min(Math.floor(row), last - 1));
  const s = column - c;
  const t = row - r;
  const low = r * columns + c;
  const high = ((r + 1) % rows) * columns + c;
  return (
    (values[low] * (1 - s) + values[low + 1] * s) * (1 - t) +
    (values[high] * (1 - s) + values[high + 1] * s) * t
  );
}

/** Rows go once around the cylinder: the row after the last is the first. */
export function closes(potential: ScenePotential): boolean {
  return Math.abs(potential.rows * potential.dphi - TWO_PI) < 1e-3 * potential.dphi;
}

export function potentialImage(potential: ScenePotential, view: View, box: Box, theme: ThemeName): Mark {
  const scale = Math.min(DENSITY, LARGEST / Math.max(box.width, box.height));
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  const rgba = new Uint8Array(4 * width * height);
  const table = divergingTable(theme);
  const grey = beyondColour(theme);
  for (let j = 0; j < height; j++) {
    const phi = view.phi1 - ((j + 0.5) / height) * (view.phi1 - view.phi0);
    for (let i = 0; i < width; i++) {
      const f = sample(potential, view.y0 + ((i + 0.5) / width) * (view.y1 - view.y0), phi);
      if (Number.isNaN(f)) continue;
      const entry = 4 * mapIndex(f, potential.range);
      const at = 4 * (j * width + i);
      const share = beyond(f, potential.range);
      for (let k = 0; k < 3; k++)
        rgba[at + k] = Math.round(table[entry + k] + (grey[k] - table[entry + k]) * share);
      rgba[at + 3] = 255;
    }
  }
  return {
    kind: 'image',
    x: box.x,
    y: box.y,
    w: box.width,
    h: box.height,
    pixels: { width, height, rgba },
  };
}

/** Contour lines as points of the page, one polyline each, in every copy that the view shows. */
export function potentialContours(potential: ScenePotential, view: View, box: Box): number[][] {
  const { columns, y0, dy, phi0, dphi } = potential;
  const closed = closes(potential);
  const rows = potential.rows + (closed ? 1 : 0);
  const values = new Float32Array(columns * rows);
  values.set(potential.values);
  if (closed) values.set(potential.values.subarray(0, columns), columns * potential.rows);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const copies = turns(view, phi0, phi0 + (rows - 1) * dphi);
  const found: number[][] = [];
  // Contours end where the colours have faded.
  const last = BEYOND.full * potential.range;
  for (const level of contourLevels(Math.max(low, -last), Math.min(high, last), potential.contourStep)) {
    for (const points of contourLines(values, columns, rows, level)) {
      for (const turn of copies) {
        const placed: number[] = [];
        for (let k = 0; k < points.length; k += 2) {
          const phi = phi0 + points[k + 1] * dphi + turn * TWO_PI;
          placed.push(...toPixels(view, box, y0 + points[k] * dy, phi));
        }
        if (meets(placed, box)) found.push(placed);
      }
    }
  }
  return found;
}

/** Does the bounding box of these points meet the box: what cannot be seen is not written. */
function meets(points: readonly number[], box: Box): boolean {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let k = 0; k < points.length; k += 2) {
    x0 = Math.min(x0, points[k]);
    x1 = Math.max(x1, points[k]);
    y0 = Math.min(y0, points[k + 1]);
    y1 = Math.max(y1, points[k + 1]);
  }
  return x1 >= box.x && x0 <= box.x + box.width && y1 >= box.y && y0 <= box.y + box.height;
}
