// Opacity of the transport plan's lines: ∝ the moved share, so that a fan of thin flows weighs as much as one thick one.

/** The strongest lines are drawn at full strength; shares above this quantile of them all count as the strongest. */
const STRONGEST = 0.9;
/** No line is fainter than this. */
const FAINTEST = 0.12;

/** In (0, 1], one a line; to be multiplied with the theme's plan colour. */
export function planOpacity(mass: Float64Array): Float32Array {
  const opacity = new Float32Array(mass.length);
  if (mass.length === 0) return opacity;
  const strongest = mass.slice().sort()[Math.floor(STRONGEST * (mass.length - 1))];
  for (let k = 0; k < mass.length; k++) {
    opacity[k] = Math.min(1, Math.max(FAINTEST, strongest > 0 ? mass[k] / strongest : 1));
  }
  return opacity;
}
