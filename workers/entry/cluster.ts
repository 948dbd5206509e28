// Tasks that find jets: what a request means, and the jets of a range of events.

import type { ClusteredJet, EventJets } from '../../main/contract/cluster.ts';
import { type EventMomenta, parseGroomer, parseJets } from '../jets/index.ts';
import { areasOf } from './areas.ts';
import { momentaSeen } from './clustered.ts';
import type { TaskFunction } from './context.ts';
import { groomedJet } from './groomed.ts';
import { jetFinder } from './jet-finder.ts';
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
      const { momenta, ...facts } = momentaSeen(columns, event, input.frame);
      outbox.done({ event, ...facts, ...jetsIn(momenta) });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      outbox.done({ event, jets: [] }, [{ event, message: error.message.replace(/^event \d+: /, '') }]);
    }
  }
  outbox.flush();
  return end - first;
};

type Finder = (momenta: EventMomenta) => Pick<EventJets, 'jets' | 'rho' | 'sigma'>;

function finderOf({ request, groom, areas: wanted }: ClusterRange): Finder {
  const find = jetFinder(request);
  const groomer = groom === null ? null : parseGroomer(groom);
  return (momenta) => {
    const { jets: found, constituents } = find(momenta);
    const areas = wanted && areasOf(momenta, request, wanted);
    const jets = found.map(
      (jet, k): ClusteredJet => ({
        ...jet,
        ...areas?.of(constituents[k]),
        ...(groomer && { groomed: groomedJet(momenta, constituents[k], groomer, request.R) }),
      }),
    );
    return { ...areas?.pileup, jets };
  };
}
