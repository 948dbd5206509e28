// What a window may send as the particles that something is done to.

import { type Check, kinds, list, record, refuse } from '../checks.ts';
import type { Selection } from '../fit.ts';
import type { BatchSelection } from '../jobs.ts';
import { circleRadius, coordinate, count, type Kind, kind, point } from './scalars.ts';

/** Of one selection. */
const SELECTED_PARTICLES = 100_000;
const places = list(count, SELECTED_PARTICLES, 1);
const ascending: Check = (value, path) => {
  places(value, path);
  const index = value as readonly number[];
  for (let i = 1; i < index.length; i++) {
    if (index[i] <= index[i - 1]) refuse(`${path}[${i}]`, index[i], `an integer above ${index[i - 1]}`);
  }
};

export const selection = kinds({
  all: record<Kind<Selection, 'all'>>({ kind }),
  circle: record<Kind<Selection, 'circle'>>({
    kind,
    y: coordinate,
    phi: coordinate,
    radius: circleRadius,
  }),
  lasso: record<Kind<Selection, 'lasso'>>({ kind, points: list(point, 10_000, 3) }),
  particles: record<Kind<Selection, 'particles'>>({ kind, index: ascending }),
});
export const batchSelection = kinds({
  all: record<Kind<BatchSelection, 'all'>>({ kind }),
  hardest: record<Kind<BatchSelection, 'hardest'>>({ kind, radius: circleRadius }),
});
