// Tasks that work out observables: which there are, their values for a range of events, how well they tell samples apart.

import { rank } from '../core/roc.ts';
import {
  FAMILIES,
  OBSERVABLES,
  type Observable,
  type ObservableSettings,
  observableNamed,
  parseObservables,
} from '../observables/index.ts';
import type { TaskFunction } from './context.ts';
import { Outbox } from './parts.ts';
import { regionOf, selectedIn } from './selection.ts';
import type { ObserveProblem } from './tasks.ts';

export const observablesTask: TaskFunction<'observables'> = ({ names }) => {
  const wanted = names === null ? OBSERVABLES : parseObservables(names);
  return wanted.map(({ evaluate: _, ...info }) => info);
};

export const familiesTask: TaskFunction<'families'> = () =>
  FAMILIES.map(({ pattern, meaning }) => ({ pattern, meaning }));

export const rankTask: TaskFunction<'rank'> = ({ names, a, b }) => rank(names, a, b);

export const observeTask: TaskFunction<'observe'> = (input, context) => {
  const { first, end, frame, selection, seed } = input;
  const columns = context.columns(input.key);
  const observables = input.names.map(observableNamed);
  let start = first;
  const outbox = new Outbox<readonly number[], ObserveProblem>((rows, problems) => {
    context.part({ first: start, values: Float64Array.from(rows.flat()), problems });
    start += rows.length;
  });
  for (let event = first; event < end; event++) {
    context.check();
    const { part, selection: chosen, problem } = selectedIn(columns, event, selection, frame);
    const settings = { seed, region: regionOf(chosen) };
    const problems: ObserveProblem[] = [];
    // Without the frame there is nothing to ask of.
    if (frame && problem) problems.push({ event, message: problem.replace(/^event \d+: /, '') });
    const values = observables.map((observable) =>
      problems.length > 0 && frame
        ? Number.NaN
        : valueIn(observable, part, settings, (message) => problems.push({ event, message })),
    );
    outbox.done(values, problems);
  }
  outbox.flush();
  return end - first;
};

/** What cannot be worked out of one event is a value that is not there; the others are. */
export function valueIn(
  observable: Observable,
  event: Parameters<Observable['evaluate']>[0],
  settings: ObservableSettings,
  tell: (message: string) => void,
): number {
  try {
    return observable.evaluate(event, settings);
  } catch (error) {
    tell(`${observable.name}: ${error instanceof Error ? error.message : error}`);
    return Number.NaN;
  }
}
