// Plays the solver's iterates, about one a frame, so that a fit of 20 ms is still seen to settle. No iterate is
// invented; where there are more than there is time for, some are left out, and the last one is always shown.

export interface Settling<Step> {
  add(step: Step): void;
  /** The end: called after what is waiting was shown. */
  end(finish: () => void): void;
  stop(): void;
}

export interface Film {
  /** Asks for the next frame: requestAnimationFrame. */
  frame(callback: () => void): unknown;
  /** Milliseconds since any origin. */
  now(): number;
  /** Plays nothing and shows only the last step (reduced motion). */
  readonly still: boolean;
}

/** Time that an iterate stays, ms: one frame. */
export const STEP = 1000 / 60;
/** Longest that what waits at the end may take to play, ms, however slow the frames are. */
export const LONGEST = 600;
/** A slow frame leaves out no more than one part in this many of what waits, while there is time: settling stays to be seen. */
const PART = 4;

export function settling<Step>(show: (step: Step) => void, film: Film): Settling<Step> {
  let waiting: Step[] = [];
  let finish: (() => void) | null = null;
  let scheduled = false;
  let stopped = false;
  let last = 0;
  let deadline = Number.POSITIVE_INFINITY;

  function tick(): void {
    scheduled = false;
    if (stopped) return;
    const now = film.now();
    // Counted from the first frame that there is: the one that draws the shape for the first time can take long.
    if (finish && deadline === Number.POSITIVE_INFINITY) deadline = now + LONGEST;
    // One for each frame's time that has gone by, and more where the rest would not be over in time.
    const step = Math.min(STEP, Math.max(0, deadline - now) / Math.max(1, waiting.length));
    const most = Math.max(1, Math.ceil(waiting.length / PART));
    const due = step > 0 ? Math.min(most, Math.max(1, Math.round((now - last) / step))) : waiting.length;
    last = now;
    const taken = waiting.splice(0, film.still ? waiting.length : due).at(-1);
    if (taken !== undefined) show(taken);
    if (waiting.length > 0) schedule();
    else if (finish) {
      stopped = true;
      finish();
    }
  }

  function schedule(): void {
    if (scheduled || stopped) return;
    scheduled = true;
    film.frame(tick);
  }

  function wake(): void {
    // What did not wait has no time to make up for.
    if (!scheduled) last = film.now();
    schedule();
  }

  return {
    add(step) {
      waiting.push(step);
      wake();
    },
    end(callback) {
      finish = callback;
      wake();
    },
    stop() {
      stopped = true;
      waiting = [];
    },
  };
}
