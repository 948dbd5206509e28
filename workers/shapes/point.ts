// All the mass at one place: its own quadrature. The EMD to it is the weighted mean distance.

import { wrapPhi } from '../core/geometry.ts';
import { CENTER, CENTER_PARAMETERS, clampRapidity, noHandle } from './common.ts';
import { startCenter } from './extent.ts';
import type { Shape } from './types.ts';

export const point: Shape = {
  name: 'point',
  label: 'Point',
  common: true,
  continuous: false,
  parameters: CENTER_PARAMETERS,
  lists: { center: CENTER },
  quadrature(parameters, _n, y, phi) {
    y[0] = parameters[0];
    phi[0] = parameters[1];
    return 1;
  },
  pullback(_parameters, _n, gradY, gradPhi, out) {
    out[0] = gradY[0];
    out[1] = gradPhi[0];
  },
  initial: (event, at) => point.canonical(Float64Array.from(startCenter(event, at))),
  canonical: ([y, phi]) => Float64Array.of(clampRapidity(y), wrapPhi(phi)),
  outline([y, phi], segments) {
    const out = new Float64Array(2 * segments + 2);
    for (let k = 0; k <= segments; k++) {
      out[2 * k] = y;
      out[2 * k + 1] = phi;
    }
    return out;
  },
  handles: ([y, phi]) => [{ name: 'center', y, phi, label: 'centre' }],
  drag(_parameters, handle, y, phi) {
    if (handle !== 'center') throw noHandle('point', handle, ['center']);
    return point.canonical(Float64Array.of(y, phi));
  },
  size: () => 0,
  toComponent(parameters) {
    const [y, phi] = point.canonical(parameters);
    return { shape: 'point', weight: 1, center: [y, phi] };
  },
  fromComponent: ({ center }) => point.canonical(Float64Array.of(center[0], center[1])),
};
