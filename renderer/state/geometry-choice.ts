// What the dialog "Measure distances" begins with, and what its rows mean.

import type { Dataset, MatrixRange } from '../../main/contract/index.ts';

/** Events of each jet-sized data set that are measured unless asked otherwise. */
export const FIRST_EVENTS = 200;
/** Of whole events, where nothing else is open. */
export const FIRST_WHOLE = 20;

export interface ClassRow {
  readonly dataset: Dataset;
  on: boolean;
  /** Null while the field is empty. */
  first: number | null;
  count: number | null;
}

/** The first 200 events of each jet-sized data set; whole events only where there is nothing else. */
export function rowsFor(datasets: readonly Dataset[]): ClassRow[] {
  const jets = datasets.some((dataset) => dataset.jetSized && dataset.events > 0);
  return datasets.map((dataset) => ({
    dataset,
    on: dataset.events > 0 && (dataset.jetSized || !jets),
    first: 0,
    count: Math.min(dataset.events, dataset.jetSized ? FIRST_EVENTS : FIRST_WHOLE),
  }));
}

/** The chosen ranges, or what is wrong with one of them. */
export function rangesOf(rows: readonly ClassRow[]): { ranges: MatrixRange[]; problem: string | null } {
  const ranges: MatrixRange[] = [];
  for (const { dataset, on, first, count } of rows) {
    if (!on) continue;
    const { name } = dataset.file;
    const { events } = dataset;
    if (first === null || !Number.isInteger(first) || first < 0 || first >= events) {
      return { ranges, problem: `${name}: first event is ${shown(first)}, allowed are 0 to ${events - 1}` };
    }
    const most = events - first;
    if (count === null || !Number.isInteger(count) || count < 1 || count > most) {
      return { ranges, problem: `${name}: number of events is ${shown(count)}, allowed are 1 to ${most}` };
    }
    ranges.push({ dataset: dataset.id, first, end: first + count });
  }
  return { ranges, problem: ranges.length === 0 ? 'choose one class at least' : null };
}

const shown = (value: number | null) => value ?? 'not a number';
