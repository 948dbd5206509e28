// What the command line uses of the service: the pool, batches over it, journals and atomic files.

export { besideRange } from './beside-ranges.ts';
export { besideTable, isBeside } from './beside-rows.ts';
export { CLUSTER_EVENTS, clusterRange } from './cluster-ranges.ts';
export { type ComputePool, createCompute } from './compute.ts';
export { fitTable, isFittedRow, type RowSource } from './fit-rows.ts';
export { constantsOf } from './frame-export.ts';
export { isRangeRow, type RangeRow, rangeRow, valuesOf } from './frame-journal.ts';
export { FrameRows } from './frame-rows.ts';
export { isEventJets, jetTable } from './jet-rows.ts';
export { Journal, readJournal } from './journal.ts';
export { filesIn, filesLike, isPattern, listed } from './members.ts';
export { observeRange, rangeEvents } from './observe-ranges.ts';
export { fitRange, RANGE_EVENTS, rangesOf } from './ranges.ts';
export { spread } from './spread.ts';
export { isRecord, writeAtomic } from './storage.ts';
export { distanceConstants } from './table-columns.ts';
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
export type { SharedRows } from './types.ts';
