// The task that works out observables of each jet of the events of a range: a jet is an event of its constituents.

import { planeEvent, select } from '../core/events.ts';
import { eventMomenta } from '../jets/index.ts';
import { observableNamed } from '../observables/index.ts';
import type { TaskFunction } from './context.ts';
import { jetFinder } from './jet-finder.ts';
import { valueIn } from './observe.ts';
import { Outbox } from './parts.ts';
import type { ObservedJets, ObserveProblem } from './tasks.ts';

export const observeJetsTask: TaskFunction<'observeJets'> = (input, context) => {
  const { first, end, request, seed } = input;
  const columns = context.columns(input.key);
  const observables = input.names.map(observableNamed);
  const find = jetFinder(request);
  const outbox = new Outbox<ObservedJets['events'][number], ObserveProblem>((events, problems) =>
    context.part({ events, problems }),
  );
  for (let event = first; event < end; event++) {
    context.check();
    const whole = planeEvent(columns, event);
    const values: number[] = [];
    const problems: ObserveProblem[] = [];
    for (const [jet, { constituents }] of find(eventMomenta(columns, event)).entries()) {
      const part = select(whole, { kind: 'particles', index: constituents });
      for (const observable of observables) {
        values.push(
          valueIn(observable, part, { seed }, (message) =>
            problems.push({ event, message: `jet ${jet}: ${message}` }),
          ),
        );
      }
    }
    outbox.done({ event, values: Float64Array.from(values) }, problems);
  }
  outbox.flush();
  return end - first;
};
