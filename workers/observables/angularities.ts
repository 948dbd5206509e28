// Generalised angularities λ^κ_β = Σ z^κ θ^β about the jet's axis (that of the summed four-momentum), θ in rad
// (no jet radius is divided out). Larkoski, Thaler, Waalewijn, J. High Energy Phys. 11 (2014) 129, arXiv:1408.3122.
// κ = 1 are the infrared and collinear safe ones.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { type Description, observable } from './define.ts';
import { jetOf } from './jet.ts';
import type { Invariance, Observable } from './types.ts';

const FAMILY = 'Jet substructure';
const ALWAYS: readonly Invariance[] = ['order', 'phi-rotation', 'boost', 'soft-particle', 'scale'];
const REFERENCE = 'Larkoski, Thaler, Waalewijn, J. High Energy Phys. 11 (2014) 129, arXiv:1408.3122';

/** Σ z^κ θ^β, κ ≥ 1, β ≥ 0; dimensionless up to rad^β. */
export function angularity(event: PlaneEvent, kappa: number, beta: number): number {
  const { pt, y, phi } = event;
  const jet = jetOf(event);
  let sum = 0;
  for (let i = 0; i < pt.length; i++) {
    const z = pt[i] / jet.ht;
    const weight = kappa === 1 ? z : kappa === 2 ? z * z : z ** kappa;
    if (beta === 0) {
      sum += weight;
      continue;
    }
    const dy = y[i] - jet.y;
    const dphi = wrapPhi(phi[i] - jet.phi);
    const square = dy * dy + dphi * dphi;
    sum += weight * (beta === 2 ? square : beta === 1 ? Math.sqrt(square) : square ** (beta / 2));
  }
  return sum;
}

function make(
  kappa: number,
  beta: number,
  description: Omit<Description, 'family' | 'invariances'>,
): Observable {
  const invariances: Invariance[] = kappa === 1 ? [...ALWAYS, 'collinear-split'] : [...ALWAYS];
  return observable({ ...description, family: FAMILY, invariances }, (event) =>
    angularity(event, kappa, beta),
  );
}

export const girth = make(1, 1, {
  name: 'girth',
  label: 'girth',
  formula: 'g = \\sum_i z_i\\,\\Delta R_{i,J}',
  unit: 'rad',
  definition: 'Mean distance of the particles from the jet’s axis, weighted by pT.',
  reference: 'Gallicchio, Schwartz, Phys. Rev. Lett. 107 (2011) 172001, arXiv:1106.3076',
});

export const width = make(1, 2, {
  name: 'width',
  label: 'width',
  formula: 'w = \\sum_i z_i\\,\\Delta R_{i,J}^2',
  unit: '',
  definition:
    'Mean squared distance of the particles from the jet’s axis, weighted by pT (the “thrust” angularity, rad²).',
  reference: REFERENCE,
});

export const lha = make(1, 0.5, {
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
    invariances: ALWAYS,
  },
  (event) => Math.sqrt(angularity(event, 2, 0)),
);
