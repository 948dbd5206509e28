export type { ContinuousShape } from './curves.ts';
export { Entropic } from './entropic.ts';
export { type LineOptions, type LineResult, line } from './line.ts';
export { type SemidiscreteOptions, type SemidiscreteResult, semidiscrete } from './semidiscrete.ts';
export { type SinkhornOptions, type SinkhornResult, sinkhorn } from './sinkhorn.ts';
export { type SlicedOptions, type SlicedResult, sliced } from './sliced.ts';
