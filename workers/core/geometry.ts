// The (y, φ) plane is a cylinder: φ is periodic everywhere, in distances, means, shapes and drawing.

export const TWO_PI = 2 * Math.PI;

/** The same azimuth in (−π, π]. */
export function wrapPhi(phi: number): number {
  if (phi > -Math.PI && phi <= Math.PI) return phi;
  const wrapped = phi - TWO_PI * Math.ceil((phi - Math.PI) / TWO_PI);
  // Rounding can land just outside the interval; the seam belongs to +π.
  return wrapped <= -Math.PI ? Math.PI : Math.min(wrapped, Math.PI);
}

/** Distance on the cylinder, √(Δy² + Δφ²) with Δφ the short way round. Same unit as the inputs (rad). */
export function distance(y1: number, phi1: number, y2: number, phi2: number): number {
  return Math.hypot(y1 - y2, wrapPhi(phi1 - phi2));
}

/**
 * pT-weighted centroid with φ unwrapped around the hardest particle (the `--center` convention).
 * Returns [y, φ] with φ in (−π, π]; NaN for no particles.
 */
export function centroid(pt: Float64Array, y: Float64Array, phi: Float64Array): [number, number] {
  let hardest = 0;
  for (let i = 1; i < pt.length; i++) if (pt[i] > pt[hardest]) hardest = i;
  let sum = 0;
  let sumY = 0;
  let sumPhi = 0;
  for (let i = 0; i < pt.length; i++) {
    sum += pt[i];
    sumY += pt[i] * y[i];
    sumPhi += pt[i] * wrapPhi(phi[i] - phi[hardest]);
  }
  return [sumY / sum, wrapPhi(phi[hardest] + sumPhi / sum)];
}
