// The task that works out observables of each jet of the events of a range: a jet is an event of its constituents.

import { planeEvent, select } from '../core/events.ts';
import { Clusterer, eventMomenta, jetsOf } from '../jets/index.ts';
import { observableNamed } from '../observables/index.ts';
import type { TaskFunction } from './context.ts';
import { valueIn } from './observe.ts';
import { PART_MS } from './parts.ts';
import type { ObservedJets, ObserveProblem } from './tasks.ts';

export const observeJetsTask: TaskFunction<'observeJets'> = (input, context) => {
  const { first, end, request, seed } = input;
  const columns = context.columns(input.key);
  const observables = input.names.map(observableNamed);
  const clusterer = new Clusterer(request);
  let events: ObservedJets['events'][number][] = [];
  let problems: ObserveProblem[] = [];
  let told = performance.now();
  const send = () => {
    if (events.length > 0) context.part({ events, problems });
    events = [];
    problems = [];
    told = performance.now();
  };
  for (let event = first; event < end; event++) {
    context.check();
    const whole = planeEvent(columns, event);
    const values: number[] = [];
    for (const [jet, { constituents }] of jetsOf(
      eventMomenta(columns, event),
      request,
      request,
      clusterer,
    ).entries()) {
      const part = select(whole, { kind: 'particles', index: constituents });
      for (const observable of observables) {
        values.push(
          valueIn(observable, part, { seed }, (message) =>
            problems.push({ event, message: `jet ${jet}: ${message}` }),
          ),
        );
      }
    }
    events.push({ event, values: Float64Array.from(values) });
    if (performance.now() - told >= PART_MS) send();
  }
  send();
  return end - first;
};
