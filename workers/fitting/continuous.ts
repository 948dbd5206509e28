// The distance to a fitted shape itself. A fit's value stands on points; this one does not, and says how far it can be off.

import type { PlaneEvent } from '../core/events.ts';
import type { Shape } from '../shapes/types.ts';
import { emd } from '../transport/index.ts';
import { semidiscrete } from '../transport/relatives/index.ts';

export interface ContinuousEmd {
  /** β = 1, R = 1, energies normalised. */
  readonly emd: number;
  readonly error: number;
  readonly converged: boolean;
}

/** EMD of the event (all its particles) to the shape at these parameters. */
export function continuousEmd(event: PlaneEvent, shape: Shape, parameters: Float64Array): ContinuousEmd {
  const points = { weight: event.pt, y: event.y, phi: event.phi };
  if (!shape.continuous) {
    const y = new Float64Array(1);
    const phi = new Float64Array(1);
    shape.quadrature(parameters, 1, y, phi);
    const { emd: value, gap, converged } = emd(points, { weight: Float64Array.of(1), y, phi });
    return { emd: value, error: gap, converged };
  }
  const places = (n: number, y: Float64Array, phi: Float64Array) => shape.quadrature(parameters, n, y, phi);
  const found = semidiscrete(points, shape.curved?.(parameters) ?? { kind: 'places', places });
  return { emd: found.emd, error: found.error, converged: found.converged };
}
