// Two fits of one expression may list the copies of a term in different orders: `3*point` has no first point. Brought
// together by place before they are compared.

import type { Component } from '../../main/contract/index.ts';
import { wrapPhi } from '../../workers/core/geometry.ts';
import type { Model } from '../../workers/shapes/types.ts';

/** `components` with the copies of each term in the order in which they lie nearest to those of `like`, nearest pairs first. */
export function aligned(
  model: Model,
  like: readonly Component[],
  components: readonly Component[],
): readonly Component[] {
  const out = [...components];
  for (const copies of copiesOf(model)) {
    const pairs = copies.flatMap((target) =>
      copies.map((source) => ({ target, source, far: distance(target, source, like, components) })),
    );
    const taken = { targets: new Set<number[]>(), sources: new Set<number[]>() };
    for (const { target, source } of pairs.sort((a, b) => a.far - b.far)) {
      if (taken.targets.has(target) || taken.sources.has(source)) continue;
      taken.targets.add(target);
      taken.sources.add(source);
      for (const [k, place] of target.entries()) out[place] = components[source[k]];
    }
  }
  return out;
}

/** Of each term with more than one copy, the parts (places in the model's list) of each copy. */
function copiesOf({ parts }: Model): number[][][] {
  const terms = new Map<number, Map<number, number[]>>();
  for (const [p, { term, copy }] of parts.entries()) {
    const copies = terms.get(term) ?? new Map<number, number[]>();
    terms.set(term, copies.set(copy, [...(copies.get(copy) ?? []), p]));
  }
  return [...terms.values()].map((copies) => [...copies.values()]).filter((copies) => copies.length > 1);
}

function distance(
  target: readonly number[],
  source: readonly number[],
  like: readonly Component[],
  components: readonly Component[],
): number {
  return target.reduce((sum, place, k) => {
    const [a, b] = [like[place], components[source[k]]];
    return (
      sum +
      Math.hypot(a.center[0] - b.center[0], wrapPhi(a.center[1] - b.center[1])) +
      Math.abs(a.weight - b.weight)
    );
  }, 0);
}
