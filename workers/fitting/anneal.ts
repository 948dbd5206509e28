// Downhill in long steps that shrink: every variable moves by its natural length times a rate, whatever the size of its gradient
// (Adam; Kingma & Ba, arXiv:1412.6980), and the rate falls along half a cosine. An EMD has kinks that point down along its weights,
// where a line search stalls far from any minimum; these steps go across. What is left is the best place seen, near a minimum.

import type { Descendable, Feasible } from './descent.ts';

/** How long, and how far a first step goes, natural lengths. */
export interface Schedule {
  readonly steps: number;
  readonly rate: number;
}

export interface AnnealOptions extends Schedule {
  /** Natural length of each variable. 0 holds a variable fixed. */
  readonly scale: Float64Array;
  /** Where given, the start must be allowed. */
  readonly feasible?: Feasible;
  /** After every value. */
  readonly onStep?: (x: Float64Array, value: number) => void;
}

/** How much of the last means of the gradient and of its square are kept at each step. */
const KEEP = 0.8;
const KEEP_SQUARE = 0.95;
/** Gradients below this (a unit of the value a natural length) do not count. */
const TINY = 1e-9;

/** The best of `steps` + 1 places. The last value was taken elsewhere: evaluate again before a gradient. */
export function anneal(target: Descendable, start: Float64Array, options: AnnealOptions) {
  const { steps, rate, scale, feasible, onStep } = options;
  const size = start.length;
  const gradient = new Float64Array(size);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  let best = { x: start, value: Number.POSITIVE_INFINITY };
  let x = start;
  for (let step = 0; step <= steps; step++) {
    const value = target.value(x);
    onStep?.(x, value);
    if (value < best.value) best = { x, value };
    if (step === steps) break;
    target.gradient(x, gradient);
    feasible?.reduce(x, gradient);
    const now = (rate / 2) * (1 + Math.cos((Math.PI * step) / steps));
    const seen = 1 - KEEP ** (step + 1);
    const seenSquare = 1 - KEEP_SQUARE ** (step + 1);
    const next = Float64Array.from(x);
    for (let k = 0; k < size; k++) {
      const pull = gradient[k] * scale[k];
      mean[k] = KEEP * mean[k] + (1 - KEEP) * pull;
      square[k] = KEEP_SQUARE * square[k] + (1 - KEEP_SQUARE) * pull * pull;
      next[k] -= (now * scale[k] * (mean[k] / seen)) / (Math.sqrt(square[k] / seenSquare) + TINY);
    }
    feasible?.project(next);
    x = next;
  }
  return best;
}
