// Replicas of an event: measured again with a finite resolution, or drawn again from its own constituents.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import type { Random } from '../core/random.ts';

/** main/contract/intervals.ts restates it. σ(E)/E = a/√E ⊕ c ⊕ n/E, E in GeV; σ of the direction in y and φ (rad). */
export interface ResolutionModel {
  readonly stochastic: number;
  readonly constant: number;
  readonly noise: number;
  readonly y: number;
  readonly phi: number;
}

/** σ(E)/E at E (GeV, > 0). */
export function relativeResolution({ stochastic, constant, noise }: ResolutionModel, energy: number): number {
  return Math.hypot(stochastic / Math.sqrt(energy), constant, noise / energy);
}

/**
 * Every particle measured again: its momentum scaled by a Gaussian factor of the resolution at its energy, its place moved
 * by Gaussians. One that comes out with no energy is not seen; if none is seen, all are measured once more.
 */
export function smeared(event: PlaneEvent, resolution: ResolutionModel, random: Random): PlaneEvent {
  const n = event.pt.length;
  const pt = new Float64Array(n);
  const y = new Float64Array(n);
  const phi = new Float64Array(n);
  for (;;) {
    const seen: number[] = [];
    for (let i = 0; i < n; i++) {
      const mass = event.mass?.[i] ?? 0;
      const energy = Math.hypot(event.pt[i], mass) * Math.cosh(event.y[i]);
      pt[i] = event.pt[i] * (1 + relativeResolution(resolution, energy) * random.normal());
      y[i] = event.y[i] + resolution.y * random.normal();
      phi[i] = wrapPhi(event.phi[i] + resolution.phi * random.normal());
      if (pt[i] > 0) seen.push(i);
    }
    if (seen.length > 0) return taken({ ...event, pt, y, phi }, seen);
  }
}

/**
 * The bootstrap (Efron 1979): as many constituents as there are, drawn with replacement, each with its own pT. One drawn
 * twice counts twice.
 */
export function resampled(event: PlaneEvent, random: Random): PlaneEvent {
  const n = event.pt.length;
  const times = new Float64Array(n);
  for (let draw = 0; draw < n; draw++) times[random.integer(n)]++;
  const drawn: number[] = [];
  for (let i = 0; i < n; i++) if (times[i] > 0) drawn.push(i);
  return taken({ ...event, pt: event.pt.map((value, i) => value * times[i]) }, drawn);
}

/** These particles, in this order. */
function taken(event: PlaneEvent, keep: readonly number[]): PlaneEvent {
  const floats = (column: Float64Array) => Float64Array.from(keep, (i) => column[i]);
  return {
    event: event.event,
    pt: floats(event.pt),
    y: floats(event.y),
    phi: floats(event.phi),
    mass: event.mass && floats(event.mass),
    pid: event.pid && Int32Array.from(keep, (i) => event.pid?.[i] ?? 0),
    index: Uint32Array.from(keep, (i) => event.index[i]),
  };
}
