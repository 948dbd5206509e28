// Where the events of a data set are jets: how one is named on the screen, by its number and by where it was found.

import type { Dataset } from '../../main/contract/index.ts';

type Jets = Pick<Dataset, 'jets'>;

/** What a data set's events are. */
export function eventNoun({ jets }: Jets): 'event' | 'jet' {
  return jets ? 'jet' : 'event';
}

/** `event 3`; of jets `jet 7 (event 3, jet 0)`. */
export function eventWords(dataset: Jets, event: number): string {
  const origin = originWords(dataset, event);
  return origin === '' ? `event ${event}` : `jet ${event} (${origin})`;
}

/** `event 3, jet 0`, where a jet was found; empty of an event. */
export function originWords({ jets }: Jets, event: number): string {
  return jets && event < jets.event.length ? `event ${jets.event[event]}, jet ${jets.jet[event]}` : '';
}

/** The same in a column: `3.0`, as the command line's --pairs has it. */
export function originCell({ jets }: Jets, event: number): string {
  return jets && event < jets.event.length ? `${jets.event[event]}.${jets.jet[event]}` : '';
}
