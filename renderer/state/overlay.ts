// What stands on the plane: a shape at its parameters, the numbers known of it, and the field drawn around it; and a shape
// placed by hand in the form of a fit's result.

import type { Evaluation, FitReport, FitResult, GridSpec, Selection } from '../../main/contract/index.ts';
import type { Shape } from '../../workers/shapes/types.ts';

/** Seed of every fit started from the screen; it is part of the result. */
export const SEED = 1;

export interface Overlay {
  readonly dataset: string;
  readonly event: number;
  readonly shape: Shape;
  readonly parameters: Float64Array;
  /** 'settling': a fit runs. 'settled': its result. 'dragged': tried by hand. 'batch': a row of a table. */
  readonly state: 'settling' | 'settled' | 'dragged' | 'batch';
  readonly selection: Selection;
  /** rad; null before the first value has come. */
  readonly emd: number | null;
  /** The numbers that certify that value; null while it moves. */
  readonly result: FitResult | null;
  readonly report: FitReport | null;
  /** EMD by iteration, as far as it has been shown. */
  readonly trace: readonly number[];
}

export interface Field {
  readonly potential: Float32Array | null;
  /** rad; a colour range that suits what is fitted. */
  readonly reach: number | null;
  readonly grid: GridSpec | null;
  readonly plan: Evaluation['plan'];
}

/** A shape placed by hand, in the form of a result: no iterations, not converged, but with its certificate. */
export function byHand(overlay: Overlay, evaluation: Evaluation): FitResult {
  return {
    event: overlay.event,
    shape: overlay.shape.name,
    solver: 'exact',
    emd: evaluation.emd,
    lower_bound: evaluation.lowerBound,
    gap: evaluation.gap,
    quadrature: evaluation.quadrature,
    seed: SEED,
    converged: false,
    iterations: 0,
    wall_ms: 0,
    components: [overlay.shape.toComponent(overlay.parameters)],
  };
}
