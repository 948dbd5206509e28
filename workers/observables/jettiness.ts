// N-jettiness with a beam: every particle goes to its nearest axis or, where that is farther than R, to the beam.
// Stewart, Tackmann, Waalewijn, arXiv:1004.2489; its minimum is XCone (arXiv:1508.01516) with the distances of the plane,
// and the EMD in GeV (radius R) of the event to the best N particles of free weights, over Σ pT.

import type { PlaneEvent } from '../core/events.ts';
import { exclusiveAxes } from '../jets/index.ts';
import type { AxesFound } from './axes.ts';
import { observable } from './define.ts';
import { perEventAnd } from './memo.ts';
import { BETA, checkExponent, exponent, withBeta } from './parameters.ts';
import { searchAxes } from './search.ts';
import { cloudOf } from './subjettiness.ts';
import type { Family, Observable } from './types.ts';

const MOST_BETA = 4;
const MOST_RADIUS = Math.PI;
/** Of the listed ones, rad. */
const RADIUS = 0.4;

const searched = perEventAnd((event: PlaneEvent, key: string): AxesFound => {
  const [count, radius, beta, seed] = key.split(' ').map(Number);
  const given = exclusiveAxes(event, count, 'wta', radius)
    .slice(-1)
    .concat(exclusiveAxes(event, count, 'e', radius).slice(-1));
  const fewer = count > 1 ? searched(event, `${count - 1} ${radius} ${beta} ${seed}`) : null;
  return searchAxes(cloudOf(event), count, { beta, cap: radius ** beta }, seed, given, fewer);
});

/** Axes and N-jettiness, the latter in shares of Σ pT: every particle pays (ΔR/R)^β, at most 1. */
export function jettiness(
  event: PlaneEvent,
  count: number,
  radius: number,
  beta: number,
  seed: number,
): AxesFound {
  const found = searched(event, `${count} ${radius} ${beta} ${seed}`);
  return { ...found, value: found.value / radius ** beta };
}

function make(count: number, radius: number, beta: number, name: string): Observable {
  checkExponent(name, beta, MOST_BETA);
  if (!(radius > 0 && radius <= MOST_RADIUS)) {
    throw new RangeError(`${name}: the radius is ${radius}, allowed is 0 < R ≤ π`);
  }
  return observable(
    {
      name,
      label: `${count}-jettiness, R = ${radius}${withBeta(beta)}`,
      formula: `\\mathcal{T}_{${count}} = \\sum_i z_i\\,\\min\\left(1, \\min_{k \\le ${count}} (\\Delta R_{ik}/${radius})${beta === 1 ? '' : `^{${beta}}`}\\right)`,
      unit: '',
      definition: `${count}-jettiness${withBeta(beta)} with a beam, in shares of the summed pT: distance to the nearest of ${count} axes over R = ${radius} rad, or 1 where that is less. Axes minimise it, the best of many descents.`,
      reference:
        'Stewart, Tackmann, Waalewijn, Phys. Rev. Lett. 105 (2010) 092002, arXiv:1004.2489; arXiv:1508.01516',
      family: 'Event shapes',
      invariances: ['order', 'phi-rotation', 'boost', 'collinear-split', 'soft-particle', 'scale'],
      slow: true,
    },
    (event, { seed }) => (count >= event.pt.length ? 0 : jettiness(event, count, radius, beta, seed).value),
  );
}

/** At R = 0.4, β = 1. */
export const jettinesses: readonly Observable[] = [1, 2, 3].map((count) =>
  make(count, RADIUS, 1, `jettiness${count}`),
);

export const jettinessFamily: Family = {
  pattern: 'jettinessN_rR_betaB',
  meaning: `N-jettiness with a beam, N = 1 … 9, R in rad (without: ${RADIUS}), 0 < B ≤ ${MOST_BETA}: jettiness2_r0p8_beta2`,
  make(name) {
    const match = new RegExp(`^jettiness([1-9])(?:_r(\\d+(?:p\\d+)?))?${BETA}$`).exec(name);
    if (!match) return null;
    const radius = match[2] === undefined ? RADIUS : exponent(match[2]);
    return make(Number(match[1]), radius, exponent(match[3]), name);
  },
};
