// Marks of classes: a shape of its own for each, so that colour is never the only sign. Areas are equal.

import { disc, line } from './marks.ts';
import { THEMES } from './theme.ts';
import type { Colour, Mark, ThemeName } from './types.ts';

/** Corners on the unit circle's scale, x and y interleaved, y downwards; areas are those of the unit disc. */
const CORNERS: readonly (readonly number[] | null)[] = [
  null,
  polygon(3, -90),
  polygon(4, 45),
  polygon(4, 0),
  polygon(3, 90),
  polygon(5, -90),
];

export const MARKER_NAMES = ['disc', 'triangle', 'square', 'diamond', 'triangle down', 'pentagon'] as const;

/** The colour of class i; they start again after the last. */
export function classColour(theme: ThemeName, i: number): Colour {
  const { classes } = THEMES[theme];
  return classes[i % classes.length];
}

/** The marker of class i at (x, y), as large as a disc of radius r. */
export function marker(
  i: number,
  x: number,
  y: number,
  r: number,
  fill: Colour | null,
  stroke: Colour,
  width: number,
): Mark {
  const corners = CORNERS[i % CORNERS.length];
  if (!corners) return disc(x, y, r, fill, stroke, width);
  const points = corners.map((value, k) => (k % 2 === 0 ? x : y) + r * value);
  return line(points, stroke, width, { closed: true, fill });
}

/** A regular polygon with the area of the unit disc, its first corner at `turn` degrees. */
function polygon(n: number, turn: number): readonly number[] {
  const radius = Math.sqrt((2 * Math.PI) / (n * Math.sin((2 * Math.PI) / n)));
  return Array.from({ length: n }, (_, k) => {
    const angle = (turn / 180) * Math.PI + (2 * Math.PI * k) / n;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }).flat();
}
