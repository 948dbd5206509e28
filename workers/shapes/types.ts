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
}

export interface Parameter {
  /** The JSON's and the expression's name: `y`, `phi`, `radius`, `a`, `b`, `angle`. */
  readonly name: string;
  /** For the screen, e.g. "centre y", "first semi-axis". */
  readonly label: string;
  readonly unit: 'rad' | '';
  readonly lower: number;
  readonly upper: number;
  /** One plain sentence for the tooltip. */
  readonly meaning: string;
}

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
  readonly parameters: readonly Parameter[];
  /** Continuous shapes need a quadrature; a point is its own. */
  readonly continuous: boolean;
  /** Deterministic equal-weight places: (y, φ) of `n` points written to y[], phi[] (φ not wrapped). Returns the number written. */
  quadrature(parameters: Float64Array, n: number, y: Float64Array, phi: Float64Array): number;
  /** Pull-back: given ∂/∂y_k, ∂/∂φ_k at those n points, write ∂/∂parameters. */
  pullback(
    parameters: Float64Array,
    n: number,
    gradY: Float64Array,
    gradPhi: Float64Array,
    out: Float64Array,
  ): void;
  /** As the solver for continuous shapes knows it; without this it refines `quadrature`. */
  curved?(parameters: Float64Array): CurvedShape;
  /** A sensible first guess for an event (already selected), optionally at a click. Cheap: the screen calls it on the click. */
  initial(event: PlaneEvent, at?: readonly [number, number]): Float64Array;
  /** Canonical form: semi-axes positive and a ≥ b, angle in (−π/2, π/2], φ in (−π, π], bounds enforced. */
  canonical(parameters: Float64Array): Float64Array;
  /** Closed polyline for drawing, (y, φ) interleaved, φ continuous (not wrapped). */
  outline(parameters: Float64Array, segments: number): Float64Array;
  /** Draggable handles, the first one the centre. */
  handles(parameters: Float64Array): Handle[];
  /** Parameters after the named handle was dragged to (y, φ). */
  drag(parameters: Float64Array, handle: string, y: number, phi: number): Float64Array;
  /** The largest extent, rad: what the screen compares with its minimum drawn size. 0 for a point. */
  size(parameters: Float64Array): number;
  toComponent(parameters: Float64Array): Component;
  fromComponent(component: Component): Float64Array;
}

/** `ring(radius=0.4)`: a shape and its frozen parameters. Compositions come with a later grammar. */
export interface ShapeExpression {
  /** As given by the user. */
  readonly text: string;
  readonly shape: Shape;
  readonly frozen: Readonly<Record<string, number>>;
}
