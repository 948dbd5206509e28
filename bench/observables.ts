// The twelve plain observables: events a second, one thread, each alone and all together, against the same in Python with numpy
// (arrays of a whole event at a time, as one would write it) in the same run where /usr/bin/python3 has it. Nothing is kept
// from one round to the next. Then what those take that search, solve or fit.

import { spawnSync } from 'node:child_process';
import type { PlaneEvent } from '../workers/core/events.ts';
import { planeEvent } from '../workers/core/events.ts';
import { observableNamed } from '../workers/observables/index.ts';
import { generate } from '../workers/toys/index.ts';
import { hasReferenceData, referenceEvents } from '../workers/transport/testing/reference-data.ts';

const PLAIN = [
  'pt',
  'mass',
  'multiplicity',
  'lead_fraction',
  'ptd',
  'girth',
  'width',
  'lha',
  'c2',
  'd2',
  'efp_d2_0',
  'efp_d2_1',
];
const SEARCHED = [
  'tau1',
  'tau21',
  'tau32',
  'tau21_wta',
  'jettiness2',
  'thrust',
  'spherocity',
  'isotropy_ring',
];
/** Seconds a side, a case and a round; the two take turns, so that a busy machine is busy for both. */
const BUDGET = 0.15;
const ROUNDS = 3;
/** Milliseconds before ours is timed: code is compiled as it runs. */
const WARM_UP = 100;
/** Agreement that is asked of the two values, relative. */
const AGREEMENT = 1e-9;
const SETTINGS = { seed: 1 };

/** Reads {events: [{pt, y, phi}], names} on stdin, prints {rates, values} by name, or {reason}. */
const PEER = `
import json, sys, time
try:
    import numpy as np
except Exception as error:
    print(json.dumps({"reason": "numpy is not installed: %s" % error})); sys.exit()
wrap = lambda a: (a + np.pi) % (2 * np.pi) - np.pi
def jet(e):
    pt, y, phi = e
    px, py = (pt * np.cos(phi)).sum(), (pt * np.sin(phi)).sum()
    pz, en = (pt * np.sinh(y)).sum(), (pt * np.cosh(y)).sum()
    return px, py, pz, en
def axis(e):
    px, py, pz, en = jet(e)
    return np.hypot(e[1] - 0.5 * np.log((en + pz) / (en - pz)), wrap(e[2] - np.arctan2(py, px)))
def pairs(e):
    return e[0] / e[0].sum(), np.hypot(np.subtract.outer(e[1], e[1]), wrap(np.subtract.outer(e[2], e[2])))
def e2(z, t): return 0.5 * z @ t @ z
def e3(z, t):
    b = t * z
    return np.sum((b @ b) * b.T) / 6
def ratio(e, k):
    z, t = pairs(e)
    return e3(z, t) / e2(z, t) ** k
def mass(e):
    px, py, pz, en = jet(e)
    return np.sqrt(max(0, en * en - px * px - py * py - pz * pz))
def angularity(e, beta): return (e[0] * axis(e) ** beta).sum() / e[0].sum()
def efp20(e):
    z, t = pairs(e)
    return z @ (t * t) @ z
def efp21(e):
    z, t = pairs(e)
    return (z * (t @ z) ** 2).sum()
functions = {
    "pt": lambda e: np.hypot(*jet(e)[:2]),
    "mass": mass,
    "multiplicity": lambda e: len(e[0]),
    "lead_fraction": lambda e: e[0].max() / e[0].sum(),
    "ptd": lambda e: np.sqrt((e[0] ** 2).sum()) / e[0].sum(),
    "girth": lambda e: angularity(e, 1),
    "width": lambda e: angularity(e, 2),
    "lha": lambda e: angularity(e, 0.5),
    "c2": lambda e: ratio(e, 2),
    "d2": lambda e: ratio(e, 3),
    "efp_d2_0": efp20,
    "efp_d2_1": efp21,
}
request = json.load(sys.stdin)
events = [tuple(np.array(e[k]) for k in ("pt", "y", "phi")) for e in request["events"]]
out = {}
def rate(one):
    times, start = [], time.perf_counter()
    while time.perf_counter() - start < ${BUDGET}:
        t = time.perf_counter()
        for e in events: one(e)
        times.append((time.perf_counter() - t) / len(events))
    return 1 / sorted(times)[len(times) // 2]
for name in request["names"]:
    out[name] = {"rate": rate(functions[name]), "values": [float(functions[name](e)) for e in events]}
fs = [functions[name] for name in request["names"]]
out["all"] = {"rate": rate(lambda e: [f(e) for f in fs]), "values": []}
print(json.dumps(out))
`;

interface Answer {
  readonly rate: number;
  readonly values: readonly number[];
}

function peer(events: readonly PlaneEvent[]): Record<string, Answer> | string {
  const input = JSON.stringify({
    names: PLAIN,
    events: events.map(({ pt, y, phi }) => ({ pt: [...pt], y: [...y], phi: [...phi] })),
  });
  const ran = spawnSync('/usr/bin/python3', ['-c', PEER], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  if (ran.error || ran.status !== 0)
    return `python3: ${ran.error?.message ?? ran.stderr.trim().split('\n').at(-1)}`;
  const answer = JSON.parse(ran.stdout) as Record<string, Answer> | { reason: string };
  return 'reason' in answer && typeof answer.reason === 'string'
    ? answer.reason
    : (answer as Record<string, Answer>);
}

/** Events a second, median of rounds. Copies of the events, so that nothing is known of them. */
function rate(events: readonly PlaneEvent[], names: readonly string[], budget: number): number {
  const observables = names.map(observableNamed);
  const times: number[] = [];
  let sum = 0;
  const run = () => {
    const fresh = events.map((event) => ({ ...event }));
    const began = performance.now();
    for (const event of fresh) for (const { evaluate } of observables) sum += evaluate(event, SETTINGS);
    return (performance.now() - began) / events.length;
  };
  const warm = performance.now();
  do run();
  while (performance.now() - warm < WARM_UP);
  const start = performance.now();
  do times.push(run());
  while (performance.now() - start < 1000 * budget);
  if (Number.isNaN(sum)) throw new Error(`${names.join(', ')}: a value is NaN`);
  times.sort((a, b) => a - b);
  return 1000 / times[times.length >> 1];
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

function jets(): { readonly source: string; readonly events: PlaneEvent[] } {
  if (hasReferenceData()) {
    const events = ['qcd.npz', 'w.npz', 'top.npz'].flatMap((file) => referenceEvents(file).slice(0, 40));
    return { source: 'reference jets', events };
  }
  const columns = generate('top', 120, 1);
  return { source: 'generated jets', events: Array.from({ length: 120 }, (_, k) => planeEvent(columns, k)) };
}

export async function* cases(): AsyncGenerator<object> {
  const { source, events } = jets();
  const particles = round(events.reduce((sum, { pt }) => sum + pt.length, 0) / events.length);
  const unit = `events a second, best of the medians of ${ROUNDS} rounds, 1 thread`;
  const names = [...PLAIN, 'all'];
  const ours = new Map<string, number>();
  let theirs: Record<string, Answer> | string = {};
  for (let turn = 0; turn < ROUNDS; turn++) {
    const again = peer(events);
    for (const name of names) {
      const found = rate(events, name === 'all' ? PLAIN : [name], BUDGET);
      ours.set(name, Math.max(found, ours.get(name) ?? 0));
      if (typeof again === 'string' || typeof theirs === 'string') theirs = again;
      else if (!(theirs[name]?.rate >= again[name].rate)) theirs = { ...theirs, [name]: again[name] };
    }
  }
  for (const name of names) {
    const mine = ours.get(name) ?? 0;
    const common = {
      bench: 'observables',
      case: `${name === 'all' ? `all ${PLAIN.length}` : name}, ${events.length} ${source} of ${particles} particles`,
      unit,
      ours: round(mine),
    };
    if (typeof theirs === 'string') {
      yield { ...common, peer: null, reason: theirs };
      continue;
    }
    const { rate: other, values } = theirs[name];
    values.forEach((value, k) => {
      const own = observableNamed(name).evaluate(events[k], SETTINGS);
      if (!(Math.abs(own - value) <= AGREEMENT * Math.abs(value))) {
        throw new Error(`${name}, event ${k}: ours is ${own}, the peer's is ${value}`);
      }
    });
    yield { ...common, peer: round(other), peerName: 'numpy', ratio: round(mine / other) };
  }
  for (const name of SEARCHED) {
    yield {
      bench: 'observables',
      case: `${name}, ${events.length} ${source} of ${particles} particles`,
      unit,
      ours: round(rate(events, [name], BUDGET)),
      peer: null,
      reason: 'no peer here searches',
    };
  }
}
