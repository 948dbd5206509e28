export { exclusiveAxes } from './exclusive.ts';
export type { Axes, Particles, Recombination } from './types.ts';
