// What an author of a shape writes, and whether it is that: each mistake has its sentence. docs/shapes.md explains it.

import type { PlaneEvent } from '../core/events.ts';
import { MAX_RADIUS, MAX_RAPIDITY } from './common.ts';
import type { Parameter, ParameterKind, Region } from './types.ts';

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

export const KINDS: Readonly<Record<AuthorKind, Pick<Parameter, 'lower' | 'upper' | 'unit'>>> = {
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

/** Throws RangeError: what of it is wrong, the offending value, what is needed. */
export function checked(given: unknown): AuthorShape {
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
