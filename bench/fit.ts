// Shape fits: milliseconds a jet, one thread, and how the EMD compares with the best known (../shared/data) where that
// is there; generated toy jets otherwise. The peers' times (SHAPER, NEEMo) are in that folder's README: not run here.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { SEARCHES } from '../main/contract/index.ts';
import type { PlaneEvent } from '../workers/core/events.ts';
import { random } from '../workers/core/random.ts';
import { Evaluator, fit as fitShape } from '../workers/fitting/index.ts';
import { parseShape } from '../workers/shapes/index.ts';
import {
  hasReferenceData,
  referenceEvents,
  referenceJson,
} from '../workers/transport/testing/reference-data.ts';

const root = process.cwd();
const SHAPES = ['ring', 'disk', 'ellipse'];
/** SHAPER's default settings, one jet a call, seconds a jet on one thread: ../shared/data/README.md, measured once elsewhere. */
const SHAPER: Readonly<Record<string, number>> = {
  ring: 0.152,
  disk: 0.173,
  ellipse: 0.23,
  '3*point': 0.108,
  '3*(ellipse+point)': 0.53,
};
/** Ten times as fast as that, ms a jet, a whole process on two workers. */
const GOALS: Readonly<Record<string, number>> = {
  ring: 15,
  disk: 17,
  ellipse: 21,
  '3*point': 10,
  '3*(ellipse+point)': 53,
};
/** Beside these: what nobody else times. */
const COMPOSITIONS = ['5*point', 'ring+pileup', '2*ring', '4*disk', '3*(ellipse+point)+pileup'];
/** Particles of the jets of the headline number: 40, give or take. */
const FORTY = [36, 44] as const;
const REASON = 'peers are not installed; SHAPER and NEEMo as measured once: ../shared/data/README.md';

interface Reference {
  readonly file: string;
  readonly event: number;
  readonly shape: string;
  readonly emd: number;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** Lumpy clouds, for a machine without the reference jets. */
function clouds(count: number, particles: number): PlaneEvent[] {
  const draw = random(1);
  return Array.from({ length: count }, (_, event) => ({
    event,
    pt: Float64Array.from({ length: particles }, () => (-Math.log(1 - draw.uniform())) ** 3),
    y: Float64Array.from({ length: particles }, () => 0.3 * draw.normal()),
    phi: Float64Array.from({ length: particles }, () => 0.3 * draw.normal()),
    mass: null,
    pid: null,
    index: Uint32Array.from({ length: particles }, (_, i) => i),
  }));
}

export async function* cases(): AsyncGenerator<object> {
  const there = hasReferenceData();
  const files = ['qcd.npz', 'w.npz', 'top.npz'];
  const jets = there
    ? new Map(files.map((file) => [file, referenceEvents(file)]))
    : new Map<string, PlaneEvent[]>();
  const all = there ? [...jets.values()].flatMap((events) => events.slice(0, 25)) : clouds(75, 45);
  const forty = there
    ? [...jets.values()]
        .flat()
        .filter(({ pt }) => pt.length >= FORTY[0] && pt.length <= FORTY[1])
        .slice(0, 75)
    : clouds(75, 40);
  const source = there ? 'toy jets' : 'random clouds';
  for (const event of all.slice(0, 10)) for (const name of SHAPES) fitShape(event, parseShape(name));
  for (const name of SHAPES) {
    const times = all.map((event) => fitShape(event, parseShape(name)).result.wall_ms);
    yield {
      bench: 'fit',
      case: `${name}, ${all.length} ${source}`,
      unit: 'ms a jet, 1 thread',
      ours: round(quantile(times, 0.5)),
      p90: round(quantile(times, 0.9)),
      mean: round(times.reduce((sum, value) => sum + value, 0) / times.length),
      peer: null,
      reason: REASON,
    };
  }
  const times = forty.map((event) => fitShape(event, parseShape('ring')).result.wall_ms);
  yield {
    bench: 'fit',
    case: `ring, jets of ${FORTY[0]} to ${FORTY[1]} particles (${forty.length})`,
    unit: 'ms a jet, median, 1 thread',
    ours: round(quantile(times, 0.5)),
    p90: round(quantile(times, 0.9)),
    goal: 50,
    peer: null,
    reason: REASON,
  };
  if (there) {
    yield* excess(jets);
    yield* processes();
  }
  yield* compositions(all);
  yield* live(there ? referenceEvents('full.npz')[0] : clouds(1, 500)[0]);
}

/** The command line on a file of 100 jets, starting and reading included. */
function* processes(): Generator<object> {
  const runs = Object.entries(GOALS).flatMap(([shape, goal]) =>
    SEARCHES.map((search) => ({ shape, goal, search })),
  );
  for (const { shape, goal, search } of runs) {
    const began = performance.now();
    const args = [
      join(root, 'out/main/cli.js'),
      'fit',
      join(root, '../shared/data/top.npz'),
      '--shape',
      shape,
      '--search',
      search,
      '--json',
    ];
    const { status, stdout } = spawnSync(process.execPath, args, { maxBuffer: 2 ** 28 });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
    const { results } = JSON.parse(stdout.toString()) as { results: readonly { readonly emd: number }[] };
    const ours = (performance.now() - began) / results.length;
    yield {
      bench: 'fit',
      case: `${shape}, --search ${search}, ${results.length} top jets, whole process, 2 workers`,
      unit: 'ms a jet',
      ours: round(ours),
      emd: round(results.reduce((sum, { emd }) => sum + emd, 0) / results.length),
      goal,
      peer: 1000 * SHAPER[shape],
      ratio: round(ours / (1000 * SHAPER[shape])),
      reason: 'SHAPER on one thread of another machine: ../shared/data/README.md',
    };
  }
}

/** Compositions within this process. */
function* compositions(events: readonly PlaneEvent[]): Generator<object> {
  const some = events.filter((_, k) => k % 5 === 0);
  for (const text of [...Object.keys(SHAPER).slice(3), ...COMPOSITIONS]) {
    const model = parseShape(text);
    const times = some.map((event) => fitShape(event, model).result.wall_ms);
    yield {
      bench: 'fit',
      case: `${text}, ${some.length} jets`,
      unit: 'ms a jet, 1 thread',
      ours: round(quantile(times, 0.5)),
      p90: round(quantile(times, 0.9)),
      mean: round(times.reduce((sum, value) => sum + value, 0) / times.length),
      peer: SHAPER[text] === undefined ? null : 1000 * SHAPER[text],
      reason: SHAPER[text] === undefined ? REASON : 'SHAPER on another machine: ../shared/data/README.md',
    };
  }
}

/** EMD over the best known one: mean and worst, and the share within 1.005. */
function* excess(jets: ReadonlyMap<string, readonly PlaneEvent[]>): Generator<object> {
  const { fits } = referenceJson('fit_reference.json') as { fits: Reference[] };
  for (const name of SHAPES) {
    const ratios = fits
      .filter(({ shape }) => shape === name)
      .map(({ file, event, emd }) => {
        const found = jets.get(file)?.[event];
        if (!found) throw new Error(`${file} has no event ${event}`);
        return fitShape(found, parseShape(name)).result.emd / emd;
      });
    yield {
      bench: 'fit',
      case: `${name}, EMD over the best known`,
      unit: 'ratio, mean',
      ours: round(ratios.reduce((sum, value) => sum + value, 0) / ratios.length),
      worst: round(Math.max(...ratios)),
      within: round(ratios.filter((ratio) => ratio <= 1.005).length / ratios.length),
      peer: null,
      reason: REASON,
    };
  }
}

/** A full event: the whole fit, its first iterate, and one step of a drag. */
function* live(event: PlaneEvent): Generator<object> {
  const particles = event.pt.length;
  const model = parseShape('ellipse');
  const began = performance.now();
  let first = 0;
  const { result } = fitShape(event, model, {
    onIterate: () => {
      if (first === 0) first = performance.now() - began;
    },
  });
  yield {
    bench: 'fit',
    case: `ellipse, full event of ${particles} particles`,
    unit: 'ms',
    ours: round(result.wall_ms),
    firstIterate: round(first),
    peer: null,
    reason: REASON,
  };
  const evaluator = new Evaluator();
  const start = model.initial(event);
  const steps: number[] = [];
  for (let k = 0; k < 100; k++) {
    const parameters = start.map((value, i) => (i === 0 ? value + 0.01 * k : value));
    const before = performance.now();
    evaluator.evaluate(event, model, parameters, { quadrature: 200, plan: true });
    steps.push(performance.now() - before);
  }
  yield {
    bench: 'fit',
    case: `one step of a drag, ${particles} particles × 200 points`,
    unit: 'ms, median',
    ours: round(quantile(steps.slice(5), 0.5)),
    p90: round(quantile(steps.slice(5), 0.9)),
    goal: 10,
    peer: null,
    reason: REASON,
  };
}
