// Whatever finds jets, asked in the same way: recombination, which keeps its buffers from event to event, or XCone.

import type { AnyJetRequest } from '../../main/contract/jets.ts';
import { Clusterer, type EventMomenta, type Jet, jetsOf } from '../jets/index.ts';
import { xconeJets } from '../observables/xcone.ts';

export function jetFinder(request: AnyJetRequest): (momenta: EventMomenta) => readonly Jet[] {
  if (request.algorithm === 'xcone') return (momenta) => xconeJets(momenta, request);
  const clusterer = new Clusterer(request);
  return (momenta) => jetsOf(momenta, request, request, clusterer);
}
