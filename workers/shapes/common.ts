// What the shape files share: bounds, the parameters that many have, angles of axes.

import { wrapPhi } from '../core/geometry.ts';
import type { Parameter } from './types.ts';

/** Largest |y| of a centre: beyond any detector. */
export const MAX_RAPIDITY = 20;
/** Largest radius or semi-axis, rad. */
export const MAX_RADIUS = 10;

/** `center=[y,phi]` in an expression. */
export const CENTER = ['y', 'phi'] as const;

export const CENTER_PARAMETERS: readonly Parameter[] = [
  {
    name: 'y',
    kind: 'rapidity',
    label: 'centre y',
    unit: '',
    lower: -MAX_RAPIDITY,
    upper: MAX_RAPIDITY,
    meaning: 'Rapidity of the centre.',
  },
  {
    name: 'phi',
    kind: 'azimuth',
    label: 'centre φ',
    unit: 'rad',
    lower: -Math.PI,
    upper: Math.PI,
    meaning: 'Azimuth of the centre, in (−π, π].',
  },
];

export const RADIUS_PARAMETER: Parameter = {
  name: 'radius',
  kind: 'length',
  label: 'radius',
  unit: 'rad',
  lower: 0,
  upper: MAX_RADIUS,
  meaning: 'Distance from the centre to the edge in the (y, φ) plane.',
};

export const ANGLE_PARAMETER: Parameter = {
  name: 'angle',
  kind: 'angle',
  label: 'angle',
  unit: 'rad',
  lower: -Math.PI / 2,
  upper: Math.PI / 2,
  meaning: 'Turns the first semi-axis from +y towards +φ.',
};

export function clamp(value: number, lower: number, upper: number): number {
  return Math.min(upper, Math.max(lower, value));
}

export function clampRapidity(y: number): number {
  return clamp(y, -MAX_RAPIDITY, MAX_RAPIDITY);
}

/** The same direction of an axis, in (−π/2, π/2]. */
export function halfTurn(angle: number): number {
  return wrapPhi(2 * angle) / 2;
}

/** Throws RangeError: the shape has no such handle. */
export function noHandle(shape: string, handle: string, allowed: readonly string[]): RangeError {
  return new RangeError(
    `${shape}: no handle ${handle}, allowed ${allowed.length === 1 ? 'is' : 'are'} ${allowed.join(', ')}`,
  );
}
