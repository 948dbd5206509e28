// Tasks that draw: charts and pictures of events on paper. Types only.

import type {
  AnyJetRequest,
  AreasRequest,
  EventJets,
  FigureFormat,
  FitResult,
  ReferenceFrame,
} from '../../../main/contract/index.ts';
import type { RangeSelection } from './fitting.ts';

/** A chart of the command line, on paper. */
export interface Chart {
  readonly kind: 'histogram' | 'roc';
  /** One for a histogram; for ROC curves, the best first. */
  readonly columns: readonly { readonly label: string; readonly unit: string }[];
  /** One or two, each with its values of these columns. */
  readonly samples: readonly { readonly name: string; readonly values: readonly Float64Array[] }[];
  /** Beneath it: what it shows, and where that comes from. */
  readonly caption: { readonly title: string; readonly source: string };
}

/** What a picture of one event shows. */
export interface Picture {
  readonly key: string;
  readonly event: number;
  /** Default: the file's own. */
  readonly frame?: ReferenceFrame;
  readonly selection: RangeSelection;
  readonly center: boolean;
  /** Where the search began besides its usual starts, for the caption. */
  readonly at?: readonly [number, number];
  /** Null draws the particles alone. */
  readonly result: FitResult | null;
  readonly file: string;
  /** Particles that were left out of it, as --cuts has it. */
  readonly cuts?: string;
  /** SHA-256 of the file, hex; empty where unknown. */
  readonly hash: string;
  readonly version: string;
}

/** What a picture of one event with its jets shows. */
export interface JetPicture extends Pick<Picture, 'key' | 'file' | 'cuts' | 'hash' | 'version'> {
  readonly jets: EventJets;
  /** That the jets are of. Default: the file's own. */
  readonly frame?: ReferenceFrame;
  readonly request: AnyJetRequest;
  /** Where they are asked for, it is drawn where each jet catches soft particles. */
  readonly areas?: AreasRequest;
  /** Beneath it: how the jets were asked for, and the words of the command. */
  readonly asked: string;
  readonly command: readonly string[];
  readonly formats: readonly FigureFormat[];
}

export interface DrawingTasks {
  figure: {
    input: { readonly figure: object; readonly format: FigureFormat; readonly scale: number };
    output: Uint8Array;
    part: never;
  };
  /** A histogram of one column or of the same column of two samples, or their ROC curves. */
  chart: { input: Chart; output: { readonly svg: string; readonly png: Uint8Array }; part: never };
  /** In the order of the formats. */
  jetPicture: { input: JetPicture; output: readonly Uint8Array[]; part: never };
  picture: { input: Picture; output: { readonly svg: string; readonly png: Uint8Array }; part: never };
}
