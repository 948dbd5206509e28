// How observables are written down: what follows from what is not said twice.

import type { PlaneEvent } from '../core/events.ts';
import type { Observable, ObservableInfo, ObservableSettings } from './types.ts';

type Derived = 'ircSafe' | 'slow' | 'label';

/** What an observable's file says of it; the label is the name where it is not given, `slow` is false. */
export type Description = Omit<ObservableInfo, Derived> & Partial<Pick<ObservableInfo, 'label' | 'slow'>>;

/** NaN for events without particles, else what `evaluate` makes of them. */
export function observable(
  description: Description,
  evaluate: (event: PlaneEvent, settings: ObservableSettings) => number,
): Observable {
  const { name, label = name, slow = false, invariances } = description;
  return {
    ...description,
    label,
    slow,
    ircSafe: invariances.includes('collinear-split') && invariances.includes('soft-particle'),
    evaluate: (event, settings) => (event.pt.length === 0 ? Number.NaN : evaluate(event, settings)),
  };
}
