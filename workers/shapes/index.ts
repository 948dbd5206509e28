export type { AuthorParameter, AuthorShape } from './author.ts';
export { defineShape } from './define.ts';
export { disk } from './disk.ts';
export { ellipse } from './ellipse.ts';
export { modelOf, parseShape, parseShapes } from './expression.ts';
export { frozenText } from './frozen.ts';
export { hasCenter, isBackground } from './layout.ts';
export { createModel } from './model.ts';
export { point } from './point.ts';
export { registerShape, SHAPES, shapeNamed, shapeNames } from './registry.ts';
export { ring } from './ring.ts';
export type {
  Component,
  Handle,
  Model,
  ModelParameter,
  Outline,
  Parameter,
  Part,
  Region,
  Shape,
} from './types.ts';
