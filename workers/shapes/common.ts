// What the shape files share: bounds, starting places, deterministic points of the unit circle and disk.

import type { PlaneEvent } from '../core/events.ts';
import { centroid, wrapPhi } from '../core/geometry.ts';
import type { Parameter } from './types.ts';

/** Largest |y| of a centre: beyond any detector. */
export const MAX_RAPIDITY = 20;
/** Largest radius or semi-axis, rad. */
export const MAX_RADIUS = 10;
/** 2π / golden ratio²: the turn between neighbours of the sunflower. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** Shapes start at this share of the spread of the event, where nothing better is known. */
export const MIN_START = 0.01;

export const CENTER_PARAMETERS: readonly Parameter[] = [
  {
    name: 'y',
    kind: 'rapidity',
    label: 'centre y',
    unit: '',
    lower: -MAX_RAPIDITY,
    upper: MAX_RAPIDITY,
    meaning: 'Rapidity of the centre.',
  },
  {
    name: 'phi',
    kind: 'azimuth',
    label: 'centre φ',
    unit: 'rad',
    lower: -Math.PI,
    upper: Math.PI,
    meaning: 'Azimuth of the centre, in (−π, π].',
  },
];

export const RADIUS_PARAMETER: Parameter = {
  name: 'radius',
  kind: 'length',
  label: 'radius',
  unit: 'rad',
  lower: 0,
  upper: MAX_RADIUS,
  meaning: 'Distance from the centre to the edge in the (y, φ) plane.',
};

export function clamp(value: number, lower: number, upper: number): number {
  return Math.min(upper, Math.max(lower, value));
}

/** Weighted mean distance (power 1) or root mean square (power 2) from a place, rad. */
export function spread(event: PlaneEvent, y: number, phi: number, power: 1 | 2): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < event.pt.length; i++) {
    const d2 = (event.y[i] - y) ** 2 + wrapPhi(event.phi[i] - phi) ** 2;
    sum += event.pt[i] * (power === 1 ? Math.sqrt(d2) : d2);
    total += event.pt[i];
  }
  if (total === 0) return 0;
  return power === 1 ? sum / total : Math.sqrt(sum / total);
}

/** The click, or the centroid of the event; the origin for an empty one. */
export function startCenter(event: PlaneEvent, at?: readonly [number, number]): [number, number] {
  if (at) return [at[0], wrapPhi(at[1])];
  return event.pt.length > 0 ? centroid(event.pt, event.y, event.phi) : [0, 0];
}

/** Angle of point k of n equally spaced ones: 2π(k + ½)/n. */
export function circleAngle(k: number, n: number): number {
  return (2 * Math.PI * (k + 0.5)) / n;
}

const disks = new Map<number, { readonly x: Float64Array; readonly y: Float64Array }>();
/** Tables kept; quadratures use a handful of sizes. */
const DISK_TABLES = 16;

/**
 * n places of equal weight, uniform in the area of the unit disk: Vogel's sunflower, r = √((k + ½)/n), shifted to
 * have its mean exactly at the origin.
 */
export function unitDisk(n: number): { readonly x: Float64Array; readonly y: Float64Array } {
  const known = disks.get(n);
  if (known) return known;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  let meanX = 0;
  let meanY = 0;
  for (let k = 0; k < n; k++) {
    const r = Math.sqrt((k + 0.5) / n);
    x[k] = r * Math.cos(k * GOLDEN_ANGLE);
    y[k] = r * Math.sin(k * GOLDEN_ANGLE);
    meanX += x[k] / n;
    meanY += y[k] / n;
  }
  for (let k = 0; k < n; k++) {
    x[k] -= meanX;
    y[k] -= meanY;
  }
  if (disks.size >= DISK_TABLES) disks.clear();
  const table = { x, y };
  disks.set(n, table);
  return table;
}

const circles = new Map<number, { readonly x: Float64Array; readonly y: Float64Array }>();

/** n equally spaced places of the unit circle. */
export function unitCircle(n: number): { readonly x: Float64Array; readonly y: Float64Array } {
  const known = circles.get(n);
  if (known) return known;
  const table = {
    x: Float64Array.from({ length: n }, (_, k) => Math.cos(circleAngle(k, n))),
    y: Float64Array.from({ length: n }, (_, k) => Math.sin(circleAngle(k, n))),
  };
  if (circles.size >= DISK_TABLES) circles.clear();
  circles.set(n, table);
  return table;
}
