export { type LineOptions, type LineResult, line } from './line.ts';
export { type SlicedOptions, type SlicedResult, sliced } from './sliced.ts';
