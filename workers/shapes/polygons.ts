// polygon4 … polygon12 and filledpolygon4 … filledpolygon12, each made when it is first named.

import { polygonShape } from './polygon.ts';
import type { Shape } from './types.ts';

export const FEWEST_CORNERS = 4;
export const MOST_CORNERS = 12;

const made = new Map<string, Shape>();

/** Null where the name is not of this family. */
export function polygonNamed(name: string): Shape | null {
  const known = made.get(name);
  if (known) return known;
  const [, filled, digits] = /^(filled)?polygon([1-9]\d?)$/.exec(name) ?? [];
  const count = Number(digits);
  if (!(count >= FEWEST_CORNERS && count <= MOST_CORNERS)) return null;
  const label = `${filled ? 'Filled polygon' : 'Polygon'} with ${count} corners`;
  const shape = polygonShape(name, label, count, filled !== undefined);
  made.set(name, shape);
  return shape;
}

/** The family as an error lists it. */
export const POLYGON_FAMILIES = [
  `polygon${FEWEST_CORNERS}…${MOST_CORNERS}`,
  `filledpolygon${FEWEST_CORNERS}…${MOST_CORNERS}`,
] as const;
