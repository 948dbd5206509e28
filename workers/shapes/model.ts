// A model: a weighted sum of shapes as one parameter vector. Positions of all parts stand first (a shared centre once),
// then the parts' weights. A single shape is a model of one part whose parameters keep the shape's own names.

import type { PlaneEvent } from '../core/events.ts';
import { canonicalOf } from './canonical.ts';
import { clusters } from './clusters.ts';
import { hasCenter, isBackground, layOut, namesOfCenters, type PartSpec } from './layout.ts';
import type { Component, Handle, Model, Outline, Region } from './types.ts';

/** A background's weight in the first guess. */
const BACKGROUND_START = 0.2;

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
        return model.canonical(hold(x));
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
    canonical: (x) => canonicalOf({ parts, parameters, weights }, x),
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
