// Events for tests of what is written: particles as columns, as reading gives them.

import type { EventColumns } from '../../core/events.ts';

export interface Particle {
  readonly pt: number;
  readonly y: number;
  readonly phi: number;
  readonly mass: number;
  readonly pid: number;
  readonly charge: number;
}

/** Species, masses, or both with a column more: what a format has a place for. */
export type Kept = 'pid' | 'mass' | 'all';

export function columnsOf(events: readonly (readonly Particle[])[], kept: Kept, first = 0): EventColumns {
  const all = events.flat();
  const offsets = [0];
  for (const event of events) offsets.push(offsets[offsets.length - 1] + event.length);
  return {
    first,
    events: events.length,
    offsets: Uint32Array.from(offsets),
    pt: Float64Array.from(all, (p) => p.pt),
    y: Float64Array.from(all, (p) => p.y),
    phi: Float64Array.from(all, (p) => p.phi),
    mass: kept === 'pid' ? null : Float64Array.from(all, (p) => p.mass),
    pid: kept === 'mass' ? null : Int32Array.from(all, (p) => p.pid),
    index: Uint32Array.from(events.flatMap((event) => event.map((_, i) => i))),
    extra: kept === 'all' ? { charge: Float64Array.from(all, (p) => p.charge) } : {},
  };
}
