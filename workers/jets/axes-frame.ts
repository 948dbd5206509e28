// The frame of a jet: its axis is brought to y = 0, φ = 0 by a boost along the beam and a turn about it, which shifts all of the
// (y, φ) plane; on demand a turn about the axis then brings the jet's principal axis to the direction of y. Every step is a Lorentz
// transformation, so that masses stay as they are (a turn of the (y, φ) plane itself would change them).
//
// Principal axes: of Σ p⊥ p⊥ᵀ/E over the jet, p⊥ at right angles to the axis (the shape tensor of arXiv:1006.2035). Of its two
// directions the one with more |p⊥| on its side is +y.

import { boostAlongBeam, type FourVector, type Lorentz, product, rotation, transformed } from './boost.ts';
import { type FourMomenta, rapidityOf } from './momenta.ts';

/** Below this share of the energy, spread is rounding. */
const NO_WIDTH = 1e-24;

export interface JetFrame {
  readonly lorentz: Lorentz;
  /** Where the axis was, rad. */
  readonly y: number;
  readonly phi: number;
  /** By how much was turned about the axis to the principal axes, rad in (−π, π]; 0 without. */
  readonly angle: number;
}

/** The axis-centred frame. Throws RangeError for an axis along the beam: it has no rapidity to be brought to 0. */
export function jetFrame(axis: FourVector): JetFrame {
  const { px, py, pz, e } = axis;
  if (!(px * px + py * py > 0)) {
    throw new RangeError(`jet frame: the axis has pT = ${Math.hypot(px, py)} GeV, allowed are numbers > 0`);
  }
  const y = rapidityOf(px, py, pz, e);
  const phi = Math.atan2(py, px);
  return { lorentz: product(rotation([0, 0, 1], -phi), boostAlongBeam(y)), y, phi, angle: 0 };
}

/** The axis-centred frame, turned about the axis (now x) until the jet's principal axis points along the beam. */
export function principalFrame(axis: FourVector, jet: FourMomenta): JetFrame {
  const centred = jetFrame(axis);
  const { py, pz, e } = transformed(centred.lorentz, jet);
  let [yy, yz, zz, sum] = [0, 0, 0, 0];
  for (let i = 0; i < e.length; i++) {
    if (!(e[i] > 0)) continue;
    sum += e[i];
    yy += (py[i] * py[i]) / e[i];
    yz += (py[i] * pz[i]) / e[i];
    zz += (pz[i] * pz[i]) / e[i];
  }
  // From z towards −y, as a right-handed turn about x goes; a jet of one direction, or a round one, is left as it is.
  let angle = yy + zz > NO_WIDTH * sum ? 0.5 * Math.atan2(2 * yz, zz - yy) : 0;
  let side = 0;
  for (let i = 0; i < e.length; i++) {
    const along = pz[i] * Math.cos(angle) + py[i] * Math.sin(angle);
    side += along * Math.hypot(py[i], pz[i]);
  }
  if (side < 0) angle += angle > 0 ? -Math.PI : Math.PI;
  return { ...centred, lorentz: product(rotation([1, 0, 0], angle), centred.lorentz), angle };
}
