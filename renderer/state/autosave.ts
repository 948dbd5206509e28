// Saves the session within a second of each change, but not at each change: the last state wins.

/** Quiet time after a change before it is saved, ms. */
export const QUIET = 350;
/** Longest that a change may wait while others follow, ms. */
export const LONGEST_WAIT = 900;

export interface Clock {
  now(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface Autosave {
  changed(): void;
  /** At once, when something waits: before the window goes. */
  flush(): void;
}

export function autosave(save: () => void, clock: Clock): Autosave {
  let timer: unknown = null;
  let first = 0;

  function flush(): void {
    if (timer === null) return;
    clock.clearTimeout(timer);
    timer = null;
    save();
  }

  return {
    changed() {
      const now = clock.now();
      if (timer === null) first = now;
      else clock.clearTimeout(timer);
      timer = clock.setTimeout(flush, Math.max(0, Math.min(QUIET, first + LONGEST_WAIT - now)));
    },
    flush,
  };
}
