// What part of an event is fitted: the selection resolved for one event, and how much of its energy that is.

import type { Selection } from '../../main/contract/fit.ts';
import type { ReferenceFrame } from '../../main/contract/reference-frame.ts';
import { type EventColumns, eventName, type PlaneEvent, planeEvent, select } from '../core/events.ts';
import type { Region } from '../shapes/index.ts';
import { seenColumns } from './seen.ts';
import type { RangeSelection } from './tasks.ts';

export interface Selected {
  /** All of the event that has a place in the plane. */
  readonly whole: PlaneEvent;
  readonly part: PlaneEvent;
  readonly selection: Selection;
  /** ΣpT of the part, GeV. */
  readonly energy: number;
  /** Its share of the event's ΣpT, in [0, 1]. */
  readonly energyShare: number;
  /** Why there is nothing to fit, or null. */
  readonly problem: string | null;
}

/** As `selected`, seen from a frame: an event that has no such frame is a problem of its own. */
export function selectedIn(
  columns: EventColumns,
  event: number,
  wanted: RangeSelection,
  frame: ReferenceFrame | undefined,
): Selected {
  try {
    return selected(seenColumns(columns, { event, frame }), event, wanted);
  } catch (error) {
    if (frame === undefined || !(error instanceof RangeError)) throw error;
    const none = select(planeEvent(columns, event), { kind: 'particles', index: [] });
    const selection = wanted.kind === 'hardest' ? ({ kind: 'all' } as const) : wanted;
    return { whole: none, part: none, selection, energy: 0, energyShare: 0, problem: error.message };
  }
}

export function selected(columns: EventColumns, event: number, wanted: RangeSelection): Selected {
  const whole = planeEvent(columns, event);
  const selection = resolve(whole, wanted);
  const part = select(whole, selection);
  const energy = sum(part.pt);
  const total = sum(whole.pt);
  return {
    whole,
    part,
    selection,
    energy,
    energyShare: total > 0 ? energy / total : 0,
    problem: problemOf(eventName(columns, event), whole, part, selection),
  };
}

/** A circle around the hardest particle is another circle in every event. */
function resolve(event: PlaneEvent, wanted: RangeSelection): Selection {
  if (wanted.kind !== 'hardest') return wanted;
  if (event.pt.length === 0) return { kind: 'all' };
  let hardest = 0;
  for (let i = 1; i < event.pt.length; i++) if (event.pt[i] > event.pt[hardest]) hardest = i;
  return { kind: 'circle', y: event.y[hardest], phi: event.phi[hardest], radius: wanted.radius };
}

/** The circle of a selection is the region of a fit's background. */
export function regionOf(selection: Selection): Region | undefined {
  if (selection.kind !== 'circle') return undefined;
  const { y, phi, radius } = selection;
  return { y, phi, radius };
}

function problemOf(name: string, whole: PlaneEvent, part: PlaneEvent, selection: Selection): string | null {
  if (whole.pt.length === 0) return `${name} has no particles in the plane`;
  if (part.pt.length > 0) return null;
  if (selection.kind !== 'circle') return `${name} has no particles in the selection`;
  const { y, phi, radius } = selection;
  return `${name} has no particles within ${radius} of (y, φ) = (${y}, ${phi})`;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
