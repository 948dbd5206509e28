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
import { areasOf } from './areas.ts';
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
  const { first, end } = input;
  const columns = context.columns(input.key);
  const jetsIn = finderOf(input);
  const outbox = new Outbox<EventJets, ObserveProblem>((events, problems) =>
    context.part({ events, problems }),
  );
  for (let event = first; event < end; event++) {
    context.check();
    try {
      const { momenta, ...facts } = seen(columns, event, input);
      outbox.done({ event, ...facts, ...jetsIn(momenta) });
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

type Finder = (momenta: EventMomenta) => Pick<EventJets, 'jets' | 'rho' | 'sigma'>;

function finderOf({ request, groom, areas: wanted }: ClusterRange): Finder {
  if (request.algorithm === 'xcone') return (momenta) => ({ jets: xconeJets(momenta, request) });
  const clusterer = new Clusterer(request);
  const groomer = groom === null ? null : parseGroomer(groom);
  return (momenta) => {
    const history = clusterer.cluster(momenta);
    const areas = wanted && areasOf(momenta, request, wanted);
    const jets = jetNodes(history, request, request).map((node): ClusteredJet => {
      const constituents = constituentsOf(history, node);
      const jet = jetOf(history, node, momenta.index, constituents);
      return {
        ...jet,
        ...areas?.of(constituents),
        ...(groomer && { groomed: groomedJet(momenta, constituents, groomer, request.R) }),
      };
    });
    return { ...areas?.pileup, jets };
  };
}
