// What a window may have done as a job.

import {
  boolean,
  type Check,
  integer,
  kinds,
  list,
  nullable,
  number,
  oneOf,
  record,
  text,
} from '../checks.ts';
import { SEARCHES, SOLVERS } from '../fit.ts';
import { MAP_METHODS } from '../geometry.ts';
import { MOST_REPLICAS } from '../intervals.ts';
import type { JobSpec } from '../jobs.ts';
import { FRAME_COLUMNS } from '../limits.ts';
import { cuts } from './cuts.ts';
import { distanceOptions, matrixRange } from './distances.ts';
import { columnName } from './frames.ts';
import { jetRequest } from './jet-definitions.ts';
import { mapping } from './mappings.ts';
import { components, resolution } from './placed.ts';
import { inEvent } from './reference-frames.ts';
import { id, type Kind, kind, point, seed, shape } from './scalars.ts';
import { batchSelection, selection } from './selections.ts';

export const jobSpec = kinds({
  open: record<Kind<JobSpec, 'open'>>(
    {
      kind,
      file: id,
      mapping: nullable(mapping),
      collection: nullable(text(4096)),
      remember: boolean,
      cuts,
      jets: jetRequest,
    },
    ['remember', 'cuts', 'jets'],
  ),
  fit: record<Kind<JobSpec, 'fit'>>(
    {
      kind,
      ...inEvent,
      shape,
      selection,
      from: nullable(components),
      solver: oneOf(SOLVERS),
      at: nullable(point),
      seed,
    },
    ['frame'],
  ),
  'fit-all': record<Kind<JobSpec, 'fit-all'>>(
    {
      kind,
      dataset: id,
      shape,
      selection: batchSelection,
      solver: oneOf(SOLVERS),
      search: oneOf(SEARCHES),
      seed,
      resume: nullable(id),
    },
    ['solver', 'search'],
  ),
  intervals: record<Kind<JobSpec, 'intervals'>>(
    {
      kind,
      ...inEvent,
      shape,
      selection,
      components,
      resolution,
      replicas: integer(2, MOST_REPLICAS),
      seed,
    },
    ['frame'],
  ),
  distances: record<Kind<JobSpec, 'distances'>>({
    kind,
    sources: list(matrixRange, 100, 1),
    options: distanceOptions,
    resume: nullable(id),
  }),
  map: record<Kind<JobSpec, 'map'>>({
    kind,
    matrix: id,
    method: oneOf(MAP_METHODS),
    neighbours: integer(2, 1000),
    minDist: number(0, 1),
    seed,
  }),
  observe: record<Kind<JobSpec, 'observe'>>({
    kind,
    dataset: id,
    names: list(columnName, FRAME_COLUMNS, 1),
    selection: batchSelection,
    seed,
    resume: nullable(id),
  }),
} satisfies Record<JobSpec['kind'], Check>);
