// What clustering an event begins and ends with: its momenta in the frame asked for, and whose jet each particle is in.

import type { BreitRequest, DisKinematics } from '../../main/contract/cluster.ts';
import type { Jet } from '../../main/contract/jets.ts';
import type { EventColumns } from '../core/events.ts';
import { breitEvent, type EventMomenta, eventMomenta } from '../jets/index.ts';

/** With what is to be told of the frame; null is the file's own. RangeError where the event has no such frame. */
export function momentaSeen(
  columns: EventColumns,
  event: number,
  breit: BreitRequest | null,
): { readonly momenta: EventMomenta; readonly dis?: DisKinematics } {
  if (breit === null) return { momenta: eventMomenta(columns, event) };
  const { hadrons, scatteredIndex, Q2, x, y, W2 } = breitEvent(columns, event, breit.beams ?? undefined);
  return { momenta: hadrons, dis: { Q2, x, y, W2, scattered: scatteredIndex } };
}

/** Of each particle (a place in the file's event) its jet, −1 for none. */
export function jetsOfParticles(index: Uint32Array, jets: readonly Pick<Jet, 'constituents'>[]): Int16Array {
  const jetOfPlace = new Map<number, number>();
  jets.forEach(({ constituents }, jet) => {
    for (const place of constituents) jetOfPlace.set(place, jet);
  });
  return Int16Array.from(index, (place) => jetOfPlace.get(place) ?? -1);
}
