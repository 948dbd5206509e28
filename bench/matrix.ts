// All distances of 200 jets as a whole process: `ringside emd jets.npz --matrix --json --threads 2`, from its start to its
// exit, against a Python script that does the same with POT on one thread (where /usr/bin/python3 has it). Runs take turns,
// so that a busy machine is busy for both; the least of each counts. The first case is what a process costs without jets.

import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const JETS = 200;
const RUNS = 3;
/** The peer may differ by this much, relative. */
const AGREEMENT = 1e-9;
const MOST_OUTPUT = 2 ** 26;
/** out/bench/matrix/index.js. */
const cli = resolve(import.meta.dirname, '../../main/cli.js');

const PEER = `
import json, sys
import numpy as np
import ot
X = np.load(sys.argv[1])["X"]
events = []
for event in X:
    p = event[event[:, 0] > 0].astype(float)
    events.append((p[:, 0] / p[:, 0].sum(), p[:, 1], p[:, 2]))
out = np.zeros((len(events), len(events)))
for i, (wa, ya, fa) in enumerate(events):
    for j in range(i + 1, len(events)):
        wb, yb, fb = events[j]
        dphi = np.abs(np.subtract.outer(fa, fb))
        dphi = np.minimum(dphi, 2 * np.pi - dphi)
        out[i, j] = out[j, i] = ot.emd2(wa, wb, np.sqrt(np.subtract.outer(ya, yb) ** 2 + dphi ** 2))
print(json.dumps({"emd": out.tolist()}))
`;

interface Run {
  readonly ms: number;
  readonly emd: readonly (readonly number[])[];
}

export async function* cases(): AsyncGenerator<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));
  try {
    const none = join(folder, 'two.csv');
    writeFileSync(none, 'event,pt,y,phi\n0,1,0,0\n1,1,1,0\n');
    const start = Math.min(...Array.from({ length: RUNS }, () => ours(none).ms));
    yield { bench: 'matrix', case: 'a whole process with one pair', unit: 'ms', ours: round(start) };
    for (const kind of ['qcd', 'w', 'top']) {
      const file = join(folder, `${kind}.npz`);
      succeeded(node('generate', '--kind', kind, '--events', String(JETS), '--seed', '1', '--out', file));
      let [a, b] = [ours(file), peer(file)];
      for (let k = 1; k < RUNS; k++) {
        a = faster(a, ours(file));
        if (typeof b !== 'string') b = faster(b, peer(file));
      }
      const measured = {
        bench: 'matrix',
        case: `${JETS} ${kind} jets, all pairs, 2 threads, whole process`,
        unit: 'ms',
        ours: round(a.ms),
      };
      if (typeof b === 'string') yield { ...measured, reason: b };
      else {
        check(a, b);
        yield { ...measured, peer: round(b.ms), ratio: Number((a.ms / b.ms).toFixed(3)) };
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function node(...argv: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [cli, ...argv], { encoding: 'utf8', maxBuffer: MOST_OUTPUT });
}

function succeeded(run: SpawnSyncReturns<string>): string {
  if (run.status !== 0) throw new Error(run.stderr || String(run.error));
  return run.stdout;
}

function ours(file: string): Run {
  const began = performance.now();
  const run = node('emd', file, '--matrix', '--json', '--threads', '2');
  const ms = performance.now() - began;
  return { ms, emd: JSON.parse(succeeded(run)).emd };
}

/** Why there is no peer, or its run. */
function peer(file: string): Run | string {
  const began = performance.now();
  const run = spawnSync('/usr/bin/python3', ['-c', PEER, file], { encoding: 'utf8', maxBuffer: MOST_OUTPUT });
  const ms = performance.now() - began;
  if (run.error) return `/usr/bin/python3: ${run.error.message}`;
  if (run.status !== 0) return `/usr/bin/python3: ${run.stderr.trim().split('\n').at(-1)}`;
  return { ms, emd: JSON.parse(run.stdout).emd };
}

function faster<T extends Run | string>(one: T, other: T): T {
  return typeof one !== 'string' && typeof other !== 'string' && other.ms < one.ms ? other : one;
}

function check(a: Run, b: Run): void {
  a.emd.forEach((row, i) => {
    row.forEach((value, j) => {
      if (Math.abs(value - b.emd[i][j]) > AGREEMENT * Math.max(value, 1e-3)) {
        throw new Error(`pair ${i}:${j}: ours is ${value}, the peer's ${b.emd[i][j]}`);
      }
    });
  });
}

function round(ms: number): number {
  return Number(ms.toPrecision(4));
}
