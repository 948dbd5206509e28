// Tasks that find jets: what a request means, and the jets of a range of events.

import type { ClusteredJet, EventJets } from '../../main/contract/cluster.ts';
import {
  Clusterer,
  constituentsOf,
  type EventMomenta,
  eventMomenta,
  type Groomer,
  jetNodes,
  jetOf,
  parseGroomer,
  parseJets,
} from '../jets/index.ts';
import type { TaskFunction } from './context.ts';
import { groomedJet } from './groomed.ts';
import { PART_MS } from './parts.ts';
import type { ClusterRange } from './tasks.ts';

export const jetRequestTask: TaskFunction<'jetRequest'> = ({ text, groom }) => {
  const request = parseJets(text);
  if (groom !== null) parseGroomer(groom);
  return request;
};

export const clusterTask: TaskFunction<'cluster'> = ({ key, first, end, request, groom }, context) => {
  const columns = context.columns(key);
  const clusterer = new Clusterer(request);
  const groomer = groom === null ? null : parseGroomer(groom);
  let events: EventJets[] = [];
  let told = performance.now();
  const send = () => {
    if (events.length > 0) context.part({ events, problems: [] });
    events = [];
    told = performance.now();
  };
  for (let event = first; event < end; event++) {
    context.check();
    events.push({ event, jets: jetsIn(eventMomenta(columns, event), request, clusterer, groomer) });
    if (performance.now() - told >= PART_MS) send();
  }
  send();
  return end - first;
};

function jetsIn(
  momenta: EventMomenta,
  request: ClusterRange['request'],
  clusterer: Clusterer,
  groomer: Groomer | null,
): ClusteredJet[] {
  const history = clusterer.cluster(momenta);
  return jetNodes(history, request, request).map((node) => {
    const jet = jetOf(history, node, momenta.index);
    if (groomer === null) return jet;
    return { ...jet, groomed: groomedJet(momenta, constituentsOf(history, node), groomer, request.R) };
  });
}
