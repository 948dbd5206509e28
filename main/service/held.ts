// An open data set as the rest of the application works with it, whether all of its events are in memory or a page of them.

import type { EventColumns, JetOrigin } from '../../workers/core/events.ts';
import { type Dataset, RingsideError, type Summaries } from '../contract/index.ts';

/** Events on shared memory. */
export interface Columns {
  /** Under which the threads know them; a task names it in `uses`. */
  readonly key: string;
  readonly columns: EventColumns;
}

export interface HeldDataset {
  /** As it is now: of one that is still being read, more may become known. */
  readonly dataset: Dataset;
  readonly path: string;
  /** SHA-256 of the file, hex; waits where it is still being worked out. */
  hash(): Promise<string>;
  /** Where the events are jets. */
  readonly origin: JetOrigin | undefined;
  /**
   * Columns that hold the events first … end − 1 at least, for as long as the work runs. Rejects with bad-argument where
   * the file has no such events, with what reading says, and with what the work rejects with.
   */
  use<T>(first: number, end: number, work: (columns: Columns) => Promise<T>): Promise<T>;
  /** A line per event from `first` on: `count` of them, or those up to the end of the page. */
  summaries(first: number, count: number): Promise<Summaries>;
}

/** Columns of several at once. */
export function useAll<T>(
  ranges: readonly { readonly held: HeldDataset; readonly first: number; readonly end: number }[],
  work: (columns: readonly Columns[]) => Promise<T>,
): Promise<T> {
  const take = (taken: readonly Columns[]): Promise<T> => {
    if (taken.length === ranges.length) return work(taken);
    const { held, first, end } = ranges[taken.length];
    return held.use(first, end, (columns) => take([...taken, columns]));
  };
  return take([]);
}

/** For work on all events: throws where it is not known yet how many there are. */
export function checkRead({ file, events, paged }: Dataset): void {
  if (!paged?.growing) return;
  const reading = paged.state === 'reading';
  throw new RingsideError(
    'bad-argument',
    `${file.name}: only ${events} events of it have been read so far, needed are all`,
    reading ? 'Wait until it has been read to its end.' : 'Open it again and let it be read to its end.',
  );
}

/** Throws bad-argument: there are no events first … end − 1. */
export function checkRange(events: number, first: number, end: number): void {
  const whole = Number.isInteger(first) && Number.isInteger(end);
  if (whole && first >= 0 && first < end && end <= events) return;
  const asked = end - first === 1 ? `event ${first} is` : `events ${first}:${end} are`;
  throw new RingsideError('bad-argument', `${asked} not in this file: allowed are 0 to ${events - 1}`);
}
