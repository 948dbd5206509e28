// Tasks for the screen: an event's jets with what grooming leaves of them, and the inner structure of one jet.

import type { JetStructureRequest, JetsRequest, JetView, LundPoint } from '../../main/contract/jet-view.ts';
import { ALGORITHMS_OF_THE_PLANE, type AnyJetRequest } from '../../main/contract/jets.ts';
import { planeEvent } from '../core/events.ts';
import {
  constituentsOf,
  type Groomer,
  type JetNode,
  jetTree,
  type LundPlane,
  lundOf,
  lundPlane,
  parseGroomer,
  pickMomenta,
  reclusteredTree,
} from '../jets/index.ts';
import { areasOf } from './areas.ts';
import { jetsOfParticles } from './clustered.ts';
import type { TaskFunction } from './context.ts';
import { foundJets, refuseLong } from './found-jets.ts';
import { groomedJet } from './groomed.ts';
import type { FoundJets } from './jet-finder.ts';
import { seenColumns } from './seen.ts';

/** What `jetOf` can count. */
const MOST_JETS = 32_767;

export const jetsTask: TaskFunction<'jets'> = ({ key, request }, context) => {
  const columns = seenColumns(context.columns(key), request);
  const { event } = request;
  const groomer = groomerOf(request);
  const plane = planeEvent(columns, event);
  refuseLong(request.jets, plane.pt.length);
  const found = foundJets(columns, request);
  if (found.jets.length > MOST_JETS) {
    throw new RangeError(
      `event ${event} has ${found.jets.length} of these jets, shown are at most ${MOST_JETS}: ask for a larger R or a least pT`,
    );
  }
  const { momenta, constituents } = found;
  const areas = request.areas && areasOf(momenta, request.jets, request.areas);
  const jets = found.jets.map((jet, k): JetView => {
    context.check();
    const groomed = groomer && groomedJet(momenta, constituents[k], groomer, request.jets.R);
    return { ...jet, ...areas?.of(constituents[k]), groomed };
  });
  const regions = areas && { regions: areas.regions(constituents) };
  return {
    event,
    ...areas?.pileup,
    ...regions,
    jets,
    jetOf: jetsOfParticles(plane.index, jets),
  };
};

export const jetStructureTask: TaskFunction<'jetStructure'> = ({ key, request }, context) => {
  groomerOf(request);
  const columns = seenColumns(context.columns(key), request);
  refuseLong(request.jets, planeEvent(columns, request.event).pt.length);
  const found = foundJets(columns, request);
  if (request.jet >= found.jets.length) {
    const { length } = found.jets;
    const allowed = length > 0 ? `allowed are 0 to ${length - 1}` : 'the event has none of these';
    throw new RangeError(`event ${request.event}: jet is ${request.jet}, ${allowed}`);
  }
  return { nodes: treeNodes(found, request), lund: lundPoints(found, request) };
};

function treeNodes({ momenta, merged, constituents }: FoundJets, request: JetStructureRequest): JetNode[] {
  const { jet, jets, tree = 'own' } = request;
  if (tree === 'own') return merged ? jetTree(merged.history, merged.nodes[jet], momenta.index) : [];
  refuseOutsideThePlane('jets are clustered once more', jets);
  const index = Uint32Array.from(constituents[jet], (place) => momenta.index[place]);
  return reclusteredTree(pickMomenta(momenta, constituents[jet]), tree, index);
}

/** Null where nothing is to be groomed. */
function groomerOf({ groom: text, jets }: JetsRequest): Groomer | null {
  if (text === null) return null;
  refuseOutsideThePlane('grooming is done', jets);
  return parseGroomer(text);
}

/** XCone's distances are those of the plane. */
function isOfThePlane({ algorithm }: AnyJetRequest): boolean {
  return algorithm === 'xcone' || ALGORITHMS_OF_THE_PLANE.includes(algorithm);
}

function refuseOutsideThePlane(what: string, jets: AnyJetRequest): void {
  if (isOfThePlane(jets)) return;
  const allowed = [...ALGORITHMS_OF_THE_PLANE, 'xcone'].join(', ');
  throw new RangeError(`${what} in the (y, φ) plane: algorithm is ${jets.algorithm}, allowed are ${allowed}`);
}

function lundPoints({ momenta, merged, constituents }: FoundJets, request: JetStructureRequest): LundPoint[] {
  const { jet, jets } = request;
  if (!isOfThePlane(jets)) return [];
  const { algorithm } = jets;
  // A Cambridge/Aachen jet is its own tree: thousands of particles need not be clustered twice.
  const own = merged !== null && algorithm === 'ca' && jets.recombination !== 'wta';
  const points = ({ history, declusterings }: LundPlane, index: (place: number) => number) =>
    declusterings.map(({ deltaR, kt, z, psi, m, primary, softer }) => ({
      ...{ deltaR, kt, z, psi, m, primary },
      softer: Array.from(constituentsOf(history, softer), index),
    }));
  if (own) return points(lundOf(merged.history, merged.nodes[jet]), (place) => momenta.index[place]);
  const places = constituents[jet];
  return points(lundPlane(pickMomenta(momenta, places)), (place) => momenta.index[places[place]]);
}
