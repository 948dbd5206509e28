// Clustering: microseconds of processor time an event, one thread, against FastJet (bench/fastjet.cc, compiled here with -O2 where g++ and
// fastjet-config are) on the same events in turns in one run. Events of 50, 443 and 3,000 particles, drawn from the reference
// events where they are beside this checkout, else made up.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from '../workers/core/random.ts';
import {
  type Algorithm,
  activeAreas,
  background,
  Clusterer,
  type FourMomenta,
  inclusiveNodes,
  momentaOf,
} from '../workers/jets/index.ts';
import { fourVectors } from '../workers/jets/testing/four-vectors.ts';
import { hasReferenceData } from '../workers/transport/testing/reference-data.ts';

/** Seconds that each side may take a round of a case. */
const BUDGET = 0.1;
const ROUNDS = 8;
/** Milliseconds of clustering before ours is timed: code is compiled as it runs. */
const WARM_UP = 300;
const SIZES: readonly (readonly [particles: number, events: number])[] = [
  [50, 40],
  [443, 20],
  [3000, 4],
];
const ALGORITHMS: readonly Algorithm[] = ['antikt', 'kt', 'ca'];
const RADII = [0.4, 1];
/** Agreement that is asked of the jets' pT, relative to the hardest. */
const AGREEMENT = 1e-9;

interface Timed {
  readonly us: number;
  readonly pt: readonly (readonly number[])[];
}

function sample(momenta: FourMomenta, n: number, draw: ReturnType<typeof random>): FourMomenta {
  const order = Uint32Array.from(momenta.e, (_, i) => i);
  for (let i = 0; i < n; i++) {
    const j = i + draw.integer(order.length - i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  const pick = (column: Float64Array) => Float64Array.from(order.subarray(0, n), (k) => column[k]);
  return { px: pick(momenta.px), py: pick(momenta.py), pz: pick(momenta.pz), e: pick(momenta.e) };
}

function madeUp(n: number, draw: ReturnType<typeof random>): FourMomenta {
  const from = (value: () => number) => Float64Array.from({ length: n }, value);
  return momentaOf({
    pt: from(() => -Math.log(1 - draw.uniform())),
    y: from(() => 10 * draw.uniform() - 5),
    phi: from(() => Math.PI * (1 - 2 * draw.uniform())),
    mass: null,
  });
}

function joined(a: FourMomenta, b: FourMomenta): FourMomenta {
  const both = (p: Float64Array, q: Float64Array) => Float64Array.of(...p, ...q);
  return { px: both(a.px, b.px), py: both(a.py, b.py), pz: both(a.pz, b.pz), e: both(a.e, b.e) };
}

function eventsOf(n: number, count: number): FourMomenta[] {
  const draw = random(n);
  if (!hasReferenceData()) return Array.from({ length: count }, () => madeUp(n, draw));
  const hard = fourVectors('Pythia-PtMin1000-LHC-10ev.dat');
  const [busy] = fourVectors('Pythia-dijet-ptmin100-lhc-pileup-1ev.dat');
  return Array.from({ length: count }, (_, k) => {
    const event = hard[k % hard.length];
    if (n <= event.e.length) return sample(event, n, draw);
    return sample(n < 1000 ? joined(event, hard[(k + 1) % hard.length]) : busy, n, draw);
  });
}

function ours(events: readonly FourMomenta[], clusterer: Clusterer, warmUp: number): Timed {
  const all = () => {
    for (const event of events) clusterer.cluster(event);
  };
  for (const warm = performance.now(); performance.now() - warm < warmUp; ) all();
  const times: number[] = [];
  for (const start = performance.now(); performance.now() - start < 1000 * BUDGET; ) {
    const began = process.cpuUsage();
    all();
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / events.length);
  }
  const pt = events.map((event) => {
    const history = clusterer.cluster(event);
    const { px, py } = history.momenta;
    return inclusiveNodes(history)
      .map((k) => Math.hypot(px[k], py[k]))
      .sort((p, q) => q - p);
  });
  return { us: Math.min(...times), pt };
}

/** The program, or why there is none. */
export function buildPeer(folder: string): { readonly program: string } | { readonly reason: string } {
  const config = spawnSync('fastjet-config', ['--cxxflags', '--libs'], { encoding: 'utf8' });
  if (config.error || config.status !== 0) return { reason: 'fastjet-config is not there (libfastjet-dev)' };
  const program = join(folder, 'fastjet-peer');
  const flags = config.stdout.split(/\s+/).filter((flag) => flag !== '');
  const built = spawnSync('g++', ['-O2', '-o', program, join(process.cwd(), 'bench/fastjet.cc'), ...flags], {
    encoding: 'utf8',
  });
  if (built.error || built.status !== 0)
    return { reason: `g++: ${built.error?.message ?? built.stderr.split('\n')[0]}` };
  return { program };
}

/** Events as the peer reads them. */
export function asInput(events: readonly FourMomenta[]): Buffer {
  const parts: Buffer[] = [Buffer.alloc(4)];
  parts[0].writeInt32LE(events.length);
  for (const { px, py, pz, e } of events) {
    const part = Buffer.alloc(4 + 32 * e.length);
    part.writeInt32LE(e.length);
    for (let i = 0; i < e.length; i++) {
      [px[i], py[i], pz[i], e[i]].forEach((value, k) => {
        part.writeDoubleLE(value, 4 + 32 * i + 8 * k);
      });
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function theirs(
  program: string,
  input: Buffer,
  algorithm: Algorithm,
  R: number,
): Timed & { version: string; strategy: string } {
  const run = spawnSync(program, [algorithm, `${R}`, `${BUDGET}`], { input, maxBuffer: 1 << 26 });
  if (run.error || run.status !== 0)
    throw new Error(`fastjet-peer failed: ${run.error?.message ?? run.status}`);
  return JSON.parse(run.stdout.toString());
}

function disagreement(a: Timed['pt'], b: Timed['pt']): number {
  let worst = 0;
  a.forEach((event, k) => {
    if (event.length !== b[k].length) worst = Number.POSITIVE_INFINITY;
    event.forEach((pt, j) => {
      worst = Math.max(worst, Math.abs(pt - b[k][j]) / event[0]);
    });
  });
  return worst;
}

interface PeerAreas {
  readonly events: readonly {
    readonly jets: readonly (readonly [number, number, number])[];
    readonly rho: number;
  }[];
}

/** Areas of jets above 5 GeV and densities of pileup beside the peer's, whose ghosts are others. */
function* areas(program: string): Generator<object> {
  const events = [
    ...fourVectors('Pythia-PtMin1000-LHC-10ev.dat'),
    ...fourVectors('Pythia-dijet-ptmin100-lhc-pileup-1ev.dat'),
  ];
  for (const algorithm of ALGORITHMS) {
    const definition = { algorithm, R: 0.6 };
    const run = spawnSync(program, [algorithm, '0.6', 'areas'], {
      input: asInput(events),
      maxBuffer: 1 << 26,
    });
    const their = (JSON.parse(run.stdout.toString()) as PeerAreas).events;
    const difference: number[] = [];
    const repeated: number[] = [];
    const mean: number[] = [];
    events.forEach((event, k) => {
      const one = activeAreas(event, definition, { seed: 1 });
      const two = activeAreas(event, definition, { seed: 2 });
      their[k].jets.forEach(([, area], j) => {
        difference.push(one.jets[j].area - area);
        repeated.push(one.jets[j].area - two.jets[j].area);
        mean.push(area);
      });
    });
    const rms = (list: readonly number[]) => Math.sqrt(average(list.map((value) => value * value)));
    const busy = events.length - 1;
    yield {
      bench: 'cluster',
      case: `areas of ${mean.length} jets, ${algorithm} R = 0.6`,
      unit: 'rad²',
      meanArea: round(average(mean)),
      meanDifference: round(average(difference)),
      rmsDifference: round(rms(difference)),
      rmsOfOursWithOtherGhosts: round(rms(repeated)),
      ...(algorithm === 'antikt'
        ? {}
        : { rho: round(background(events[busy], { definition }).rho), peerRho: round(their[busy].rho) }),
    };
  }
}

function average(list: readonly number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}

export async function* cases(): AsyncGenerator<object> {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-cluster-'));
  try {
    const peer = buildPeer(folder);
    for (const [particles, count] of SIZES) {
      const events = eventsOf(particles, count);
      const input = asInput(events);
      for (const R of RADII) {
        for (const algorithm of ALGORITHMS) {
          const clusterer = new Clusterer({ algorithm, R });
          let us = Number.POSITIVE_INFINITY;
          let other = Number.POSITIVE_INFINITY;
          const line = { bench: 'cluster', case: `${algorithm} R = ${R}, ${particles} particles` };
          const unit = 'µs of processor time an event, quickest round through them, 1 thread';
          let about = {};
          for (let k = 0; k < ROUNDS; k++) {
            const mine = ours(events, clusterer, k === 0 ? WARM_UP : 0);
            us = Math.min(us, mine.us);
            if ('reason' in peer) {
              about = { peer: null, reason: peer.reason };
              continue;
            }
            const their = theirs(peer.program, input, algorithm, R);
            other = Math.min(other, their.us);
            const apart = disagreement(mine.pt, their.pt);
            if (apart > AGREEMENT)
              throw new Error(`${line.case}: jets differ by ${apart}, allowed is ${AGREEMENT}`);
            about = {
              peer: round(other),
              peerName: `FastJet ${their.version}, ${their.strategy}`,
              ratio: round(us / other),
              disagreement: apart,
            };
          }
          yield { ...line, unit, ours: round(us), ...about };
        }
      }
    }
    if ('program' in peer && hasReferenceData()) yield* areas(peer.program);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
