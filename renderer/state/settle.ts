// Plays the solver's iterates, one a frame, so that a fit of 20 ms is still seen to settle. No iterate is invented:
// where they come faster than frames, some are left out; the last one is always shown.

export interface Settling<Step> {
  add(step: Step): void;
  /** The end: called after what is waiting was shown. */
  end(finish: () => void): void;
  stop(): void;
}

/** Longest that what is waiting may take to play, frames. */
export const FRAMES = 36;

/**
 * `frame` asks for the next frame (requestAnimationFrame); `still` plays nothing and shows only the last step
 * (reduced motion).
 */
export function settling<Step>(
  show: (step: Step) => void,
  frame: (callback: () => void) => unknown,
  still: boolean,
): Settling<Step> {
  let waiting: Step[] = [];
  let finish: (() => void) | null = null;
  let scheduled = false;
  let stopped = false;

  function tick(): void {
    scheduled = false;
    if (stopped) return;
    // A burst of any length is over after about FRAMES frames.
    const skip = still ? waiting.length : Math.max(1, Math.ceil(waiting.length / FRAMES));
    const taken = waiting.splice(0, skip).at(-1);
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
    frame(tick);
  }

  return {
    add(step) {
      waiting.push(step);
      schedule();
    },
    end(callback) {
      finish = callback;
      schedule();
    },
    stop() {
      stopped = true;
      waiting = [];
    },
  };
}
