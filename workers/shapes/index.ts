export { disk } from './disk.ts';
export { ellipse } from './ellipse.ts';
export { parseShape, parseShapes } from './expression.ts';
export { point } from './point.ts';
export { SHAPES, shapeNamed } from './registry.ts';
export { ring } from './ring.ts';
export type { Component, Handle, Parameter, Shape, ShapeExpression } from './types.ts';
