// What needs no axes and no pairs: sums over the particles.

import { observable } from './define.ts';
import { htOf, jetOf, massOf } from './jet.ts';

const FAMILY = 'Jet kinematics';
const PARTICLE_DATA =
  'Particle Data Group, Review of Particle Physics, Phys. Rev. D 110 (2024) 030001, section Kinematics';

export const pt = observable(
  {
    name: 'pt',
    label: 'pT',
    formula: 'p_T = \\left|\\sum_i \\vec p_{T,i}\\right|',
    unit: 'GeV',
    definition: 'Transverse momentum of all particles together: the length of their vector sum.',
    reference: PARTICLE_DATA,
    family: FAMILY,
    invariances: ['order', 'phi-rotation', 'boost', 'collinear-split', 'soft-particle'],
  },
  (event) => jetOf(event).pt,
);

export const ht = observable(
  {
    name: 'ht',
    label: 'Σ pT',
    formula: 'H_T = \\sum_i p_{T,i}',
    unit: 'GeV',
    definition: 'Scalar sum of the transverse momenta of all particles.',
    reference: PARTICLE_DATA,
    family: FAMILY,
    invariances: ['order', 'phi-rotation', 'boost', 'collinear-split', 'soft-particle'],
  },
  htOf,
);

export const mass = observable(
  {
    name: 'mass',
    label: 'mass',
    formula: 'm = \\sqrt{\\left(\\sum_i E_i\\right)^2 - \\left|\\sum_i \\vec p_i\\right|^2}',
    unit: 'GeV',
    definition:
      'Invariant mass of all particles together. Where the file tells no masses the particles count as massless.',
    reference: PARTICLE_DATA,
    family: FAMILY,
    invariances: ['order', 'phi-rotation', 'boost', 'rotation', 'collinear-split', 'soft-particle'],
  },
  massOf,
);

export const multiplicity = observable(
  {
    name: 'multiplicity',
    label: 'multiplicity',
    formula: 'n = \\sum_i 1',
    unit: '',
    definition: 'Number of particles with a place in the plane (pT > 0). Not infrared and collinear safe.',
    reference: 'Gallicchio, Schwartz, Phys. Rev. Lett. 107 (2011) 172001, arXiv:1106.3076',
    family: 'Jet substructure',
    invariances: ['order', 'phi-rotation', 'boost', 'rotation', 'scale'],
  },
  (event) => event.pt.length,
);

export const leadingFraction = observable(
  {
    name: 'lead_fraction',
    label: 'leading fraction',
    formula: 'z_\\text{max} = \\max_i p_{T,i} / \\sum_j p_{T,j}',
    unit: '',
    definition: 'Share of the summed pT that the hardest particle carries. Not collinear safe.',
    reference: 'Gallicchio, Schwartz, J. High Energy Phys. 04 (2013) 090, arXiv:1211.7038',
    family: 'Jet substructure',
    invariances: ['order', 'phi-rotation', 'boost', 'soft-particle', 'scale'],
  },
  (event) => {
    let most = 0;
    for (let i = 0; i < event.pt.length; i++) if (event.pt[i] > most) most = event.pt[i];
    return most / htOf(event);
  },
);
