// Distances of many pairs: each event's points are made once a block.

import { planeEvent } from '../core/events.ts';
import { center, emd, type Points, Transport } from '../transport/index.ts';
import type { TaskFunction } from './context.ts';

export const emdBlockTask: TaskFunction<'emdBlock'> = (input, context) => {
  const { pairs, beta, R, normalise } = input;
  const count = pairs.length / 2;
  const out = new Float64Array(count);
  const workspace = new Transport();
  const sideA = side(input.a, input.center, context.columns);
  const sideB = input.a === input.b ? sideA : side(input.b, input.center, context.columns);
  for (let k = 0; k < count; k++) {
    context.check();
    const a = sideA(pairs[2 * k]);
    const b = sideB(pairs[2 * k + 1]);
    const undefinedShare = normalise && (a.weight.length === 0 || b.weight.length === 0);
    out[k] = undefinedShare ? Number.NaN : emd(a, b, { beta, R, normalise }, workspace).emd;
    context.progress(k + 1, count);
  }
  return out;
};

function side(key: string, centered: boolean, columnsOf: (key: string) => Parameters<typeof planeEvent>[0]) {
  const columns = columnsOf(key);
  const known = new Map<number, Points>();
  return (event: number): Points => {
    let points = known.get(event);
    if (!points) {
      const { pt, y, phi } = planeEvent(columns, event);
      points = centered ? center({ weight: pt, y, phi }) : { weight: pt, y, phi };
      known.set(event, points);
    }
    return points;
  };
}
