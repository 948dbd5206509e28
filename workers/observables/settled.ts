// The same event to a fit, however it is written down: shares along y, particles of one place as one, crumbs left out, in the
// frame of its centroid, rounding rounded off. A search that draws particles then draws the same ones and goes the same
// way, so that what it finds is as invariant as the distance itself and not only as good as its luck.

import type { PlaneEvent } from '../core/events.ts';
import { centroid, wrapPhi } from '../core/geometry.ts';
import type { Model, Region } from '../shapes/index.ts';

/** Particles of a smaller share of the summed pT are left out: it changes a distance by no more than that × the event's size. */
const CRUMB = 1e-8;
/** Shares and places are multiples of this; far finer than any of them is known, far coarser than rounding. */
const GRAIN = 2 ** -40;

export interface Settled {
  readonly event: PlaneEvent;
  /** The frame's origin. */
  readonly y: number;
  readonly phi: number;
}

export interface SettleOptions {
  /** Into the frame of the centroid. */
  readonly moved: boolean;
  /** Without crumbs. */
  readonly swept: boolean;
}

const grained = (value: number) => Math.round(value / GRAIN) * GRAIN;

/** The event needs particles. */
export function settle(event: PlaneEvent, { moved, swept }: SettleOptions): Settled {
  const total = event.pt.reduce((sum, pt) => sum + pt, 0);
  const least = swept ? CRUMB * total : 0;
  const order = Array.from(event.pt, (_, i) => i)
    .filter((i) => event.pt[i] >= least)
    .sort((a, b) => event.y[a] - event.y[b] || event.phi[a] - event.phi[b]);
  const places: { pt: number; readonly y: number; readonly phi: number }[] = [];
  for (const i of order) {
    const last = places.at(-1);
    if (last && last.y === event.y[i] && last.phi === event.phi[i]) last.pt += event.pt[i];
    else places.push({ pt: event.pt[i], y: event.y[i], phi: event.phi[i] });
  }
  const pt = Float64Array.from(places, (place) => place.pt);
  const ownY = Float64Array.from(places, (place) => place.y);
  const ownPhi = Float64Array.from(places, (place) => place.phi);
  const kept = pt.reduce((sum, value) => sum + value, 0);
  const [y, phi] = moved ? centroid(pt, ownY, ownPhi) : [0, 0];
  return {
    event: {
      event: event.event,
      pt: pt.map((value) => Math.max(GRAIN, grained(value / kept))),
      y: ownY.map((value) => grained(value - y)),
      phi: ownPhi.map((value) => wrapPhi(grained(wrapPhi(value - phi)))),
      mass: null,
      pid: null,
      index: Uint32Array.from(places, (_, i) => i),
    },
    y,
    phi,
  };
}

/** The circle of a selection in the frame. */
export function regionIn({ y, phi }: Settled, region: Region): Region {
  return { ...region, y: region.y - y, phi: wrapPhi(region.phi - phi) };
}

/** A model's parameters out of the frame: places are moved back. */
export function outOf({ y, phi }: Settled, model: Model, parameters: Float64Array): Float64Array {
  return parameters.map((value, k) => {
    const { kind } = model.parameters[k];
    return kind === 'rapidity' ? value + y : kind === 'azimuth' ? wrapPhi(value + phi) : value;
  });
}
