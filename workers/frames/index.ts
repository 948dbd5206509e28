export { checkCondition } from './condition.ts';
export { createDatabase, type Database, type LoadDuckDb, type SqlAnswer } from './database.ts';
export { FrameError } from './errors.ts';
export { asWritten, columnOf, gathered, ordered } from './order.ts';
export type { Cancelled, Frame, Order } from './types.ts';
