// Which minima are the same one: parameters close in units of the event's natural length, copies of a term in any order.

import type { Model, Part } from '../shapes/types.ts';
import { canonicalWithin } from './constraints.ts';
import { weightPlace } from './objective.ts';

/** Minima closer than this share of the natural length in every parameter are one; and weights closer than this. */
const SAME = 0.05;
/** Parts that hold less are not compared. */
const SLIGHT = 0.01;
/** A descent within this share of the EMD of such a minimum has run into it. */
const NEAR = 0.02;

export interface Minimum {
  readonly parameters: Float64Array;
  readonly emd: number;
  readonly trace: readonly number[];
  readonly converged: boolean;
  /** Stopped on its way into a minimum that is known: not one of its own. */
  readonly joined?: true;
  /** Collapsed onto a particle: the value is the same on every quadrature, and no finer level has more to find. */
  readonly collapsed?: true;
}

/** On the way into a minimum that is known already: no need to go there again. */
export function near(
  parameters: Float64Array,
  emd: number,
  known: Minimum,
  model: Model,
  length: number,
): boolean {
  return (
    emd >= known.emd &&
    emd < (1 + NEAR) * known.emd &&
    alike(canonicalWithin(model, parameters), canonicalWithin(model, known.parameters), model, length)
  );
}

/** Ascending EMD, those that ran into another and later ones close to an earlier one left out. */
export function distinct(minima: readonly Minimum[], model: Model, length: number): Minimum[] {
  const sorted = minima.filter(({ joined }) => !joined).sort((p, q) => p.emd - q.emd);
  const kept: { readonly minimum: Minimum; readonly canonical: Float64Array }[] = [];
  for (const minimum of sorted) {
    const canonical = canonicalWithin(model, minimum.parameters);
    if (!kept.some((other) => alike(canonical, other.canonical, model, length)))
      kept.push({ minimum, canonical });
  }
  return kept.map(({ minimum }) => minimum);
}

/** Both canonical. */
export function alike(p: Float64Array, q: Float64Array, model: Model, length: number): boolean {
  for (const copies of copiesOf(model)) {
    const left = [...copies];
    for (const copy of copies) {
      const match = left.findIndex((other) =>
        copy.every((part, k) => partAlike(p, part, q, other[k], model, length)),
      );
      if (match < 0) return false;
      left.splice(match, 1);
    }
  }
  return true;
}

/** Of every term of the expression its copies, each the numbers of its parts: any order of copies is the same fit. */
function copiesOf({ parts }: Model): number[][][] {
  const terms = new Map<number, Map<number, number[]>>();
  for (const [p, { term, copy }] of parts.entries()) {
    const copies = terms.get(term) ?? new Map<number, number[]>();
    copies.set(copy, [...(copies.get(copy) ?? []), p]);
    terms.set(term, copies);
  }
  return [...terms.values()].map((copies) => [...copies.values()]);
}

function partAlike(
  p: Float64Array,
  a: number,
  q: Float64Array,
  b: number,
  model: Model,
  length: number,
): boolean {
  const { parts, parameters } = model;
  if (parts.length > 1) {
    const [wa, wb] = [p[weightPlace(model, a)], q[weightPlace(model, b)]];
    if (Math.abs(wa - wb) > SAME) return false;
    if (Math.max(wa, wb) < SLIGHT) return true;
  }
  const [pa, pb] = [parts[a].places, parts[b].places];
  return pa.every((k, own) => {
    const l = pb[own];
    let difference = Math.abs(p[k] - q[l]);
    const { kind } = parameters[k];
    if (kind === 'azimuth') difference = Math.min(difference, 2 * Math.PI - difference);
    if (kind === 'angle') {
      // A turn moves the ends of the axes only as far as these differ in length.
      difference = Math.min(difference, Math.PI - difference) * stretch(p, parts[a], model);
    }
    return difference <= SAME * length;
  });
}

/** How far the lengths of a part are apart: those that an angle turns. */
function stretch(p: Float64Array, { places }: Part, { parameters }: Model): number {
  const lengths = places.filter((k) => parameters[k].kind === 'length').map((k) => p[k]);
  return lengths.length > 0 ? Math.max(...lengths) - Math.min(...lengths) : 0;
}

/** The same parameters with the copies of each term by falling weight. */
export function ordered(x: Float64Array, model: Model): Float64Array {
  if (model.parts.length === 1) return x;
  const out = Float64Array.from(x);
  const own = (part: number) => [...model.parts[part].places, weightPlace(model, part)];
  for (const copies of copiesOf(model)) {
    const weight = (copy: readonly number[]) =>
      copy.reduce((sum, part) => sum + x[weightPlace(model, part)], 0);
    const sorted = [...copies].sort((a, b) => weight(b) - weight(a));
    for (const [rank, copy] of sorted.entries()) {
      for (const [k, part] of copy.entries()) {
        const to = own(copies[rank][k]);
        for (const [i, place] of own(part).entries()) out[to[i]] = x[place];
      }
    }
  }
  return out;
}
