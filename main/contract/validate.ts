// Every call from a screen passes here before it reaches the application: the method must be one of Api's, with as many
// arguments as it takes, each of its type and within its limits. A window may run code that is not ours (an extension, a
// page that got hold of the socket), so nothing that TypeScript promises about it counts.

import { type Api, METHODS, type NamedBytes } from './api.ts';
import { AREA_KINDS, type AreasRequest, RHO_ALGORITHMS, type RhoRequest } from './areas.ts';
import type { BesideRequest } from './beside.ts';
import {
  anyNumber,
  anyObject,
  boolean,
  bytes,
  type Check,
  integer,
  json,
  kinds,
  list,
  nullable,
  number,
  oneOf,
  record,
  refuse,
  text,
  tuple,
} from './checks.ts';
import { type Mapping, ROLES } from './data.ts';
import { RingsideError } from './errors.ts';
import {
  type Component,
  type ContinuousEmd,
  type ContinuousRequest,
  type EvaluateRequest,
  type FitReport,
  type FitResult,
  type GridSpec,
  SEARCHES,
  type Selection,
  SOLVERS,
} from './fit.ts';
import {
  type CompareRequest,
  DISTANCE_METHODS,
  type DistanceOptions,
  MAP_METHODS,
  type MatrixRange,
} from './geometry.ts';
import {
  type Intervals,
  MOST_REPLICAS,
  type ParameterInterval,
  type ReplicaIntervals,
  type ResolutionModel,
} from './intervals.ts';
import { JET_TREES, type JetStructureRequest, type JetsRequest } from './jet-view.ts';
import {
  ALGORITHMS_WITH_POWER,
  JET_ALGORITHMS,
  type JetRequest,
  MOST_CONES,
  type XConeRequest,
} from './jets.ts';
import type { BatchSelection, JobSpec } from './jobs.ts';
import { CONDITION_CHARACTERS, FRAME_COLUMNS, MESSAGE_BYTES, SCREEN_BYTES } from './limits.ts';
import type { FrameRequest } from './observables.ts';
import { referenceFrameCheck } from './reference-frame-check.ts';
import { type HistoryEntry, SESSION_VERSION, type Session } from './session.ts';

/** Events, particles, iterations: what an Int32 counts. */
const COUNT = 2 ** 31 - 1;
const count = integer(0, COUNT);
const id = text(512);
const shape = text(2000);
const seed = integer(0, Number.MAX_SAFE_INTEGER);
const coordinate = number(-1e6, 1e6);
const point = tuple(coordinate, coordinate);
const length = number(0, 1e6);
const circleRadius = number(0, 1e3);

const mapping = record<Mapping>({ roles: list(oneOf(ROLES), 10_000, 1), energyUnit: oneOf(['GeV', 'MeV']) });

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

type Kind<T, K> = Extract<T, { readonly kind: K }>;
const selection = kinds({
  all: record<Kind<Selection, 'all'>>({ kind: text(9) }),
  circle: record<Kind<Selection, 'circle'>>({
    kind: text(9),
    y: coordinate,
    phi: coordinate,
    radius: circleRadius,
  }),
  lasso: record<Kind<Selection, 'lasso'>>({ kind: text(9), points: list(point, 10_000, 3) }),
  particles: record<Kind<Selection, 'particles'>>({ kind: text(9), index: ascending }),
});
const batchSelection = kinds({
  all: record<Kind<BatchSelection, 'all'>>({ kind: text(9) }),
  hardest: record<Kind<BatchSelection, 'hardest'>>({ kind: text(9), radius: circleRadius }),
});

const component = record<Component>(
  {
    shape,
    weight: number(0, 1e6),
    center: point,
    radius: length,
    semi_axes: tuple(length, length),
    angle: coordinate,
    vertices: list(point, 100, 2),
    region: tuple(coordinate, coordinate, coordinate, coordinate),
    // Shapes of the user's own stay on the command line.
    parameters: (value, path) => refuse(path, value, 'nothing: a window has no shapes of the user’s own'),
  },
  ['radius', 'semi_axes', 'angle', 'vertices', 'region', 'parameters'],
);
const components = list(component, 1000);

const resolution = record<ResolutionModel>({
  stochastic: number(0, 100),
  constant: number(0, 100),
  noise: number(0, 1e6),
  y: number(0, 10),
  phi: number(0, 10),
});

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

const distanceOptions = record<DistanceOptions>({
  beta: number(1e-6, 2),
  R: number(1e-6, 1e6),
  normalise: boolean,
  center: boolean,
  method: oneOf(DISTANCE_METHODS),
});
const matrixRange = record<MatrixRange>({ dataset: id, first: count, end: count });
const comparedEvent = record<CompareRequest['a']>({ dataset: id, event: count });
const compareRequest = record<CompareRequest>({
  a: comparedEvent,
  b: comparedEvent,
  options: distanceOptions,
});

const jetSize = { R: number(1e-3, 100), ptMin: number(0, 1e6) };
const xconeRequest = record<XConeRequest>(
  { ...jetSize, algorithm: oneOf(['xcone']), exclusive: integer(1, MOST_CONES) },
  ['ptMin'],
);
const jetFields = record<JetRequest>(
  {
    ...jetSize,
    algorithm: oneOf([...JET_ALGORITHMS, 'xcone']),
    p: number(-100, 100),
    recombination: oneOf(['e', 'wta']),
    exclusive: integer(1, COUNT),
    dcut: number(0, 1e18),
  },
  ['p', 'recombination', 'exclusive', 'dcut', 'ptMin'],
);
const jetRequest: Check = (value, path) => {
  if ((value as Partial<XConeRequest> | null)?.algorithm === 'xcone') {
    xconeRequest(value, path);
    return;
  }
  jetFields(value, path);
  const { algorithm, p, exclusive, dcut } = value as JetRequest;
  if (p !== undefined && !ALGORITHMS_WITH_POWER.includes(algorithm)) {
    refuse(`${path}.p`, p, `none of ${algorithm}: only ${ALGORITHMS_WITH_POWER.join(' and ')} have it`);
  }
  if (exclusive !== undefined && dcut !== undefined) {
    refuse(`${path}.dcut`, dcut, 'none where exclusive is given');
  }
};
const referenceFrame = referenceFrameCheck(jetRequest);
const placed = { dataset: id, event: count, frame: referenceFrame, selection, shape, components };
const continuousRequest = record<ContinuousRequest>(placed, ['frame']);
const evaluateRequest = record<EvaluateRequest>(
  { ...placed, quadrature: integer(1, 100_000), grid: nullable(grid), plan: boolean },
  ['frame'],
);

const jetsFields = {
  dataset: id,
  event: count,
  frame: referenceFrame,
  jets: jetRequest,
  groom: nullable(text(200)),
};
const rhoRequest = record<RhoRequest>(
  { algorithm: oneOf(RHO_ALGORITHMS), R: number(1e-3, 20), jetRapidity: number(1e-3, 20), excluded: count },
  ['jetRapidity', 'excluded'],
);
const areasRequest = record<AreasRequest>(
  {
    kind: oneOf(AREA_KINDS),
    ghostArea: number(0.0005, 1),
    maxRapidity: number(1e-3, 20),
    seed: integer(0, Number.MAX_SAFE_INTEGER),
    rho: rhoRequest,
  },
  ['ghostArea', 'maxRapidity', 'seed', 'rho'],
);
const jetsRequest = record<JetsRequest>({ ...jetsFields, areas: areasRequest }, ['frame', 'areas']);
const besideRequest = record<BesideRequest>({ ...placed, jets: jetRequest, within: number(1e-3, 100) }, [
  'frame',
]);
const jetStructureRequest = record<JetStructureRequest>(
  { ...jetsFields, jet: integer(0, COUNT), tree: oneOf(JET_TREES) },
  ['frame', 'tree'],
);

const columnName = text(200);
const condition = text(CONDITION_CHARACTERS);
const frameRequest = record<FrameRequest>({
  frame: id,
  columns: list(columnName, FRAME_COLUMNS + 1),
  where: nullable(condition),
  order: nullable(record<NonNullable<FrameRequest['order']>>({ column: columnName, descending: boolean })),
  first: count,
  count: integer(0, 10_000_000),
});

const jobSpec = kinds({
  open: record<Kind<JobSpec, 'open'>>(
    {
      kind: text(9),
      file: id,
      mapping: nullable(mapping),
      collection: nullable(text(4096)),
      jets: jetRequest,
    },
    ['jets'],
  ),
  fit: record<Kind<JobSpec, 'fit'>>(
    {
      kind: text(9),
      dataset: id,
      event: count,
      frame: referenceFrame,
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
      kind: text(9),
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
      kind: text(9),
      dataset: id,
      event: count,
      frame: referenceFrame,
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
    kind: text(9),
    sources: list(matrixRange, 100, 1),
    options: distanceOptions,
    resume: nullable(id),
  }),
  map: record<Kind<JobSpec, 'map'>>({
    kind: text(9),
    matrix: id,
    method: oneOf(MAP_METHODS),
    neighbours: integer(2, 1000),
    minDist: number(0, 1),
    seed,
  }),
  observe: record<Kind<JobSpec, 'observe'>>({
    kind: text(9),
    dataset: id,
    names: list(columnName, FRAME_COLUMNS, 1),
    selection: batchSelection,
    seed,
    resume: nullable(id),
  }),
} satisfies Record<JobSpec['kind'], Check>);

/** Where all replicas have left there is none: NaN, which a session's file keeps as null. */
const perhaps = nullable(anyNumber);
const span = tuple(perhaps, perhaps);
const replicaIntervals = record<ReplicaIntervals>({
  replicas: count,
  left: count,
  parameters: list(
    record<ParameterInterval>({
      name: text(200),
      unit: text(10, 0),
      best: anyNumber,
      median: perhaps,
      sd: perhaps,
      bias: perhaps,
      central68: span,
      central95: span,
    }),
    1000,
  ),
});
const intervals = record<Intervals>({
  seed,
  resolution,
  smearing: replicaIntervals,
  bootstrap: replicaIntervals,
});
const result = record<FitResult>(
  {
    event: count,
    shape,
    solver: text(40),
    emd: anyNumber,
    lower_bound: anyNumber,
    gap: anyNumber,
    quadrature: count,
    seed,
    converged: boolean,
    iterations: count,
    wall_ms: anyNumber,
    components,
    divergence: anyNumber,
    search: oneOf(['quick'] as const),
    continuous: record<ContinuousEmd>({ emd: anyNumber, error: anyNumber, converged: boolean }),
    intervals,
  },
  ['divergence', 'search', 'continuous', 'intervals'],
);
const report = record<FitReport>(
  {
    result,
    trace: list(anyNumber, 100_000),
    others: list(record<FitReport['others'][number]>({ emd: anyNumber, components }), 1000),
    selection,
    at: point,
    here: boolean,
    particles: count,
    energy: anyNumber,
    energyShare: anyNumber,
  },
  ['at', 'here'],
);

const historyEntry = record<HistoryEntry>(
  {
    label: text(1000, 0),
    dataset: id,
    event: count,
    frame: referenceFrame,
    shape,
    selection,
    report: nullable(report),
  },
  ['frame'],
);
const session = record<Session>({
  version: oneOf([SESSION_VERSION]),
  datasets: list(id, 1000),
  dataset: nullable(id),
  event: count,
  history: list(historyEntry, 10_000),
  position: integer(-1, 10_000),
  running: nullable(historyEntry),
  screen: json(SCREEN_BYTES),
});

const namedBytes = record<NamedBytes>({ name: text(1024), type: text(256, 0), bytes: bytes(MESSAGE_BYTES) });
type Content = Parameters<Api['copy']>[0];
const content = kinds({
  text: record<Kind<Content, 'text'>>({ kind: text(9), text: text(MESSAGE_BYTES, 0) }),
  png: record<Kind<Content, 'png'>>({ kind: text(9), bytes: bytes(MESSAGE_BYTES) }),
});

type Named<A extends readonly unknown[]> = { readonly [I in keyof A]-?: readonly [string, Check] };
type Arguments = { readonly [K in keyof Api]: Named<Parameters<Api[K]>> };

const ARGUMENTS: Arguments = {
  hello: [],
  pickFiles: [],
  browse: [['folder', nullable(text(4096))]],
  preview: [
    ['file', id],
    ['mapping', nullable(mapping)],
    ['collection', nullable(text(4096))],
  ],
  forgetRecent: [['file', id]],
  datasets: [],
  closeDataset: [['dataset', id]],
  summaries: [
    ['dataset', id],
    ['first', count],
    ['count', integer(0, 1_000_000)],
  ],
  event: [
    ['dataset', id],
    ['event', count],
    ['frame', referenceFrame],
  ],
  evaluate: [['request', evaluateRequest]],
  continuous: [['request', continuousRequest]],
  jets: [['request', jetsRequest]],
  jetStructure: [['request', jetStructureRequest]],
  beside: [['request', besideRequest]],
  startJob: [['spec', jobSpec]],
  cancelJob: [['job', id]],
  jobs: [],
  tables: [],
  rows: [
    ['table', id],
    ['first', count],
    ['count', integer(0, 1_000_000)],
  ],
  deleteTable: [['table', id]],
  exportTable: [
    ['table', id],
    ['format', oneOf(['csv', 'json', 'parquet'])],
  ],
  matrices: [],
  deleteMatrix: [['matrix', id]],
  nearest: [
    ['matrix', id],
    ['place', count],
    ['k', integer(1, 1000)],
  ],
  medoids: [
    ['matrix', id],
    ['source', count],
    ['k', integer(1, 1000)],
  ],
  dimension: [['matrix', id]],
  exportMatrix: [
    ['matrix', id],
    ['format', oneOf(['npy', 'csv', 'parquet'])],
  ],
  compare: [['request', compareRequest]],
  observables: [],
  frames: [],
  deleteFrame: [['frame', id]],
  select: [['request', frameRequest]],
  sql: [['text', condition]],
  exportFrame: [
    ['frame', id],
    ['format', oneOf(['csv', 'json', 'parquet'])],
    ['where', nullable(condition)],
  ],
  exportFigure: [
    ['figure', anyObject],
    ['format', oneOf(['svg', 'pdf', 'png'])],
    ['scale', number(0.1, 16)],
  ],
  saveSession: [['session', session]],
  saveFile: [['file', namedBytes]],
  copy: [['content', content]],
};

/** How many arguments a method takes at least, where the last ones may be left out. */
const LEAST: { readonly [K in keyof Api]?: number } = { event: 2 };

export type Call = { [K in keyof Api]: { readonly method: K; readonly args: Parameters<Api[K]> } }[keyof Api];

/** The call with its types, or RingsideError('bad-argument') that says what is wrong with it. */
export function validateCall(method: unknown, args: unknown): Call {
  if (typeof method !== 'string' || !(METHODS as readonly string[]).includes(method)) {
    const shown = typeof method === 'string' ? JSON.stringify(method.slice(0, 40)) : typeof method;
    throw new RingsideError('bad-argument', `unknown method ${shown}`);
  }
  const checks: readonly (readonly [string, Check])[] = ARGUMENTS[method as keyof Api];
  const most = checks.length;
  const least = LEAST[method as keyof Api] ?? most;
  if (!Array.isArray(args) || args.length < least || args.length > most) {
    const given = Array.isArray(args) ? args.length : typeof args;
    const takes = least === most ? most : `${least} or ${most}`;
    throw new RingsideError('bad-argument', `${method} was given ${given} arguments, it takes ${takes}`);
  }
  args.forEach((argument, i) => {
    checks[i][1](argument, `${method}: ${checks[i][0]}`);
  });
  return { method, args } as unknown as Call;
}

/** Validates, then calls. What both shells do with a message from a window. */
export async function callApi(api: Api, method: unknown, args: unknown): Promise<unknown> {
  const call = validateCall(method, args);
  const run = api[call.method] as (...args: readonly unknown[]) => Promise<unknown>;
  return run.apply(api, call.args);
}
