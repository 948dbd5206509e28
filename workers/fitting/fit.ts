// The fit: which search a model needs, and the value, dual bound and gap of what it found on the finest quadrature.

import type { PlaneEvent } from '../core/events.ts';
import type { Model } from '../shapes/types.ts';
import { article } from './article.ts';
import { canonicalWithin } from './constraints.ts';
import { ordered } from './minima.ts';
import { searchMixture } from './mixture.ts';
import { isScatter, searchPoints } from './scatter.ts';
import { Search } from './search.ts';
import { searchShape } from './single.ts';
import type { FitOptions, FitOutcome } from './types.ts';

/** Points of each continuous part in the result's value. */
const FINE = 1000;

/** Best parameters of the model for the event. Same input and seed: same result. Throws for empty events. */
export function fit(event: PlaneEvent, model: Model, options: FitOptions = {}): FitOutcome {
  const { seed = 1, now = () => performance.now() } = options;
  const number = options.event ?? event.event;
  const began = now();
  if (event.pt.length === 0) {
    throw new Error(
      `event ${number}: no particles in the plane, needed is at least 1 to fit ${article(model.text)} ${model.text}`,
    );
  }
  const search = new Search(event, model, options);
  const find = isScatter(model) ? searchPoints : model.parts.length === 1 ? searchShape : searchMixture;
  const { minima, objective } = find(search, FINE, options.from);
  const [best, ...others] = minima;
  const parameters = ordered(canonicalWithin(model, best.parameters), model);
  objective.transport.tolerance = 0;
  const emd = objective.value(parameters);
  const bound = Math.min(emd, objective.transport.bound());
  return {
    result: {
      event: number,
      shape: model.text,
      solver: 'exact',
      emd,
      lower_bound: bound,
      gap: emd - bound,
      quadrature: objective.points,
      seed,
      converged: best.converged && objective.transport.converged,
      iterations: best.trace.length,
      wall_ms: now() - began,
      components: model.toComponents(parameters),
      ...(options.search === 'quick' ? { search: 'quick' as const } : {}),
    },
    trace: best.trace.length > 0 ? best.trace : [emd],
    others: others.map((minimum) => ({
      emd: minimum.emd,
      components: search.components(minimum.parameters),
    })),
  };
}
