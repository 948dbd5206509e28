// Places at equal distances along the edge of an ellipse, and how they move with its axes: Legendre's incomplete integral of
// the second kind by Carlson's symmetric forms (DLMF 19.25.9, 19.25.13 and, for the duplication, 19.36), turned round by Newton.

/** Carlson's duplications end where the arguments agree to this share of their mean: the series is then good to 1e-16. */
const AGREE = 1e-3;
/** Newton steps, each kept inside a bracket; three or four do. */
const STEPS = 60;
const QUARTER = Math.PI / 2;
/** Ellipses thinner than this are a line there and back: the edge's length differs by less than rounding. */
const FLAT = 1e-9;

/** R_F(x, y, z) = ½ ∫₀^∞ dt / √((t+x)(t+y)(t+z)); at most one argument 0. */
export function carlsonF(x: number, y: number, z: number): number {
  for (;;) {
    const mean = (x + y + z) / 3;
    const [dx, dy, dz] = [1 - x / mean, 1 - y / mean, 1 - z / mean];
    if (Math.max(Math.abs(dx), Math.abs(dy), Math.abs(dz)) < AGREE) {
      const e2 = dx * dy - dz * dz;
      const e3 = dx * dy * dz;
      return (1 - e2 / 10 + e3 / 14 + (e2 * e2) / 24 - (3 * e2 * e3) / 44) / Math.sqrt(mean);
    }
    const lambda = Math.sqrt(x * y) + Math.sqrt(y * z) + Math.sqrt(z * x);
    x = (x + lambda) / 4;
    y = (y + lambda) / 4;
    z = (z + lambda) / 4;
  }
}

/** R_D(x, y, z) = 3/2 ∫₀^∞ dt / (√((t+x)(t+y)) (t+z)^{3/2}); at most one of x, y 0. */
export function carlsonD(x: number, y: number, z: number): number {
  let sum = 0;
  let power = 1;
  for (;;) {
    const mean = (x + y + 3 * z) / 5;
    const [dx, dy, dz] = [1 - x / mean, 1 - y / mean, 1 - z / mean];
    if (Math.max(Math.abs(dx), Math.abs(dy), Math.abs(dz)) < AGREE) {
      const xy = dx * dy;
      const zz = dz * dz;
      const e2 = xy - 6 * zz;
      const e3 = (3 * xy - 8 * zz) * dz;
      const e4 = 3 * (xy - zz) * zz;
      const e5 = xy * zz * dz;
      const series =
        1 - (3 * e2) / 14 + e3 / 6 + (9 * e2 * e2) / 88 - (3 * e4) / 22 - (9 * e2 * e3) / 52 + (3 * e5) / 26;
      return 3 * sum + (power * series) / (mean * Math.sqrt(mean));
    }
    const lambda = Math.sqrt(x * y) + Math.sqrt(y * z) + Math.sqrt(z * x);
    sum += power / (Math.sqrt(z) * (z + lambda));
    power /= 4;
    x = (x + lambda) / 4;
    y = (y + lambda) / 4;
    z = (z + lambda) / 4;
  }
}

/** Edge of the ellipse (sin u, q cos u), 1e-9 < q ≤ 1, from u = 0 on: its length, and the derivative of that in q. */
export function arcLength(u: number, q: number): { readonly length: number; readonly slope: number } {
  const sin = Math.sin(u);
  const cos2 = Math.max(0, 1 - sin * sin);
  const m = 1 - q * q;
  const rest = cos2 + q * q * sin * sin;
  const d = (sin ** 3 / 3) * carlsonD(cos2, rest, 1);
  return { length: sin * carlsonF(cos2, rest, 1) - m * d, slope: q * d };
}

export interface EdgePlaces {
  /** Along and across, of the ellipse's semi-axes. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Their derivatives in the ratio of the shorter to the longer axis. */
  readonly dx: Float64Array;
  readonly dy: Float64Array;
}

/**
 * n places at equal distances along the edge of an ellipse, the first half a distance from the end of its second axis, in
 * units of the axes. `q`: shorter by longer axis, 0 … 1; `tall`: the second axis is the longer one.
 */
export function edgePlaces(n: number, q: number, tall: boolean): EdgePlaces {
  const out = {
    x: new Float64Array(n),
    y: new Float64Array(n),
    dx: new Float64Array(n),
    dy: new Float64Array(n),
  };
  const quarter = q > FLAT ? arcLength(QUARTER, q) : { length: 1, slope: 0 };
  /** By the share of a quarter from the end of the shorter axis; the four quarters mirror one another. */
  const known = new Map<number, readonly [turn: number, slope: number]>();
  for (let k = 0; k < n; k++) {
    // Exact numbers of half places: equal shares have equal keys.
    const halves = 4 * (2 * k + 1);
    const side = Math.floor(halves / (2 * n));
    const past = halves - side * 2 * n;
    const fromEnd = side % 2 === 0 ? past : 2 * n - past;
    const key = tall ? 2 * n - fromEnd : fromEnd;
    let found = known.get(key);
    if (!found) {
      found = turnAt(key / (2 * n), q, quarter);
      known.set(key, found);
    }
    const [u, slope] = found;
    const right = side < 2 ? 1 : -1;
    const up = side === 0 || side === 3 ? 1 : -1;
    const [sin, cos] = [Math.sin(u), Math.cos(u)];
    out.x[k] = right * (tall ? cos : sin);
    out.y[k] = up * (tall ? sin : cos);
    out.dx[k] = right * slope * (tall ? -sin : cos);
    out.dy[k] = up * slope * (tall ? cos : -sin);
  }
  return out;
}

/** The turn u where this share of the quarter lies behind, and its derivative in q. */
function turnAt(
  share: number,
  q: number,
  quarter: { readonly length: number; readonly slope: number },
): readonly [number, number] {
  if (q <= FLAT) return [Math.asin(share), 0];
  const target = share * quarter.length;
  let [low, high] = [0, QUARTER];
  let u = share * QUARTER;
  for (let step = 0; step < STEPS; step++) {
    const miss = arcLength(u, q).length - target;
    if (miss > 0) high = u;
    else low = u;
    const newton = u - miss / speed(u, q);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    const by = Math.abs(next - u);
    u = next;
    // The step after this one would be its square.
    if (by < 1e-9) break;
  }
  return [u, (share * quarter.slope - arcLength(u, q).slope) / speed(u, q)];
}

function speed(u: number, q: number): number {
  return Math.hypot(Math.cos(u), q * Math.sin(u));
}
