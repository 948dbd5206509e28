// The event on show as the laboratory has it, for the plane beside that of another frame. Particles are the same by their places in the
// file's event, so what is pointed at in one plane is found in the other, and jets of the frame are coloured in both.

import type { ErrorData, EventData, JetView } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import { sceneJets } from '../../workers/figure/jets.ts';
import type { SceneJets } from '../../workers/figure/types.ts';
import type { Client } from '../client/index.ts';
import { latest } from './latest.ts';

interface Wanted {
  readonly dataset: string;
  readonly event: number;
}

export class LabBeside {
  data = $state.raw<EventData | null>(null);
  error = $state.raw<ErrorData | null>(null);

  #wanted: Wanted | null = null;
  readonly #ask;

  constructor(client: Client) {
    this.#ask = latest<Wanted, EventData>(
      ({ dataset, event }) => client.api.event(dataset, event),
      (data, wanted) => {
        if (wanted !== this.#wanted) return;
        this.error = null;
        this.data = data;
      },
      (error, wanted) => {
        if (wanted !== this.#wanted) return;
        this.error = RingsideError.from(error).toData();
        this.data = null;
      },
    );
  }

  /** What was shown stays until the answer is there. */
  show(dataset: string, event: number): void {
    this.#wanted = { dataset, event };
    this.#ask.ask(this.#wanted);
  }
}

/** Of every particle of the event the jet of these that has it, −1 for none: jets that were found in another frame. */
export function jetsAmong(data: EventData, jets: readonly JetView[], chosen: number | null): SceneJets {
  const jetOf = new Map<number, number>();
  jets.forEach(({ constituents }, jet) => {
    for (const place of constituents) jetOf.set(place, jet);
  });
  const of = Int16Array.from(data.index, (place) => jetOf.get(place) ?? -1);
  return sceneJets(data, jets, of, chosen);
}

/** Where the particle with this place in the file's event stands among these; null for none. */
export function placeOf(data: Pick<EventData, 'index'> | null, particle: number | null): number | null {
  if (!data || particle === null) return null;
  const place = data.index.indexOf(particle);
  return place < 0 ? null : place;
}
