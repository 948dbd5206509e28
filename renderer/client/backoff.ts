// How long to wait before the connection is tried again: doubling, with a ceiling, so that a sleeping machine's
// window comes back quickly and a dead application is not hammered.

/** First wait, ms. */
export const FIRST_WAIT = 250;
/** Longest wait, ms. */
export const LONGEST_WAIT = 5000;

/** Milliseconds to wait before attempt `attempt` (from 1). */
export function wait(attempt: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, attempt - 1));
}
