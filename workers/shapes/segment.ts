// A straight line segment, its mass spread evenly along it: centre, half-length and direction. It may cross the seam of φ.

import { wrapPhi } from '../core/geometry.ts';
import { ANGLE_PARAMETER, CENTER, CENTER_PARAMETERS, clampRapidity, halfTurn, noHandle } from './common.ts';
import { MIN_START, principalAxes, startCenter } from './extent.ts';
import type { Shape } from './types.ts';

/** Longest half-length, rad: with less than half a turn to either side, two ends tell which way the segment runs. */
const MAX_HALF = 3;
/** Half-length by the root-mean-square width of an even segment. */
const HALF_LENGTH = Math.sqrt(3);

/** Ends this close to the direction that is told lie on it, rad. */
const ROUNDING = 1e-9;

/** Place k of n in [−1, 1]. */
const at = (k: number, n: number) => (2 * k + 1) / n - 1;

export const segment: Shape = {
  name: 'segment',
  label: 'Line segment',
  continuous: true,
  parameters: [
    ...CENTER_PARAMETERS,
    {
      name: 'a',
      kind: 'length',
      label: 'half-length',
      unit: 'rad',
      lower: 0,
      upper: MAX_HALF,
      meaning: 'Distance from the middle to either end.',
    },
    { ...ANGLE_PARAMETER, meaning: 'Direction of the segment, from +y towards +φ.' },
  ],
  lists: { center: CENTER },
  quadrature([y0, phi0, a, angle], n, y, phi) {
    const cos = a * Math.cos(angle);
    const sin = a * Math.sin(angle);
    for (let k = 0; k < n; k++) {
      y[k] = y0 + at(k, n) * cos;
      phi[k] = phi0 + at(k, n) * sin;
    }
    return n;
  },
  pullback([, , a, angle], n, gradY, gradPhi, out) {
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    out.fill(0, 0, 4);
    for (let k = 0; k < n; k++) {
      out[0] += gradY[k];
      out[1] += gradPhi[k];
      out[2] += at(k, n) * (gradY[k] * cos + gradPhi[k] * sin);
      out[3] += a * at(k, n) * (gradPhi[k] * cos - gradY[k] * sin);
    }
  },
  curved: ([y, phi, a, angle]) => ({ kind: 'segment', y, phi, length: 2 * Math.abs(a), angle }),
  initial(event, click) {
    const [y, phi] = startCenter(event, click);
    const { along, angle } = principalAxes(event, y, phi);
    return segment.canonical(Float64Array.of(y, phi, Math.max(MIN_START, HALF_LENGTH * along), angle));
  },
  canonical: ([y, phi, a, angle]) =>
    Float64Array.of(clampRapidity(y), wrapPhi(phi), Math.min(Math.abs(a), MAX_HALF), halfTurn(angle)),
  /** There and back. */
  outline([y, phi, a, angle], segments) {
    const out = new Float64Array(2 * segments + 2);
    for (let k = 0; k <= segments; k++) {
      const along = a * (1 - Math.abs((4 * k) / segments - 2));
      out[2 * k] = y + along * Math.cos(angle);
      out[2 * k + 1] = phi + along * Math.sin(angle);
    }
    return out;
  },
  handles([y, phi, a, angle]) {
    const [dy, dphi] = [a * Math.cos(angle), a * Math.sin(angle)];
    return [
      { name: 'center', y, phi, label: 'centre' },
      { name: 'end1', y: y + dy, phi: phi + dphi, label: 'first end' },
      { name: 'end2', y: y - dy, phi: phi - dphi, label: 'second end' },
    ];
  },
  /** An end turns and stretches the segment, the other one stays where it is. */
  drag([y0, phi0, a, angle], handle, y, phi) {
    if (handle === 'center') return segment.canonical(Float64Array.of(y, phi, a, angle));
    if (handle !== 'end1' && handle !== 'end2') {
      throw noHandle('segment', handle, ['center', 'end1', 'end2']);
    }
    const sign = handle === 'end1' ? -1 : 1;
    const from = [y0 + sign * a * Math.cos(angle), phi0 + sign * a * Math.sin(angle)] as const;
    const dy = (y - from[0]) / 2;
    const dphi = wrapPhi(phi - from[1]) / 2;
    // Not canonical: the ends keep their names until the drag is over.
    return Float64Array.of(
      clampRapidity(from[0] + dy),
      wrapPhi(from[1] + dphi),
      Math.min(Math.hypot(dy, dphi), MAX_HALF),
      Math.atan2(-sign * dphi, -sign * dy),
    );
  },
  size: (parameters) => Math.abs(parameters[2]),
  toComponent([y, phi, a, angle]) {
    const [dy, dphi] = [a * Math.cos(angle), a * Math.sin(angle)];
    return {
      shape: 'segment',
      weight: 1,
      center: [y, wrapPhi(phi)],
      angle: halfTurn(angle),
      vertices: [
        [y + dy, wrapPhi(phi + dphi)],
        [y - dy, wrapPhi(phi - dphi)],
      ],
    };
  },
  fromComponent({ center: [y, phi], angle, vertices: ends }) {
    if (ends?.length !== 2) {
      throw new RangeError(
        `segment: vertices are ${ends ? `${ends.length} places` : 'missing'}, needed are its two ends [y, φ]`,
      );
    }
    const dy = ends[0][0] - y;
    const dphi = wrapPhi(ends[0][1] - phi);
    const turn = Math.atan2(dphi, dy);
    const half = Math.hypot(dy, dphi);
    // The printed direction says it exactly, and is all there is of a segment without length.
    const told = angle !== undefined && half * Math.abs(Math.sin(angle - turn)) <= ROUNDING;
    return Float64Array.of(y, wrapPhi(phi), half, halfTurn(told ? angle : turn));
  },
};
