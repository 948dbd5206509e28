// The settings of UMAP as the screen offers them.

/** UMAP’s own first choices, and the limits of the dialog. */
export const UMAP = {
  neighbours: { smallest: 2, first: 15, largest: 200 },
  minDist: { smallest: 0, first: 0.1, largest: 1 },
  seed: 1,
} as const;

export interface UmapSettings {
  readonly neighbours: number;
  readonly minDist: number;
  readonly seed: number;
}

export const FIRST_UMAP: UmapSettings = {
  neighbours: UMAP.neighbours.first,
  minDist: UMAP.minDist.first,
  seed: UMAP.seed,
};

/** Settings within their limits; what is no number is as it is at first. */
export function umapFrom(wanted: Partial<Record<keyof UmapSettings, unknown>>): UmapSettings {
  const within = (
    value: unknown,
    { smallest, first, largest }: typeof UMAP.neighbours | typeof UMAP.minDist,
  ) =>
    typeof value === 'number' && Number.isFinite(value)
      ? Math.min(largest, Math.max(smallest, value))
      : first;
  const { seed } = wanted;
  return {
    neighbours: Math.round(within(wanted.neighbours, UMAP.neighbours)),
    minDist: within(wanted.minDist, UMAP.minDist),
    seed: typeof seed === 'number' && Number.isInteger(seed) && seed >= 0 ? seed : UMAP.seed,
  };
}
