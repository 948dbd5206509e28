// Events and tables to bytes; saving them is the caller's.

export { WriteError } from './errors.ts';
export { checkEventName, EVENT_EXTENSIONS, eventBytes } from './events.ts';
export { type FileTarget, fileTarget } from './file.ts';
export { Lost } from './lost.ts';
export { type PairPiece, type PairTable, type PairWriter, PIECE_PAIRS, pairWriter } from './pairs.ts';
export { type EventStream, eventStream, STREAM_FORMATS, streamFormat } from './streams.ts';
export {
  type CellValue,
  type OutputTable,
  type TableColumn,
  type TableFormat,
  tableBytes,
} from './table.ts';
