/** Milliseconds of work between two parts of a batch: what a progress line needs, and what a kill may cost. */
export const PART_MS = 100;
