// One look at all events of a file: what the list shows, and whether they are jets or whole collisions.

import { type EventColumns, planeEvent } from '../core/events.ts';
import { centroid, distance } from '../core/geometry.ts';

/** An event is the size of a jet: at most so many particles, and this share of its pT this near (rad) its centroid. */
const JET = { particles: 200, radius: 1.5, share: 0.9 } as const;
/** Events looked at, evenly over the file. */
const SAMPLED = 1000;

export function perEvent(columns: EventColumns): { particles: Uint32Array; pt: Float64Array } {
  const particles = new Uint32Array(columns.events);
  const pt = new Float64Array(columns.events);
  for (let i = 0; i < columns.events; i++) {
    particles[i] = columns.offsets[i + 1] - columns.offsets[i];
    for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++) pt[i] += columns.pt[k];
  }
  return { particles, pt };
}

/** The median event holds at most 200 particles and has 90% of its pT within 1.5 of its centroid. */
export function jetSized(columns: EventColumns): boolean {
  const counts: number[] = [];
  const shares: number[] = [];
  const step = Math.max(1, Math.ceil(columns.events / SAMPLED));
  for (let i = 0; i < columns.events; i += step) {
    const { pt, y, phi } = planeEvent(columns, columns.first + i);
    if (pt.length === 0) continue;
    const [y0, phi0] = centroid(pt, y, phi);
    let near = 0;
    let all = 0;
    for (let k = 0; k < pt.length; k++) {
      all += pt[k];
      if (distance(y[k], phi[k], y0, phi0) <= JET.radius) near += pt[k];
    }
    counts.push(pt.length);
    shares.push(near / all);
  }
  return counts.length === 0 || (median(counts) <= JET.particles && median(shares) >= JET.share);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
