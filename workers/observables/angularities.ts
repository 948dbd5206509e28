// Angularities λ_β = Σ z θ^β about the jet's axis (that of the summed four-momentum), θ in rad
// (no jet radius is divided out). Larkoski, Thaler, Waalewijn, J. High Energy Phys. 11 (2014) 129, arXiv:1408.3122.
// And the one of Σ z² that takes no angles.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { type Description, observable } from './define.ts';
import { htOf, jetOf } from './jet.ts';
import { power } from './median.ts';
import type { Invariance, Observable } from './types.ts';

const FAMILY = 'Jet substructure';
const KEPT: readonly Invariance[] = ['order', 'phi-rotation', 'boost', 'soft-particle', 'scale'];
const REFERENCE = 'Larkoski, Thaler, Waalewijn, J. High Energy Phys. 11 (2014) 129, arXiv:1408.3122';

/** Σ z θ^β, β > 0, in rad^β. */
export function angularity(event: PlaneEvent, beta: number): number {
  const { pt, y, phi } = event;
  const jet = jetOf(event);
  let sum = 0;
  for (let i = 0; i < pt.length; i++) {
    const dy = y[i] - jet.y;
    const dphi = wrapPhi(phi[i] - jet.phi);
    sum += pt[i] * power(dy * dy + dphi * dphi, beta);
  }
  return sum / htOf(event);
}

function make(beta: number, description: Omit<Description, 'family' | 'invariances'>): Observable {
  const invariances: readonly Invariance[] = [...KEPT, 'collinear-split'];
  return observable({ ...description, family: FAMILY, invariances }, (event) => angularity(event, beta));
}

export const girth = make(1, {
  name: 'girth',
  label: 'girth',
  formula: 'g = \\sum_i z_i\\,\\Delta R_{i,J}',
  unit: 'rad',
  definition: 'Mean distance of the particles from the jet’s axis, weighted by pT.',
  reference: 'Gallicchio, Schwartz, Phys. Rev. Lett. 107 (2011) 172001, arXiv:1106.3076',
});

export const width = make(2, {
  name: 'width',
  label: 'width',
  formula: 'w = \\sum_i z_i\\,\\Delta R_{i,J}^2',
  unit: '',
  definition:
    'Mean squared distance of the particles from the jet’s axis, weighted by pT (the “thrust” angularity, rad²).',
  reference: REFERENCE,
});

export const lha = make(0.5, {
  name: 'lha',
  label: 'LHA',
  formula: '\\lambda^1_{1/2} = \\sum_i z_i\\,\\sqrt{\\Delta R_{i,J}}',
  unit: '',
  definition: 'Les Houches angularity: mean square root of the distance from the jet’s axis, weighted by pT.',
  reference: 'Andersen et al., Les Houches 2015, arXiv:1605.04692; arXiv:1408.3122',
});

export const ptd = observable(
  {
    name: 'ptd',
    label: 'pTD',
    formula: 'p_T^D = \\sqrt{\\textstyle\\sum_i p_{T,i}^2} / \\sum_i p_{T,i}',
    unit: '',
    definition:
      'How unevenly the particles share the pT: 1 for one particle, 1/√n for n equal ones. Not collinear safe.',
    reference: 'CMS Collaboration, CMS-PAS-JME-13-002 (2013)',
    family: FAMILY,
    invariances: KEPT,
  },
  ({ pt }) => {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < pt.length; i++) {
      sum += pt[i];
      squares += pt[i] * pt[i];
    }
    return Math.sqrt(squares) / sum;
  },
);
