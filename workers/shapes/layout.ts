// Which parameters a model has, where each part's stand in its vector, and what the expression holds or limits of them.

import { wrapPhi } from '../core/geometry.ts';
import type { ModelParameter, Parameter, Part, Shape } from './types.ts';

/** What the expression says of a parameter: held at a value, or kept between two. */
export type Limits = readonly [lower: number, upper: number];

/** One shape of an expression; groups, terms and copies as in `Part`. `limits`: by the shape's names, and `weight`. */
export interface PartSpec {
  readonly shape: Shape;
  readonly group: number;
  readonly term: number;
  readonly copy: number;
  readonly limits: Readonly<Record<string, Limits>>;
}

const WEIGHT: Parameter = {
  name: 'weight',
  kind: 'weight',
  label: 'weight',
  unit: '',
  lower: 0,
  upper: 1,
  meaning: 'Share of the energy that this part holds.',
};
/** Printed weights are rounded. */
const WEIGHT_ROUNDING = 1e-6;

/** Its first two parameters are a centre that the fit moves: such parts can share it. */
export function hasCenter(shape: Shape): boolean {
  const [first, second] = shape.parameters;
  return first?.name === 'y' && second?.name === 'phi' && !first.given;
}

/** Its place comes from the event, not from the fit. */
export function isBackground(shape: Shape): boolean {
  return shape.parameters.some(({ given }) => given === true);
}

export interface Layout {
  readonly parts: readonly Part[];
  readonly parameters: readonly ModelParameter[];
  /** Of each part, the place of its weight; empty for a single part. */
  readonly weights: readonly number[];
}

/** Throws RangeError where what is held or limited contradicts itself. */
export function layOut(specs: readonly PartSpec[]): Layout {
  const single = specs.length === 1;
  const lone = single ? specs[0].limits.weight : undefined;
  if (lone && !(lone[0] <= 1 && lone[1] >= 1)) {
    throw new RangeError(`${specs[0].shape.name}: weight is ${lone[0]}, allowed is 1 for a single shape`);
  }
  const names = numbered(specs.map(({ shape }) => shape.name));
  const parameters: ModelParameter[] = [];
  const bare = specs.map((spec, p): Part => ({ ...spec, name: names[p], places: [] }));
  const centers = namesOfCenters(bare);
  const placed = new Map<string, number>();
  const limitedBy = new Map<string, Limits>();
  const add = (name: string, parameter: Parameter, owner: string, limits: Limits | undefined) => {
    const known = placed.get(name);
    const place = known ?? parameters.length;
    placed.set(name, place);
    if (known === undefined) {
      const label = single ? parameter.label : `${owner}: ${parameter.label}`;
      parameters.push({ ...parameter, name, label, fixed: null });
    }
    if (!limits) return place;
    // A shared centre may be held by any of its parts, but by all alike.
    const earlier = limitedBy.get(name) ?? limits;
    if (earlier[0] !== limits[0] || earlier[1] !== limits[1]) {
      throw new RangeError(`${owner}: ${parameter.name} is shared and ${inWords(earlier)} already`);
    }
    limitedBy.set(name, limits);
    parameters[place] = { ...parameters[place], ...limited(parameter, limits) };
    return place;
  };
  const parts = specs.map((spec, p): Part => {
    const center = centers.get(spec.group);
    const places = spec.shape.parameters.map((parameter, k) => {
      const shared = k < 2 && center !== undefined && hasCenter(spec.shape);
      const owner = shared ? center : names[p];
      const name = single ? parameter.name : `${owner}.${parameter.name}`;
      return add(name, parameter, owner, spec.limits[parameter.name]);
    });
    const { shape, group, term, copy } = spec;
    return { name: names[p], shape, places, group, term, copy };
  });
  const weights = single
    ? []
    : specs.map((spec, p) => add(`${names[p]}.weight`, WEIGHT, names[p], spec.limits.weight));
  const heldWeights = weights.map((k) => parameters[k].fixed);
  const sum = heldWeights.reduce<number>((total, fixed) => total + (fixed ?? 0), 0);
  const all = heldWeights.every((fixed) => fixed !== null);
  if (!single && (sum > 1 + WEIGHT_ROUNDING || (all && Math.abs(sum - 1) > WEIGHT_ROUNDING))) {
    throw new RangeError(`weight: those held add up to ${sum}, allowed is ${all ? '' : 'at most '}1`);
  }
  return { parts, parameters, weights };
}

/** Azimuths and angles are periodic: they can be held, which leaves their bounds as they are, but not limited. */
function limited(
  { kind, lower, upper }: Parameter,
  [low, high]: Limits,
): Pick<ModelParameter, 'lower' | 'upper' | 'fixed'> {
  if (kind === 'azimuth') return { lower, upper, fixed: wrapPhi(low) };
  if (kind === 'angle') return { lower, upper, fixed: low };
  return { lower: Math.max(lower, low), upper: Math.min(upper, high), fixed: low === high ? low : null };
}

function inWords([low, high]: Limits): string {
  return low === high ? `held at ${low}` : `kept between ${low} and ${high}`;
}

/** Names that occur once stay, others are numbered: ellipse1, ellipse2, polygon5_1, polygon5_2. */
function numbered(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    if (names.filter((other) => other === name).length === 1) return name;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return /\d$/.test(name) ? `${name}_${number}` : `${name}${number}`;
  });
}

/** Of every group that shares a centre, its name: center, or center1, center2 … where there are more of them. */
export function namesOfCenters(parts: readonly Part[]): Map<number, string> {
  const members = new Map<number, number>();
  for (const { shape, group } of parts) {
    if (hasCenter(shape)) members.set(group, (members.get(group) ?? 0) + 1);
  }
  const groups = [...members].filter(([, count]) => count > 1).map(([group]) => group);
  return new Map(groups.map((group, k) => [group, groups.length === 1 ? 'center' : `center${k + 1}`]));
}
