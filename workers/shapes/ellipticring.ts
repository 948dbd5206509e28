// The edge of an ellipse, its mass spread evenly along the edge (in arc length, not in the angle of the parametrisation).

import { type EdgePlaces, edgePlaces } from './arc-length.ts';
import { ovalShape } from './oval.ts';
import type { Shape } from './types.ts';

/** Semi-axis by the root-mean-square width along it: exact for a circle. */
const SEMI_AXIS = Math.SQRT2;

let last: {
  readonly n: number;
  readonly q: number;
  readonly tall: boolean;
  readonly places: EdgePlaces;
} | null = null;

/** The last table is kept: a gradient follows its value. */
function placesOf(n: number, a: number, b: number): { readonly places: EdgePlaces; readonly q: number } {
  const [first, second] = [Math.abs(a), Math.abs(b)];
  const tall = second > first;
  const longer = tall ? second : first;
  const q = longer > 0 ? (tall ? first : second) / longer : 1;
  if (last?.n !== n || last.q !== q || last.tall !== tall) {
    last = { n, q, tall, places: edgePlaces(n, q, tall) };
  }
  return { places: last.places, q };
}

export const ellipticring: Shape = ovalShape(
  {
    name: 'ellipticring',
    label: 'Elliptic ring',
    quadrature([y0, phi0, a, b, angle], n, y, phi) {
      const { places } = placesOf(n, a, b);
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      for (let k = 0; k < n; k++) {
        const along = a * places.x[k];
        const across = b * places.y[k];
        y[k] = y0 + along * cos - across * sin;
        phi[k] = phi0 + along * sin + across * cos;
      }
      return n;
    },
    /** The places of the unit ellipse depend on q = shorter / longer axis, so both axes move all of them. */
    pullback([, , a, b, angle], n, gradY, gradPhi, out) {
      const { places, q } = placesOf(n, a, b);
      const { x, y, dx, dy } = places;
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      const tall = Math.abs(b) > Math.abs(a);
      const sign = a < 0 === b < 0 ? 1 : -1;
      // ∂along/∂a, ∂across/∂a, ∂along/∂b, ∂across/∂b: a·∂q/∂a and b·∂q/∂b are ∓q, and the mixed ones ±1 or ∓q².
      const [aa, ab, ba, bb] = tall ? [q, 1, -q * q, -q] : [-q, -q * q, 1, q];
      out.fill(0, 0, 5);
      for (let k = 0; k < n; k++) {
        const gAlong = gradY[k] * cos + gradPhi[k] * sin;
        const gAcross = gradPhi[k] * cos - gradY[k] * sin;
        out[0] += gradY[k];
        out[1] += gradPhi[k];
        out[2] += gAlong * (x[k] + aa * dx[k]) + gAcross * sign * ab * dy[k];
        out[3] += gAcross * (y[k] + bb * dy[k]) + gAlong * sign * ba * dx[k];
        out[4] += gAcross * a * x[k] - gAlong * b * y[k];
      }
    },
  },
  SEMI_AXIS,
);
