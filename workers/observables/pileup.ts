// The event's density of soft background by the median of cells. Cacciari, Salam, Phys. Lett. B 659 (2008) 119,
// arXiv:0707.1378; with a grid instead of jets: Cacciari, Salam, Soyez, FastJet's GridMedianBackgroundEstimator.

import { observable } from './define.ts';

/** |y| that the grid covers, and the cells: as near 0.55 rad as go evenly. */
const MOST_RAPIDITY = 4;
const ALONG = 14;
const AROUND = 12;

const cells = new Float64Array(ALONG * AROUND);

export const pileupDensity = observable(
  {
    name: 'pileup_density',
    label: 'ρ',
    formula:
      '\\rho = \\operatorname*{median}_{\\text{cells}} \\left( p_{T,\\text{cell}} / A_\\text{cell} \\right)',
    unit: 'GeV',
    definition: `Density of soft background, GeV a unit of area: the median over ${ALONG} × ${AROUND} cells of |y| < ${MOST_RAPIDITY}. For whole events; 0 where most cells are empty. What a fit with “+pileup” finds is another number.`,
    reference: 'Cacciari, Salam, Phys. Lett. B 659 (2008) 119, arXiv:0707.1378',
    family: 'Event shapes',
    invariances: ['order', 'collinear-split', 'soft-particle'],
  },
  ({ pt, y, phi }) => {
    cells.fill(0);
    for (let i = 0; i < pt.length; i++) {
      if (Math.abs(y[i]) >= MOST_RAPIDITY) continue;
      const row = Math.floor(((y[i] + MOST_RAPIDITY) / (2 * MOST_RAPIDITY)) * ALONG);
      const column = Math.min(AROUND - 1, Math.floor(((phi[i] + Math.PI) / (2 * Math.PI)) * AROUND));
      cells[Math.min(ALONG - 1, row) * AROUND + column] += pt[i];
    }
    const sorted = cells.slice().sort();
    const middle = (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    return middle / (((2 * MOST_RAPIDITY) / ALONG) * ((2 * Math.PI) / AROUND));
  },
);
