// What several observables of one event share (its jet, its axes, a fit) is worked out once an event.

import type { PlaneEvent } from '../core/events.ts';

/** The same function, its results kept for as long as the event lives. Events are never changed. */
export function perEvent<T>(make: (event: PlaneEvent) => T): (event: PlaneEvent) => T {
  const known = new WeakMap<PlaneEvent, T>();
  return (event) => {
    let found = known.get(event);
    if (found === undefined) {
      found = make(event);
      known.set(event, found);
    }
    return found;
  };
}

/** The same with a key beside the event: an exponent, a number of axes. */
export function perEventAnd<K extends string | number, T>(
  make: (event: PlaneEvent, key: K) => T,
): (event: PlaneEvent, key: K) => T {
  const known = perEvent(() => new Map<K, T>());
  return (event, key) => {
    const values = known(event);
    let found = values.get(key);
    if (found === undefined) {
      found = make(event, key);
      values.set(key, found);
    }
    return found;
  };
}
