// What was done, to be undone, redone and replayed: one entry a fit or a drag, over all events. Undoing an entry
// goes to its event and shows what stood there before it. Pure: every step returns a new history.

import type { FitReport, FitResult, HistoryEntry, ReferenceFrame } from '../../main/contract/index.ts';
import { LAB, sameFrame } from './frame-choice.ts';

export interface History {
  readonly entries: readonly HistoryEntry[];
  /** Index of the last entry that holds; −1 for none. */
  readonly position: number;
}

/** Entries kept; the oldest go first. */
export const LONGEST = 200;

export const EMPTY: History = { entries: [], position: -1 };

/** What had been undone is gone once something new is done. */
export function push(history: History, entry: HistoryEntry): History {
  const entries = [...history.entries.slice(0, history.position + 1), entry].slice(-LONGEST);
  return { entries, position: entries.length - 1 };
}

/** The entry that stands for this event, seen from this frame, at `position`; null where nothing does. */
export function standing(
  history: History,
  dataset: string,
  event: number,
  frame: ReferenceFrame = LAB,
  position = history.position,
): HistoryEntry | null {
  for (let i = Math.min(position, history.entries.length - 1); i >= 0; i--) {
    const entry = history.entries[i];
    if (entry.dataset === dataset && entry.event === event && sameFrame(entry.frame, frame)) return entry;
  }
  return null;
}

export interface Step {
  readonly history: History;
  /** The event to stand at, and the frame, and what is to be shown there. */
  readonly dataset: string;
  readonly event: number;
  readonly frame: ReferenceFrame;
  readonly shown: HistoryEntry | null;
}

export function undo(history: History): Step | null {
  const undone = history.entries[history.position];
  if (!undone) return null;
  const { dataset, event, frame = LAB } = undone;
  const next = { ...history, position: history.position - 1 };
  return { history: next, dataset, event, frame, shown: standing(next, dataset, event, frame) };
}

export function redo(history: History): Step | null {
  return history.position + 1 < history.entries.length ? goTo(history, history.position + 1) : null;
}

/** To any entry, forwards or back. */
export function goTo(history: History, position: number): Step | null {
  const entry = history.entries[position];
  if (!entry) return null;
  const { dataset, event, frame = LAB } = entry;
  return { history: { ...history, position }, dataset, event, frame, shown: entry };
}

/** With `added` in the place of this very result. */
export function withResult(report: FitReport | null, result: FitResult, added: FitResult): FitReport | null {
  return report?.result === result ? { ...report, result: added } : report;
}

/** The same in every entry that has it. */
export function exchanged(history: History, result: FitResult, added: FitResult): History {
  const entries = history.entries.map((entry) =>
    entry.report?.result === result ? { ...entry, report: withResult(entry.report, result, added) } : entry,
  );
  return { ...history, entries };
}

/** From a saved session: entries that cannot be shown any more are left out, positions brought inside what is left. */
export function restored(
  entries: readonly HistoryEntry[],
  position: number,
  shown: (entry: HistoryEntry) => boolean = () => true,
): History {
  const kept = entries.filter(shown).slice(-LONGEST);
  const after = entries.slice(Math.max(0, position + 1)).filter(shown).length;
  const shifted = kept.length - 1 - after;
  return { entries: kept, position: Math.max(-1, Math.min(kept.length - 1, shifted)) };
}
