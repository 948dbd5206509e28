// Events from files, pipes and memory.

export { eventFiles } from './choose.ts';
export { cutReasons } from './cuts.ts';
export { FORMATS } from './detect.ts';
export { ReadError, type ReadErrorCode } from './errors.ts';
export { gathered } from './gather.ts';
export { limits } from './limits.ts';
export { manySource } from './many.ts';
export { type AllEvents, openEvents, type Preview, preview, readAll, type SourceInfo } from './open.ts';
export { type EventPages, openPages } from './pages.ts';
export { reasons } from './particle.ts';
export { fileSource, memorySource, sha256, stdinSource } from './source.ts';
export type { ByteSource, EventSource, Mapping, ParticleCuts, ReadOptions, Role, Totals } from './types.ts';
