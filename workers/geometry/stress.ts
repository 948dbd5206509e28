// How far the distances in a map are from the true ones.

import { placesWithDistances } from './places.ts';

/**
 * Kruskal's stress-1 (1964) with the map's scale chosen best: √(Σ (d̂ − d)²/Σ d̂²) over pairs, d̂ the distance in the map and
 * d the matrix's times the factor that makes it least. That is √(1 − (Σ d̂ d)²/(Σ d̂² Σ d²)), in [0, 1]: a UMAP has no unit
 * of its own. Places that are NaN in the map or have no distances are left out; 0 where there is nothing to compare.
 */
export function stress1(matrix: Float64Array, n: number, x: Float64Array, y: Float64Array): number {
  const places = placesWithDistances('stress', matrix, n).filter((i) => !Number.isNaN(x[i] + y[i]));
  let own = 0;
  let both = 0;
  let map = 0;
  for (const i of places) {
    for (const j of places) {
      if (j >= i) break;
      const distance = matrix[i * n + j];
      const drawn = Math.hypot(x[i] - x[j], y[i] - y[j]);
      own += distance * distance;
      map += drawn * drawn;
      both += distance * drawn;
    }
  }
  if (own === 0 && map === 0) return 0;
  if (own === 0 || map === 0) return 1;
  return Math.sqrt(Math.max(0, 1 - (both * both) / (own * map)));
}
