// Lets a bounded number of things happen at once; the one who brings more waits. The first failure stops the rest.

export interface Gate {
  /** Aborted by the caller's signal or by the first failure. */
  readonly signal: AbortSignal;
  readonly failure: unknown;
  /** Waits for a place, starts the work, and resolves to the promise of its end (which never rejects). */
  pass(work: () => Promise<void>): Promise<{ readonly ended: Promise<void> }>;
  /** Waits for all; throws the first failure. */
  end(): Promise<void>;
}

export function createGate(width: number, outer: AbortSignal): Gate {
  const abort = new AbortController();
  const signal = AbortSignal.any([abort.signal, outer]);
  const running = new Set<Promise<void>>();
  let failure: unknown;
  return {
    signal,
    get failure() {
      return failure;
    },
    async pass(work) {
      while (running.size >= width) await Promise.race(running);
      if (failure !== undefined) throw failure;
      const ended: Promise<void> = work()
        .catch((error) => {
          failure ??= error;
          abort.abort();
        })
        .finally(() => running.delete(ended));
      running.add(ended);
      return { ended };
    },
    async end() {
      while (running.size > 0) await Promise.race(running);
      if (failure !== undefined) throw failure;
    },
  };
}
