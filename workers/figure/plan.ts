// Opacity of the transport plan's lines: ∝ the moved share, whatever the number of lines, so that a fan of thin flows
// lays down as much ink as one thick flow and a finer quadrature does not make the picture heavier.

export const PLAN = {
  /** Opacity of a line that moves 1% of the energy. */
  atOnePercent: 0.5,
  /** No line is fainter than this, so that soft particles keep theirs. */
  faintest: 0.06,
  /** Width on paper, pt; on the screen the thinnest line there is. */
  width: 0.5,
} as const;

/** In (0, 1], one a line; to be multiplied with the theme's plan colour. */
export function planOpacity(mass: Float64Array): Float32Array {
  const opacity = new Float32Array(mass.length);
  for (let k = 0; k < mass.length; k++) {
    opacity[k] = Math.min(1, Math.max(PLAN.faintest, (mass[k] / 0.01) * PLAN.atOnePercent));
  }
  return opacity;
}
