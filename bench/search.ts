// An exhaustive search beside the fit: on the ten jets of ../shared/data/shaper_reference.json, hundreds of starts with several
// seeds for `3*(ellipse+point)` and `3*point`, minutes a jet. The best that was ever found stands in search-best.json and is
// lowered by each run; printed is how far the plain fit stays above it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlaneEvent } from '../workers/core/events.ts';
import { fit as fitShape } from '../workers/fitting/index.ts';
import { searchMixture } from '../workers/fitting/mixture.ts';
import { Search } from '../workers/fitting/search.ts';
import { parseShape } from '../workers/shapes/index.ts';
import { hasReferenceData, referenceJson } from '../workers/transport/testing/reference-data.ts';
import { root } from './browser/window.ts';

const COMPOSITION = '3*(ellipse+point)';
const POINTS = '3*point';
const EFFORT = {
  starts: 200,
  kept: 50,
  further: { steps: 100, rate: 0.3 },
  moves: 40,
  rounds: [20, 10, 6],
  finalists: 10,
  settling: [
    { steps: 60, rate: 0.03 },
    { steps: 40, rate: 0.01 },
  ],
} as const;
/** Seeds of each jet's exhaustive search, and of the points'. */
const SEEDS = Number(process.env.SEEDS ?? 1);
const POINT_SEEDS = 50;
const FINE = 1000;
const FILE = join(root, 'bench/search-best.json');
/** A fit counts as good at this much above the best known. */
const GOOD = 1.02;

interface Reference {
  readonly events: readonly {
    readonly name: string;
    readonly particles: readonly (readonly [number, number, number])[];
  }[];
}

type Best = Record<string, Record<string, number>>;

function jets(): { readonly name: string; readonly event: PlaneEvent }[] {
  const { events } = referenceJson('shaper_reference.json') as Reference;
  return events.map(({ name, particles }, event) => ({
    name,
    event: {
      event,
      pt: Float64Array.from(particles, ([weight]) => weight),
      y: Float64Array.from(particles, ([, y]) => y),
      phi: Float64Array.from(particles, ([, , phi]) => phi),
      mass: null,
      pid: null,
      index: Uint32Array.from(particles, (_, i) => i),
    },
  }));
}

/** The least exact EMD, 1,000 points a continuous part. */
function exhaustive(event: PlaneEvent, text: string): number {
  const model = parseShape(text);
  if (text === POINTS) {
    const values = Array.from(
      { length: POINT_SEEDS },
      (_, seed) => fitShape(event, model, { seed }).result.emd,
    );
    return Math.min(...values);
  }
  let best = Number.POSITIVE_INFINITY;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const search = new Search(event, model, { seed: 1000 * seed });
    const { minima, objective } = searchMixture(search, FINE, undefined, EFFORT);
    best = Math.min(best, objective.value(minima[0].parameters));
  }
  return best;
}

export async function* cases(): AsyncGenerator<object> {
  if (!hasReferenceData()) return;
  const best = JSON.parse(readFileSync(FILE, 'utf8')) as Best;
  for (const text of [POINTS, COMPOSITION]) {
    const ratios: number[] = [];
    best[text] ??= {};
    for (const { name, event } of jets()) {
      const before = best[text][name] ?? Number.POSITIVE_INFINITY;
      const began = performance.now();
      const found = SEEDS > 0 ? exhaustive(event, text) : before;
      const seconds = (performance.now() - began) / 1000;
      const plain = fitShape(event, parseShape(text)).result.emd;
      best[text][name] = Number(Math.min(before, found, plain).toPrecision(6));
      ratios.push(plain / best[text][name]);
      writeFileSync(FILE, `${JSON.stringify(best, null, 2)}\n`);
      yield {
        bench: 'search',
        case: `${text}, ${name}`,
        unit: 'EMD, rad',
        ours: Number(plain.toPrecision(5)),
        best: best[text][name],
        exhaustive: Number(found.toPrecision(5)),
        seconds: Math.round(seconds),
      };
    }
    yield {
      bench: 'search',
      case: `${text}, the fit over the best that is known`,
      unit: 'ratio, mean',
      ours: Number((ratios.reduce((a, b) => a + b, 0) / ratios.length).toPrecision(4)),
      worst: Number(Math.max(...ratios).toPrecision(4)),
      within: ratios.filter((ratio) => ratio <= GOOD).length / ratios.length,
    };
  }
}
