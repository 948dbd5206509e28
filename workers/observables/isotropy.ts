// Event isotropy: the EMD of the event to one that is spread evenly, scaled so that two back-to-back particles in the middle
// have 1 on ring and sphere; an even event has 0. Cesarotti, Thaler, J. High Energy Phys. 08 (2020) 084, arXiv:2004.06125.
//
// The even event stands for itself as equal cells. A cell's particles are sent in equal shares from everywhere in it, which
// can be summed in closed form: values are those of a flow, so never below the continuous ones, and exact where no cell is
// shared between two particles. The grid stands still; turning the event changes a value by what sharing costs.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { Transport } from '../transport/index.ts';
import { type Description, observable } from './define.ts';
import { momentaOf } from './momenta.ts';
import { exponent } from './parameters.ts';
import type { Family, Observable } from './types.ts';

/** Cells of ring and sphere. */
const RING_CELLS = 360;
const SPHERE_CELLS = 512;
/** Cells of the cylinder around φ; in y as many as make them square. */
const CYLINDER_CELLS = 24;
/** |y| of the cylinder's ends. */
const MOST_RAPIDITY = 2;
/** Limits of the parameters. */
const MOST_POINTS = 1024;
const MOST_CYLINDER = 10;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

const transport = new Transport();

/** Σ f c of the cheapest flow from shares `weight` to as many equal cells; NaN for no particles. */
function flow(weight: Float64Array, cells: number, cost: (i: number, cell: number) => number): number {
  let total = 0;
  for (const w of weight) total += w;
  if (!(total > 0)) return Number.NaN;
  transport.load(
    weight.map((w) => w / total),
    new Float64Array(cells).fill(1 / cells),
  );
  for (let i = 0; i < weight.length; i++) {
    for (let cell = 0; cell < cells; cell++) transport.setCost(i, cell, cost(i, cell));
  }
  return transport.run();
}

/** On the ring of azimuths: cost π/(π − 2) (1 − cos Δφ). */
export function ringIsotropy({ pt, phi }: PlaneEvent, cells = RING_CELLS): number {
  const half = Math.PI / cells;
  const value = flow(pt, cells, (i, cell) => 1 - Math.cos(phi[i] - (2 * cell + 1) * half));
  // The mean of cos over a cell is that of its middle times sin(half)/half.
  return (Math.PI / (Math.PI - 2)) * (1 - (Math.sin(half) / half) * (1 - value));
}

/** The same to a ring of `points` particles, as its authors have it: no cells. */
export function pointsIsotropy({ pt, phi }: PlaneEvent, points: number): number {
  return (
    (Math.PI / (Math.PI - 2)) *
    flow(pt, points, (i, point) => 1 + Math.cos(phi[i] - ((2 * point + 1) * Math.PI) / points))
  );
}

/** On the cylinder |y| < most: cost 12/(π² + 16 most²) (Δy² + Δφ²). Particles beyond are left out; NaN where all are. */
export function cylinderIsotropy(event: PlaneEvent, most = MOST_RAPIDITY): number {
  const around = CYLINDER_CELLS;
  const along = Math.max(1, Math.round((most * around) / Math.PI));
  const inside = Array.from(event.y, (_, i) => i).filter((i) => Math.abs(event.y[i]) < most);
  const pt = Float64Array.from(inside, (i) => event.pt[i]);
  const dy = (2 * most) / along;
  const dphi = (2 * Math.PI) / around;
  const value = flow(pt, along * around, (i, cell) => {
    const row = Math.floor(cell / around);
    const y = event.y[inside[i]] - (-most + (row + 0.5) * dy);
    const phi = wrapPhi(event.phi[inside[i]] - (cell - row * around + 0.5) * dphi);
    return y * y + phi * phi;
  });
  return (12 / (Math.PI ** 2 + 16 * most ** 2)) * (value + (dy * dy + dphi * dphi) / 12);
}

/** On the sphere of directions, weights |p|: cost 2 (1 − cos θ). */
export function sphereIsotropy(event: PlaneEvent, cells = SPHERE_CELLS): number {
  const { x, y, z, share } = momentaOf(event);
  const value = flow(share, cells, (i, cell) => {
    const height = 1 - (2 * cell + 1) / cells;
    const radius = Math.sqrt(1 - height * height);
    const turn = cell * GOLDEN_ANGLE;
    const cos = (radius * (x[i] * Math.cos(turn) + y[i] * Math.sin(turn)) + height * z[i]) / share[i];
    return 1 - cos;
  });
  // As caps of the cells' area: the mean of cos over one is that of its middle times 1 − 1/cells.
  return 2 * (1 - (1 - 1 / cells) * (1 - value));
}

const REFERENCE = 'Cesarotti, Thaler, J. High Energy Phys. 08 (2020) 084, arXiv:2004.06125';

function make(
  description: Pick<Description, 'name' | 'label' | 'formula' | 'definition' | 'invariances'>,
  evaluate: (event: PlaneEvent) => number,
): Observable {
  return observable(
    { ...description, unit: '', reference: REFERENCE, family: 'Event shapes', slow: true },
    evaluate,
  );
}

function cylinder(name: string, most: number): Observable {
  return make(
    {
      name,
      label: `isotropy, cylinder${most === MOST_RAPIDITY ? '' : ` |y| < ${most}`}`,
      formula:
        '\\mathcal I^\\text{cyl} = \\mathrm{EMD}\\left(\\mathcal E, \\mathcal U\\right),\\ \\tfrac{12}{\\pi^2+16y_\\text{max}^2}(\\Delta y^2+\\Delta\\phi^2)',
      definition: `Distance from an event that fills |y| < ${most} evenly; particles beyond are left out (NaN where all are). Cells of ${360 / CYLINDER_CELLS}° in φ.`,
      invariances: ['order', 'phi-rotation', 'collinear-split', 'soft-particle', 'scale'],
    },
    (event) => cylinderIsotropy(event, most),
  );
}

function ringOf(name: string, points: number): Observable {
  return make(
    {
      name,
      label: `isotropy, ring of ${points}`,
      formula: `\\mathcal I^\\text{ring}_{${points}} = \\mathrm{EMD}\\left(\\mathcal E, \\mathcal U_{${points}}\\right),\\ \\tfrac{\\pi}{\\pi-2}(1-\\cos\\Delta\\phi)`,
      definition: `Distance of the transverse momenta from ${points} equal particles around the beam, the first at φ = −π + ${round(Math.PI / points)} rad.`,
      invariances: ['order', 'boost', 'collinear-split', 'soft-particle', 'scale'],
    },
    (event) => pointsIsotropy(event, points),
  );
}

const round = (value: number) => Number(value.toPrecision(4));

export const isotropies: readonly Observable[] = [
  make(
    {
      name: 'isotropy_ring',
      label: 'isotropy, ring',
      formula:
        '\\mathcal I^\\text{ring} = \\mathrm{EMD}\\left(\\mathcal E, \\mathcal U\\right),\\ \\tfrac{\\pi}{\\pi-2}(1-\\cos\\Delta\\phi)',
      definition: `Distance of the transverse momenta from an even ring: 0 for an even event, 1 for two back-to-back particles. ${RING_CELLS} cells.`,
      invariances: ['order', 'phi-rotation', 'boost', 'collinear-split', 'soft-particle', 'scale'],
    },
    (event) => ringIsotropy(event),
  ),
  cylinder('isotropy_cylinder', MOST_RAPIDITY),
  make(
    {
      name: 'isotropy_sphere',
      label: 'isotropy, sphere',
      formula:
        '\\mathcal I^\\text{sph} = \\mathrm{EMD}\\left(\\mathcal E, \\mathcal U\\right),\\ 2(1-\\cos\\theta)',
      definition: `Distance of the momenta from an even sphere: 0 for an even event, 1 for two back-to-back particles. ${SPHERE_CELLS} cells; three-momenta of the file’s frame.`,
      invariances: ['order', 'phi-rotation', 'rotation', 'collinear-split', 'soft-particle', 'scale'],
    },
    (event) => sphereIsotropy(event),
  ),
];

export const isotropyFamily: Family = {
  pattern: 'isotropy_ringN, isotropy_cylinder_yB',
  meaning: `isotropy to a ring of N = 2 … ${MOST_POINTS} particles; of the cylinder |y| < B, 0 < B ≤ ${MOST_CYLINDER}: isotropy_ring64, isotropy_cylinder_y3`,
  make(name) {
    const ring = /^isotropy_ring(\d+)$/.exec(name);
    if (ring) {
      const points = Number(ring[1]);
      if (points >= 2 && points <= MOST_POINTS) return ringOf(name, points);
      throw new RangeError(`${name}: the ring has ${points} particles, allowed are 2 to ${MOST_POINTS}`);
    }
    const open = /^isotropy_cylinder_y(\d+(?:p\d+)?)$/.exec(name);
    if (!open) return null;
    const most = exponent(open[1]);
    if (most > 0 && most <= MOST_CYLINDER) return cylinder(name, most);
    throw new RangeError(
      `${name}: the cylinder reaches to |y| = ${most}, allowed is 0 < y ≤ ${MOST_CYLINDER}`,
    );
  },
};
