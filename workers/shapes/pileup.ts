// Uniform background over a region that is not fitted: the smallest (y, φ) box that holds the event, φ along the shortest
// arc, or the circle in which its particles were selected. Holding the parameters sets any other region.

import { TWO_PI, wrapPhi } from '../core/geometry.ts';
import { boxOutline, given, noHandles, regionOf } from './background.ts';
import { CENTER, CENTER_PARAMETERS, clamp, clampRapidity, MAX_RAPIDITY } from './common.ts';
import { boxOf } from './extent.ts';
import { unitDisk, unitSquare } from './tables.ts';
import type { Shape } from './types.ts';

/** A larger circle would meet itself behind the cylinder, rad. */
const MAX_CIRCLE = Math.PI;

/** The unit places in [−1, 1]², or of the unit disk, and the half-widths that stretch them. */
function stretched(n: number, a: number, b: number, radius: number) {
  const { x, y } = radius > 0 ? unitDisk(n) : unitSquare(n);
  const place = radius > 0 ? (value: number) => value : (value: number) => 2 * value - 1;
  return { x, y, place, a: radius > 0 ? radius : a, b: radius > 0 ? radius : b };
}

export const pileup: Shape = {
  name: 'pileup',
  label: 'Uniform background',
  continuous: true,
  parameters: [
    given({ ...CENTER_PARAMETERS[0], meaning: 'Rapidity of the region’s middle.' }),
    given({ ...CENTER_PARAMETERS[1], meaning: 'Azimuth of the region’s middle, in (−π, π].' }),
    given({
      name: 'a',
      kind: 'length',
      label: 'half-width in y',
      unit: '',
      lower: 0,
      upper: MAX_RAPIDITY,
      meaning: 'Half of the box’s extent in rapidity.',
    }),
    given({
      name: 'b',
      kind: 'length',
      label: 'half-width in φ',
      unit: 'rad',
      lower: 0,
      upper: Math.PI,
      meaning: 'Half of the box’s extent in azimuth; π is the whole turn.',
    }),
    given({
      name: 'radius',
      kind: 'length',
      label: 'radius',
      unit: 'rad',
      lower: 0,
      upper: MAX_CIRCLE,
      meaning: 'Of a circular region; 0 for a box.',
    }),
  ],
  lists: {
    center: CENTER,
    region: {
      needed: '4 numbers y0, y1, φ0, φ1 with y0 ≤ y1 and at most a turn from φ0 to φ1',
      settings(values) {
        const [y0, y1, phi0, phi1] = values;
        const turn = phi1 < phi0 ? phi1 - phi0 + TWO_PI : phi1 - phi0;
        if (values.length !== 4 || !(y0 <= y1 && turn >= 0 && turn <= TWO_PI)) return null;
        const b = turn / 2;
        return { y: (y0 + y1) / 2, phi: wrapPhi(phi0 + b), a: (y1 - y0) / 2, b, radius: 0 };
      },
    },
  },
  quadrature([y0, phi0, halfY, halfPhi, radius], n, y, phi) {
    const unit = stretched(n, halfY, halfPhi, radius);
    for (let k = 0; k < n; k++) {
      y[k] = y0 + unit.a * unit.place(unit.x[k]);
      phi[k] = phi0 + unit.b * unit.place(unit.y[k]);
    }
    return n;
  },
  pullback([, , halfY, halfPhi, radius], n, gradY, gradPhi, out) {
    const unit = stretched(n, halfY, halfPhi, radius);
    out.fill(0, 0, 5);
    for (let k = 0; k < n; k++) {
      const byA = gradY[k] * unit.place(unit.x[k]);
      const byB = gradPhi[k] * unit.place(unit.y[k]);
      out[0] += gradY[k];
      out[1] += gradPhi[k];
      if (radius > 0) out[4] += byA + byB;
      else {
        out[2] += byA;
        out[3] += byB;
      }
    }
  },
  curved: ([y, phi, , , radius]) => (radius > 0 ? { kind: 'disk', y, phi, radius } : null),
  initial(event, _at, region) {
    if (region && region.radius <= MAX_CIRCLE) {
      const { y, phi, radius } = region;
      return pileup.canonical(Float64Array.of(y, phi, radius, radius, radius));
    }
    const { y, phi, a, b } = boxOf(event);
    return pileup.canonical(Float64Array.of(y, phi, a, b, 0));
  },
  canonical([y, phi, a, b, radius]) {
    const round = Math.min(Math.abs(radius), MAX_CIRCLE);
    return Float64Array.of(
      clampRapidity(y),
      wrapPhi(phi),
      round > 0 ? round : clamp(Math.abs(a), 0, MAX_RAPIDITY),
      round > 0 ? round : Math.min(Math.abs(b), Math.PI),
      round,
    );
  },
  outline([y, phi, a, b, radius], segments) {
    if (radius === 0) return boxOutline(y, phi, a, b, segments);
    const out = new Float64Array(2 * segments + 2);
    for (let k = 0; k <= segments; k++) {
      const angle = (TWO_PI * (k % segments)) / segments;
      out[2 * k] = y + radius * Math.cos(angle);
      out[2 * k + 1] = phi + radius * Math.sin(angle);
    }
    return out;
  },
  handles: () => [],
  drag(_parameters, handle) {
    throw noHandles('pileup', handle);
  },
  size: ([, , a, b, radius]) => (radius > 0 ? radius : Math.hypot(a, b)),
  toComponent(parameters) {
    const [y, phi, a, b, radius] = pileup.canonical(parameters);
    const region = regionOf(y, phi, a, b);
    const common = { shape: 'pileup', weight: 1, center: [y, phi] as const, region };
    return radius > 0 ? { ...common, radius } : common;
  },
  fromComponent({ center: [y, phi], region, radius = 0 }) {
    if (region === undefined) {
      throw new RangeError('pileup: region is missing, needed are y0, y1, φ0, φ1');
    }
    const [y0, y1, phi0, phi1] = region;
    return Float64Array.of(y, wrapPhi(phi), (y1 - y0) / 2, (phi1 - phi0) / 2, radius);
  },
};
