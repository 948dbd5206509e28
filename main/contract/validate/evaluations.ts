// What a window may ask about a shape that stands still.

import { boolean, type Check, integer, nullable, number, record } from '../checks.ts';
import { RingsideError } from '../errors.ts';
import type { ContinuousRequest, EvaluateRequest, GridSpec } from '../fit.ts';
import { placed } from './placed.ts';
import { coordinate } from './scalars.ts';

const GRID_POINTS = 2 ** 20;
const gridFields = record<GridSpec>({
  y0: coordinate,
  dy: number(1e-9, 1e6),
  columns: integer(1, 4096),
  phi0: coordinate,
  dphi: number(1e-9, 1e6),
  rows: integer(1, 4096),
});
const grid: Check = (value, path) => {
  gridFields(value, path);
  const { columns, rows } = value as GridSpec;
  if (columns * rows > GRID_POINTS) {
    throw new RingsideError(
      'bad-argument',
      `${path} has ${columns} × ${rows} points, at most ${GRID_POINTS} are allowed`,
    );
  }
};

export const continuousRequest = record<ContinuousRequest>(placed, ['frame']);
export const evaluateRequest = record<EvaluateRequest>(
  { ...placed, quadrature: integer(1, 100_000), grid: nullable(grid), plan: boolean },
  ['frame'],
);
