// The relatives of the EMD on jets: microseconds a pair, one thread, and how far each is from the exact EMD. The exact
// EMD is timed in the same run.

import { random } from '../workers/core/random.ts';
import { center, emd, type Points } from '../workers/transport/index.ts';
import { line, semidiscrete, sinkhorn, sliced } from '../workers/transport/relatives/index.ts';
import { hasReferenceData, referenceEvents } from '../workers/transport/testing/reference-data.ts';

/** Seconds a case. */
const BUDGET = 0.5;
const PAIRS = 30;

type Pair = readonly [Points, Points];

interface Method {
  readonly name: string;
  /** What it gives, and what of it is compared with the exact EMD of the plane. */
  readonly value: (a: Points, b: Points) => number;
}

const METHODS: readonly Method[] = [
  { name: 'exact', value: (a, b) => emd(a, b).emd },
  { name: 'line along y', value: (a, b) => line(a, b).emd },
  { name: 'line along φ', value: (a, b) => line(a, b, { along: 'phi' }).emd },
  { name: 'sliced, 64 directions: mean × π/2', value: (a, b) => (sliced(a, b).emd * Math.PI) / 2 },
  { name: 'sliced, 64 directions: largest', value: (a, b) => sliced(a, b).lowerBound },
  {
    name: 'sliced around the cylinder, 64 directions: largest',
    value: (a, b) => sliced(a, b, { surface: 'cylinder' }).lowerBound,
  },
  ...[0.05, 0.01, 0.002].flatMap((epsilon) => [
    {
      name: `sinkhorn, ε ${epsilon}: flow`,
      value: (a: Points, b: Points) => sinkhorn(a, b, { epsilon, divergence: false }).emd,
    },
    {
      name: `sinkhorn, ε ${epsilon}: divergence`,
      value: (a: Points, b: Points) => sinkhorn(a, b, { epsilon }).divergence,
    },
  ]),
];

function problems(): { name: string; pairs: Pair[] }[] {
  if (hasReferenceData()) {
    return ['qcd', 'w', 'top'].map((kind) => {
      const jets = referenceEvents(`${kind}.npz`).map(({ pt, y, phi }) => center({ weight: pt, y, phi }));
      const pairs = Array.from({ length: PAIRS }, (_, k): Pair => [jets[k], jets[jets.length - 1 - k]]);
      return { name: `${kind} jet – ${kind} jet`, pairs };
    });
  }
  const draw = random(1);
  const cloud = (): Points => ({
    weight: Float64Array.from({ length: 50 }, () => draw.uniform() + 1e-3),
    y: Float64Array.from({ length: 50 }, () => 0.3 * draw.normal()),
    phi: Float64Array.from({ length: 50 }, () => 0.3 * draw.normal()),
  });
  const pairs = Array.from({ length: PAIRS }, (): Pair => [cloud(), cloud()]);
  return [{ name: 'cloud of 50 – cloud of 50', pairs }];
}

function measure(value: Method['value'], pairs: readonly Pair[]): { us: number; values: number[] } {
  const values = pairs.map(([a, b]) => value(a, b));
  const times: number[] = [];
  const start = performance.now();
  do {
    const began = performance.now();
    for (const [a, b] of pairs) value(a, b);
    times.push((1000 * (performance.now() - began)) / pairs.length);
  } while (performance.now() - start < 1000 * BUDGET);
  times.sort((p, q) => p - q);
  return { us: times[times.length >> 1], values };
}

export async function* cases(): AsyncGenerator<object> {
  for (const { name, pairs } of problems()) {
    const exact = pairs.map(([a, b]) => emd(a, b).emd);
    for (const method of METHODS) {
      const { us, values } = measure(method.value, pairs);
      const ratios = values.map((value, k) => value / exact[k]);
      yield {
        bench: 'relatives',
        case: name,
        method: method.name,
        unit: 'µs a pair, median, 1 thread; ratio to the exact EMD',
        us: round(us),
        ratio: round(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length),
        least: round(Math.min(...ratios)),
        most: round(Math.max(...ratios)),
      };
    }
  }
  yield* shapes();
}

/** Value, time and estimated error of the EMD of jets to shapes that no fixed points stand for. */
function* shapes(): Generator<object> {
  if (!hasReferenceData()) return;
  const jets = referenceEvents('top.npz')
    .slice(0, 10)
    .map(({ pt, y, phi }) => center({ weight: pt, y, phi }));
  for (const kind of ['ring', 'disk'] as const) {
    for (const tolerance of [1e-4, 1e-5]) {
      const results = jets.map((jet) =>
        semidiscrete(jet, { kind, y: 0, phi: 0, radius: 0.5 }, { tolerance }),
      );
      const start = performance.now();
      for (const jet of jets) semidiscrete(jet, { kind, y: 0, phi: 0, radius: 0.5 }, { tolerance });
      yield {
        bench: 'relatives',
        case: `top jet – ${kind} of radius 0.5`,
        method: `semi-discrete, tolerance ${tolerance}`,
        unit: 'µs a jet, mean, 1 thread; largest estimated error',
        us: round((1000 * (performance.now() - start)) / jets.length),
        error: round(Math.max(...results.map((result) => result.error))),
        converged: results.filter((result) => result.converged).length / results.length,
      };
    }
  }
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
