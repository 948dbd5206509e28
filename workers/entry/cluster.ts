// Tasks that find jets: what a request means, and the jets of a range of events.

import type { ClusteredJet, EventJets } from '../../main/contract/cluster.ts';
import type { EventColumns } from '../core/events.ts';
import {
  breitEvent,
  Clusterer,
  constituentsOf,
  type EventMomenta,
  eventMomenta,
  jetNodes,
  jetOf,
  parseGroomer,
  parseJets,
} from '../jets/index.ts';
import { xconeJets } from '../observables/index.ts';
import type { TaskFunction } from './context.ts';
import { groomedJet } from './groomed.ts';
import { Outbox } from './parts.ts';
import type { ClusterRange, ObserveProblem } from './tasks.ts';

export const jetRequestTask: TaskFunction<'jetRequest'> = ({ text, groom }) => {
  const request = parseJets(text);
  if (groom !== null) parseGroomer(groom);
  return request;
};

export const clusterTask: TaskFunction<'cluster'> = (input, context) => {
  const { first, end, request, groom } = input;
  const columns = context.columns(input.key);
  const jetsIn = finderOf(request, groom);
  const outbox = new Outbox<EventJets, ObserveProblem>((events, problems) =>
    context.part({ events, problems }),
  );
  for (let event = first; event < end; event++) {
    context.check();
    try {
      const { momenta, ...facts } = seen(columns, event, input);
      outbox.done({ event, ...facts, jets: jetsIn(momenta) });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      outbox.done({ event, jets: [] }, [{ event, message: error.message.replace(/^event \d+: /, '') }]);
    }
  }
  outbox.flush();
  return end - first;
};

/** An event's momenta in the frame asked for, and what is to be told of that frame. RangeError where the event has no such frame. */
function seen(columns: EventColumns, event: number, { breit }: ClusterRange) {
  if (breit === null) return { momenta: eventMomenta(columns, event) };
  const { hadrons, scatteredIndex, Q2, x, y, W2 } = breitEvent(columns, event, breit.beams ?? undefined);
  return { momenta: hadrons, dis: { Q2, x, y, W2, scattered: scatteredIndex } };
}

type Finder = (momenta: EventMomenta) => readonly ClusteredJet[];

function finderOf(request: ClusterRange['request'], groom: string | null): Finder {
  if (request.algorithm === 'xcone') return (momenta) => xconeJets(momenta, request);
  const clusterer = new Clusterer(request);
  const groomer = groom === null ? null : parseGroomer(groom);
  return (momenta) => {
    const history = clusterer.cluster(momenta);
    return jetNodes(history, request, request).map((node) => {
      const constituents = constituentsOf(history, node);
      const jet = jetOf(history, node, momenta.index, constituents);
      return groomer ? { ...jet, groomed: groomedJet(momenta, constituents, groomer, request.R) } : jet;
    });
  };
}
