// A filled ellipse, uniform in area. Angle turns the first semi-axis from +y towards +φ.

import { wrapPhi } from '../core/geometry.ts';
import {
  CENTER_PARAMETERS,
  clamp,
  MAX_RADIUS,
  MAX_RAPIDITY,
  MIN_START,
  startCenter,
  unitDisk,
} from './common.ts';
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
  {
    name: 'angle',
    kind: 'angle',
    label: 'angle',
    unit: 'rad',
    lower: -Math.PI / 2,
    upper: Math.PI / 2,
    meaning: 'Turns the first semi-axis from +y towards +φ.',
  },
];

/** The same direction of an axis, in (−π/2, π/2]. */
function halfTurn(angle: number): number {
  return wrapPhi(2 * angle) / 2;
}

export const ellipse: Shape = {
  name: 'ellipse',
  label: 'Ellipse',
  continuous: true,
  parameters: PARAMETERS,
  quadrature([y0, phi0, a, b, angle], n, y, phi) {
    const unit = unitDisk(n);
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    for (let k = 0; k < n; k++) {
      const along = a * unit.x[k];
      const across = b * unit.y[k];
      y[k] = y0 + along * cos - across * sin;
      phi[k] = phi0 + along * sin + across * cos;
    }
    return n;
  },
  pullback([, , a, b, angle], n, gradY, gradPhi, out) {
    const unit = unitDisk(n);
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    out.fill(0, 0, 5);
    for (let k = 0; k < n; k++) {
      const gy = gradY[k];
      const gphi = gradPhi[k];
      const along = unit.x[k];
      const across = unit.y[k];
      out[0] += gy;
      out[1] += gphi;
      out[2] += along * (gy * cos + gphi * sin);
      out[3] += across * (gphi * cos - gy * sin);
      out[4] += gphi * (a * along * cos - b * across * sin) - gy * (a * along * sin + b * across * cos);
    }
  },
  curved: ([y, phi, a, b, angle]) => ({ kind: 'ellipse', y, phi, a, b, angle }),
  /** Twice the root-mean-square widths along the principal axes: those of the uniform ellipse with these moments. */
  initial(event, at) {
    const [y, phi] = startCenter(event, at);
    let yy = 0;
    let yphi = 0;
    let phiphi = 0;
    let total = 0;
    for (let i = 0; i < event.pt.length; i++) {
      const dy = event.y[i] - y;
      const dphi = wrapPhi(event.phi[i] - phi);
      yy += event.pt[i] * dy * dy;
      yphi += event.pt[i] * dy * dphi;
      phiphi += event.pt[i] * dphi * dphi;
      total += event.pt[i];
    }
    const unit = total > 0 ? 1 / total : 0;
    const middle = ((yy + phiphi) / 2) * unit;
    const offset = Math.hypot((yy - phiphi) / 2, yphi) * unit;
    return ellipse.canonical(
      Float64Array.of(
        y,
        phi,
        Math.max(MIN_START, 2 * Math.sqrt(middle + offset)),
        Math.max(MIN_START / 2, 2 * Math.sqrt(Math.max(0, middle - offset))),
        Math.atan2(2 * yphi, yy - phiphi) / 2,
      ),
    );
  },
  canonical([y, phi, a, b, angle]) {
    const first = Math.min(Math.abs(a), MAX_RADIUS);
    const second = Math.min(Math.abs(b), MAX_RADIUS);
    const swap = second > first;
    return Float64Array.of(
      clamp(y, -MAX_RAPIDITY, MAX_RAPIDITY),
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
        return ellipse.canonical(Float64Array.of(y, phi, a, b, angle));
      // The dragged end may pass the other axis: names are kept until the drag ends, the caller makes it canonical.
      case 'a':
        return Float64Array.of(y0, phi0, Math.min(length, MAX_RADIUS), b, Math.atan2(dphi, dy));
      case 'b':
        return Float64Array.of(y0, phi0, a, Math.min(length, MAX_RADIUS), Math.atan2(-dy, dphi));
      default:
        throw new RangeError(`ellipse: no handle ${handle}, allowed are center, a, b`);
    }
  },
  size: (parameters) => Math.max(Math.abs(parameters[2]), Math.abs(parameters[3])),
  toComponent(parameters) {
    // Not canonical on purpose: an axis that is frozen or held keeps its name, whichever is longer.
    const [y, phi, a, b, angle] = parameters;
    return {
      shape: 'ellipse',
      weight: 1,
      center: [y, wrapPhi(phi)],
      semi_axes: [Math.abs(a), Math.abs(b)],
      angle: halfTurn(angle),
    };
  },
  fromComponent({ center, semi_axes: axes, angle }) {
    if (axes === undefined) {
      throw new RangeError(`ellipse: semi_axes are missing, needed are two numbers from 0 to ${MAX_RADIUS}`);
    }
    if (angle === undefined) throw new RangeError('ellipse: angle is missing, needed is a number in rad');
    return Float64Array.of(center[0], wrapPhi(center[1]), axes[0], axes[1], angle);
  },
};
