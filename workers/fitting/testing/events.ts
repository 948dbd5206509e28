// Events of known shape, for the tests of the fit.

import type { PlaneEvent } from '../../core/events.ts';
import { wrapPhi } from '../../core/geometry.ts';
import type { Random } from '../../core/random.ts';
import type { Shape } from '../../shapes/types.ts';

/** Particles of pT 1 (or as given) at these places; φ wrapped. */
export function eventAt(y: ArrayLike<number>, phi: ArrayLike<number>, pt?: ArrayLike<number>): PlaneEvent {
  const n = y.length;
  return {
    event: 0,
    pt: Float64Array.from({ length: n }, (_, i) => pt?.[i] ?? 1),
    y: Float64Array.from(y),
    phi: Float64Array.from(phi, wrapPhi),
    mass: null,
    pid: null,
    index: Uint32Array.from({ length: n }, (_, i) => i),
  };
}

/** The shape's own quadrature of n points as an event, smeared by `noise` (rad) where a source of it is given. */
export function eventLike(
  shape: Shape,
  parameters: readonly number[],
  n: number,
  noise = 0,
  draw?: Random,
): PlaneEvent {
  const y = new Float64Array(n);
  const phi = new Float64Array(n);
  shape.quadrature(Float64Array.from(parameters), n, y, phi);
  const smear = (value: number) => value + noise * (draw?.normal() ?? 0);
  return eventAt(y.map(smear), phi.map(smear));
}

/** A lumpy random jet. */
export function randomJet(n: number, draw: Random): PlaneEvent {
  const y = Float64Array.from({ length: n }, () => 0.4 * draw.normal());
  const phi = Float64Array.from({ length: n }, () => 3 + 0.3 * draw.normal());
  return eventAt(
    y,
    phi,
    y.map(() => -Math.log(1 - draw.uniform())),
  );
}
