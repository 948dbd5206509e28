// A shape by its author: a name, parameters and a quadrature are enough. What is left out is supplied here: gradients by
// central differences of the quadrature, a first guess from the event's middle and spread, an outline around the places.
// Everything is checked and tried once, so that a mistake has its sentence before the first fit. docs/shapes.md tells how.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { checked, KINDS } from './author.ts';
import { clamp, noHandle } from './common.ts';
import { MIN_START, meanDistance, principalAxes, startCenter } from './extent.ts';
import { hullOutline } from './hull.ts';
import type { Parameter, Shape } from './types.ts';

type Numbers = readonly number[];

/** Step of differences, rad: rounding and curvature each take 1e-10 of a gradient. */
const STEP = 1e-5;
/** Places that outline and size are taken from. */
const SAMPLES = 256;
/** Places of the trial. */
const TRIAL = 16;

/** Throws RangeError: what of it is wrong, the offending value, what is needed. */
export function defineShape(given: unknown): Shape {
  const author = checked(given);
  const { name } = author;
  const parameters = author.parameters.map((one): Parameter => {
    const { lower, upper, unit } = KINDS[one.kind];
    return {
      name: one.name,
      kind: one.kind,
      label: one.label ?? one.name,
      unit,
      lower: one.lower ?? lower,
      upper: one.upper ?? upper,
      meaning: one.meaning ?? `Parameter ${one.name} of ${name}.`,
    };
  });
  const continuous = author.continuous ?? true;
  const centred = parameters[0].name === 'y' && parameters[1]?.name === 'phi';

  const shape: Shape = {
    name,
    label: author.label ?? name,
    continuous,
    parameters,
    ...(centred ? { lists: { center: ['y', 'phi'] } } : {}),
    quadrature(x, n, y, phi) {
      const count = continuous ? n : 1;
      author.quadrature(Array.from(x), count, y, phi);
      return count;
    },
    pullback(x, n, gradY, gradPhi, out) {
      if (author.pullback) author.pullback(Array.from(x), n, gradY, gradPhi, out);
      else differences(shape, x, n, gradY, gradPhi, out);
    },
    initial(event, at, region) {
      const own = author.initial?.(event, at, region);
      return shape.canonical(own ? vector(name, 'initial', own, parameters) : guess(parameters, event, at));
    },
    canonical(x) {
      const kept = bounded(x, parameters);
      if (!author.canonical) return kept;
      return bounded(vector(name, 'canonical', author.canonical(Array.from(kept)), parameters), parameters);
    },
    outline(x, segments) {
      const own = author.outline?.(Array.from(x), segments);
      return hullOutline(own ?? sample(shape, x), segments, own !== undefined);
    },
    handles(x) {
      const [y, phi] = centerOf(shape, x);
      return centred ? [{ name: 'center', y, phi, label: 'centre' }] : [];
    },
    drag(x, handle, y, phi) {
      if (!centred) throw new RangeError(`${name}: no handle ${handle}, it has none: it has no centre`);
      if (handle !== 'center') throw noHandle(name, handle, ['center']);
      return shape.canonical(Float64Array.of(y, phi, ...x.subarray(2)));
    },
    size(x) {
      const [y0, phi0] = centerOf(shape, x);
      return Math.max(...sample(shape, x).map(([y, phi]) => Math.hypot(y - y0, phi - phi0)));
    },
    toComponent(x) {
      const [y, phi] = centerOf(shape, x);
      return {
        shape: name,
        weight: 1,
        center: [y, wrapPhi(phi)],
        parameters: Object.fromEntries(parameters.map((one, k) => [one.name, x[k]])),
      };
    },
    fromComponent(component) {
      return Float64Array.from(parameters, (one) => {
        const value = component.parameters?.[one.name];
        if (value === undefined) {
          throw new RangeError(`${name}: parameter ${one.name} is missing, needed is a number`);
        }
        return value;
      });
    },
  };
  tried(shape);
  return shape;
}

/** One quadrature in the middle of a small event, twice: the right number of finite places, the same again. */
function tried(shape: Shape): void {
  const event: PlaneEvent = {
    event: 0,
    pt: Float64Array.of(1, 2),
    y: Float64Array.of(0.3, -0.1),
    phi: Float64Array.of(1, 1.4),
    mass: null,
    pid: null,
    index: Uint32Array.of(0, 1),
  };
  const x = shape.initial(event);
  const run = () => {
    const y = new Float64Array(TRIAL).fill(Number.NaN);
    const phi = new Float64Array(TRIAL).fill(Number.NaN);
    const count = shape.quadrature(x, TRIAL, y, phi);
    return [...y.subarray(0, count), ...phi.subarray(0, count)];
  };
  const [first, second] = [run(), run()];
  const at = first.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) {
    const half = first.length / 2;
    throw new RangeError(
      `${shape.name}: quadrature leaves ${at < half ? 'y' : 'phi'}[${at % half}] of ${half} at ${first[at]}, needed are finite places, all of them written`,
    );
  }
  if (first.some((value, k) => value !== second[k])) {
    throw new RangeError(`${shape.name}: quadrature gives other places the second time, needed are the same`);
  }
}

function vector(name: string, from: string, values: Numbers, parameters: readonly Parameter[]): Float64Array {
  const out = Float64Array.from(values);
  if (out.length !== parameters.length || !out.every(Number.isFinite)) {
    throw new RangeError(
      `${name}: ${from} gives [${out.join(', ')}], needed are ${parameters.length} finite numbers`,
    );
  }
  return out;
}

function bounded(x: ArrayLike<number>, parameters: readonly Parameter[]): Float64Array {
  return Float64Array.from(parameters, ({ kind, lower, upper }, k) => {
    if (kind === 'azimuth') return wrapPhi(x[k]);
    if (kind === 'length') return clamp(Math.abs(x[k]), lower, upper);
    if (kind === 'rapidity') return clamp(x[k], lower, upper);
    if (x[k] > lower && x[k] <= upper) return x[k];
    const period = upper - lower;
    return clamp(x[k] - period * Math.ceil((x[k] - upper) / period), lower, upper);
  });
}

/** Places at the middle of the event, lengths its mean distance from there, angles its widest direction. */
function guess(
  parameters: readonly Parameter[],
  event: PlaneEvent,
  at?: readonly [number, number],
): Float64Array {
  const [y, phi] = startCenter(event, at);
  const length = Math.max(MIN_START, meanDistance(event, y, phi));
  const { angle } = principalAxes(event, y, phi);
  const value = { rapidity: y, azimuth: phi, length, angle, weight: 0 };
  return Float64Array.from(parameters, ({ kind }) => value[kind]);
}

function differences(
  shape: Shape,
  x: Float64Array,
  n: number,
  gradY: Float64Array,
  gradPhi: Float64Array,
  out: Float64Array,
): void {
  const [y0, y1] = [new Float64Array(n), new Float64Array(n)];
  const [phi0, phi1] = [new Float64Array(n), new Float64Array(n)];
  const at = Float64Array.from(x);
  for (let k = 0; k < x.length; k++) {
    at[k] = x[k] - STEP;
    shape.quadrature(at, n, y0, phi0);
    at[k] = x[k] + STEP;
    shape.quadrature(at, n, y1, phi1);
    at[k] = x[k];
    let sum = 0;
    for (let j = 0; j < n; j++) sum += gradY[j] * (y1[j] - y0[j]) + gradPhi[j] * (phi1[j] - phi0[j]);
    out[k] = sum / (2 * STEP);
  }
}

function sample(shape: Shape, x: Float64Array): [number, number][] {
  const n = shape.continuous ? SAMPLES : 1;
  const [y, phi] = [new Float64Array(n), new Float64Array(n)];
  shape.quadrature(x, n, y, phi);
  return Array.from(y, (value, k) => [value, phi[k]]);
}

/** Its first two parameters if they are a centre, else the mean of its places. */
function centerOf(shape: Shape, x: Float64Array): [number, number] {
  const [first, second] = shape.parameters;
  if (first.name === 'y' && second?.name === 'phi') return [x[0], x[1]];
  const places = sample(shape, x);
  const sum = places.reduce(([y, phi], place) => [y + place[0], phi + place[1]], [0, 0]);
  return [sum[0] / places.length, sum[1] / places.length];
}
