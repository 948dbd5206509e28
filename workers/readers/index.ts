// Events from files, pipes and memory.

export { FORMATS } from './detect.ts';
export { ReadError, type ReadErrorCode } from './errors.ts';
export { limits } from './limits.ts';
export { type AllEvents, openEvents, type Preview, preview, readAll, type SourceInfo } from './open.ts';
export { reasons } from './particle.ts';
export { fileSource, memorySource, sha256, stdinSource } from './source.ts';
export type { ByteSource, EventSource, Mapping, ReadOptions, Role, Totals } from './types.ts';
