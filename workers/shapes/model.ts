// A model: a weighted sum of shapes as one parameter vector. Positions of all parts stand first (a shared centre once),
// then the parts' weights. A single shape is a model of one part whose parameters keep the shape's own names.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { clusters } from './clusters.ts';
import type {
  Component,
  Handle,
  Model,
  ModelParameter,
  Outline,
  Parameter,
  Part,
  Region,
  Shape,
} from './types.ts';

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
/** A background's weight in the first guess. */
const BACKGROUND_START = 0.2;

/** Its first two parameters are a centre that the fit moves: such parts can share it. */
export function hasCenter(shape: Shape): boolean {
  const [first, second] = shape.parameters;
  return first?.name === 'y' && second?.name === 'phi' && !first.given;
}

/** Its place comes from the event, not from the fit. */
export function isBackground(shape: Shape): boolean {
  return shape.parameters.some(({ given }) => given === true);
}

export function createModel(text: string, specs: readonly PartSpec[]): Model {
  const { parts, parameters, weights } = layOut(specs);
  const size = parameters.length;
  const single = parts.length === 1;
  /** Of each part, scratch for its own vector. */
  const scratch = parts.map(({ shape }) => new Float64Array(shape.parameters.length));
  const gather = (x: Float64Array, p: number) => {
    const own = scratch[p];
    const { places } = parts[p];
    for (let k = 0; k < own.length; k++) own[k] = x[places[k]];
    return own;
  };
  const partOf = (x: Float64Array, p: number) => gather(x, p).slice();
  const weightOf = (x: Float64Array, p: number) => (single ? 1 : x[weights[p]]);
  const scatter = (x: Float64Array, p: number, own: ArrayLike<number>) => {
    const { places } = parts[p];
    for (let k = 0; k < places.length; k++) x[places[k]] = own[k];
  };
  const hold = (x: Float64Array) => {
    for (let k = 0; k < size; k++) {
      const { fixed } = parameters[k];
      if (fixed !== null) x[k] = fixed;
    }
    return x;
  };
  const countOf = (p: number, n: number) => (parts[p].shape.continuous ? n : 1);
  const groupNames = namesOfCenters(parts);

  const model: Model = {
    text,
    label: single ? parts[0].shape.label : text,
    parts,
    parameters,
    continuous: parts.some(({ shape }) => shape.continuous),
    points: (n) => parts.reduce((sum, _, p) => sum + countOf(p, n), 0),
    quadrature(x, n, y, phi, mass) {
      let start = 0;
      for (let p = 0; p < parts.length; p++) {
        const { shape } = parts[p];
        const end = start + countOf(p, n);
        shape.quadrature(gather(x, p), end - start, y.subarray(start, end), phi.subarray(start, end));
        mass.fill(weightOf(x, p) / (end - start), start, end);
        start = end;
      }
      return start;
    },
    pullback(x, n, gradY, gradPhi, gradMass, out) {
      out.fill(0, 0, size);
      let start = 0;
      for (let p = 0; p < parts.length; p++) {
        const { shape, places } = parts[p];
        const end = start + countOf(p, n);
        const own = new Float64Array(places.length);
        shape.pullback(
          gather(x, p),
          end - start,
          gradY.subarray(start, end),
          gradPhi.subarray(start, end),
          own,
        );
        for (let k = 0; k < own.length; k++) out[places[k]] += own[k];
        if (!single) {
          for (let j = start; j < end; j++) out[weights[p]] += gradMass[j] / (end - start);
        }
        start = end;
      }
    },
    initial(event: PlaneEvent, at?: readonly [number, number], region?: Region) {
      const x = new Float64Array(size);
      if (single) {
        scatter(x, 0, parts[0].shape.initial(event, at, region));
        return hold(x);
      }
      const foreground = [
        ...new Set(parts.filter(({ shape }) => !isBackground(shape)).map((part) => part.group)),
      ];
      const background = parts.length - parts.filter(({ shape }) => !isBackground(shape)).length;
      const pieces = clusters(event, foreground.length, at);
      const share = background > 0 && foreground.length > 0 ? 1 - BACKGROUND_START : 1;
      for (const [p, { shape, group }] of parts.entries()) {
        if (isBackground(shape)) {
          scatter(x, p, shape.initial(event, at, region));
          x[weights[p]] = (foreground.length > 0 ? BACKGROUND_START : 1) / background;
          continue;
        }
        const g = foreground.indexOf(group);
        const together = parts.filter((part) => part.group === group && !isBackground(part.shape)).length;
        scatter(x, p, shape.initial(pieces[g].event, g === 0 ? at : undefined, region));
        x[weights[p]] = (share * pieces[g].share) / together;
      }
      return model.canonical(hold(x));
    },
    canonical(x) {
      const out = Float64Array.from(x);
      for (let p = 0; p < parts.length; p++) {
        const { shape, places } = parts[p];
        const own = partOf(out, p);
        const canonical = shape.canonical(own);
        const stays = places.every(
          (place, k) => parameters[place].fixed === null || canonical[k] === parameters[place].fixed,
        );
        if (stays) scatter(out, p, canonical);
      }
      for (let k = 0; k < size; k++) {
        const { kind, lower, upper, fixed } = parameters[k];
        if (fixed !== null || kind === 'azimuth' || kind === 'angle' || kind === 'weight') continue;
        out[k] = Math.min(upper, Math.max(lower, out[k]));
      }
      if (!single) toSimplex(out, weights, parameters);
      return out;
    },
    partOf,
    weightOf,
    outlines: (x, segments) =>
      parts.map(
        ({ name, shape }, p): Outline => ({
          part: name,
          line: shape.outline(gather(x, p), segments),
        }),
      ),
    handles(x) {
      const out: Handle[] = [];
      const shown = new Set<string>();
      for (let p = 0; p < parts.length; p++) {
        const { name, shape, group } = parts[p];
        for (const handle of shape.handles(partOf(x, p))) {
          if (single) {
            out.push(handle);
            continue;
          }
          const shared = handle.name === 'center' && hasCenter(shape) ? groupNames.get(group) : undefined;
          const full = shared ?? `${name}.${handle.name}`;
          if (shown.has(full)) continue;
          shown.add(full);
          out.push({ ...handle, name: full, label: `${shared ?? name}: ${handle.label}` });
        }
      }
      return out;
    },
    drag(x, handle, y, phi) {
      const out = Float64Array.from(x);
      for (let p = 0; p < parts.length; p++) {
        const { name, shape, group } = parts[p];
        const own = single
          ? handle
          : handle === groupNames.get(group) && hasCenter(shape)
            ? 'center'
            : handle.startsWith(`${name}.`)
              ? handle.slice(name.length + 1)
              : null;
        if (own === null) continue;
        scatter(out, p, shape.drag(partOf(x, p), own, y, phi));
        return hold(out);
      }
      const allowed = model.handles(x).map((one) => one.name);
      throw new RangeError(`${text}: no handle ${handle}, allowed are ${allowed.join(', ')}`);
    },
    size: (x) => Math.max(0, ...parts.map(({ shape }, p) => shape.size(gather(x, p)))),
    toComponents: (x) =>
      parts.map(
        ({ shape }, p): Component => ({
          ...shape.toComponent(partOf(x, p)),
          weight: weightOf(x, p),
        }),
      ),
    fromComponents(components) {
      const told = components.map(({ shape }) => shape).join(', ');
      const needed = parts.map(({ shape }) => shape.name).join(', ');
      if (told !== needed) {
        throw new RangeError(`${text}: its parts are ${needed}, these are ${told || 'none'}`);
      }
      const x = new Float64Array(size);
      for (const [p, component] of components.entries()) {
        scatter(x, p, parts[p].shape.fromComponent(component));
        if (!single) x[weights[p]] = component.weight;
      }
      return x;
    },
  };
  return model;
}

/** Free weights clipped at 0 and scaled so that all of them add up to 1; equal ones where nothing is left to scale. */
function toSimplex(x: Float64Array, weights: readonly number[], parameters: readonly ModelParameter[]): void {
  let held = 0;
  let free = 0;
  let count = 0;
  for (const k of weights) {
    if (parameters[k].fixed !== null) held += x[k];
    else {
      x[k] = Math.max(0, x[k]);
      free += x[k];
      count++;
    }
  }
  const left = Math.max(0, 1 - held);
  for (const k of weights) {
    if (parameters[k].fixed === null) x[k] = free > 0 ? (x[k] / free) * left : left / count;
  }
}

function layOut(specs: readonly PartSpec[]): {
  readonly parts: Part[];
  readonly parameters: ModelParameter[];
  /** Of each part, the place of its weight; empty for a single part. */
  readonly weights: number[];
} {
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
  const add = (name: string, parameter: Parameter, owner: string, limits: Limits | undefined) => {
    const known = placed.get(name);
    if (known === undefined) {
      placed.set(name, parameters.length);
      parameters.push({
        ...parameter,
        name,
        label: single ? parameter.label : `${owner}: ${parameter.label}`,
        lower: limits
          ? Math.max(limits[0], periodic(parameter) ? -Infinity : parameter.lower)
          : parameter.lower,
        upper: limits
          ? Math.min(limits[1], periodic(parameter) ? Infinity : parameter.upper)
          : parameter.upper,
        fixed: limits && limits[0] === limits[1] ? held(parameter, limits[0]) : null,
      });
      return parameters.length - 1;
    }
    if (limits) {
      // A shared centre may be held by any of its parts.
      const { fixed } = parameters[known];
      const value = limits[0] === limits[1] ? held(parameter, limits[0]) : null;
      if (fixed !== null && fixed !== value) {
        throw new RangeError(`${owner}: ${parameter.name} is shared and held at ${fixed} already`);
      }
      parameters[known] = { ...parameters[known], lower: limits[0], upper: limits[1], fixed: value };
    }
    return known;
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

/** Printed weights are rounded. */
const WEIGHT_ROUNDING = 1e-6;

function periodic({ kind }: Parameter): boolean {
  return kind === 'azimuth' || kind === 'angle';
}

function held({ kind }: Parameter, value: number): number {
  return kind === 'azimuth' ? wrapPhi(value) : value;
}

/** Names that occur once stay, others are numbered: ellipse1, ellipse2. */
function numbered(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    if (names.filter((other) => other === name).length === 1) return name;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return `${name}${number}`;
  });
}

/** Of every group that shares a centre, its name: center, or center1, center2 … where there are more of them. */
function namesOfCenters(parts: readonly Part[]): Map<number, string> {
  const members = new Map<number, number>();
  for (const { shape, group } of parts) {
    if (hasCenter(shape)) members.set(group, (members.get(group) ?? 0) + 1);
  }
  const groups = [...members].filter(([, count]) => count > 1).map(([group]) => group);
  return new Map(groups.map((group, k) => [group, groups.length === 1 ? 'center' : `center${k + 1}`]));
}
