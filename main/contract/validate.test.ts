import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Api, METHODS } from './api.ts';
import { RingsideError } from './errors.ts';
import { DEFAULT_RESOLUTION } from './intervals.ts';
import { callApi, validateCall } from './validate.ts';

const component = { shape: 'ring', weight: 1, center: [0.1, -2], radius: 0.4 };
const result = {
  event: 3,
  shape: 'ring',
  solver: 'exact',
  emd: 0.1,
  lower_bound: 0.1,
  gap: 0,
  quadrature: 1000,
  seed: 1,
  converged: true,
  iterations: 12,
  wall_ms: 3.5,
  components: [component],
};
const selection = { kind: 'circle', y: 0, phi: 3.1, radius: 1 };
const continuous = { emd: 0.0999, error: 1e-6, converged: true };
const report = {
  result: { ...result, continuous },
  trace: [0.3, 0.1, Number.NaN],
  others: [{ emd: 0.2, components: [component] }],
  selection,
  particles: 12,
  energy: 510,
  energyShare: 0.9,
};
const entry = { label: 'Fit ring', dataset: 'd1', event: 3, shape: 'ring', selection, report };
const session = {
  version: 1,
  datasets: ['d1'],
  dataset: 'd1',
  event: 3,
  history: [entry],
  position: 0,
  running: null,
  screen: { theme: 'dark', panels: [200, 300] },
};
const grid = { y0: -1, dy: 0.01, columns: 200, phi0: -1, dphi: 0.01, rows: 200 };
const request = {
  dataset: 'd1',
  event: 3,
  selection: { kind: 'all' },
  shape: 'ring',
  components: [component],
  quadrature: 200,
  grid,
  plan: true,
};
const fit = {
  kind: 'fit',
  dataset: 'd1',
  event: 0,
  shape: 'ring',
  selection: {
    kind: 'lasso',
    points: [
      [0, 0],
      [1, 0],
      [0, 1],
    ],
  },
  from: null,
  solver: 'exact',
  at: [0, 1],
  seed: 1,
};
const intervalsJob = {
  kind: 'intervals',
  dataset: 'd1',
  event: 0,
  shape: 'ring',
  selection: { kind: 'all' },
  components: [component],
  resolution: DEFAULT_RESOLUTION,
  replicas: 100,
  seed: 1,
};
const distances = { beta: 1, R: 1, normalise: true, center: false, method: 'exact' };
const compare = { a: { dataset: 'd1', event: 0 }, b: { dataset: 'd2', event: 4 }, options: distances };
const matrixJob = {
  kind: 'distances',
  sources: [{ dataset: 'd1', first: 0, end: 200 }],
  options: distances,
  resume: null,
};
const mapJob = { kind: 'map', matrix: 'm1', method: 'umap', neighbours: 15, minDist: 0.1, seed: 1 };

const observeJob = {
  kind: 'observe',
  dataset: 'd1',
  names: ['thrust', 'tau21'],
  selection: { kind: 'all' },
  seed: 1,
  resume: null,
};
const selectRequest = {
  frame: 'o1',
  columns: ['event', 'tau21'],
  where: 'tau21 < 0.5',
  order: { column: 'tau21', descending: true },
  first: 0,
  count: 100,
};

const jets = {
  dataset: 'd1',
  event: 3,
  jets: { algorithm: 'genkt', R: 0.4, p: -0.5, recombination: 'wta', dcut: 100, ptMin: 20 },
  groom: 'softdrop:zcut=0.1,beta=0',
};

const GOOD: Record<keyof Api, unknown[]> = {
  hello: [],
  pickFiles: [],
  browse: [null],
  preview: ['f1', { roles: ['pt', 'y', 'phi', 'ignore'], energyUnit: 'MeV' }, 'jets'],
  forgetMapping: ['f1', null],
  forgetRecent: ['f1'],
  datasets: [],
  closeDataset: ['d1'],
  summaries: ['d1', 0, 200],
  event: ['d1', 7],
  evaluate: [request],
  continuous: [
    { dataset: 'd1', event: 3, selection: { kind: 'all' }, shape: 'ring', components: [component] },
  ],
  jets: [
    {
      ...jets,
      areas: { kind: 'active', ghostArea: 0.01, maxRapidity: 6, seed: 1, rho: { algorithm: 'kt', R: 0.4 } },
    },
  ],
  jetStructure: [
    { ...jets, jets: { algorithm: 'xcone', R: 0.8, exclusive: 20 }, groom: null, jet: 2, tree: 'kt' },
  ],
  beside: [
    {
      ...{ dataset: 'd1', event: 3, selection: { kind: 'all' }, shape: 'ring', components: [component] },
      ...{ jets: { algorithm: 'antikt', R: 0.4 }, within: 0.4 },
    },
  ],
  startJob: [fit],
  cancelJob: ['j1'],
  jobs: [],
  tables: [],
  rows: ['t1', 0, 100],
  deleteTable: ['t1'],
  exportTable: ['t1', 'csv'],
  matrices: [],
  deleteMatrix: ['m1'],
  nearest: ['m1', 3, 5],
  medoids: ['m1', 0, 3],
  dimension: ['m1'],
  exportMatrix: ['m1', 'npy'],
  compare: [compare],
  observables: [],
  frames: [],
  deleteFrame: ['o1'],
  select: [selectRequest],
  sql: ['select count(*) from top'],
  exportFrame: ['o1', 'parquet', null],
  exportFigure: [{ width: 300 }, 'pdf', 2],
  saveSession: [session],
  saveFile: [{ name: 'a.csv', type: 'text/csv', bytes: new Uint8Array(3) }],
  copy: [{ kind: 'text', text: '' }],
};

describe('a call as the screen makes it', () => {
  it.each(METHODS)('%s passes', (method) => {
    expect(validateCall(method, GOOD[method])).toEqual({ method, args: GOOD[method] });
  });

  it.each([
    ['startJob', [{ kind: 'open', file: 'f', mapping: null, collection: null }]],
    [
      'startJob',
      [{ kind: 'open', file: 'f', mapping: null, collection: null, cuts: { ptMin: 0.5, neutrinos: 'drop' } }],
    ],
    [
      'startJob',
      [
        {
          kind: 'fit-all',
          dataset: 'd',
          shape: 'disk',
          selection: { kind: 'hardest', radius: 1 },
          seed: 1,
          resume: 't1',
        },
      ],
    ],
    ['startJob', [matrixJob]],
    ['startJob', [{ ...matrixJob, options: { ...distances, method: 'sliced', beta: 2 }, resume: 'm1' }]],
    ['startJob', [mapJob]],
    ['startJob', [{ ...mapJob, method: 'mds' }]],
    ['startJob', [observeJob]],
    ['startJob', [intervalsJob]],
    ['startJob', [{ ...fit, solver: 'sinkhorn' }]],
    ['select', [{ ...selectRequest, where: null, order: null, columns: [] }]],
    ['exportFrame', ['o1', 'csv', 'mass > 60']],
    ['evaluate', [{ ...request, grid: null }]],
    ['event', ['d1', 7, { kind: 'lab' }]],
    ['event', ['d1', 7, { kind: 'breit', beams: { lepton: 18, hadron: 275 } }]],
    ['evaluate', [{ ...request, frame: { kind: 'rest' } }]],
    ['jets', [{ ...jets, frame: { kind: 'velocity', velocity: [0.1, 0, -0.9] } }]],
    [
      'startJob',
      [{ ...fit, frame: { kind: 'jet', jets: { algorithm: 'antikt', R: 0.4 }, jet: 0, principal: true } }],
    ],
    ['startJob', [{ ...intervalsJob, frame: { kind: 'rotation', axis: [0, 1, 0], angle: 0.5 } }]],
    [
      'evaluate',
      [
        {
          ...request,
          components: [{ shape: 'ellipse', weight: 1, center: [0, 0], semi_axes: [0.1, 0.2], angle: -0.3 }],
        },
      ],
    ],
    ['copy', [{ kind: 'png', bytes: new Uint8Array(8) }]],
    ['saveSession', [{ ...session, history: [], position: -1, running: { ...entry, report: null } }]],
  ])('%s passes: %#', (method, args) => {
    expect(() => validateCall(method, args)).not.toThrow();
  });
});

const MORE = 'x'.repeat(3000);

describe('a bad call', () => {
  it.each<[unknown, unknown, string]>([
    ['toString', [], 'unknown method "toString"'],
    ['__proto__', [], 'unknown method "__proto__"'],
    [{ a: 1 }, [], 'unknown method object'],
    ['hello', [1], 'hello was given 1 arguments, it takes 0'],
    ['event', ['d1'], 'event was given 1 arguments, it takes 2 or 3'],
    ['event', { length: 2 }, 'event was given object arguments, it takes 2 or 3'],
    [
      'event',
      ['d1', 3, { kind: 'moon' }],
      'event: frame.kind is "moon", needed is one of lab, breit, rest, boost, velocity, rotation, jet',
    ],
    [
      'event',
      ['d1', 3, { kind: 'boost', rapidity: 21 }],
      'event: frame.rapidity is 21, needed is a number from -20 to 20',
    ],
    [
      'event',
      ['d1', 3, { kind: 'velocity', velocity: [0.6, 0, 0.8] }],
      'event: frame.velocity is 1, needed is a speed below 1',
    ],
    [
      'event',
      ['d1', 3, { kind: 'rotation', axis: [0, 0, 0], angle: 1 }],
      'event: frame.axis is 0, needed is an axis of some length',
    ],
    [
      'event',
      ['d1', 3, { kind: 'jet', jets: { algorithm: 'xcone', R: 1, exclusive: 2 }, jet: 0, principal: false }],
      'event: frame.jets.algorithm is "xcone", needed is one of antikt, kt, ca, genkt, eekt, eegenkt, centauro',
    ],
    ['event', ['d1', '3'], 'event: event is "3", needed is an integer from 0 to 2147483647'],
    ['event', ['d1', -1], 'event: event is -1, needed is an integer from 0 to 2147483647'],
    ['event', ['d1', Number.NaN], 'event: event is NaN, needed is an integer from 0 to 2147483647'],
    ['event', ['', 0], 'event: dataset is "", needed is text of 1 to 512 characters'],
    [
      'closeDataset',
      [MORE],
      `closeDataset: dataset is "${'x'.repeat(40)}…", needed is text of 1 to 512 characters`,
    ],
    ['summaries', ['d', 0, 1e9], 'summaries: count is 1000000000, needed is an integer from 0 to 1000000'],
    ['exportTable', ['t', 'exe'], 'exportTable: format is "exe", needed is one of csv, json, parquet'],
    ['exportFigure', [[], 'svg', 1], 'exportFigure: figure is a list of 0, needed is an object'],
    [
      'exportFigure',
      [{}, 'png', Number.NaN],
      'exportFigure: scale is NaN, needed is a number from 0.1 to 16',
    ],
    [
      'startJob',
      [{ kind: 'shell' }],
      'startJob: spec.kind is "shell", needed is one of open, fit, fit-all, intervals, distances, map, observe',
    ],
    [
      'startJob',
      [{ kind: 'constructor' }],
      'startJob: spec.kind is "constructor", needed is one of open, fit, fit-all, intervals, distances, map, observe',
    ],
    [
      'startJob',
      [{ ...fit, path: '/etc/passwd' }],
      'startJob: spec has an unknown field "path", known are kind, dataset, event, frame, shape, selection, from, solver, at, seed',
    ],
    [
      'startJob',
      [{ ...intervalsJob, replicas: 10_001 }],
      'startJob: spec.replicas is 10001, needed is an integer from 2 to 10000',
    ],
    [
      'startJob',
      [{ ...intervalsJob, resolution: { ...DEFAULT_RESOLUTION, noise: -1 } }],
      'startJob: spec.resolution.noise is -1, needed is a number from 0 to 1000000',
    ],
    [
      'startJob',
      [{ ...fit, solver: 'neural' }],
      'startJob: spec.solver is "neural", needed is one of exact, sinkhorn',
    ],
    [
      'startJob',
      [{ ...observeJob, names: [] }],
      'startJob: spec.names is a list of 0, needed is a list of 1 to 500',
    ],
    [
      'select',
      [{ ...selectRequest, where: '' }],
      'select: request.where is "", needed is text of 1 to 10000 characters',
    ],
    ['sql', [7], 'sql: text is 7, needed is text of 1 to 10000 characters'],
    [
      'startJob',
      [{ ...fit, seed: 0.5 }],
      'startJob: spec.seed is 0.5, needed is an integer from 0 to 9007199254740991',
    ],
    [
      'startJob',
      [{ ...fit, at: [0, Number.NaN] }],
      'startJob: spec.at[1] is NaN, needed is a number from -1000000 to 1000000',
    ],
    [
      'startJob',
      [{ ...fit, selection: { kind: 'lasso', points: [[0, 0]] } }],
      'startJob: spec.selection.points is a list of 1, needed is a list of 3 to 10000',
    ],
    [
      'startJob',
      [{ ...fit, selection: { kind: 'particles', index: [] } }],
      'startJob: spec.selection.index is a list of 0, needed is a list of 1 to 100000',
    ],
    [
      'startJob',
      [{ ...fit, selection: { kind: 'particles', index: [3, 7, 7] } }],
      'startJob: spec.selection.index[2] is 7, needed is an integer above 7',
    ],
    [
      'startJob',
      [{ ...fit, selection: { kind: 'particles', index: [-1] } }],
      'startJob: spec.selection.index[0] is -1, needed is an integer from 0 to 2147483647',
    ],
    [
      'startJob',
      [{ ...matrixJob, sources: [] }],
      'startJob: spec.sources is a list of 0, needed is a list of 1 to 100',
    ],
    [
      'startJob',
      [{ ...matrixJob, sources: [{ dataset: 'd1', first: 0, end: 1.5 }] }],
      'startJob: spec.sources[0].end is 1.5, needed is an integer from 0 to 2147483647',
    ],
    [
      'startJob',
      [{ ...matrixJob, options: { ...distances, beta: 0 } }],
      'startJob: spec.options.beta is 0, needed is a number from 0.000001 to 2',
    ],
    [
      'startJob',
      [{ ...matrixJob, options: { ...distances, method: 'quick' } }],
      'startJob: spec.options.method is "quick", needed is one of exact, sinkhorn, sliced',
    ],
    [
      'startJob',
      [{ ...mapJob, method: 'tsne' }],
      'startJob: spec.method is "tsne", needed is one of mds, umap',
    ],
    [
      'startJob',
      [{ ...mapJob, neighbours: 1 }],
      'startJob: spec.neighbours is 1, needed is an integer from 2 to 1000',
    ],
    ['nearest', ['m1', 0, 0], 'nearest: k is 0, needed is an integer from 1 to 1000'],
    ['medoids', ['m1', -1, 1], 'medoids: source is -1, needed is an integer from 0 to 2147483647'],
    ['exportMatrix', ['m1', 'json'], 'exportMatrix: format is "json", needed is one of npy, csv, parquet'],
    [
      'compare',
      [{ ...compare, b: { dataset: 'd2', event: '4' } }],
      'compare: request.b.event is "4", needed is an integer from 0 to 2147483647',
    ],
    [
      'continuous',
      [request],
      'continuous: request has an unknown field "quadrature", known are dataset, event, frame, selection, shape, components',
    ],
    [
      'jets',
      [{ ...jets, jets: { ...jets.jets, algorithm: 'cone' } }],
      'jets: request.jets.algorithm is "cone", needed is one of antikt, kt, ca, genkt, eekt, eegenkt, centauro, xcone',
    ],
    [
      'jets',
      [{ ...jets, jets: { ...jets.jets, R: 0 } }],
      'jets: request.jets.R is 0, needed is a number from 0.001 to 100',
    ],
    [
      'jets',
      [{ ...jets, jets: { ...jets.jets, algorithm: 'kt' } }],
      'jets: request.jets.p is -0.5, needed is none of kt: only genkt and eegenkt have it',
    ],
    [
      'jets',
      [{ ...jets, jets: { ...jets.jets, exclusive: 3 } }],
      'jets: request.jets.dcut is 100, needed is none where exclusive is given',
    ],
    [
      'jets',
      [{ ...jets, jets: { algorithm: 'xcone', R: 0.4, exclusive: 21 } }],
      'jets: request.jets.exclusive is 21, needed is an integer from 1 to 20',
    ],
    [
      'jets',
      [{ ...jets, jets: { algorithm: 'xcone', R: 0.4, exclusive: 2, p: 1 } }],
      'jets: request.jets has an unknown field "p", known are R, ptMin, algorithm, exclusive',
    ],
    [
      'jets',
      [{ ...jets, areas: { kind: 'voronoi' } }],
      'jets: request.areas.kind is "voronoi", needed is one of active, passive',
    ],
    [
      'jets',
      [{ ...jets, areas: { kind: 'active', rho: { algorithm: 'antikt', R: 0.4 } } }],
      'jets: request.areas.rho.algorithm is "antikt", needed is one of kt, ca',
    ],
    [
      'jetStructure',
      [{ ...jets, jet: 0, tree: 'antikt' }],
      'jetStructure: request.tree is "antikt", needed is one of own, kt, ca',
    ],
    ['jets', [{ ...jets, groom: '' }], 'jets: request.groom is "", needed is text of 1 to 200 characters'],
    [
      'jetStructure',
      [{ ...jets, jet: -1 }],
      'jetStructure: request.jet is -1, needed is an integer from 0 to 2147483647',
    ],
    ['evaluate', [{ ...request, plan: 1 }], 'evaluate: request.plan is 1, needed is true or false'],
    [
      'evaluate',
      [{ ...request, components: [{ ...component, radius: Number.POSITIVE_INFINITY }] }],
      'evaluate: request.components[0].radius is Infinity, needed is a number from 0 to 1000000',
    ],
    [
      'evaluate',
      [{ ...request, components: [{ ...component, center: [1] }] }],
      'evaluate: request.components[0].center is a list of 1, needed is a list of 2',
    ],
    [
      'evaluate',
      [{ ...request, grid: { ...grid, columns: 4096, rows: 4096 } }],
      'evaluate: request.grid has 4096 × 4096 points, at most 1048576 are allowed',
    ],
    [
      'preview',
      ['f', { roles: ['pT'], energyUnit: 'GeV' }, null],
      'preview: mapping.roles[0] is "pT", needed is one of px, py, pz, E, pt, y, eta, phi, mass, pid, event, ignore',
    ],
    ['preview', ['f', null, 7], 'preview: collection is 7, needed is text of 1 to 4096 characters'],
    [
      'startJob',
      [{ kind: 'open', file: 'f', mapping: null, collection: null, remember: 'yes' }],
      'startJob: spec.remember is "yes", needed is true or false',
    ],
    [
      'startJob',
      [{ kind: 'open', file: 'f', mapping: null, collection: null, cuts: { etaMax: 0 } }],
      'startJob: spec.cuts.etaMax is 0, needed is a number from 5e-324 to 1.7976931348623157e+308',
    ],
    [
      'saveFile',
      [{ name: 'a', type: '', bytes: 'text' }],
      'saveFile: file.bytes is "text", needed is at most 33554432 bytes',
    ],
    ['saveSession', [{ ...session, version: 2 }], 'saveSession: session.version is 2, needed is one of 1'],
    [
      'saveSession',
      [{ ...session, history: [{ ...entry, report: { ...report, trace: ['a'] } }] }],
      'saveSession: session.history[0].report.trace[0] is "a", needed is a number',
    ],
    [
      'saveSession',
      [{ ...session, screen: { text: 'x'.repeat(65_600) } }],
      'saveSession: session.screen is 65611 bytes of JSON, at most 65536 are allowed',
    ],
    [
      'saveSession',
      [{ ...session, screen: { zoom: Number.NaN } }],
      'saveSession: session.screen.zoom is NaN, needed is a finite number',
    ],
    [
      'saveSession',
      [{ ...session, screen: { zoom: new Uint8Array(4) } }],
      'saveSession: session.screen.zoom is an array of 4 bytes, needed is JSON',
    ],
  ])('%s is refused: %#', (method, args, message) => {
    expect(() => validateCall(method, args)).toThrow(new RingsideError('bad-argument', message));
  });

  it('never reaches the application', async () => {
    const event = vi.fn();
    await expect(callApi({ event } as unknown as Api, 'event', ['d1', -1])).rejects.toThrow(
      'event: event is -1, needed is an integer from 0 to 2147483647',
    );
    expect(event).not.toHaveBeenCalled();
    event.mockResolvedValueOnce('the event');
    await expect(callApi({ event } as unknown as Api, 'event', ['d1', 4])).resolves.toBe('the event');
    expect(event).toHaveBeenCalledWith('d1', 4);
  });

  it('throws RingsideError and nothing else, whatever it is', () => {
    const junk = fc.anything({
      withBigInt: true,
      withTypedArray: true,
      withNullPrototype: true,
      maxDepth: 4,
    });
    fc.assert(
      fc.property(fc.constantFrom(...METHODS), fc.array(junk, { maxLength: 3 }), (method, args) => {
        try {
          validateCall(method, args);
        } catch (error) {
          expect(error).toBeInstanceOf(RingsideError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is still refused when one field of a good call is junk', () => {
    const paths = ['kind', 'dataset', 'event', 'shape', 'selection', 'from', 'at', 'seed'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.anything(), (key, junk) => {
        fc.pre(junk !== null && typeof junk !== 'string' && typeof junk !== 'number' && !Array.isArray(junk));
        expect(() => validateCall('startJob', [{ ...fit, [key]: junk }])).toThrow(RingsideError);
      }),
    );
  });
});
