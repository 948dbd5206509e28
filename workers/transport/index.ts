export { center } from './center.ts';
export { emd } from './emd.ts';
export { centred, potentialAt, potentialGrid, potentialSpan } from './potential.ts';
export { Transport } from './transport.ts';
export type { EmdOptions, EmdResult, Grid, Plan, Points } from './types.ts';
