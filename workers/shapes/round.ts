// Ring and disk differ only in where their mass sits: centre and radius are handled here for both.

import { wrapPhi } from '../core/geometry.ts';
import {
  CENTER,
  CENTER_PARAMETERS,
  clampRapidity,
  MAX_RADIUS,
  noHandle,
  RADIUS_PARAMETER,
} from './common.ts';
import { MIN_START, meanDistance, startCenter } from './extent.ts';
import type { Places } from './tables.ts';
import type { Component, Handle, Shape } from './types.ts';

/** A shape of the unit places `places(n)` scaled by a radius. `meanRadius`: their mean distance from the centre. */
export function roundShape(
  name: 'ring' | 'disk',
  label: string,
  places: (n: number) => Places,
  meanRadius: number,
): Shape {
  const shape: Shape = {
    name,
    label,
    common: true,
    continuous: true,
    lists: { center: CENTER },
    parameters: [...CENTER_PARAMETERS, RADIUS_PARAMETER],
    quadrature([y0, phi0, radius], n, y, phi) {
      const unit = places(n);
      for (let k = 0; k < n; k++) {
        y[k] = y0 + radius * unit.x[k];
        phi[k] = phi0 + radius * unit.y[k];
      }
      return n;
    },
    pullback(_parameters, n, gradY, gradPhi, out) {
      const unit = places(n);
      out.fill(0, 0, 3);
      for (let k = 0; k < n; k++) {
        out[0] += gradY[k];
        out[1] += gradPhi[k];
        out[2] += gradY[k] * unit.x[k] + gradPhi[k] * unit.y[k];
      }
    },
    curved: ([y, phi, radius]) => ({ kind: name, y, phi, radius }),
    initial(event, at) {
      const [y, phi] = startCenter(event, at);
      return shape.canonical(
        Float64Array.of(y, phi, Math.max(MIN_START, meanDistance(event, y, phi) / meanRadius)),
      );
    },
    canonical([y, phi, radius]) {
      return Float64Array.of(clampRapidity(y), wrapPhi(phi), Math.min(Math.abs(radius), MAX_RADIUS));
    },
    outline([y, phi, radius], segments) {
      const out = new Float64Array(2 * segments + 2);
      for (let k = 0; k <= segments; k++) {
        const angle = (2 * Math.PI * (k % segments)) / segments;
        out[2 * k] = y + radius * Math.cos(angle);
        out[2 * k + 1] = phi + radius * Math.sin(angle);
      }
      return out;
    },
    handles([y, phi, radius]): Handle[] {
      return [
        { name: 'center', y, phi, label: 'centre' },
        { name: 'radius', y: y + radius, phi, label: 'radius' },
      ];
    },
    drag(parameters, handle, y, phi) {
      const [y0, phi0, radius] = parameters;
      if (handle === 'center') return shape.canonical(Float64Array.of(y, phi, radius));
      if (handle === 'radius') {
        return shape.canonical(Float64Array.of(y0, phi0, Math.hypot(y - y0, wrapPhi(phi - phi0))));
      }
      throw noHandle(name, handle, ['center', 'radius']);
    },
    size: (parameters) => Math.abs(parameters[2]),
    toComponent(parameters): Component {
      const [y, phi, radius] = shape.canonical(parameters);
      return { shape: name, weight: 1, center: [y, phi], radius };
    },
    fromComponent({ center, radius }) {
      if (radius === undefined) {
        throw new RangeError(`${name}: radius is missing, needed is a number from 0 to ${MAX_RADIUS}`);
      }
      return shape.canonical(Float64Array.of(center[0], center[1], radius));
    },
  };
  return shape;
}
