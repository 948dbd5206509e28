// Where the search begins: deterministic for a seed. The first start is the one that the screen shows.

import type { PlaneEvent } from '../core/events.ts';
import { centroid, wrapPhi } from '../core/geometry.ts';
import type { Random } from '../core/random.ts';
import type { Model, Parameter } from '../shapes/types.ts';

/** Weighted mean distance from the place, rad: the natural length of the fit. Never 0. */
export function naturalLength(event: PlaneEvent, y: number, phi: number): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < event.pt.length; i++) {
    const dphi = wrapPhi(event.phi[i] - phi);
    sum += event.pt[i] * Math.sqrt((event.y[i] - y) ** 2 + dphi * dphi);
    total += event.pt[i];
  }
  return Math.max(sum / total, 1e-6);
}

/** A particle drawn with probability pT. */
export function draw(event: PlaneEvent, total: number, random: Random): number {
  let left = random.uniform() * total;
  for (let i = 0; i < event.pt.length; i++) {
    left -= event.pt[i];
    if (left <= 0) return i;
  }
  return event.pt.length - 1;
}

/**
 * `count` starting parameters: a guess from the whole event, then guesses from random parts of it. A part is three to five
 * particles drawn by pT; a shape through a few hard particles is near the good minima far more often than
 * one drawn from a box. Every second of them is stretched or shrunk by up to 2.
 */
export function starts(
  event: PlaneEvent,
  model: Model,
  count: number,
  random: Random,
  whole = model.initial(event),
): Float64Array[] {
  const out = [whole];
  let total = 0;
  for (const pt of event.pt) total += pt;
  while (out.length < count) {
    const sample = few(event, total, random);
    const [y, phi] = centroid(sample.pt, sample.y, sample.phi);
    // Centre from the part; size and direction from the whole event seen from there, or from the part itself.
    const guess = random.uniform() < 0.5 ? model.initial(event, [y, phi]) : model.initial(sample);
    stretch(guess, model.parameters, random);
    out.push(model.canonical(guess));
  }
  return out;
}

/** Two to five particles drawn by pT, at their pT or all alike. */
export function few(event: PlaneEvent, total: number, random: Random): PlaneEvent {
  const size = 2 + random.integer(4);
  const part = Array.from({ length: size }, () => draw(event, total, random));
  const even = random.uniform() < 0.5;
  return {
    event: event.event,
    pt: Float64Array.from(part, (i) => (even ? 1 : event.pt[i])),
    y: Float64Array.from(part, (i) => event.y[i]),
    phi: Float64Array.from(part, (i) => event.phi[i]),
    mass: null,
    pid: null,
    index: Uint32Array.from(part),
  };
}

/** Lengths by up to 2 either way, angles by half a radian or so; corners turn and stretch about their middle. In place. */
export function stretch(guess: Float64Array, parameters: readonly Parameter[], random: Random): void {
  const corners: number[] = [];
  for (let k = 0; k < guess.length; k++) {
    const { kind, name } = parameters[k];
    if (kind === 'angle') guess[k] += random.normal() * 0.5;
    else if (kind === 'length') guess[k] *= 2 ** (2 * random.uniform() - 1);
    else if (kind === 'rapidity' && name !== 'y') corners.push(k);
  }
  if (corners.length === 0) return;
  const size = 2 ** (2 * random.uniform() - 1);
  const turn = Math.PI * random.normal();
  const [cos, sin] = [size * Math.cos(turn), size * Math.sin(turn)];
  const origin = guess[corners[0] + 1];
  let y = 0;
  let phi = 0;
  for (const k of corners) {
    y += guess[k] / corners.length;
    phi += wrapPhi(guess[k + 1] - origin) / corners.length;
  }
  for (const k of corners) {
    const [dy, dphi] = [guess[k] - y, wrapPhi(guess[k + 1] - origin) - phi];
    guess[k] = y + dy * cos - dphi * sin;
    guess[k + 1] = origin + phi + dy * sin + dphi * cos;
  }
}

/** Particles tried as the place of a collapsed shape, the hardest first. */
const MEDIAN_CANDIDATES = 200;

/** The particle with the least weighted mean distance to all: close to, and for a hard one exactly, their median. */
export function medoid(event: PlaneEvent): [number, number] {
  const hardest = Uint32Array.from(event.pt, (_, i) => i)
    .sort((i, j) => event.pt[j] - event.pt[i])
    .subarray(0, MEDIAN_CANDIDATES);
  let best = hardest[0];
  let least = Number.POSITIVE_INFINITY;
  for (const i of hardest) {
    const mean = naturalLength(event, event.y[i], event.phi[i]);
    if (mean < least) {
      least = mean;
      best = i;
    }
  }
  return [event.y[best], event.phi[best]];
}
