// What a history tells: inclusive and exclusive jets, constituents, and what lies beneath a node.

import { BEAM, type History } from './types.ts';

/** Inclusive jets: nodes that went to the beam; without one, what is left at the end. */
export function inclusiveNodes({ steps, first, second, particles, left }: History): number[] {
  const out: number[] = [];
  let beam = false;
  for (let s = 0; s < steps; s++) {
    if (second[s] !== BEAM) continue;
    beam = true;
    out.push(first[s]);
  }
  if (!beam && particles > 0) out.push(left.length - 1);
  return out;
}

/** What was there when so many were left, those taken by the beam before left out. Fewer where there were never so many particles. */
export function exclusiveNodes(history: History, count: number): number[] {
  if (!(Number.isInteger(count) && count >= 1)) {
    throw new RangeError(`exclusive jets: the number is ${count}, allowed are integers ≥ 1`);
  }
  return alive(history, Math.max(0, history.particles - count));
}

/** What was there when every distance up to `cut` had been dealt with: the jets that are `cut` apart. */
export function exclusiveNodesAt(history: History, cut: number): number[] {
  if (!(cut >= 0)) throw new RangeError(`exclusive jets: dcut is ${cut}, allowed are numbers ≥ 0`);
  return alive(history, stepsUpTo(history, cut));
}

/** Steps until a distance above `cut` comes for good: distances need not grow from step to step. */
function stepsUpTo({ distance, steps }: History, cut: number): number {
  let s = 0;
  while (s < steps && distance[s] <= cut) s++;
  return s;
}

function alive({ particles, steps, first, second, into }: History, until: number): number[] {
  const there = new Set<number>();
  for (let i = 0; i < particles; i++) there.add(i);
  for (let s = 0; s < Math.min(until, steps); s++) {
    there.delete(first[s]);
    if (second[s] === BEAM) continue;
    there.delete(second[s]);
    there.add(into[s]);
  }
  return [...there];
}

/** Particles beneath a node, ascending. */
export function constituentsOf(history: History, node: number): Uint32Array {
  return nodesBeneath(history, node).filter((k) => k < history.particles);
}

/** A node and all beneath it, ascending: children have smaller numbers than what they were merged into. */
export function nodesBeneath({ particles, left, right }: History, node: number): Uint32Array {
  const out: number[] = [];
  const stack = [node];
  for (let k = stack.pop(); k !== undefined; k = stack.pop()) {
    out.push(k);
    if (k >= particles) stack.push(left[k], right[k]);
  }
  return Uint32Array.from(out).sort();
}
