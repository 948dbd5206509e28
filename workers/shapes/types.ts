// A shape is one file: parameters, quadrature, pull-back of gradients, starts, outline, handles.
// `registry.ts` lists them; the fit, the screen, the figures and the command line use nothing else.

import type { PlaneEvent } from '../core/events.ts';
import type { CurvedShape } from '../transport/relatives/curves.ts';

/** One part of a fitted shape as the JSON contract prints it (DESIGN §3; main/contract/fit.ts restates it). Angles in rad. */
export interface Component {
  readonly shape: string;
  readonly weight: number;
  readonly center: readonly [number, number];
  readonly radius?: number;
  readonly semi_axes?: readonly [number, number];
  readonly angle?: number;
  /** Corners of a polygon, ends of a segment, (y, φ) each. */
  readonly vertices?: readonly (readonly [number, number])[];
  /** Of a background: [y0, y1, φ0, φ1]; with `radius` the ellipse that touches its sides. */
  readonly region?: readonly [number, number, number, number];
  /** Of a user's own shape: its parameters by name. */
  readonly parameters?: Readonly<Record<string, number>>;
}

/** How a parameter behaves: where it is periodic, what it is measured in, whether it may become 0. */
export type ParameterKind = 'rapidity' | 'azimuth' | 'length' | 'angle' | 'weight';

export interface Parameter {
  /** The JSON's and the expression's name: `y`, `phi`, `radius`, `a`, `b`, `angle`. */
  readonly name: string;
  readonly kind: ParameterKind;
  /** For the screen, e.g. "centre y", "first semi-axis". */
  readonly label: string;
  readonly unit: 'rad' | '';
  readonly lower: number;
  readonly upper: number;
  /** One plain sentence for the tooltip. */
  readonly meaning: string;
  /** Taken from the event by `initial`, never fitted: a background's region. */
  readonly given?: true;
}

/** Where the particles that are fitted were selected, if that was a circle. */
export interface Region {
  readonly y: number;
  readonly phi: number;
  readonly radius: number;
}

/** A list of the JSON as settings: the own parameters that its numbers hold. */
export type ListSetting =
  /** One number each, in this order. */
  | readonly string[]
  | {
      /** For errors: "4 numbers …". */
      readonly needed: string;
      /** Null where the numbers are none of those. */
      settings(values: readonly number[]): Readonly<Record<string, number>> | null;
    };

export interface Handle {
  readonly name: string;
  readonly y: number;
  readonly phi: number;
  readonly label: string;
}

/** Parameters travel as Float64Array in the order of `parameters`. Angles in rad. No function changes its input. */
export interface Shape {
  readonly name: string;
  readonly label: string;
  /** Offered at first sight; the others by their names. */
  readonly common?: true;
  readonly parameters: readonly Parameter[];
  /** Lists of its component that an expression may hold whole: `semi_axes=[0.3,0.1]`. Nested ones are read flat. */
  readonly lists?: Readonly<Record<string, ListSetting>>;
  /** Continuous shapes need a quadrature; a point is its own. */
  readonly continuous: boolean;
  /**
   * Deterministic equal-weight places: (y, φ) of `n` points written to y[], phi[] (φ not wrapped). Writes all n, or one if
   * not continuous; returns the number.
   */
  quadrature(parameters: Float64Array, n: number, y: Float64Array, phi: Float64Array): number;
  /** Pull-back: given ∂/∂y_k, ∂/∂φ_k at those n points, write ∂/∂parameters. */
  pullback(
    parameters: Float64Array,
    n: number,
    gradY: Float64Array,
    gradPhi: Float64Array,
    out: Float64Array,
  ): void;
  /** As the solver for continuous shapes knows it; without this, or where it is null, that refines `quadrature`. */
  curved?(parameters: Float64Array): CurvedShape | null;
  /** A sensible first guess for an event (already selected), optionally at a click. Cheap: the screen calls it on the click. */
  initial(event: PlaneEvent, at?: readonly [number, number], region?: Region): Float64Array;
  /** Canonical form: semi-axes positive and a ≥ b, angle in (−π/2, π/2], φ in (−π, π], bounds enforced. */
  canonical(parameters: Float64Array): Float64Array;
  /** Closed polyline of segments + 1 places for drawing, (y, φ) interleaved, φ continuous (not wrapped). */
  outline(parameters: Float64Array, segments: number): Float64Array;
  /** Draggable handles, the first one the centre. */
  handles(parameters: Float64Array): Handle[];
  /** Parameters after the named handle was dragged to (y, φ). */
  drag(parameters: Float64Array, handle: string, y: number, phi: number): Float64Array;
  /** How far it reaches from its centre, rad: what the screen compares with its minimum drawn size. 0 for a point. */
  size(parameters: Float64Array): number;
  toComponent(parameters: Float64Array): Component;
  fromComponent(component: Component): Float64Array;
}

/** One shape of a model. */
export interface Part {
  /** Unique in its model: the shape's name, numbered where it occurs more than once: `ellipse2`. */
  readonly name: string;
  readonly shape: Shape;
  /** Of the shape's k-th parameter, its place in the model's vector. Parts in parentheses have the centre's two in common. */
  readonly places: readonly number[];
  /** Parts of one group share a centre. */
  readonly group: number;
  /** Which term of the expression it comes from, and which copy of that: copies of a term are interchangeable. */
  readonly term: number;
  readonly copy: number;
}

export interface ModelParameter extends Parameter {
  /** Unique and readable: `radius` of a single shape; `ellipse2.a`, `center1.phi`, `point3.weight` of a composition. */
  readonly name: string;
  /** Held at this value by the expression, `ring(radius=0.4)`; null where it is free. */
  readonly fixed: number | null;
}

export interface Outline {
  /** The part's name. */
  readonly part: string;
  /** Closed polyline, as a shape's. */
  readonly line: Float64Array;
}

/**
 * What is fitted: a parsed expression, a weighted sum of shapes. Parameters travel as one Float64Array: the positions of
 * all parts, then, where there is more than one, the parts' weights (each ≥ 0, together 1). No function changes its input.
 */
export interface Model {
  /** As given by the user. */
  readonly text: string;
  /** For the screen: a single shape's label, else the expression. */
  readonly label: string;
  readonly parts: readonly Part[];
  readonly parameters: readonly ModelParameter[];
  /** Some part needs a quadrature. */
  readonly continuous: boolean;
  /** Places of the quadrature with n points a continuous part. */
  points(n: number): number;
  /** Deterministic places (φ not wrapped) and masses, which sum to 1. Returns the number written. */
  quadrature(x: Float64Array, n: number, y: Float64Array, phi: Float64Array, mass: Float64Array): number;
  /** Pull-back: given ∂/∂y_k, ∂/∂φ_k, ∂/∂mass_k at those places, write ∂/∂parameters. */
  pullback(
    x: Float64Array,
    n: number,
    gradY: Float64Array,
    gradPhi: Float64Array,
    gradMass: Float64Array,
    out: Float64Array,
  ): void;
  /** A first guess, cheap. Fixed parameters stand at their values, given ones are taken from the event and the region. */
  initial(event: PlaneEvent, at?: readonly [number, number], region?: Region): Float64Array;
  /** Every part canonical, bounds kept, weights on the simplex; an axis whose canonical form moves a fixed parameter stays. */
  canonical(x: Float64Array): Float64Array;
  /** A part's own parameters, in its shape's order. */
  partOf(x: Float64Array, part: number): Float64Array;
  weightOf(x: Float64Array, part: number): number;
  outlines(x: Float64Array, segments: number): Outline[];
  /** A single shape's names; `part.handle` in a composition, a shared centre once. */
  handles(x: Float64Array): Handle[];
  drag(x: Float64Array, handle: string, y: number, phi: number): Float64Array;
  /** The largest extent of a part, rad. */
  size(x: Float64Array): number;
  toComponents(x: Float64Array): Component[];
  /** Throws RangeError where they are not this model's parts. */
  fromComponents(components: readonly Component[]): Float64Array;
}
