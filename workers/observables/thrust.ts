// Thrust and what is measured about its axis: broadening. Both of three-momenta in the frame that the file gives, and thrust
// across the beam.

import type { PlaneEvent } from '../core/events.ts';
import { observable } from './define.ts';
import { thrustAxis } from './hemispheres.ts';
import { htOf } from './jet.ts';
import { perEvent } from './memo.ts';
import { momentaOf } from './momenta.ts';

const FAMILY = 'Event shapes';

/** Thrust and its axis, found once an event. */
export const thrustOf = perEvent((event: PlaneEvent) => thrustAxis(momentaOf(event)));

export const thrust = observable(
  {
    name: 'thrust',
    label: 'thrust',
    formula: 'T = \\max_{\\hat n} \\sum_i |\\vec p_i \\cdot \\hat n| / \\sum_i |\\vec p_i|',
    unit: '',
    definition:
      'Largest share of the momentum that lies along one axis: 1 for two back-to-back particles, 1/2 for an isotropic event. Exact; three-momenta of the file’s frame.',
    reference: 'Farhi, Phys. Rev. Lett. 39 (1977) 1587; Brandt et al., Phys. Lett. 12 (1964) 57',
    family: FAMILY,
    invariances: ['order', 'phi-rotation', 'rotation', 'collinear-split', 'soft-particle', 'scale'],
    slow: true,
  },
  (event) => thrustOf(event).value,
);

export const transverseThrust = observable(
  {
    name: 'thrust_transverse',
    label: 'transverse thrust',
    formula:
      'T_\\perp = \\max_{\\hat n_\\perp} \\sum_i |\\vec p_{T,i} \\cdot \\hat n_\\perp| / \\sum_i p_{T,i}',
    unit: '',
    definition:
      'Thrust of the transverse momenta, its axis across the beam: 1 for two back-to-back jets, 2/π for a ring. Exact.',
    reference: 'Banfi, Salam, Zanderighi, J. High Energy Phys. 06 (2010) 038, arXiv:1001.4082',
    family: FAMILY,
    invariances: ['order', 'phi-rotation', 'boost', 'collinear-split', 'soft-particle', 'scale'],
  },
  (event) => {
    const { pt, phi } = event;
    const n = pt.length;
    // The line across the axis parts the particles: they change sides one by one as it turns by π.
    const turned = phi.map((value) => (value < 0 ? value + Math.PI : value) % Math.PI);
    const order = Int32Array.from(phi, (_, i) => i).sort((a, b) => turned[a] - turned[b]);
    let x = 0;
    let y = 0;
    for (let i = 0; i < n; i++) {
      x += pt[i] * Math.cos(turned[i]);
      y += pt[i] * Math.sin(turned[i]);
    }
    let best = x * x + y * y;
    for (const i of order) {
      x -= 2 * pt[i] * Math.cos(turned[i]);
      y -= 2 * pt[i] * Math.sin(turned[i]);
      best = Math.max(best, x * x + y * y);
    }
    return Math.min(1, Math.sqrt(best) / htOf(event));
  },
);

/** ½ Σ|p × n| / Σ|p| of the particles on each side of the thrust axis. */
const sides = perEvent((event: PlaneEvent): readonly [number, number] => {
  const { n, x, y, z } = momentaOf(event);
  const [a, b, c] = thrustOf(event).axis;
  let front = 0;
  let back = 0;
  for (let i = 0; i < n; i++) {
    const u = y[i] * c - z[i] * b;
    const v = z[i] * a - x[i] * c;
    const w = x[i] * b - y[i] * a;
    const across = Math.sqrt(u * u + v * v + w * w) / 2;
    if (x[i] * a + y[i] * b + z[i] * c > 0) front += across;
    else back += across;
  }
  return [front, back];
});

const BROADENING = 'Catani, Turnock, Webber, Phys. Lett. B 295 (1992) 269';

export const broadening = observable(
  {
    name: 'broadening',
    label: 'total broadening',
    formula: 'B_T = \\sum_i |\\vec p_i \\times \\hat n_T| \\,/\\, 2\\sum_i |\\vec p_i|',
    unit: '',
    definition:
      'Half the share of momentum across the thrust axis, both hemispheres together: 0 for two back-to-back particles, π/8 for an isotropic event.',
    reference: BROADENING,
    family: FAMILY,
    invariances: ['order', 'phi-rotation', 'rotation', 'collinear-split', 'soft-particle', 'scale'],
    slow: true,
  },
  (event) => {
    const [front, back] = sides(event);
    return front + back;
  },
);

export const wideBroadening = observable(
  {
    name: 'broadening_wide',
    label: 'wide broadening',
    formula:
      'B_W = \\max_{\\pm} \\sum_{\\pm\\vec p_i \\cdot \\hat n_T > 0} |\\vec p_i \\times \\hat n_T| \\,/\\, 2\\sum_i |\\vec p_i|',
    unit: '',
    definition:
      'The larger of the two hemispheres’ parts of the total broadening; the hemispheres are those of the thrust axis.',
    reference: BROADENING,
    family: FAMILY,
    invariances: ['order', 'phi-rotation', 'rotation', 'collinear-split', 'soft-particle', 'scale'],
    slow: true,
  },
  (event) => Math.max(...sides(event)),
);
