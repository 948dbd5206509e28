export type { SqlAnswer } from './answers.ts';
export { checkCondition } from './condition.ts';
export { createDatabase, type Database, type LoadDuckDb } from './database.ts';
export { FrameError } from './errors.ts';
export { asWritten, columnOf, gathered, ordered } from './order.ts';
export type { Cancelled, Frame, Order } from './types.ts';
