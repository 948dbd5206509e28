// What could not be worked out of some events, on stderr: the first ones spelled out, the others counted.

import type { ObserveProblem } from '../../workers/entry/tasks.ts';
import type { Io } from './io.ts';
import { inWords, Numbering } from './of-jets.ts';

/** Problems that are spelled out. */
const SPELLED_OUT = 10;

/** `what` names them in the plural: "values that could not be worked out". `numbers`: what the events' numbers mean. */
export function tellProblems(
  io: Io,
  problems: readonly ObserveProblem[],
  what: string,
  numbers: Pick<Numbering, 'of'> = new Numbering(),
): void {
  const inOrder = [...problems].sort((a, b) => a.event - b.event);
  for (const { event, message } of inOrder.slice(0, SPELLED_OUT)) {
    io.stderr(`ringside: ${inWords(numbers.of(event))}: ${message}\n`);
  }
  const more = problems.length - SPELLED_OUT;
  if (more > 0) io.stderr(`ringside: and ${more} more ${what}\n`);
}
