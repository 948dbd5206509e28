// Every shape, by its name in expressions and results. A new shape is one file and one line here.

import { disk } from './disk.ts';
import { ellipse } from './ellipse.ts';
import { point } from './point.ts';
import { ring } from './ring.ts';
import type { Shape } from './types.ts';

export const SHAPES: readonly Shape[] = [point, ring, disk, ellipse];

/** The shape of this name; throws RangeError naming the allowed ones. */
export function shapeNamed(name: string): Shape {
  const found = SHAPES.find((shape) => shape.name === name);
  if (!found) {
    throw new RangeError(
      `unknown shape: ${name}, allowed are ${SHAPES.map((shape) => shape.name).join(', ')}`,
    );
  }
  return found;
}
