// What an observable is: one number of one event, with everything that a reader must know before plotting it.
// main/contract/observables.ts restates the records that cross the wire; workers/entry/agreement.ts holds them equal.

import type { PlaneEvent } from '../core/events.ts';
import type { Region } from '../shapes/index.ts';

/** What may be done to an event without changing the value; tests check exactly these. */
export const INVARIANCES = [
  'order',
  'phi-rotation',
  'boost',
  'rotation',
  'collinear-split',
  'soft-particle',
  'scale',
] as const;
export type Invariance = (typeof INVARIANCES)[number];

export interface ObservableInfo {
  /** In expressions, on the command line, as a column: `tau21`, `thrust`, `ringiness`. */
  readonly name: string;
  /** For axes and lists, "τ21". */
  readonly label: string;
  /** LaTeX. */
  readonly formula: string;
  readonly unit: 'GeV' | 'rad' | '';
  /** One or two plain sentences. */
  readonly definition: string;
  /** Paper or book, with its arXiv number where it has one. */
  readonly reference: string;
  /** Heading in lists: "Jet substructure", "Event shapes", "Shape distances", … */
  readonly family: string;
  readonly invariances: readonly Invariance[];
  /** Infrared and collinear safe: both 'collinear-split' and 'soft-particle'. */
  readonly ircSafe: boolean;
  /** Milliseconds an event rather than microseconds: it solves or fits. */
  readonly slow: boolean;
}

export interface ObservableSettings {
  /** Of the starts that searches draw; the same seed gives the same value. */
  readonly seed: number;
  /** Where the event's particles were selected, if that was a circle: a fit's background fills it. Default: their box. */
  readonly region?: Region;
}

export interface Observable extends ObservableInfo {
  /** Energies in GeV, angles in rad; NaN where the event has no such value (no particles, a ratio of zeros). */
  evaluate(event: PlaneEvent, settings: ObservableSettings): number;
}

/** Names with parameters, `tau3_beta2`: as many observables as there are numbers. */
export interface Family {
  /** For messages and docs: `tauN_betaB`. */
  readonly pattern: string;
  /** What the letters stand for and may be. */
  readonly meaning: string;
  /** The observable of this name, null where it is not one of the family. Throws RangeError for parameters out of range. */
  make(name: string): Observable | null;
}
