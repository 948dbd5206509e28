// Tasks that find jets: what a request means, and the jets of a range of events.

import type { EventJets } from '../../main/contract/jets.ts';
import { Clusterer, eventMomenta, jetsOf, parseJets } from '../jets/index.ts';
import type { TaskFunction } from './context.ts';
import { PART_MS } from './parts.ts';

export const jetRequestTask: TaskFunction<'jetRequest'> = ({ text }) => parseJets(text);

export const clusterTask: TaskFunction<'cluster'> = ({ key, first, end, request }, context) => {
  const columns = context.columns(key);
  const clusterer = new Clusterer(request);
  let events: EventJets[] = [];
  let told = performance.now();
  const send = () => {
    if (events.length > 0) context.part({ events, problems: [] });
    events = [];
    told = performance.now();
  };
  for (let event = first; event < end; event++) {
    context.check();
    events.push({ event, jets: jetsOf(eventMomenta(columns, event), request, request, clusterer) });
    if (performance.now() - told >= PART_MS) send();
  }
  send();
  return end - first;
};
