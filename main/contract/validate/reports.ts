// A fit as the application reported it and gets it back with a session.

import { anyNumber, boolean, list, nullable, oneOf, record, text, tuple } from '../checks.ts';
import type { ContinuousEmd, FitReport, FitResult } from '../fit.ts';
import type { Intervals, ParameterInterval, ReplicaIntervals } from '../intervals.ts';
import { components, resolution } from './placed.ts';
import { count, point, seed, shape } from './scalars.ts';
import { selection } from './selections.ts';

/** Where all replicas have left there is none: NaN, which a session's file keeps as null. */
const perhaps = nullable(anyNumber);
const span = tuple(perhaps, perhaps);
const replicaIntervals = record<ReplicaIntervals>({
  replicas: count,
  left: count,
  parameters: list(
    record<ParameterInterval>({
      name: text(200),
      unit: text(10, 0),
      best: anyNumber,
      median: perhaps,
      sd: perhaps,
      bias: perhaps,
      central68: span,
      central95: span,
    }),
    1000,
  ),
});
const intervals = record<Intervals>({
  seed,
  resolution,
  smearing: replicaIntervals,
  bootstrap: replicaIntervals,
});
const result = record<FitResult>(
  {
    event: count,
    shape,
    solver: text(40),
    emd: anyNumber,
    lower_bound: anyNumber,
    gap: anyNumber,
    quadrature: count,
    seed,
    converged: boolean,
    iterations: count,
    wall_ms: anyNumber,
    components,
    divergence: anyNumber,
    search: oneOf(['quick'] as const),
    continuous: record<ContinuousEmd>({ emd: anyNumber, error: anyNumber, converged: boolean }),
    intervals,
  },
  ['divergence', 'search', 'continuous', 'intervals'],
);
export const report = record<FitReport>(
  {
    result,
    trace: list(anyNumber, 100_000),
    others: list(record<FitReport['others'][number]>({ emd: anyNumber, components }), 1000),
    selection,
    at: point,
    here: boolean,
    particles: count,
    energy: anyNumber,
    energyShare: anyNumber,
  },
  ['at', 'here'],
);
