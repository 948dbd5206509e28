// Every shape, by its name in expressions and results. A new shape is one file and one line here; a user's own comes in by
// registerShape (docs/shapes.md).

import { disk } from './disk.ts';
import { ellipse } from './ellipse.ts';
import { ellipticring } from './ellipticring.ts';
import { filledtriangle } from './filledtriangle.ts';
import { isotropiccylinder } from './isotropiccylinder.ts';
import { isotropicring } from './isotropicring.ts';
import { isotropicsphere } from './isotropicsphere.ts';
import { pileup } from './pileup.ts';
import { point } from './point.ts';
import { POLYGON_FAMILIES, polygonNamed } from './polygons.ts';
import { ring } from './ring.ts';
import { segment } from './segment.ts';
import { triangle } from './triangle.ts';
import type { Shape } from './types.ts';

/** All that are built in but the families of polygons, which are made by name. */
export const SHAPES: readonly Shape[] = [
  point,
  ring,
  disk,
  ellipse,
  segment,
  ellipticring,
  triangle,
  filledtriangle,
  pileup,
  isotropicring,
  isotropiccylinder,
  isotropicsphere,
];

/** Those of the user, by name. */
const registered = new Map<string, Shape>();

/** Makes a user's shape known to expressions. Throws RangeError where the name is taken. */
export function registerShape(shape: Shape): void {
  const { name } = shape;
  if (find(name)) throw new RangeError(`shape: the name ${name} is taken, needed is one of its own`);
  registered.set(name, shape);
}

/** The shape of this name; throws RangeError naming the allowed ones. */
export function shapeNamed(name: string): Shape {
  const found = find(name);
  if (!found) throw new RangeError(`unknown shape: ${name}, allowed are ${shapeNames()}`);
  return found;
}

function find(name: string): Shape | null | undefined {
  return SHAPES.find((shape) => shape.name === name) ?? polygonNamed(name) ?? registered.get(name);
}

/** Every name, the families of polygons as such: `polygon4…12`. */
export function shapeNames(): string {
  return [...SHAPES.map((shape) => shape.name), ...POLYGON_FAMILIES, ...registered.keys()].join(', ');
}
