// Events on their way to one window. A window that reads slowly must not fill the server's memory: while its socket is
// full, events wait here, a newer state of the same job or table replaces the older one, and a window that falls too far
// behind is let go (it comes back, asks for everything, and is up to date).

import type { AnyEvent } from '../service/index.ts';

/** Bytes in the socket's buffer above which events wait. */
export const FULL_BYTES = 4 * 2 ** 20;
/** Events that may wait. */
export const MAX_WAITING = 10_000;

export interface Outbox {
  push(event: AnyEvent): void;
  /** Call whenever the socket has sent something. */
  drain(): void;
}

/** Where only the latest counts, what it is the latest of; null where each event counts. */
function subject(event: AnyEvent): string | null {
  switch (event.name) {
    case 'job':
      return `job ${event.args[0].id}`;
    case 'table':
      return `table ${event.args[0].id}`;
    case 'matrix':
      return `matrix ${event.args[0].id}`;
    case 'frame':
      return `frame ${event.args[0].id}`;
    case 'iterate':
      return `iterate ${event.args[0]}`;
    case 'dataset':
    case 'fitted':
    case 'intervals':
    case 'mapped':
    case 'rows':
    case 'command':
    case 'files':
      return null;
  }
}

export function createOutbox(
  post: (event: AnyEvent) => void,
  buffered: () => number,
  tooSlow: () => void,
): Outbox {
  const waiting = new Map<string, AnyEvent>();
  let serial = 0;

  const drain = () => {
    for (const [key, event] of waiting) {
      if (buffered() > FULL_BYTES) return;
      waiting.delete(key);
      post(event);
    }
  };

  return {
    drain,
    push(event) {
      const key = subject(event) ?? `event ${serial++}`;
      // Deleted first, so that the newest state also takes the newest place.
      waiting.delete(key);
      waiting.set(key, event);
      drain();
      if (waiting.size > MAX_WAITING) {
        waiting.clear();
        tooSlow();
      }
    },
  };
}
