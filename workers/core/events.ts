// Events are columns: one typed array per quantity, all events of a file one after the other.
// Nothing here is ever changed once read; a function that alters events returns new columns.
// The arrays may sit on a SharedArrayBuffer, so that worker threads see them without a copy.

import { wrapPhi } from './geometry.ts';

/** Events `first … first + events − 1` of one file. Energies and momenta in GeV, angles in rad. */
export interface EventColumns {
  /** The file's number of the first event held here (files are counted from 0, empty events included). */
  readonly first: number;
  readonly events: number;
  /** [events + 1]: the particles of event i are offsets[i] … offsets[i + 1] − 1. */
  readonly offsets: Uint32Array;
  /** [particles] Transverse momentum, GeV, ≥ 0. It is the particle's weight in every distance. */
  readonly pt: Float64Array;
  /** [particles] Rapidity; NaN where pt is 0 (such a particle has no place in the plane). */
  readonly y: Float64Array;
  /** [particles] Azimuth in (−π, π]. */
  readonly phi: Float64Array;
  /** [particles] GeV, or null where the file does not tell. */
  readonly mass: Float64Array | null;
  /** [particles] PDG number, or null where the file does not tell. */
  readonly pid: Int32Array | null;
  /** [particles] Place in the file's event, skipped particles counted. */
  readonly index: Uint32Array;
  /** [particles] each: the file's other columns by name, and px, py, pz, E as read from four-vector files. */
  readonly extra: Readonly<Record<string, Float64Array>>;
  /** Where the events are jets that were found in a file's events: of which each is. */
  readonly origin?: JetOrigin;
}

/** Of each jet the file's number of its event, and its own there: 0 is the hardest. */
export interface JetOrigin {
  /** How the jets were asked for: `antikt:0.8`. */
  readonly definition: string;
  readonly event: Uint32Array;
  readonly jet: Uint32Array;
}

/** The particles of one event that have a place in the plane (pt > 0). */
export interface PlaneEvent {
  readonly event: number;
  readonly pt: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  readonly mass: Float64Array | null;
  readonly pid: Int32Array | null;
  readonly index: Uint32Array;
}

/**
 * What of an event is looked at. Angles in rad; a lasso's vertices are (y, φ) pairs, φ near its first one; particles are places in the
 * file's event, ascending, and those that the event does not have are passed over.
 */
export type Selection =
  | { readonly kind: 'all' }
  | { readonly kind: 'circle'; readonly y: number; readonly phi: number; readonly radius: number }
  | { readonly kind: 'lasso'; readonly points: readonly (readonly [number, number])[] }
  | { readonly kind: 'particles'; readonly index: readonly number[] };

/** How an event is spoken of: `event 3`, or where it is a jet, `jet 0 of event 3`. */
export function eventName({ first, origin }: Pick<EventColumns, 'first' | 'origin'>, event: number): string {
  if (!origin) return `event ${event}`;
  return `jet ${origin.jet[event - first]} of event ${origin.event[event - first]}`;
}

/** The event with the file's number `event` as points of the plane. Throws RangeError outside the columns. */
export function planeEvent(columns: EventColumns, event: number): PlaneEvent {
  const i = event - columns.first;
  if (!Number.isInteger(i) || i < 0 || i >= columns.events) {
    throw new RangeError(
      `event ${event} is not in this file: allowed are ${columns.first} to ${columns.first + columns.events - 1}`,
    );
  }
  const start = columns.offsets[i];
  const end = columns.offsets[i + 1];
  const keep: number[] = [];
  for (let k = start; k < end; k++) if (columns.pt[k] > 0 && Number.isFinite(columns.y[k])) keep.push(k);
  return gather(columns, event, keep);
}

/** Only the particles of `event` inside the selection; the input is left as it is. */
export function select(event: PlaneEvent, selection: Selection): PlaneEvent {
  if (selection.kind === 'all') return event;
  const keep: number[] = [];
  if (selection.kind === 'particles') {
    const chosen = new Set(selection.index);
    for (let k = 0; k < event.pt.length; k++) if (chosen.has(event.index[k])) keep.push(k);
  } else {
    for (let k = 0; k < event.pt.length; k++) if (inside(selection, event.y[k], event.phi[k])) keep.push(k);
  }
  return gather(event, event.event, keep);
}

function inside(
  selection: Extract<Selection, { kind: 'circle' | 'lasso' }>,
  y: number,
  phi: number,
): boolean {
  if (selection.kind === 'circle') {
    return Math.hypot(y - selection.y, wrapPhi(phi - selection.phi)) <= selection.radius;
  }
  if (selection.points.length < 3) return false;
  // Even–odd rule, in a chart of the cylinder centred on the lasso.
  const points = selection.points;
  let middle = 0;
  for (const point of points) middle += point[1] / points.length;
  const x = middle + wrapPhi(phi - middle);
  let within = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [yi, pi] = points[i];
    const [yj, pj] = points[j];
    if (pi > x !== pj > x && y < ((yj - yi) * (x - pi)) / (pj - pi) + yi) within = !within;
  }
  return within;
}

function gather(from: EventColumns | PlaneEvent, event: number, keep: readonly number[]): PlaneEvent {
  return {
    event,
    pt: pick(from.pt, keep, Float64Array),
    y: pick(from.y, keep, Float64Array),
    phi: pick(from.phi, keep, Float64Array),
    mass: from.mass && pick(from.mass, keep, Float64Array),
    pid: from.pid && pick(from.pid, keep, Int32Array),
    index: pick(from.index, keep, Uint32Array),
  };
}

/** A loop: `from` with a function takes ten times as long, and every distance of every event begins here. */
function pick<T extends Float64Array | Int32Array | Uint32Array>(
  column: T,
  keep: readonly number[],
  make: new (length: number) => T,
): T {
  const out = new make(keep.length);
  for (let k = 0; k < keep.length; k++) out[k] = column[keep[k]];
  return out;
}
