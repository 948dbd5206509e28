// Lorentz transformations of any momenta: boosts, rotations, what follows one upon another, and back. They leave what they are given as
// it is and return new columns: a frame is a view of an event.
//
// A transformation is a matrix Λ of 16 numbers, row by row, that acts on (E, px, py, pz). Its inverse is ηΛᵀη with η = diag(1, −1, −1, −1).

import type { FourMomenta } from './momenta.ts';

/** GeV. */
export interface FourVector {
  readonly px: number;
  readonly py: number;
  readonly pz: number;
  readonly e: number;
}

/** [16] Row by row, acting on (E, px, py, pz). */
export type Lorentz = Float64Array;

export function identity(): Lorentz {
  return Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
}

/** Into the rest frame of `total`, without a rotation. Throws RangeError where it has no mass: light has none. */
export function restFrame(total: FourVector): Lorentz {
  const { px, py, pz, e } = total;
  const mass2 = (e + pz) * (e - pz) - px * px - py * py;
  if (!(mass2 > 0 && e > 0 && Number.isFinite(e))) {
    throw new RangeError(`rest frame: E² − p² is ${mass2} GeV², allowed are finite numbers > 0`);
  }
  return along(px, py, pz, e, Math.sqrt(mass2));
}

/** Of what moves with this velocity, c = 1, into its rest frame. Throws RangeError unless it is slower than light. */
export function boost(vx: number, vy: number, vz: number): Lorentz {
  const speed = Math.hypot(vx, vy, vz);
  if (!(speed < 1)) throw new RangeError(`boost: the velocity is ${speed} c, allowed are numbers below 1`);
  const gamma = 1 / Math.sqrt((1 - speed) * (1 + speed));
  return along(gamma * vx, gamma * vy, gamma * vz, gamma, 1);
}

/** Into the frame that moves along the beam with this rapidity: all rapidities fall by it. */
export function boostAlongBeam(rapidity: number): Lorentz {
  const [c, s] = [Math.cosh(rapidity), Math.sinh(rapidity)];
  return Float64Array.of(c, 0, 0, -s, 0, 1, 0, 0, 0, 0, 1, 0, -s, 0, 0, c);
}

function along(px: number, py: number, pz: number, e: number, mass: number): Lorentz {
  const k = 1 / (mass * (e + mass));
  const [x, y, z] = [px / mass, py / mass, pz / mass];
  // biome-ignore format: rows of the matrix
  return Float64Array.of(
    e / mass, -x, -y, -z,
    -x, 1 + k * px * px, k * px * py, k * px * pz,
    -y, k * px * py, 1 + k * py * py, k * py * pz,
    -z, k * px * pz, k * py * pz, 1 + k * pz * pz,
  );
}

/** Turns by `angle` (rad) about an axis of any length, right-handed. Throws RangeError for an axis of no length. */
export function rotation(axis: readonly [number, number, number], angle: number): Lorentz {
  const length = Math.hypot(...axis);
  if (!(length > 0 && Number.isFinite(length) && Number.isFinite(angle))) {
    throw new RangeError(`rotation by ${angle} about (${axis.join(', ')}): needed are an axis and an angle`);
  }
  const [x, y, z] = axis.map((value) => value / length);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const t = 1 - c;
  // biome-ignore format: rows of the matrix
  return Float64Array.of(
    1, 0, 0, 0,
    0, c + t * x * x, t * x * y - s * z, t * x * z + s * y,
    0, t * x * y + s * z, c + t * y * y, t * y * z - s * x,
    0, t * x * z - s * y, t * y * z + s * x, c + t * z * z,
  );
}

/** First the last one, then the one before it, as matrices are multiplied. */
export function product(...transformations: readonly Lorentz[]): Lorentz {
  return transformations.reduce((a, b) => {
    const out = new Float64Array(16);
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        let sum = 0;
        for (let k = 0; k < 4; k++) sum += a[4 * i + k] * b[4 * k + j];
        out[4 * i + j] = sum;
      }
    }
    return out;
  }, identity());
}

/** The way back. */
export function inverse(transformation: Lorentz): Lorentz {
  const out = new Float64Array(16);
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      const mixed = (i === 0) !== (j === 0);
      out[4 * i + j] = mixed ? -transformation[4 * j + i] : transformation[4 * j + i];
    }
  }
  return out;
}

/** New columns: these momenta as the other frame has them. */
export function transformed(l: Lorentz, { px, py, pz, e }: FourMomenta): FourMomenta {
  const n = e.length;
  const column = () => new Float64Array(n);
  const out = { px: column(), py: column(), pz: column(), e: column() };
  for (let i = 0; i < n; i++) {
    out.e[i] = l[0] * e[i] + l[1] * px[i] + l[2] * py[i] + l[3] * pz[i];
    out.px[i] = l[4] * e[i] + l[5] * px[i] + l[6] * py[i] + l[7] * pz[i];
    out.py[i] = l[8] * e[i] + l[9] * px[i] + l[10] * py[i] + l[11] * pz[i];
    out.pz[i] = l[12] * e[i] + l[13] * px[i] + l[14] * py[i] + l[15] * pz[i];
  }
  return out;
}

/** One four-vector as the other frame has it. */
export function transformedVector(l: Lorentz, { px, py, pz, e }: FourVector): FourVector {
  const row = (i: number) => l[i] * e + l[i + 1] * px + l[i + 2] * py + l[i + 3] * pz;
  return { e: row(0), px: row(4), py: row(8), pz: row(12) };
}
