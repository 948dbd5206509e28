// What the command line uses of the service: the pool, batches over it, journals and atomic files.

export { type ComputePool, createCompute } from './compute.ts';
export { fitTable, isFittedRow, type RowSource } from './fit-rows.ts';
export { Journal, readJournal } from './journal.ts';
export { fitRange, RANGE_EVENTS, rangesOf } from './ranges.ts';
export { spread } from './spread.ts';
export { isRecord, writeAtomic } from './storage.ts';
export {
  fileValues,
  type Grid,
  HEADER_BYTES,
  hasValues,
  heldValues,
  isTile,
  listGrid,
  matrixGrid,
  pairsInTile,
  pairsOf,
  tileNumbers,
  tileOf,
  type Values,
} from './tiles.ts';
