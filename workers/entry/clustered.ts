// What clustering an event begins and ends with: its momenta in the frame asked for, and whose jet each particle is in.

import type { DisKinematics } from '../../main/contract/cluster.ts';
import type { Jet } from '../../main/contract/jets.ts';
import type { ReferenceFrame } from '../../main/contract/reference-frame.ts';
import type { EventColumns } from '../core/events.ts';
import { type EventMomenta, eventMomenta } from '../jets/index.ts';
import { seenEvent } from './seen.ts';

/** With what is to be told of the frame. RangeError where the event has no such frame. */
export function momentaSeen(
  columns: EventColumns,
  event: number,
  frame: ReferenceFrame | undefined,
): { readonly momenta: EventMomenta; readonly dis?: DisKinematics } {
  const seen = seenEvent(columns, { event, frame });
  const momenta = eventMomenta(seen?.columns ?? columns, event);
  return { momenta, ...(seen?.facts.dis && { dis: seen.facts.dis }) };
}

/** Of each particle (a place in the file's event) its jet, −1 for none. */
export function jetsOfParticles(index: Uint32Array, jets: readonly Pick<Jet, 'constituents'>[]): Int16Array {
  const jetOfPlace = new Map<number, number>();
  jets.forEach(({ constituents }, jet) => {
    for (const place of constituents) jetOfPlace.set(place, jet);
  });
  return Int16Array.from(index, (place) => jetOfPlace.get(place) ?? -1);
}
