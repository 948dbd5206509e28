// Tasks for the screen: an event's jets with what grooming leaves of them, and the inner structure of one jet.

import type { JetStructureRequest, JetsRequest, JetView, LundPoint } from '../../main/contract/jet-view.ts';
import { ALGORITHMS_OF_THE_PLANE } from '../../main/contract/jets.ts';
import { type EventColumns, planeEvent } from '../core/events.ts';
import {
  Clusterer,
  constituentsOf,
  type EventMomenta,
  eventMomenta,
  type Groomer,
  jetNodes,
  jetOf,
  jetTree,
  lundPlane,
  parseGroomer,
  pickMomenta,
} from '../jets/index.ts';
import type { TaskFunction } from './context.ts';
import { groomedJet } from './groomed.ts';

/** What `jetOf` can count. */
const MOST_JETS = 32_767;

export const jetsTask: TaskFunction<'jets'> = ({ key, request }, context) => {
  const columns = context.columns(key);
  const { event, jets: wanted } = request;
  const groomer = groomerOf(request);
  const { momenta, history, nodes } = found(columns, request);
  if (nodes.length > MOST_JETS) {
    throw new RangeError(
      `event ${event} has ${nodes.length} of these jets, shown are at most ${MOST_JETS}: ask for a larger R or a least pT`,
    );
  }
  const jets = nodes.map((node): JetView => {
    context.check();
    const constituents = constituentsOf(history, node);
    const groomed = groomer && groomedJet(momenta, constituents, groomer, wanted.R);
    return { ...jetOf(history, node, momenta.index, constituents), groomed };
  });
  return { event, jets, jetOf: jetsOfParticles(planeEvent(columns, event).index, jets) };
};

export const jetStructureTask: TaskFunction<'jetStructure'> = ({ key, request }, context) => {
  groomerOf(request);
  const { momenta, history, nodes } = found(context.columns(key), request);
  if (request.jet >= nodes.length) {
    const allowed = nodes.length > 0 ? `allowed are 0 to ${nodes.length - 1}` : 'the event has none of these';
    throw new RangeError(`event ${request.event}: jet is ${request.jet}, ${allowed}`);
  }
  const node = nodes[request.jet];
  return {
    nodes: jetTree(history, node, momenta.index),
    lund: ALGORITHMS_OF_THE_PLANE.includes(request.jets.algorithm)
      ? lundPoints(momenta, constituentsOf(history, node))
      : [],
  };
};

function found(columns: EventColumns, { event, jets }: JetsRequest | JetStructureRequest) {
  const momenta = eventMomenta(columns, event);
  const history = new Clusterer(jets).cluster(momenta);
  return { momenta, history, nodes: jetNodes(history, jets, jets) };
}

/** Null where nothing is to be groomed. */
function groomerOf({ groom: text, jets: { algorithm } }: JetsRequest): Groomer | null {
  if (text === null) return null;
  if (!ALGORITHMS_OF_THE_PLANE.includes(algorithm)) {
    throw new RangeError(
      `grooming is done in the (y, φ) plane: algorithm is ${algorithm}, allowed are ${ALGORITHMS_OF_THE_PLANE.join(', ')}`,
    );
  }
  return parseGroomer(text);
}

/** Of each particle of the plane its jet, −1 for none. */
function jetsOfParticles(index: Uint32Array, jets: readonly JetView[]): Int16Array {
  const jetOfPlace = new Map<number, number>();
  jets.forEach(({ constituents }, jet) => {
    for (const place of constituents) jetOfPlace.set(place, jet);
  });
  return Int16Array.from(index, (place) => jetOfPlace.get(place) ?? -1);
}

function lundPoints(momenta: EventMomenta, constituents: Uint32Array): LundPoint[] {
  const { history, declusterings } = lundPlane(pickMomenta(momenta, constituents));
  return declusterings.map(({ deltaR, kt, z, psi, m, primary, softer }) => ({
    ...{ deltaR, kt, z, psi, m, primary },
    softer: Array.from(constituentsOf(history, softer), (place) => momenta.index[constituents[place]]),
  }));
}
