// The parameters of a fit as columns: one number each, under a name that is unique and can be read. A single shape has
// `radius`, `center_y`; of several, each part's come with its name and number, `ellipse1_weight`, `point2_center_phi`.

import type { Component, FitResult } from '../contract/index.ts';

export interface FitColumn {
  readonly name: string;
  readonly unit: 'rad' | '';
}

/** What each column holds, by its name. */
export type FitNumbers = ReadonlyMap<string, number>;

/** The six that a table with a single shape always has, whichever shape it is. */
export const SINGLE: readonly FitColumn[] = [
  { name: 'center_y', unit: '' },
  { name: 'center_phi', unit: 'rad' },
  { name: 'radius', unit: 'rad' },
  { name: 'semi_axis_1', unit: 'rad' },
  { name: 'semi_axis_2', unit: 'rad' },
  { name: 'angle', unit: 'rad' },
];

export function fitNumbers(components: FitResult['components']): FitNumbers {
  const found = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const component of components) {
    const word = component.shape.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '');
    const number = (seen.get(word) ?? 0) + 1;
    seen.set(word, number);
    const prefix = components.length === 1 ? '' : `${word}${number}_`;
    const put = (name: string, value: number | undefined) => {
      if (value !== undefined) found.set(prefix + name, value);
    };
    if (prefix !== '') put('weight', component.weight);
    putPlace(component, put);
  }
  return found;
}

function putPlace(
  { center, radius, semi_axes, angle, vertices, region, parameters }: Component,
  put: (name: string, value: number | undefined) => void,
): void {
  put('center_y', center[0]);
  put('center_phi', center[1]);
  put('radius', radius);
  put('semi_axis_1', semi_axes?.[0]);
  put('semi_axis_2', semi_axes?.[1]);
  put('angle', angle);
  vertices?.forEach(([y, phi], i) => {
    put(`vertex_${i + 1}_y`, y);
    put(`vertex_${i + 1}_phi`, phi);
  });
  put('region_y0', region?.[0]);
  put('region_y1', region?.[1]);
  put('region_phi0', region?.[2]);
  put('region_phi1', region?.[3]);
  for (const [name, value] of Object.entries(parameters ?? {})) put(`parameter_${name}`, value);
}

/** Every column that some of these fits has, in the order in which they are first met. */
export function columnsOf(fits: Iterable<FitNumbers>): readonly FitColumn[] {
  const names = new Set<string>();
  for (const fit of fits) for (const name of fit.keys()) names.add(name);
  return Array.from(names, (name) => ({
    name,
    unit: /(phi\d?|radius|semi_axis_\d|angle)$/.test(name) ? 'rad' : '',
  }));
}
