// What happens when a thread dies over a range of events: those that are not done are tried again one by one, and of the
// one that kills its thread again it is told why there is nothing. The rest goes on.

import type { EventRange } from '../../workers/entry/tasks.ts';
import { RingsideError } from '../contract/index.ts';

/** `run` does a range in the order of its events and says of how many more it has told. */
export async function retried<R extends EventRange>(
  range: R,
  run: (range: R, told: (events: number) => void) => Promise<unknown>,
  died: (event: number, message: string) => void,
): Promise<void> {
  const { first, end } = range;
  let next = first;
  try {
    await run(range, (events) => {
      next += events;
    });
  } catch (error) {
    if (RingsideError.from(error).code !== 'worker-died') throw error;
    if (end - first === 1) {
      died(first, 'the worker thread died over it, twice');
      return;
    }
    for (let event = next; event < end; event++) {
      await retried({ ...range, first: event, end: event + 1 }, run, died);
    }
  }
}
