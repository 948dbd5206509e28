// Polygons by their corners: mass even along the edge, or in the area. One parametrisation serves both: place t of the way
// round, t in [0, 1), by length of the sides or by area of the triangles that they make with the centre (the mean of the
// corners); filled ones take the share √r of the way from the centre to there. Exact for every polygon's edge, and for the
// area of those that can be seen whole from their centre; elsewhere triangles overlap and their mass adds up.
// φ: the corners lie on the shortest arc that holds them all.

import { wrapPhi } from '../core/geometry.ts';
import { clampRapidity, MAX_RAPIDITY, noHandle } from './common.ts';
import { type Corners, canonicalOrder, cornersOf } from './corners.ts';
import { MIN_START, principalAxes, startCenter } from './extent.ts';
import { unitSquare } from './tables.ts';
import type { Parameter, Shape } from './types.ts';

/** A place: side e, the share `along` of it, and the share `out` of the way from the centre. */
type Visit = (k: number, side: number, along: number, out: number, share: number) => void;

function cornerParameters(count: number): Parameter[] {
  return Array.from({ length: count }, (_, k): Parameter[] => [
    {
      name: `y${k + 1}`,
      kind: 'rapidity',
      label: `corner ${k + 1} y`,
      unit: '',
      lower: -MAX_RAPIDITY,
      upper: MAX_RAPIDITY,
      meaning: `Rapidity of corner ${k + 1}.`,
    },
    {
      name: `phi${k + 1}`,
      kind: 'azimuth',
      label: `corner ${k + 1} φ`,
      unit: 'rad',
      lower: -Math.PI,
      upper: Math.PI,
      meaning: `Azimuth of corner ${k + 1}, in (−π, π].`,
    },
  ]).flat();
}

/** Of side k: its length; filled: twice the area of its triangle with the centre. */
function measure({ y, phi, centerY, centerPhi }: Corners, filled: boolean, k: number): number {
  const next = (k + 1) % y.length;
  if (!filled) return Math.hypot(y[next] - y[k], phi[next] - phi[k]);
  return Math.abs((y[k] - centerY) * (phi[next] - centerPhi) - (phi[k] - centerPhi) * (y[next] - centerY));
}

/** Every place of the quadrature in turn. The three triangles of a triangle are always alike. */
function visit(measures: Float64Array, filled: boolean, n: number, each: Visit): void {
  const count = measures.length;
  let total = 0;
  for (const value of measures) total += value;
  const even = total === 0 || (filled && count === 3);
  const square = filled ? unitSquare(n) : null;
  let side = 0;
  let before = 0;
  for (let k = 0; k < n; k++) {
    const share = (k + 0.5) / n;
    const out = square ? Math.sqrt(square.y[k]) : 1;
    if (even) {
      side = Math.min(count - 1, Math.floor(share * count));
      each(k, side, share * count - side, out, share);
      continue;
    }
    const target = share * total;
    while (side < count - 1 && target > before + measures[side]) before += measures[side++];
    each(k, side, Math.min(1, (target - before) / measures[side]), out, share);
  }
}

export function polygonShape(name: string, label: string, count: number, filled: boolean): Shape {
  /** Mean square distance of the regular polygon's mass from its centre, corners at 1. */
  const inner = Math.cos(Math.PI / count) ** 2 + Math.sin(Math.PI / count) ** 2 / 3;
  const widths = Math.sqrt((filled ? 4 : 2) / inner);
  const names = Array.from({ length: count }, (_, k) => `corner${k + 1}`);
  const measuresOf = (corners: Corners) =>
    Float64Array.from({ length: count }, (_, k) => measure(corners, filled, k));

  const shape: Shape = {
    name,
    label,
    continuous: true,
    parameters: cornerParameters(count),
    lists: { vertices: cornerParameters(count).map((parameter) => parameter.name) },
    quadrature(parameters, n, y, phi) {
      const corners = cornersOf(parameters);
      const { centerY, centerPhi } = corners;
      visit(measuresOf(corners), filled, n, (k, side, along, out) => {
        const next = (side + 1) % count;
        const edgeY = corners.y[side] + along * (corners.y[next] - corners.y[side]);
        const edgePhi = corners.phi[side] + along * (corners.phi[next] - corners.phi[side]);
        y[k] = centerY + out * (edgeY - centerY);
        phi[k] = centerPhi + out * (edgePhi - centerPhi);
      });
      return n;
    },
    pullback(parameters, n, gradY, gradPhi, out) {
      pullback(cornersOf(parameters), filled, n, gradY, gradPhi, out);
    },
    initial(event, at) {
      const [y, phi] = startCenter(event, at);
      const { along, across, angle } = principalAxes(event, y, phi);
      const a = Math.max(MIN_START, widths * along);
      const b = Math.max(MIN_START / 2, widths * across);
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const out = new Float64Array(2 * count);
      for (let k = 0; k < count; k++) {
        const turn = (2 * Math.PI * k) / count;
        const [u, v] = [a * Math.cos(turn), b * Math.sin(turn)];
        out[2 * k] = y + u * cos - v * sin;
        out[2 * k + 1] = phi + u * sin + v * cos;
      }
      return shape.canonical(out);
    },
    canonical(parameters) {
      const order = canonicalOrder(cornersOf(parameters));
      return Float64Array.from(
        order.flatMap((k) => [clampRapidity(parameters[2 * k]), wrapPhi(parameters[2 * k + 1])]),
      );
    },
    /** Every corner is on it where there are as many segments as corners. */
    outline(parameters, segments) {
      const { y, phi } = cornersOf(parameters);
      const out = new Float64Array(2 * segments + 2);
      for (let side = 0; side < count; side++) {
        const from = Math.floor((side * segments) / count);
        const to = Math.floor(((side + 1) * segments) / count);
        const next = (side + 1) % count;
        for (let j = from; j <= to; j++) {
          const along = to > from ? (j - from) / (to - from) : 0;
          out[2 * j] = y[side] + along * (y[next] - y[side]);
          out[2 * j + 1] = phi[side] + along * (phi[next] - phi[side]);
        }
      }
      return out;
    },
    handles(parameters) {
      const { y, phi, centerY, centerPhi } = cornersOf(parameters);
      return [
        { name: 'center', y: centerY, phi: centerPhi, label: 'centre' },
        ...names.map((corner, k) => ({ name: corner, y: y[k], phi: phi[k], label: `corner ${k + 1}` })),
      ];
    },
    /** Not canonical: corners keep their names until the drag is over. */
    drag(parameters, handle, y, phi) {
      const { centerY, centerPhi } = cornersOf(parameters);
      const dragged = handle === 'center' ? null : names.indexOf(handle);
      if (dragged === -1) throw noHandle(name, handle, ['center', ...names]);
      return parameters.map((value, j) => {
        const isY = j % 2 === 0;
        if (dragged === null)
          return isY ? clampRapidity(value + y - centerY) : wrapPhi(value + phi - centerPhi);
        if (j >> 1 !== dragged) return isY ? value : wrapPhi(value);
        return isY ? clampRapidity(y) : wrapPhi(phi);
      });
    },
    size(parameters) {
      const { y, phi, centerY, centerPhi } = cornersOf(parameters);
      return Math.max(...y.map((value, k) => Math.hypot(value - centerY, phi[k] - centerPhi)));
    },
    /** Not canonical: a corner that is held keeps its name. */
    toComponent(parameters) {
      const { y, phi, centerY, centerPhi } = cornersOf(parameters);
      return {
        shape: name,
        weight: 1,
        center: [centerY, wrapPhi(centerPhi)],
        vertices: Array.from(y, (value, k) => [value, wrapPhi(phi[k])] as const),
      };
    },
    fromComponent({ vertices }) {
      if (vertices?.length !== count) {
        throw new RangeError(
          `${name}: vertices are ${vertices ? `${vertices.length} places` : 'missing'}, needed are ${count} corners [y, φ]`,
        );
      }
      return Float64Array.from(vertices.flatMap(([y, phi]) => [y, wrapPhi(phi)]));
    },
  };
  return shape;
}

/**
 * `along` = (share·Σm − Σ_{before} m) / m_side moves with every measure m; the place with that, the side's two corners
 * and, if filled, the centre.
 */
function pullback(
  corners: Corners,
  filled: boolean,
  n: number,
  gradY: Float64Array,
  gradPhi: Float64Array,
  out: Float64Array,
): void {
  const { y, phi, centerY, centerPhi } = corners;
  const count = y.length;
  const measures = Float64Array.from({ length: count }, (_, k) => measure(corners, filled, k));
  const even = filled && count === 3;
  /** By ∂/∂(share·Σm), ∂/∂(measures before) and ∂/∂(the side's own). */
  let whole = 0;
  const past = new Float64Array(count);
  const own = new Float64Array(count);
  let towardsY = 0;
  let towardsPhi = 0;
  out.fill(0, 0, 2 * count);
  visit(measures, filled, n, (k, side, along, reach, share) => {
    const next = (side + 1) % count;
    const gy = reach * gradY[k];
    const gphi = reach * gradPhi[k];
    out[2 * side] += (1 - along) * gy;
    out[2 * side + 1] += (1 - along) * gphi;
    out[2 * next] += along * gy;
    out[2 * next + 1] += along * gphi;
    towardsY += gradY[k] - gy;
    towardsPhi += gradPhi[k] - gphi;
    if (even || measures[side] === 0) return;
    const slide = (gy * (y[next] - y[side]) + gphi * (phi[next] - phi[side])) / measures[side];
    whole += slide * share;
    past[side] += slide;
    own[side] += slide * along;
  });
  let later = 0;
  for (let side = count - 1; side >= 0; side--) {
    const slope = whole - later - own[side];
    later += past[side];
    if (measures[side] === 0) continue;
    const next = (side + 1) % count;
    if (!filled) {
      const ry = (slope * (y[next] - y[side])) / measures[side];
      const rphi = (slope * (phi[next] - phi[side])) / measures[side];
      out[2 * next] += ry;
      out[2 * next + 1] += rphi;
      out[2 * side] -= ry;
      out[2 * side + 1] -= rphi;
      continue;
    }
    const [ay, aphi] = [y[side] - centerY, phi[side] - centerPhi];
    const [by, bphi] = [y[next] - centerY, phi[next] - centerPhi];
    const turned = ay * bphi - aphi * by < 0 ? -slope : slope;
    out[2 * side] += turned * bphi;
    out[2 * side + 1] -= turned * by;
    out[2 * next] -= turned * aphi;
    out[2 * next + 1] += turned * ay;
    towardsY += turned * (aphi - bphi);
    towardsPhi += turned * (by - ay);
  }
  for (let k = 0; k < count; k++) {
    out[2 * k] += towardsY / count;
    out[2 * k + 1] += towardsPhi / count;
  }
}
