// Exact EMD: microseconds a pair, one thread, costs included, against the C++ core of POT in the same run where
// /usr/bin/python3 has it (its costs are computed beforehand and the overhead of a call is measured and taken off); and how that
// grows with n. Whole processes: bench/matrix.ts.

import { spawnSync } from 'node:child_process';
import { random } from '../workers/core/random.ts';
import { disk } from '../workers/shapes/index.ts';
import { center, type Points, Transport } from '../workers/transport/index.ts';
import { hasReferenceData, referenceEvents } from '../workers/transport/testing/reference-data.ts';

/** Seconds that each side may take a round of a case; the two take turns, so that a busy machine is busy for both. */
const BUDGET = 0.5;
const ROUNDS = 3;
/** Milliseconds of solving before ours is timed: code is compiled as it runs. */
const WARM_UP = 200;
const SIZES = [10, 50, 100, 200, 500];
const PAIRS_OF_JETS = 60;
/** Agreement that is asked of the two values, relative. */
const AGREEMENT = 1e-9;

interface Case {
  readonly name: string;
  readonly pairs: readonly (readonly [Points, Points])[];
}

/** The peer: reads {cases:[{pairs}]} on stdin, prints [{us, values}] a case, or {reason}. */
const PEER = `
import json, sys, time
try:
    import numpy as np
    from ot.lp import emd_c
except Exception as error:
    print(json.dumps({"reason": "POT is not installed: %s" % error})); sys.exit()
def problem(pair):
    a, b = pair
    wa, wb = np.array(a["weight"]), np.array(b["weight"])
    wa, wb = wa / wa.sum(), wb / wb.sum()
    dphi = np.abs(np.subtract.outer(a["phi"], b["phi"])) % (2 * np.pi)
    dphi = np.minimum(dphi, 2 * np.pi - dphi)
    M = np.ascontiguousarray(np.sqrt(np.subtract.outer(a["y"], b["y"]) ** 2 + dphi ** 2))
    wb = wb * (wa.sum() / wb.sum())
    return wa, wb, M
def call(p):
    return emd_c(p[0], p[1], p[2], 1000000, 1)
one = (np.ones(1), np.ones(1), np.zeros((1, 1)))
def best(f, n):
    t = time.perf_counter()
    for _ in range(n): f()
    return (time.perf_counter() - t) / n
overhead = min(best(lambda: call(one), 200) for _ in range(10))
out = []
for case in json.load(sys.stdin)["cases"]:
    problems = [problem(p) for p in case]
    values = [float(call(p)[1]) for p in problems]
    times, start = [], time.perf_counter()
    while time.perf_counter() - start < ${BUDGET} and len(times) < 200:
        t = time.perf_counter()
        for p in problems: call(p)
        times.append((time.perf_counter() - t) / len(problems) - overhead)
    times.sort()
    out.append({"us": 1e6 * times[len(times) // 2], "values": values})
print(json.dumps({"cases": out, "overhead_us": 1e6 * overhead}))
`;

function problems(): Case[] {
  const draw = random(1);
  const cloud = (n: number): Points => ({
    weight: Float64Array.from({ length: n }, () => draw.uniform() + 1e-3),
    y: Float64Array.from({ length: n }, () => draw.uniform()),
    phi: Float64Array.from({ length: n }, () => draw.uniform()),
  });
  const out: Case[] = SIZES.map((n) => ({
    name: `uniform ${n} × ${n}`,
    pairs: Array.from({ length: n > 200 ? 2 : 5 }, () => [cloud(n), cloud(n)] as const),
  }));
  if (!hasReferenceData()) return out;
  for (const kind of ['qcd', 'w', 'top']) {
    const jets = referenceEvents(`${kind}.npz`).map(({ pt, y, phi }) => center({ weight: pt, y, phi }));
    out.push({
      name: `${kind} jet – ${kind} jet`,
      pairs: Array.from({ length: PAIRS_OF_JETS }, (_, k) => [jets[k], jets[jets.length - 1 - k]] as const),
    });
    if (kind !== 'top') continue;
    const y = new Float64Array(500);
    const phi = new Float64Array(500);
    disk.quadrature(Float64Array.of(0, 0, 0.5), 500, y, phi);
    const shape: Points = { weight: new Float64Array(500).fill(1 / 500), y, phi };
    out.push({
      name: 'top jet – disk of 500 points',
      pairs: jets.slice(0, 20).map((jet) => [jet, shape] as const),
    });
  }
  return out;
}

function ours(pairs: Case['pairs']): { us: number; values: number[] } {
  const transport = new Transport();
  const shares = pairs.map(([a, b]) => [share(a.weight), share(b.weight)] as const);
  const solve = (k: number) => {
    const [a, b] = pairs[k];
    transport.load(shares[k][0], shares[k][1]);
    return transport.solve(a.y, a.phi, b.y, b.phi);
  };
  const values = pairs.map((_, k) => solve(k));
  for (const warm = performance.now(); performance.now() - warm < WARM_UP; )
    for (let k = 0; k < pairs.length; k++) solve(k);
  const times: number[] = [];
  const start = performance.now();
  while (performance.now() - start < 1000 * BUDGET && times.length < 200) {
    const began = performance.now();
    for (let k = 0; k < pairs.length; k++) solve(k);
    times.push((1000 * (performance.now() - began)) / pairs.length);
  }
  times.sort((p, q) => p - q);
  return { us: times[times.length >> 1], values };
}

function share(weight: Float64Array): Float64Array {
  const total = weight.reduce((sum, value) => sum + value, 0);
  return weight.map((value) => value / total);
}

type Peer = { readonly reason: string } | { readonly cases: { us: number; values: number[] }[] };

function peer(all: readonly Case[]): Peer {
  const plain = (points: Points) => ({
    weight: [...points.weight],
    y: [...points.y],
    phi: [...points.phi],
  });
  const input = JSON.stringify({ cases: all.map(({ pairs }) => pairs.map((pair) => pair.map(plain))) });
  const run = spawnSync('/usr/bin/python3', ['-c', PEER], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  if (run.error) return { reason: `/usr/bin/python3: ${run.error.message}` };
  if (run.status !== 0) return { reason: `/usr/bin/python3: ${run.stderr.trim().split('\n').at(-1)}` };
  return JSON.parse(run.stdout) as Peer;
}

export async function* cases(): AsyncGenerator<object> {
  const growth: { n: number; us: number; peer: number | null }[] = [];
  for (const [k, one] of problems().entries()) {
    const { name, pairs } = one;
    let mine = ours(pairs);
    let theirs = peer([one]);
    for (let round = 1; round < ROUNDS; round++) {
      mine = faster(mine, ours(pairs));
      const again = peer([one]);
      if ('cases' in theirs && 'cases' in again)
        theirs = { cases: [faster(theirs.cases[0], again.cases[0])] };
    }
    const n = SIZES[k];
    if (n) growth.push({ n, us: mine.us, peer: 'reason' in theirs ? null : theirs.cases[0].us });
    const line = {
      bench: 'emd',
      case: name,
      unit: 'µs a pair, least of the medians of 3 rounds, 1 thread',
      ours: round(mine.us),
    };
    if ('reason' in theirs) {
      yield { ...line, peer: null, reason: theirs.reason };
      continue;
    }
    const other = theirs.cases[0];
    const disagreement = Math.max(
      ...mine.values.map((value, i) => Math.abs(value - other.values[i]) / Math.max(value, 1e-12)),
    );
    if (disagreement > AGREEMENT)
      throw new Error(`${name}: EMDs differ by ${disagreement}, allowed is ${AGREEMENT}`);
    yield {
      ...line,
      peer: round(other.us),
      peerName: 'POT C++ core',
      ratio: round(mine.us / other.us),
      disagreement,
    };
  }
  yield {
    bench: 'emd',
    case: `growth between n = ${growth[1].n} and ${growth.at(-1)?.n}`,
    unit: 'exponent of n',
    ours: round(exponent(growth.slice(1).map(({ n, us }) => [n, us]))),
    peer: round(exponent(growth.slice(1).flatMap(({ n, peer: us }) => (us === null ? [] : [[n, us]])))),
  };
}

function faster<T extends { readonly us: number }>(a: T, b: T): T {
  return b.us < a.us ? b : a;
}

/** Slope of ln t against ln n, least squares. */
function exponent(points: readonly (readonly number[])[]): number {
  const x = points.map(([n]) => Math.log(n));
  const y = points.map(([, t]) => Math.log(t));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  return (
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0) /
    x.reduce((sum, value) => sum + (value - mx) ** 2, 0)
  );
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
