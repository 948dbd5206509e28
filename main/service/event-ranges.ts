// A range of events for the batch threads whose tasks tell of events, in order, and of what went wrong with some.

import type { EventRange, ObserveProblem } from '../../workers/entry/tasks.ts';
import type { RangeHooks } from './ranges.ts';
import { retried } from './retried.ts';

interface Part<Row> {
  readonly events: readonly Row[];
  readonly problems: readonly ObserveProblem[];
}

export interface EventHooks<Row> extends Pick<RangeHooks, 'signal' | 'onStart'> {
  /** Of an event that a thread died over it says why there is nothing. */
  readonly onEvents: (some: Part<Row>) => void;
}

/** `run` is the task; `nothing` is what stands for an event that killed its thread. */
export function eventRange<R extends EventRange, Row>(
  range: R,
  { signal, onStart, onEvents }: EventHooks<Row>,
  run: (
    range: R,
    options: Pick<RangeHooks, 'signal' | 'onStart'> & {
      readonly lane: 'batch';
      readonly uses: readonly string[];
      readonly onPart: (part: Part<Row>) => void;
    },
  ) => Promise<unknown>,
  nothing: (event: number) => Row,
): Promise<void> {
  return retried(
    range,
    (some, told) => {
      const onPart = (part: Part<Row>) => {
        told(part.events.length);
        onEvents(part);
      };
      return run(some, { lane: 'batch', uses: [range.key], signal, onStart, onPart });
    },
    (event, message) => onEvents({ events: [nothing(event)], problems: [{ event, message }] }),
  );
}
