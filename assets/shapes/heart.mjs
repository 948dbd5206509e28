// A shape of one's own for `ringside fit … --shapes heart.mjs --shape heart` (docs/shapes.md): the edge of a heart.
//
// A name, parameters and a quadrature are enough. This one also gives the derivative of its places, so that a fit need not
// take differences; leave `pullback` out and it will.

/** The usual heart, x = 16 sin³ t, y = 13 cos t − 5 cos 2t − 2 cos 3t − cos 4t, about as wide as 2. */
const UNIT = 16;
const across = (t) => (16 * Math.sin(t) ** 3) / UNIT;
const upward = (t) => (13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t)) / UNIT;
/** Place k of n, even in t. */
const turn = (k, n) => (2 * Math.PI * (k + 0.5)) / n;

export default {
  name: 'heart',
  label: 'Heart',
  parameters: [
    // `y` and `phi` first: a centre, which 2*(heart+point) can share.
    { name: 'y', kind: 'rapidity', meaning: 'Rapidity of the middle.' },
    { name: 'phi', kind: 'azimuth', meaning: 'Azimuth of the middle.' },
    { name: 'width', kind: 'length', upper: 3, meaning: 'Half the width, rad.' },
    // A heart looks different upside down: its angle has the whole turn.
    { name: 'tilt', kind: 'angle', lower: -Math.PI, upper: Math.PI, meaning: 'Turns it from +y towards +φ.' },
  ],

  quadrature([y0, phi0, width, tilt], n, y, phi) {
    const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
    for (let k = 0; k < n; k++) {
      const [u, v] = [across(turn(k, n)), upward(turn(k, n))];
      y[k] = y0 + width * (u * cos - v * sin);
      phi[k] = phi0 + width * (u * sin + v * cos);
    }
  },

  pullback([, , width, tilt], n, gradY, gradPhi, out) {
    const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
    out.fill(0);
    for (let k = 0; k < n; k++) {
      const [u, v] = [across(turn(k, n)), upward(turn(k, n))];
      const [dy, dphi] = [u * cos - v * sin, u * sin + v * cos];
      out[0] += gradY[k];
      out[1] += gradPhi[k];
      out[2] += gradY[k] * dy + gradPhi[k] * dphi;
      out[3] += width * (gradPhi[k] * dy - gradY[k] * dphi);
    }
  },

  // A heart is not convex: without this it would be drawn as its hull.
  outline([y0, phi0, width, tilt], segments) {
    const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
    return Array.from({ length: segments }, (_, k) => {
      const [u, v] = [across(turn(k, segments)), upward(turn(k, segments))];
      return [y0 + width * (u * cos - v * sin), phi0 + width * (u * sin + v * cos)];
    });
  },
};
