export { type ActiveAreas, type AreaJet, activeAreas } from './areas.ts';
export { type PassiveAreas, passiveAreas } from './areas-passive.ts';
export { type JetFrame, jetFrame, principalFrame } from './axes-frame.ts';
export { type Background, type BackgroundOptions, background, densityOf, subtracted } from './background.ts';
export { type Axis, beside } from './beside.ts';
export {
  boost,
  boostAlongBeam,
  type FourVector,
  identity,
  inverse,
  type Lorentz,
  product,
  restFrame,
  rotation,
  transformed,
  transformedVector,
} from './boost.ts';
export { planeOf } from './boost-plane.ts';
export { type BreitFrame, breitFrame, type Scattering } from './breit.ts';
export { type BeamEnergies, type BreitEvent, breitEvent } from './breit-event.ts';
export { Clusterer } from './cluster.ts';
export { exclusiveAxes } from './exclusive.ts';
export { frameText, parseFrame } from './frame-text.ts';
export { type GhostOptions, type Ghosts, ghosts } from './ghosts.ts';
export { type Groomed, type Groomer, groom } from './groom.ts';
export { GROOMERS, parseGroomer } from './groom-text.ts';
export { constituentsOf, exclusiveNodes, exclusiveNodesAt, inclusiveNodes } from './history.ts';
export { type FindJets, jetColumns } from './jet-columns.ts';
export { type Jet, type JetChoice, type JetRequest, jetNodes, jetOf, jetsOf, kinematics } from './jets.ts';
export { type Declustering, type LundPlane, lundOf, lundPlane } from './lund.ts';
export { type EventMomenta, eventMomenta, type FourMomenta, momentaOf, rapidityOf } from './momenta.ts';
export {
  type FourMomentum,
  pickMomenta,
  recluster,
  rootOf,
  type Splitting,
  splittingOf,
  sumOf,
  treeOf,
} from './recluster.ts';
export { type FrameFacts, type ReferenceFrame, type SeenEvent, seenIn } from './reference-frame.ts';
export { ALGORITHMS, jetsText, parseJets, type XConeRequest } from './request.ts';
export { type SoftDropCut, type SoftDropped, softDrop } from './softdrop.ts';
export { type JetNode, jetTree, reclusteredTree } from './tree.ts';
export type { Algorithm, Axes, Definition, History, Particles, Recombination } from './types.ts';
export { BEAM } from './types.ts';
