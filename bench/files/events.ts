// Events for benchmarks of reading: numbers with all their digits, as physics has them; the same each time.

import type { EventColumns } from '../../workers/core/events.ts';

/** Events have this many particles at least, and twice that less one at most. */
export const LEAST = 25;

export function madeEvents(particles: number): EventColumns {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const offsets = [0];
  for (let end = 0; end < particles; offsets.push(end)) {
    end = Math.min(particles, end + LEAST + Math.floor(LEAST * random()));
  }
  const column = (value: () => number) => Float64Array.from({ length: particles }, value);
  return {
    first: 0,
    events: offsets.length - 1,
    offsets: Uint32Array.from(offsets),
    pt: column(() => -20 * Math.log(random())),
    y: column(() => 5 * random() - 2.5),
    phi: column(() => (2 * random() - 1) * Math.PI),
    mass: null,
    pid: null,
    index: new Uint32Array(particles),
    extra: {},
  };
}
