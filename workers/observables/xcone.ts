// XCone: exactly N jets, those whose axes minimise N-jettiness with a beam. A particle belongs to the nearest axis within R, or to no jet.
// Stewart, Tackmann, Thaler, Vermilion, Wilkason, arXiv:1508.01516, with the distances of the plane and β = 2, where each axis is the centroid
// of its jet. It is the fit of N points of free weights to the event by the EMD in GeV with radius R (Komiske, Metodiev, Thaler,
// arXiv:2004.04159): what is farther than R from every point is cheaper to leave out.

import { wrapPhi } from '../core/geometry.ts';
import { type FourMomenta, type Jet, kinematics, planeOf, type XConeRequest } from '../jets/index.ts';
import { jettiness } from './jettiness.ts';

const BETA = 2;
/** Of the random starts besides those from exclusive kt; one seed, so that jets are always the same. */
const SEED = 1;

/**
 * Falling pT; constituents are places in the momenta, ascending. Fewer than N where the event has fewer particles off the beam, or two axes found the same ones. Throws RangeError for an R that
 * is not a finite number > 0 and for N that is no integer ≥ 1.
 */
export function xconeJets(
  { px, py, pz, e }: FourMomenta,
  { R, exclusive: count, ptMin = 0 }: XConeRequest,
): Jet[] {
  if (!(R > 0 && Number.isFinite(R))) {
    throw new RangeError(`xcone: R is ${R}, allowed are finite numbers > 0`);
  }
  if (!(Number.isInteger(count) && count >= 1)) {
    throw new RangeError(`xcone: the number of jets is ${count}, allowed are integers ≥ 1`);
  }
  const event = planeOf({ px, py, pz, e, event: 0, index: Uint32Array.from(px.keys()) });
  const axes = count >= event.pt.length ? event : jettiness(event, count, R, BETA, SEED);
  const members: number[][] = Array.from(axes.y, () => []);
  event.y.forEach((y, i) => {
    let best = R * R;
    let nearest = -1;
    for (let k = 0; k < axes.y.length; k++) {
      const square = (y - axes.y[k]) ** 2 + wrapPhi(event.phi[i] - axes.phi[k]) ** 2;
      if (square >= best) continue;
      best = square;
      nearest = k;
    }
    if (nearest >= 0) members[nearest].push(event.index[i]);
  });
  return members
    .filter((one) => one.length > 0)
    .map((constituents) => {
      const sum = (column: Float64Array) => constituents.reduce((total, i) => total + column[i], 0);
      return { ...kinematics(sum(px), sum(py), sum(pz), sum(e)), constituents };
    })
    .filter(({ pt }) => pt >= ptMin)
    .sort((a, b) => b.pt - a.pt);
}
