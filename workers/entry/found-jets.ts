// The jets of one event, whatever finds them, with what it takes to look into them. The last event's are kept: who looks into one
// jet after the other, or changes how they are groomed, does not wait for the same clustering again.

import type { AnyJetRequest, Jet, JetsRequest } from '../../main/contract/index.ts';
import type { EventColumns } from '../core/events.ts';
import {
  Clusterer,
  constituentsOf,
  type EventMomenta,
  eventMomenta,
  type History,
  jetNodes,
  jetOf,
} from '../jets/index.ts';
import { xconeJets } from '../observables/index.ts';

export interface FoundJets {
  readonly momenta: EventMomenta;
  /** In the order of EventJets. */
  readonly jets: readonly Jet[];
  /** Of each jet the places in the momenta. */
  readonly constituents: readonly Uint32Array[];
  /** Null of XCone, which merges nothing. */
  readonly merged: { readonly history: History; readonly nodes: readonly number[] } | null;
}

/** N times particles², of XCone's search: some seconds, which the thread that answers the screen may be busy. */
const MOST_WORK = 4e6;

let last: { readonly columns: EventColumns; readonly asked: string; readonly found: FoundJets } | null = null;

/** Throws RangeError for numbers that the algorithm does not allow. */
export function foundJets(
  columns: EventColumns,
  { event, jets }: Pick<JetsRequest, 'event' | 'jets'>,
): FoundJets {
  const asked = JSON.stringify({ event, jets });
  if (last === null || last.columns !== columns || last.asked !== asked) {
    last = { columns, asked, found: findJets(eventMomenta(columns, event), jets) };
  }
  return last.found;
}

/** Throws RangeError for what would keep the screen waiting for minutes. */
export function refuseLong(jets: AnyJetRequest, particles: number): void {
  if (jets.algorithm !== 'xcone' || jets.exclusive * particles ** 2 <= MOST_WORK) return;
  const most = Math.floor(MOST_WORK / particles ** 2);
  const allowed = most > 0 ? `allowed are up to ${most} jets` : 'allowed are events of fewer particles';
  throw new RangeError(
    `XCone takes too long for the screen: ${jets.exclusive} jets among ${particles} particles, ${allowed}; ringside cluster --algorithm xcone finds them`,
  );
}

/** Of any momenta; nothing is kept. */
export function findJets(momenta: EventMomenta, request: AnyJetRequest): FoundJets {
  if (request.algorithm === 'xcone') {
    const { px, py, pz, e, index } = momenta;
    const found = xconeJets({ px, py, pz, e }, request);
    const constituents = found.map((jet) => Uint32Array.from(jet.constituents));
    const jets = found.map((jet) => ({
      ...jet,
      constituents: jet.constituents.map((place) => index[place]),
    }));
    return { momenta, jets, constituents, merged: null };
  }
  const history = new Clusterer(request).cluster(momenta);
  const nodes = jetNodes(history, request, request);
  const constituents = nodes.map((node) => constituentsOf(history, node));
  const jets = nodes.map((node, k) => jetOf(history, node, momenta.index, constituents[k]));
  return { momenta, jets, constituents, merged: { history, nodes } };
}
