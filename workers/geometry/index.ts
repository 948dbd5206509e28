export { correlationDimension, dimensionDefaults } from './dimension.ts';
export { classicalMds } from './mds.ts';
export { createMeasure } from './measure.ts';
export { medoids } from './medoids.ts';
export { NeighbourSearch, nearestNeighbours } from './neighbours.ts';
export { stress1 } from './stress.ts';
export {
  type Dimension,
  type DimensionOptions,
  type DistanceSettings,
  type Hooks,
  type Layout,
  type MdsLayout,
  type Measure,
  type MedoidResult,
  type NeighbourHooks,
  type Neighbours,
  NO_NEIGHBOUR,
  type PlaceRange,
  type UmapOptions,
} from './types.ts';
export { umapMap } from './umap.ts';
