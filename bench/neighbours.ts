// Nearest neighbours by pruning: toy jets (QCD, W and top in equal parts), each shifted to its centroid, all against all.
// Reports how many exact solves were saved, by which bound, and the time a row. --jets=N: number of jets, default 1000.
// --rows=N: rows searched, evenly spread; default 200, `all` for every one. Some of them, up to BRUTE_PAIRS pairs, are held
// to brute force: neighbours and distances must be the very same numbers.

import { createMeasure } from '../workers/geometry/measure.ts';
import { NeighbourSearch } from '../workers/geometry/neighbours.ts';
import type { DistanceSettings } from '../workers/geometry/types.ts';
import { generate, type ToyName } from '../workers/toys/index.ts';
import { center, type Points } from '../workers/transport/index.ts';

const option = (name: string) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const JETS = Number(option('jets') ?? 1000);
const ROWS = option('rows') === 'all' ? JETS : Math.min(JETS, Number(option('rows') ?? 200));
/** Pairs that brute force may take, spread over a few rows. */
const BRUTE_PAIRS = 50_000;
const CLASSES: readonly ToyName[] = ['qcd', 'w', 'top'];
const SEED = 1;

const CASES: readonly { name: string; k: number; settings: DistanceSettings }[] = [
  { name: 'β = 1', k: 10, settings: { beta: 1, R: 1, normalise: true, method: 'exact' } },
  { name: 'β = 1, the nearest one', k: 1, settings: { beta: 1, R: 1, normalise: true, method: 'exact' } },
  { name: 'β = 2', k: 10, settings: { beta: 2, R: 1, normalise: true, method: 'exact' } },
  { name: 'β = 1 in GeV', k: 10, settings: { beta: 1, R: 1, normalise: false, method: 'exact' } },
];

function jets(count: number): Points[] {
  const all = CLASSES.map((kind) => generate(kind, Math.ceil(count / CLASSES.length), SEED));
  return Array.from({ length: count }, (_, i) => {
    const { offsets, pt, y, phi } = all[i % CLASSES.length];
    const event = Math.floor(i / CLASSES.length);
    const [from, to] = [offsets[event], offsets[event + 1]];
    return center({ weight: pt.slice(from, to), y: y.slice(from, to), phi: phi.slice(from, to) });
  });
}

export async function* cases(): AsyncGenerator<object> {
  const pool = jets(JETS);
  for (const { name, k, settings } of CASES) {
    const began = performance.now();
    const search = new NeighbourSearch(pool, pool, k, settings, { same: true });
    const prepared = performance.now();
    const totals = { pairs: 0, solves: 0, pruned: {} as Record<string, number> };
    const checked = Math.max(1, Math.min(ROWS, Math.floor(BRUTE_PAIRS / JETS)));
    const sample: { row: number; index: number[]; distance: number[] }[] = [];
    for (let r = 0; r < ROWS; r++) {
      const row = Math.floor(((r + 0.5) * JETS) / ROWS);
      const found = search.rows({ first: row, end: row + 1 });
      totals.pairs += found.pairs;
      totals.solves += found.solves;
      for (const [reason, count] of Object.entries(found.pruned)) {
        totals.pruned[reason] = (totals.pruned[reason] ?? 0) + count;
      }
      if (Math.floor((r * checked) / ROWS) !== Math.floor(((r - 1) * checked) / ROWS) || r === 0) {
        sample.push({ row, index: [...found.index], distance: [...found.distance] });
      }
    }
    const done = performance.now();
    const measure = createMeasure(settings);
    for (const { row, index, distance } of sample) {
      const all = pool
        .map((event, place) => ({ place, value: place === row ? Number.NaN : measure(pool[row], event) }))
        .filter(({ value }) => !Number.isNaN(value))
        .sort((a, b) => a.value - b.value || a.place - b.place)
        .slice(0, k);
      all.forEach(({ place, value }, rank) => {
        if (index[rank] === place && distance[rank] === value) return;
        throw new Error(
          `${name}: neighbour ${rank} of jet ${row} is ${index[rank]} at ${distance[rank]}, by brute force ${place} at ${value}`,
        );
      });
    }
    const brute = (performance.now() - done) / (sample.length * (JETS - 1));
    const share = (count: number) => Number((count / totals.pairs).toPrecision(4));
    yield {
      bench: 'neighbours',
      case: `${k} nearest of ${JETS} jets, ${name}`,
      rows: ROWS,
      pairs: totals.pairs,
      solves: totals.solves,
      saved: share(totals.pairs - totals.solves),
      pruned: Object.fromEntries(
        Object.entries(totals.pruned).map(([reason, count]) => [reason, share(count)]),
      ),
      solvesARow: Number((totals.solves / ROWS).toPrecision(4)),
      rowsAgreeingWithBruteForce: sample.length,
      preparationSeconds: round((prepared - began) / 1000),
      millisecondsARow: round((done - prepared) / ROWS),
      bruteForceMillisecondsARow: round(brute * (JETS - 1)),
      wholeRunSeconds: round((prepared - began + ((done - prepared) * JETS) / ROWS) / 1000),
      wholeRunByBruteForceSeconds: round((brute * JETS * (JETS - 1)) / 1000),
    };
  }
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
