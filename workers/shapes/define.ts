// A shape by its author: a name, parameters and a quadrature are enough. What is left out is supplied here: gradients by
// central differences of the quadrature, a first guess from the event's middle and spread, an outline around the places.
// Everything is checked and tried once, so that a mistake has its sentence before the first fit. docs/shapes.md tells how.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { clamp, MAX_RADIUS, MAX_RAPIDITY, noHandle } from './common.ts';
import { MIN_START, meanDistance, principalAxes, startCenter } from './extent.ts';
import { hullOutline } from './hull.ts';
import type { Parameter, ParameterKind, Region, Shape } from './types.ts';

type AuthorKind = Exclude<ParameterKind, 'weight'>;

export interface AuthorParameter {
  /** Small letters and digits; `y` and `phi` first make a centre that can be dragged and shared. */
  readonly name: string;
  readonly kind: AuthorKind;
  /** One sentence. */
  readonly meaning?: string;
  readonly label?: string;
  /** Default: of the kind. An angle has the period upper − lower, half a turn by default. */
  readonly lower?: number;
  readonly upper?: number;
}

type Numbers = readonly number[];

/** All functions get parameters in the order of `parameters` and change nothing that they get but the arrays to write to. */
export interface AuthorShape {
  readonly name: string;
  readonly label?: string;
  readonly parameters: readonly AuthorParameter[];
  /** False for a single place. Default true. */
  readonly continuous?: boolean;
  /** Writes n places of equal weight, the same ones every time, φ not wrapped; smooth in the parameters. */
  quadrature(parameters: Numbers, n: number, y: Float64Array, phi: Float64Array): void;
  /** ∂/∂parameters by ∂/∂places, written to `out`. Default: by differences, which cost two quadratures a parameter. */
  pullback?(
    parameters: Numbers,
    n: number,
    gradY: Float64Array,
    gradPhi: Float64Array,
    out: Float64Array,
  ): void;
  initial?(event: PlaneEvent, at?: readonly [number, number], region?: Region): Numbers;
  /** Further constraints, after bounds and periods: another name of the same shape. */
  canonical?(parameters: Numbers): Numbers;
  /** Places along the closed outline, φ continuous; any number of them. */
  outline?(parameters: Numbers, segments: number): readonly (readonly [number, number])[];
}

const KINDS: Readonly<Record<AuthorKind, Pick<Parameter, 'lower' | 'upper' | 'unit'>>> = {
  rapidity: { lower: -MAX_RAPIDITY, upper: MAX_RAPIDITY, unit: '' },
  azimuth: { lower: -Math.PI, upper: Math.PI, unit: 'rad' },
  length: { lower: 0, upper: MAX_RADIUS, unit: 'rad' },
  angle: { lower: -Math.PI / 2, upper: Math.PI / 2, unit: 'rad' },
};
/** Of a shape: copies are told apart by a number behind it. */
const SHAPE_NAME = /^[a-z]+$/;
const PARAMETER_NAME = /^[a-z][a-z0-9]*$/;
/** What shared centres are called. */
const TAKEN = 'center';
const MOST_PARAMETERS = 40;
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

function checked(given: unknown): AuthorShape {
  if (typeof given !== 'object' || given === null) {
    throw new RangeError(`shape: it is ${given === null ? 'null' : typeof given}, needed is an object`);
  }
  const author = given as Partial<AuthorShape>;
  const { name } = author;
  if (typeof name !== 'string' || !SHAPE_NAME.test(name) || name === TAKEN) {
    throw new RangeError(`shape: its name is ${told(name)}, needed are small letters, not ${TAKEN}`);
  }
  if (!Array.isArray(author.parameters) || author.parameters.length === 0) {
    throw new RangeError(
      `${name}: parameters are ${told(author.parameters)}, needed is a list of at least one`,
    );
  }
  if (author.parameters.length > MOST_PARAMETERS) {
    throw new RangeError(
      `${name}: it has ${author.parameters.length} parameters, at most ${MOST_PARAMETERS} are allowed`,
    );
  }
  const seen = new Set<string>();
  for (const parameter of author.parameters as readonly Partial<AuthorParameter>[]) {
    checkParameter(name, parameter, seen);
  }
  if (typeof author.quadrature !== 'function') {
    throw new RangeError(`${name}: quadrature is ${told(author.quadrature)}, needed is a function`);
  }
  for (const own of ['pullback', 'initial', 'canonical', 'outline'] as const) {
    if (author[own] !== undefined && typeof author[own] !== 'function') {
      throw new RangeError(`${name}: ${own} is ${told(author[own])}, needed is a function or nothing`);
    }
  }
  return author as AuthorShape;
}

function checkParameter(shape: string, parameter: Partial<AuthorParameter>, seen: Set<string>): void {
  const { name, kind } = parameter;
  if (typeof name !== 'string' || !PARAMETER_NAME.test(name) || name === 'weight') {
    throw new RangeError(
      `${shape}: a parameter’s name is ${told(name)}, needed are small letters and digits, not weight`,
    );
  }
  if (seen.has(name)) throw new RangeError(`${shape}: parameter ${name} is there twice`);
  seen.add(name);
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind)) {
    throw new RangeError(
      `${shape}: kind of ${name} is ${told(kind)}, allowed are ${Object.keys(KINDS).join(', ')}`,
    );
  }
  const { lower = KINDS[kind].lower, upper = KINDS[kind].upper } = parameter;
  const fixed = kind === 'azimuth' && (parameter.lower !== undefined || parameter.upper !== undefined);
  if (fixed) throw new RangeError(`${shape}: ${name} has bounds, an azimuth needs none: it is periodic`);
  if (
    !(Number.isFinite(lower) && Number.isFinite(upper) && lower < upper) ||
    (kind === 'length' && lower < 0)
  ) {
    throw new RangeError(
      `${shape}: bounds of ${name} are ${lower} and ${upper}, needed are two numbers, the lower one first${kind === 'length' ? ', neither below 0' : ''}`,
    );
  }
}

function told(value: unknown): string {
  return value === undefined ? 'not given' : Array.isArray(value) ? 'an empty list' : String(value);
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
