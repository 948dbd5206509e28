// Curves of the correlation dimension as text, and the step of a curve that is nearest to a value of Q.

import type { DimensionCurve } from '../../main/contract/index.ts';

/** One row a class and step: class, q, dimension, error, pairs. Numbers in full; no value is an empty field. */
export function dimensionCsv(curves: readonly DimensionCurve[], names: readonly string[]): string {
  const rows = curves.flatMap((curve) =>
    Array.from(curve.q, (q, i) =>
      [quoted(names[curve.source]), q, curve.dimension[i], curve.error[i], curve.pairs[i]]
        .map((value) => (typeof value === 'number' && !Number.isFinite(value) ? '' : String(value)))
        .join(','),
    ),
  );
  return `class,q,dimension,error,pairs\n${rows.join('\n')}\n`;
}

/** The index whose q is nearest on the logarithmic axis. */
export function nearestStep(q: Float64Array, wanted: number): number {
  let best = 0;
  for (let i = 1; i < q.length; i++) {
    if (Math.abs(Math.log(q[i] / wanted)) < Math.abs(Math.log(q[best] / wanted))) best = i;
  }
  return best;
}

/** As CSV has it (RFC 4180). */
function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
