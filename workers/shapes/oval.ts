// Filled ellipse and elliptic ring differ only in where their mass sits: centre, semi-axes and angle are handled here for both.

import { wrapPhi } from '../core/geometry.ts';
import {
  ANGLE_PARAMETER,
  CENTER,
  CENTER_PARAMETERS,
  clampRapidity,
  halfTurn,
  MAX_RADIUS,
  noHandle,
} from './common.ts';
import { MIN_START, principalAxes, startCenter } from './extent.ts';
import type { Handle, Parameter, Shape } from './types.ts';

const PARAMETERS: readonly Parameter[] = [
  ...CENTER_PARAMETERS,
  {
    name: 'a',
    kind: 'length',
    label: 'first semi-axis',
    unit: 'rad',
    lower: 0,
    upper: MAX_RADIUS,
    meaning: 'Half of the longer axis.',
  },
  {
    name: 'b',
    kind: 'length',
    label: 'second semi-axis',
    unit: 'rad',
    lower: 0,
    upper: MAX_RADIUS,
    meaning: 'Half of the shorter axis.',
  },
  ANGLE_PARAMETER,
];

/** `widths`: a semi-axis by the root-mean-square width of the mass along it. */
export function ovalShape(
  own: Pick<Shape, 'name' | 'label' | 'quadrature' | 'pullback' | 'curved' | 'common'>,
  widths: number,
): Shape {
  const { name } = own;
  const shape: Shape = {
    ...own,
    continuous: true,
    parameters: PARAMETERS,
    lists: { center: CENTER, semi_axes: ['a', 'b'] },
    initial(event, at) {
      const [y, phi] = startCenter(event, at);
      const { along, across, angle } = principalAxes(event, y, phi);
      return shape.canonical(
        Float64Array.of(
          y,
          phi,
          Math.max(MIN_START, widths * along),
          Math.max(MIN_START / 2, widths * across),
          angle,
        ),
      );
    },
    canonical([y, phi, a, b, angle]) {
      const first = Math.min(Math.abs(a), MAX_RADIUS);
      const second = Math.min(Math.abs(b), MAX_RADIUS);
      const swap = second > first;
      return Float64Array.of(
        clampRapidity(y),
        wrapPhi(phi),
        swap ? second : first,
        swap ? first : second,
        halfTurn(swap ? angle + Math.PI / 2 : angle),
      );
    },
    outline([y, phi, a, b, angle], segments) {
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      const out = new Float64Array(2 * segments + 2);
      for (let k = 0; k <= segments; k++) {
        const turn = (2 * Math.PI * (k % segments)) / segments;
        const along = a * Math.cos(turn);
        const across = b * Math.sin(turn);
        out[2 * k] = y + along * cos - across * sin;
        out[2 * k + 1] = phi + along * sin + across * cos;
      }
      return out;
    },
    handles([y, phi, a, b, angle]): Handle[] {
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      return [
        { name: 'center', y, phi, label: 'centre' },
        { name: 'a', y: y + a * cos, phi: phi + a * sin, label: 'first semi-axis' },
        { name: 'b', y: y - b * sin, phi: phi + b * cos, label: 'second semi-axis' },
      ];
    },
    drag(parameters, handle, y, phi) {
      const [y0, phi0, a, b, angle] = parameters;
      const dy = y - y0;
      const dphi = wrapPhi(phi - phi0);
      const length = Math.hypot(dy, dphi);
      switch (handle) {
        case 'center':
          return shape.canonical(Float64Array.of(y, phi, a, b, angle));
        // The dragged end may pass the other axis: names are kept until the drag ends, the caller makes it canonical.
        case 'a':
          return Float64Array.of(y0, phi0, Math.min(length, MAX_RADIUS), b, Math.atan2(dphi, dy));
        case 'b':
          return Float64Array.of(y0, phi0, a, Math.min(length, MAX_RADIUS), Math.atan2(-dy, dphi));
        default:
          throw noHandle(name, handle, ['center', 'a', 'b']);
      }
    },
    size: (parameters) => Math.max(Math.abs(parameters[2]), Math.abs(parameters[3])),
    toComponent(parameters) {
      // Not canonical on purpose: an axis that is frozen or held keeps its name, whichever is longer.
      const [y, phi, a, b, angle] = parameters;
      return {
        shape: name,
        weight: 1,
        center: [y, wrapPhi(phi)],
        semi_axes: [Math.abs(a), Math.abs(b)],
        angle: halfTurn(angle),
      };
    },
    fromComponent({ center, semi_axes: axes, angle }) {
      if (axes === undefined) {
        throw new RangeError(
          `${name}: semi_axes are missing, needed are two numbers from 0 to ${MAX_RADIUS}`,
        );
      }
      if (angle === undefined) throw new RangeError(`${name}: angle is missing, needed is a number in rad`);
      return Float64Array.of(center[0], wrapPhi(center[1]), axes[0], axes[1], angle);
    },
  };
  return shape;
}
