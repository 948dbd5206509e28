// The axes of a small chart: numbers to pixels, and where the steps are written.

export interface Pad {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface ChartAxis {
  readonly steps: readonly number[];
  /** px of a value. */
  readonly at: (value: number) => number;
  readonly text: (step: number) => string;
  /** From the numbers to the plot (upwards) or to the chart's edge (across), px. */
  readonly gap: number;
}

/** Room for what is drawn, px; at least one, before the pane has a size. */
export function plotSize(pad: Pad, width: number, height: number) {
  return {
    inner: Math.max(1, width - pad.left - pad.right),
    tall: Math.max(1, height - pad.top - pad.bottom),
  };
}
