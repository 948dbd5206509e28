// Continuous shapes as curves that carry mass evenly in their parameter: a ring or a segment is one, a disk or ellipse
// uniform in area a stack of them, t ↦ centre + s·(…), weighted 2s ds by Gauss–Legendre in s.

/** Lengths in rad; angles from the y axis towards φ. φ in any branch. Every shape carries mass 1. */
export type ContinuousShape =
  | { readonly kind: 'ring'; readonly y: number; readonly phi: number; readonly radius: number }
  | { readonly kind: 'disk'; readonly y: number; readonly phi: number; readonly radius: number }
  | {
      /** Uniform in area, semi-axes a and b, a along `angle`. */
      readonly kind: 'ellipse';
      readonly y: number;
      readonly phi: number;
      readonly a: number;
      readonly b: number;
      readonly angle: number;
    }
  | {
      /** From its middle half the length to both sides. */
      readonly kind: 'segment';
      readonly y: number;
      readonly phi: number;
      readonly length: number;
      readonly angle: number;
    }
  | {
      /** Anything else: writes n deterministic places of equal weight, returns how many it wrote. */
      readonly kind: 'places';
      places(n: number, y: Float64Array, phi: Float64Array): number;
    };

export type CurvedShape = Exclude<ContinuousShape, { kind: 'places' }>;

/** Places centre + p·f(t) + q·g(t): (cos, sin) over a whole turn, or (t, 0) over [−1, 1]. Mass even in t. */
export interface Curve {
  readonly mass: number;
  readonly closed: boolean;
  readonly y: number;
  readonly phi: number;
  readonly py: number;
  readonly pphi: number;
  readonly qy: number;
  readonly qphi: number;
  /** Bound of |d place/dt|. */
  readonly speed: number;
}

/** Throws RangeError for numbers that are no shape. */
export function checkShape(shape: CurvedShape): void {
  for (const [name, value] of Object.entries(shape)) {
    if (name === 'kind') continue;
    const size = name === 'radius' || name === 'a' || name === 'b' || name === 'length';
    if (Number.isFinite(value) && !(size && Number(value) < 0)) continue;
    throw new RangeError(
      `semidiscrete: ${name} of the ${shape.kind} is ${value}, allowed are finite numbers${size ? ' ≥ 0' : ''}`,
    );
  }
}

/** Whether more rings make the stack a better copy of the shape. */
export function isFilled(shape: CurvedShape): boolean {
  return shape.kind === 'disk' || shape.kind === 'ellipse';
}

/** Farthest that the shape reaches from its centre. */
export function reach(shape: CurvedShape): number {
  switch (shape.kind) {
    case 'ring':
    case 'disk':
      return shape.radius;
    case 'ellipse':
      return Math.max(shape.a, shape.b);
    case 'segment':
      return shape.length / 2;
    default:
      return shape satisfies never;
  }
}

/** The shape as one curve, or as a stack of `rings`. */
export function curvesOf(shape: CurvedShape, rings: number): Curve[] {
  const { y, phi } = shape;
  const round = (mass: number, a: number, b: number, angle: number): Curve => ({
    mass,
    closed: true,
    y,
    phi,
    py: a * Math.cos(angle),
    pphi: a * Math.sin(angle),
    qy: -b * Math.sin(angle),
    qphi: b * Math.cos(angle),
    speed: Math.max(a, b),
  });
  const stack = (a: number, b: number, angle: number) =>
    gaussLegendre(rings).map(([s, weight]) => round(2 * s * weight, s * a, s * b, angle));
  switch (shape.kind) {
    case 'ring':
      return [round(1, shape.radius, shape.radius, 0)];
    case 'disk':
      return stack(shape.radius, shape.radius, 0);
    case 'ellipse':
      return stack(shape.a, shape.b, shape.angle);
    case 'segment': {
      const half = shape.length / 2;
      const [py, pphi] = [half * Math.cos(shape.angle), half * Math.sin(shape.angle)];
      return [{ mass: 1, closed: false, y, phi, py, pphi, qy: 0, qphi: 0, speed: half }];
    }
    default:
      return shape satisfies never;
  }
}

const rules = new Map<number, readonly (readonly [number, number])[]>();

/** Nodes and weights of the n-point Gauss–Legendre rule on [0, 1], by Newton's method on the Legendre polynomial. */
export function gaussLegendre(n: number): readonly (readonly [number, number])[] {
  const known = rules.get(n);
  if (known) return known;
  const rule = Array.from({ length: n }, (_, k) => {
    let x = Math.cos((Math.PI * (k + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      let before = 1;
      let value = x;
      for (let d = 2; d <= n; d++)
        [before, value] = [value, ((2 * d - 1) * x * value - (d - 1) * before) / d];
      slope = n === 1 ? 1 : (n * (x * value - before)) / (x * x - 1);
      const by = value / slope;
      x -= by;
      if (Math.abs(by) < 1e-15) break;
    }
    return [(1 - x) / 2, 1 / ((1 - x * x) * slope * slope)] as const;
  });
  rules.set(n, rule);
  return rule;
}
