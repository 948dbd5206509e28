// Tasks that find jets, and put a fit beside them. Types only.

import type {
  AnyJetRequest,
  AreasRequest,
  Beside,
  BesideRequest,
  EventJets,
  JetStructure,
  JetStructureRequest,
  JetsRequest,
  JetsView,
  ReferenceFrame,
  Thoroughness,
} from '../../../main/contract/index.ts';
import type { RangeSelection } from './fitting.ts';
import type { ObserveProblem } from './observing.ts';
import type { EventRange } from './reading.ts';

export interface ClusterRange extends EventRange {
  readonly request: AnyJetRequest;
  /** As `--groom` has it; null leaves jets as they are. */
  readonly groom: string | null;
  /** In which they are found. Default: the file's own. */
  readonly frame?: ReferenceFrame;
  /** Default: none are asked for. */
  readonly areas?: AreasRequest;
}

/** A fit and the jets of each event of a range. */
export interface BesideRange extends EventRange {
  readonly shape: string;
  readonly selection: RangeSelection;
  /** One more start, (y, φ). */
  readonly at?: readonly [number, number];
  readonly seed: number;
  readonly search?: Thoroughness;
  readonly request: AnyJetRequest;
  /** rad, as of BesideRequest. */
  readonly within: number;
}

/** In order; of an event that could not be fitted no rows, and a problem. */
export interface BesideEvents {
  readonly events: readonly Beside[];
  readonly problems: readonly ObserveProblem[];
}

/** Jets of some events, in order; of an event that could not be clustered, none. */
export interface ClusteredEvents {
  readonly events: readonly EventJets[];
  readonly problems: readonly ObserveProblem[];
}

export interface JetTasks {
  /** What a text like `antikt:0.8` asks for; the groomer is checked. */
  jetRequest: {
    input: { readonly text: string; readonly groom: string | null };
    output: AnyJetRequest;
    part: never;
  };
  /** Jets of a range of events, in parts; the output is the number of events. */
  cluster: { input: ClusterRange; output: number; part: ClusteredEvents };
  /** One event's jets as the screen shows them. */
  jets: {
    input: { readonly key: string; readonly request: JetsRequest };
    output: JetsView;
    part: never;
  };
  jetStructure: {
    input: { readonly key: string; readonly request: JetStructureRequest };
    output: JetStructure;
    part: never;
  };
  /** The shape on show beside the jets of what it was fitted to. */
  beside: {
    input: { readonly key: string; readonly request: BesideRequest };
    output: Beside;
    part: never;
  };
  /** The same of a range of events, each fitted first, in parts; the output is the number of events. */
  besideRange: { input: BesideRange; output: number; part: BesideEvents };
}
