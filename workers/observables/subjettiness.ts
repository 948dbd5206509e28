// N-subjettiness τN and its ratios. Thaler, Van Tilburg, arXiv:1011.2268 and arXiv:1108.2701. R₀ = 1 rad: divide by R₀^β of
// your own for another radius. It is the EMD (cost θ^β) of the event to the best N particles of free weights.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { type Axes, exclusiveAxes } from '../jets/index.ts';
import { type AxesFound, type AxesSettings, axesValue, descendAxes } from './axes.ts';
import { observable } from './define.ts';
import { htOf, jetOf } from './jet.ts';
import type { Cloud } from './median.ts';
import { perEvent, perEventAnd } from './memo.ts';
import { BETA, checkExponent, exponent, withBeta } from './parameters.ts';
import { searchAxes } from './search.ts';
import type { Family, Invariance, Observable, ObservableSettings } from './types.ts';

const MOST_BETA = 4;
const MOST_AXES = 9;

/** Where the axes come from. */
export type AxesChoice = 'min' | 'onepass' | 'wta' | 'kt';

const CHOICES: Readonly<Record<AxesChoice, string>> = {
  min: 'axes that minimise it, the best of many descents',
  onepass: 'axes downhill from the winner-take-all kt axes',
  wta: 'winner-take-all exclusive kt axes',
  kt: 'E-scheme exclusive kt axes',
};

const SAFE: readonly Invariance[] = [
  'order',
  'phi-rotation',
  'boost',
  'collinear-split',
  'soft-particle',
  'scale',
];
const SUDAKOV = SAFE.filter((invariance) => invariance !== 'soft-particle');

/** The event's particles with shares of the summed pT as weights. */
export const cloudOf: (event: PlaneEvent) => Cloud = perEvent((event) => {
  const ht = htOf(event);
  return { w: event.pt.map((pt) => pt / ht), y: event.y, phi: event.phi };
});

const clustered = perEventAnd((event: PlaneEvent, scheme: 'e' | 'wta') => exclusiveAxes(event, 4, scheme));

/** Exclusive axes; those of up to four are found together. */
export function clusteredAxes(event: PlaneEvent, count: number, scheme: 'e' | 'wta'): Axes {
  const few = clustered(event, scheme);
  return count <= few.length ? few[count - 1] : exclusiveAxes(event, count, scheme)[count - 1];
}

const searched = perEventAnd((event: PlaneEvent, key: string): AxesFound => {
  const [count, beta, seed] = key.split(' ').map(Number);
  const settings: AxesSettings = { beta, cap: Number.POSITIVE_INFINITY };
  if (count === 1 && beta >= 1) {
    // Convex, unless particles lie on the far side of the cylinder.
    const { y, phi } = jetOf(event);
    if (event.phi.every((value) => Math.abs(wrapPhi(value - phi)) < Math.PI / 2)) {
      return descendAxes(cloudOf(event), [y], [phi], settings);
    }
  }
  const given = [clusteredAxes(event, count, 'wta'), clusteredAxes(event, count, 'e')];
  const fewer = count > 1 ? searched(event, `${count - 1} ${beta} ${seed}`) : null;
  return searchAxes(cloudOf(event), count, settings, seed, given, fewer);
});

/** Axes and τN of the event. Throws nothing: with no more particles than axes τN is 0. */
export function subjettiness(
  event: PlaneEvent,
  count: number,
  beta: number,
  choice: AxesChoice,
  seed: number,
): AxesFound {
  const settings: AxesSettings = { beta, cap: Number.POSITIVE_INFINITY };
  const cloud = cloudOf(event);
  if (count >= event.pt.length) return { y: event.y, phi: event.phi, value: 0 };
  if (choice === 'min') return searched(event, `${count} ${beta} ${seed}`);
  const { y, phi } = clusteredAxes(event, count, choice === 'kt' ? 'e' : 'wta');
  if (choice === 'onepass') return descendAxes(cloud, y, phi, settings);
  return { y, phi, value: axesValue(cloud, y, phi, settings) };
}

function tau(count: number, beta: number, choice: AxesChoice, name: string): Observable {
  checkExponent(name, beta, MOST_BETA);
  const power = beta === 1 ? '' : `^{${beta}}`;
  return observable(
    {
      name,
      label: `τ${count}${withBeta(beta)}${choice === 'min' ? '' : `, ${choice}`}`,
      formula: `\\tau_{${count}} = \\sum_i z_i\\,\\min_{k \\le ${count}} \\Delta R_{ik}${power}`,
      unit: '',
      definition: `${count}-subjettiness${withBeta(beta)}: mean distance of the particles to the nearest of ${count} axes, weighted by pT; R₀ = 1 rad. It uses ${CHOICES[choice]}.`,
      reference: 'Thaler, Van Tilburg, J. High Energy Phys. 03 (2011) 015, arXiv:1011.2268',
      family: 'Jet substructure',
      invariances: SAFE,
      slow: choice === 'min' && count > 1,
    },
    (event, { seed }) => subjettiness(event, count, beta, choice, seed).value,
  );
}

function ratio(above: number, below: number, beta: number, choice: AxesChoice, name: string): Observable {
  checkExponent(name, beta, MOST_BETA);
  const value = (event: PlaneEvent, count: number, { seed }: ObservableSettings) =>
    subjettiness(event, count, beta, choice, seed).value;
  return observable(
    {
      name,
      label: `τ${above}${below}${withBeta(beta)}${choice === 'min' ? '' : `, ${choice}`}`,
      formula: `\\tau_{${above}${below}} = \\tau_{${above}} / \\tau_{${below}}`,
      unit: '',
      definition: `Ratio of ${above}- to ${below}-subjettiness${withBeta(beta)}, small for jets of ${above} prongs; NaN where τ${below} is zero, and infrared and collinear safe only above a cut on it. It uses ${CHOICES[choice]}.`,
      reference: 'Thaler, Van Tilburg, J. High Energy Phys. 02 (2012) 093, arXiv:1108.2701',
      family: 'Jet substructure',
      invariances: SUDAKOV,
      slow: choice === 'min',
    },
    (event, settings) => value(event, above, settings) / value(event, below, settings),
  );
}

/** At β = 1. */
export const subjettinesses: readonly Observable[] = [
  ...[1, 2, 3, 4].map((count) => tau(count, 1, 'min', `tau${count}`)),
  ratio(2, 1, 1, 'min', 'tau21'),
  ratio(3, 2, 1, 'min', 'tau32'),
  ratio(2, 1, 1, 'wta', 'tau21_wta'),
  ratio(3, 2, 1, 'wta', 'tau32_wta'),
];

export const subjettinessFamily: Family = {
  pattern: 'tauN_betaB_AXES, tauNM_betaB_AXES',
  meaning: `N-subjettiness and its ratios, N, M = 1 … ${MOST_AXES}, 0 < B ≤ ${MOST_BETA}, AXES = onepass, wta or kt (without: the minimum): tau3_beta2, tau21_kt`,
  make(name) {
    const match = new RegExp(`^tau([1-9])([1-9])?${BETA}(?:_(onepass|wta|kt))?$`).exec(name);
    if (!match || match[1] === match[2]) return null;
    const above = Number(match[1]);
    const beta = exponent(match[3]);
    const choice = (match[4] ?? 'min') as AxesChoice;
    return match[2] === undefined
      ? tau(above, beta, choice, name)
      : ratio(above, Number(match[2]), beta, choice, name);
  },
};
