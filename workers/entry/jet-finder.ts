// The jets of momenta, whatever finds them (recombination, or XCone, which merges nothing), with what it takes to look into them.

import type { AnyJetRequest, Jet } from '../../main/contract/jets.ts';
import {
  Clusterer,
  constituentsOf,
  type EventMomenta,
  type History,
  jetNodes,
  jetOf,
} from '../jets/index.ts';
import { xconeJets } from '../observables/xcone.ts';

export interface FoundJets {
  readonly momenta: EventMomenta;
  /** In the order of EventJets; constituents are places in the file's event. */
  readonly jets: readonly Jet[];
  /** Of each jet the places in the momenta. */
  readonly constituents: readonly Uint32Array[];
  /** Null of XCone, which merges nothing. */
  readonly merged: { readonly history: History; readonly nodes: readonly number[] } | null;
}

/** For one event after the other. This and what it returns throw RangeError for numbers that the algorithm does not allow. */
export function jetFinder(request: AnyJetRequest): (momenta: EventMomenta) => FoundJets {
  if (request.algorithm === 'xcone') {
    return (momenta) => {
      const found = xconeJets(momenta, request);
      const constituents = found.map((jet) => Uint32Array.from(jet.constituents));
      const placesOf = (places: Uint32Array) => Array.from(places, (place) => momenta.index[place]);
      const jets = found.map((jet, k) => ({ ...jet, constituents: placesOf(constituents[k]) }));
      return { momenta, jets, constituents, merged: null };
    };
  }
  const clusterer = new Clusterer(request);
  return (momenta) => {
    const history = clusterer.cluster(momenta);
    const nodes = jetNodes(history, request, request);
    const constituents = nodes.map((node) => constituentsOf(history, node));
    const jets = nodes.map((node, k) => jetOf(history, node, momenta.index, constituents[k]));
    return { momenta, jets, constituents, merged: { history, nodes } };
  };
}
