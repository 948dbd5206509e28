// A session: what is needed to stand again where one stood. Versioned; unknown versions are refused, not guessed.

import type { FitReport, Selection } from './fit.ts';
import type { ReferenceFrame } from './reference-frame.ts';

export const SESSION_VERSION = 1;

export interface HistoryEntry {
  readonly label: string;
  readonly dataset: string;
  readonly event: number;
  /** The frame in which it was made, where that is not the file's own. */
  readonly frame?: ReferenceFrame;
  readonly shape: string;
  readonly selection: Selection;
  readonly report: FitReport | null;
}

export interface Session {
  readonly version: typeof SESSION_VERSION;
  /** Data sets that were open, by id: the application reopens their files under the same ids. */
  readonly datasets: readonly string[];
  readonly dataset: string | null;
  readonly event: number;
  readonly history: readonly HistoryEntry[];
  /** Index into history; −1 for none. */
  readonly position: number;
  /** A fit that was running when this was saved; offered again after a crash. */
  readonly running: HistoryEntry | null;
  /** View, toggles, panel sizes, theme: the screen's own, opaque to the application, at most 64 kB of JSON. */
  readonly screen: Readonly<Record<string, unknown>>;
}
