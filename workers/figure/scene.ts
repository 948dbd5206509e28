// Parts of a Scene made from what the application knows: an event, a selection, a shape, a flow.

import type { PlaneEvent, Selection } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { convexHull, unwrapped } from '../core/hull.ts';
import { isBackground } from '../shapes/index.ts';
import type { Model } from '../shapes/types.ts';
import { circle, OUTLINE } from './outline.ts';
import { extent } from './ticks.ts';
import type { Scene, SceneHandle, ScenePart, SceneParticles, ScenePotential, SceneShape } from './types.ts';

type Particles = Pick<PlaneEvent, 'y' | 'phi' | 'index'>;

/** An event's particles, those of `selected` (the same event after `select`; default: all) marked as fitted. */
export function sceneParticles(
  event: Pick<PlaneEvent, 'pt' | 'y' | 'phi' | 'pid' | 'index'>,
  selected: { readonly index: Uint32Array } | null = null,
): SceneParticles {
  const marks = new Uint8Array(event.pt.length);
  if (selected === null) marks.fill(1);
  else {
    const inside = new Set(selected.index);
    for (let i = 0; i < marks.length; i++) marks[i] = inside.has(event.index[i]) ? 1 : 0;
  }
  return { pt: event.pt, y: event.y, phi: event.phi, pid: event.pid, selected: marks };
}

/** A model at these parameters, part by part. */
export function sceneShape(
  model: Model,
  parameters: Float64Array,
  state: SceneShape['state'] = 'settled',
  band: SceneShape['band'] = [],
): SceneShape {
  const components = model.toComponents(parameters);
  const outlines = model.outlines(parameters, OUTLINE.segments);
  const single = model.parts.length === 1;
  const parts = model.parts.map(({ name, shape }, p): ScenePart => {
    const component = components[p];
    return {
      name,
      kind: isBackground(shape) ? 'background' : shape.continuous ? 'line' : 'point',
      outline: outlines[p].line,
      center: component.center,
      size: shape.size(model.partOf(parameters, p)),
      label: sizeLabel(component),
      weight: single ? null : component.weight,
    };
  });
  return { parts, handles: sceneHandles(model, parameters), state, highlight: null, band };
}

/** Of each handle the parts that it moves: those whose centre it is, or the one that its name begins with. */
function sceneHandles(model: Model, parameters: Float64Array): SceneHandle[] {
  const [single] = model.parts;
  return model.handles(parameters).map(({ name, y, phi }) => {
    const moved =
      model.parts.length === 1
        ? [single.name]
        : model.parts
            .filter((part) => name.startsWith(`${part.name}.`) || sharedCenter(model, part) === name)
            .map((part) => part.name);
    const own = name.slice(name.indexOf('.') + 1);
    return { name, y, phi, parts: moved, center: !name.includes('.') || own === 'center' };
  });
}

/** The name of the centre that a part shares with others, as its parameters' names have it; null for one of its own. */
export function sharedCenter(model: Model, { name, places }: Model['parts'][number]): string | null {
  const owner = ownerOf(model.parameters[places[0]]?.name ?? '');
  return owner === name || owner === '' ? null : owner;
}

/** `ellipse2.a` belongs to `ellipse2`; a single shape's `a` to nobody. */
function ownerOf(parameter: string): string {
  const dot = parameter.lastIndexOf('.');
  return dot < 0 ? '' : parameter.slice(0, dot);
}

/** The true size in words, for a shape too small to be seen as it is. Empty for a point. */
export function sizeLabel(component: {
  readonly radius?: number;
  readonly semi_axes?: readonly [number, number];
  readonly vertices?: readonly (readonly [number, number])[];
}): string {
  if (component.radius !== undefined) return `radius ${small(component.radius)} rad`;
  if (component.semi_axes) {
    return `semi-axes ${small(component.semi_axes[0])} × ${small(component.semi_axes[1])} rad`;
  }
  const { vertices } = component;
  if (vertices) {
    const sides = vertices.map(([y, phi], k) => {
      const [y1, phi1] = vertices[(k + 1) % vertices.length];
      return Math.hypot(y1 - y, wrapPhi(phi1 - phi));
    });
    // A segment has one side, there and back.
    if (sides.length === 2) return `length ${small(sides[0])} rad`;
    return `sides ${small(Math.min(...sides))} to ${small(Math.max(...sides))} rad`;
  }
  return '';
}

/** Decimals of lengths beside a drawn shape. */
const LENGTH_DECIMALS = 4;
const small = (value: number) => extent(value, LENGTH_DECIMALS);

/** Outline of what of the event is fitted; null for all of it, and for nothing. A lasso keeps its own chart of φ. */
export function selectionOutline(selection: Selection, event: Particles): Float64Array | null {
  if (selection.kind === 'all') return null;
  if (selection.kind === 'circle') return circle(selection.y, selection.phi, selection.radius);
  if (selection.kind === 'particles') return particlesOutline(selection.index, event);
  return Float64Array.from(selection.points.flat());
}

/** Radius of the circle around a single particle, and room around two or particles in line, rad. */
const ROOM = 0.05;

/** The convex hull, in a chart of φ around the first; where it has no area, a circle that holds them. */
function particlesOutline(index: readonly number[], event: Particles): Float64Array | null {
  const chosen = new Set(index);
  const places: [number, number][] = [];
  event.index.forEach((place, i) => {
    if (chosen.has(place)) places.push([event.y[i], event.phi[i]]);
  });
  if (places.length === 0) return null;
  const hull = convexHull(unwrapped(places));
  if (hull.length > 2) return Float64Array.from(hull.flat());
  const [from, to] = [hull[0], hull[hull.length - 1]];
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return circle((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, length / 2 + ROOM);
}

/**
 * Flow lines from particles to points of the shape, each going the short way round in φ.
 * `particle[k]` counts in the arrays of `event`; `mass` is the moved share.
 */
export function scenePlan(
  event: { readonly y: Float64Array; readonly phi: Float64Array },
  particle: ArrayLike<number>,
  toY: Float64Array,
  toPhi: Float64Array,
  mass: Float64Array,
): NonNullable<Scene['plan']> {
  const ends = new Float64Array(4 * mass.length);
  for (let k = 0; k < mass.length; k++) {
    const i = particle[k];
    ends[4 * k] = event.y[i];
    ends[4 * k + 1] = event.phi[i];
    ends[4 * k + 2] = toY[k];
    ends[4 * k + 3] = event.phi[i] + wrapPhi(toPhi[k] - event.phi[i]);
  }
  return { ends, mass };
}

/** Round numbers of contours that fit in one colour range. */
const CONTOURS_PER_RANGE = 8;

/**
 * Values on a grid with a colour range (default: ± the largest |value|, rounded up to two digits) and a contour step.
 * Give the range of an earlier event to keep colours comparable.
 */
export function scenePotential(
  grid: Omit<ScenePotential, 'values' | 'range' | 'contourStep'>,
  values: Float32Array,
  range = potentialRange(values),
): ScenePotential {
  const { y0, dy, columns, phi0, dphi, rows } = grid;
  return { y0, dy, columns, phi0, dphi, rows, values, range, contourStep: contourStep(range) };
}

export function potentialRange(values: Float32Array): number {
  let most = 0;
  for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
  return roundedRange(most);
}

/** A colour range of two digits that holds ±`most`; 1 where there is none. */
export function roundedRange(most: number): number {
  if (!(most > 0) || !Number.isFinite(most)) return 1;
  const unit = 10 ** (Math.floor(Math.log10(most)) - 1);
  return Number((Math.ceil(most / unit - 1e-9) * unit).toPrecision(2));
}

/** A step of 1, 2, 2.5 or 5 × 10ⁿ, about eight to the range. */
export function contourStep(range: number): number {
  const raw = range / CONTOURS_PER_RANGE;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  const factor = lead < 1.5 ? 1 : lead < 2.2 ? 2 : lead < 3.5 ? 2.5 : lead < 7 ? 5 : 10;
  return factor * power;
}
