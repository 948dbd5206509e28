// Tasks that work observables out of events, and rank them. Types only.

import type { ObservableInfo, ReferenceFrame } from '../../../main/contract/index.ts';
import type { Ranked } from '../../core/roc.ts';
import type { RangeSelection } from './fitting.ts';
import type { EventRange } from './reading.ts';

export interface ObserveRange extends EventRange {
  /** Of observables. */
  readonly names: readonly string[];
  /** Default: the file's own. */
  readonly frame?: ReferenceFrame;
  readonly selection: RangeSelection;
  readonly seed: number;
}

/** What could not be worked out of an event. */
export interface ObserveProblem {
  readonly event: number;
  readonly message: string;
}

/** Events `first` … with a value an observable each, one event after the other; NaN where there is none. */
export interface ObservedRows {
  readonly first: number;
  readonly values: Float64Array;
  readonly problems: readonly ObserveProblem[];
}

export interface ObservingTasks {
  /** The observables of these names (`thrust,tau21`), or all that lists show. */
  observables: { input: { readonly names: string | null }; output: readonly ObservableInfo[]; part: never };
  /** Names with parameters beyond the listed ones, and what may stand for their letters. */
  families: {
    input: Record<string, never>;
    output: readonly { readonly pattern: string; readonly meaning: string }[];
    part: never;
  };
  /** How well each column tells sample a from sample b, the best first. */
  rank: {
    input: {
      readonly names: readonly string[];
      readonly a: readonly Float64Array[];
      readonly b: readonly Float64Array[];
    };
    output: readonly Ranked[];
    part: never;
  };
  /** Observables of a range of events, in parts; the output is the number of events. */
  observe: { input: ObserveRange; output: number; part: ObservedRows };
}
