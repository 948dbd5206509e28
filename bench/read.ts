// A million particles read from files of each format: MB/s of the file, particles/s, one thread, and the largest memory of a
// process that reads the file once. The files are written here, by our own writers (the ROOT tree by that of the tests) and by
// h5wasm. Beside them, in the same run and in turns, the same in Python with numpy and h5py: a peer ends
// with one array a column and the number of particles of each event, and does nothing of what makes events of them (units,
// y from η, px … E; sums; what is dropped by reason), so a ratio of 1 is more than it does.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { open, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventColumns } from '../workers/core/events.ts';
import { hdf5Library } from '../workers/readers/hdf5-library.ts';
import { fileSource, openEvents } from '../workers/readers/index.ts';
import { LEAF } from '../workers/readers/testing/leaf-types.ts';
import { CLASSES as TREE_CLASSES } from '../workers/readers/testing/root-files.ts';
import { PACKINGS } from '../workers/readers/testing/root-packing.ts';
import { RootWriter } from '../workers/readers/testing/root-writer.ts';
import { type BranchSpec, writeTree } from '../workers/readers/testing/tree-writer.ts';
import { eventStream, fileTarget } from '../workers/writers/index.ts';
import { inFolder, type Result, root, rounded } from './browser/window.ts';
import { LEAST, madeEvents } from './files/events.ts';

const PARTICLES = 1_000_000;
/** The two sides take turns, so that a busy machine is busy for both; the best round of each counts. */
const ROUNDS = 3;
const WRITTEN = ['npz', 'parquet', 'csv', 'jsonl', 'hepmc'] as const;
/** The one that ROOT itself wrote is small: it is read as often as it takes. */
const ROOT_TIMES = 20;
const LAYOUTS = {
  contiguous: { chunked: false, gzip: false },
  'in chunks': { chunked: true, gzip: false },
  'in chunks, gzip': { chunked: true, gzip: true },
} as const;
/** Says to this file, run as a program, which file it is to read. */
const CHILD = 'RINGSIDE_BENCH_READ';
const ROOT_FILE = join(root, '../shared/data/uproot-HZZ-objects.root');

/** Reads {file, format}, prints {seconds, particles} or {reason}. */
const PEER = `
import json, sys, time
request = json.loads(sys.argv[1])
path, kind = request["file"], request["format"]
try:
    import numpy as np
    if kind == "hdf5": import h5py
    if kind == "parquet": import pyarrow.parquet as pq
    if kind == "hepmc": import pyhepmc
    if kind == "root": import uproot
except Exception as error:
    print(json.dumps({"reason": str(error)})); sys.exit()
def npz():
    x = np.load(path)["X"]
    there = x.any(axis=2)
    rows = x[there]
    return there.sum(axis=1), [rows[:, i].copy() for i in range(rows.shape[1])]
def hdf5():
    with h5py.File(path) as file: x = file["particle_features"][()]
    there = x[:, :, 3] == 1
    rows = x[there].astype(np.float64)
    return there.sum(axis=1), [rows[:, i].copy() for i in range(rows.shape[1])]
def parquet():
    table = pq.read_table(path)
    lists = [table[name].combine_chunks() for name in ("pt", "y", "phi")]
    return lists[0].value_lengths().to_numpy(), [one.flatten().to_numpy() for one in lists]
def csv():
    rows = np.loadtxt(path, delimiter=",", skiprows=1)
    return np.unique(rows[:, 0], return_counts=True)[1], [rows[:, i].copy() for i in range(rows.shape[1])]
def jsonl():
    with open(path) as file: events = [json.loads(line) for line in file]
    return [len(e["pt"]) for e in events], [np.concatenate([e[n] for e in events]) for n in ("pt", "y", "phi")]
def hepmc():
    with pyhepmc.open(path) as file: events = [(e.numpy.particles.px, e.numpy.particles.py) for e in file]
    return [len(e[0]) for e in events], [np.concatenate([e[i] for e in events]) for i in (0, 1)]
def root():
    with uproot.open(path) as file: file["events"].arrays()
    return [], [[]]
start = time.perf_counter()
counts, columns = locals()[kind]()
print(json.dumps({"seconds": time.perf_counter() - start, "particles": len(columns[0])}))
`;

export const cases = () =>
  inFolder(async function* (folder) {
    const events = madeEvents(PARTICLES);
    for (const format of WRITTEN) {
      const file = join(folder, `events.${format}`);
      const target = await fileTarget(file, file);
      const stream = await eventStream(file, target.write, target.spool);
      await stream.write(events);
      await stream.end();
      await target.commit();
      yield await measured(format, file, 1);
    }
    for (const [kind, layout] of Object.entries(LAYOUTS)) {
      const file = join(folder, 'events.h5');
      await writeFile(file, await hdf5Bytes(events, layout));
      yield await measured('hdf5', file, 1, `, ${kind}`);
    }
    const tree = join(folder, 'events.root');
    await writeFile(tree, treeBytes(events));
    yield await measured('root', tree, 1, ', a tree of the tests’ writer, zlib');
    if (existsSync(ROOT_FILE)) yield await measured('root', ROOT_FILE, ROOT_TIMES);
    else
      yield {
        bench: 'read',
        case: 'root',
        unit: 'MB/s',
        ours: Number.NaN,
        note: `left out: there is no ${ROOT_FILE}`,
      };
  });

/** Lists of floats in baskets of about 30 kB, as ROOT's own are by default. */
function treeBytes({ events, offsets, pt, y, phi }: EventColumns): Uint8Array {
  const list = (name: string, column: Float64Array): BranchSpec => ({
    kind: 'list',
    name: `Jet_${name}`,
    leaf: LEAF.float,
    counter: 'nJet',
    values: Array.from({ length: events }, (_, i) => Array.from(column.subarray(offsets[i], offsets[i + 1]))),
  });
  const counts = Array.from({ length: events }, (_, i) => offsets[i + 1] - offsets[i]);
  const writer = new RootWriter();
  writeTree(writer, {
    name: 'Events',
    branches: [
      { kind: 'numbers', name: 'nJet', leaf: LEAF.uint, values: counts },
      ...[list('pt', pt), list('eta', y), list('phi', phi)],
    ],
    pack: PACKINGS.zlib,
    perBasket: 200,
  });
  return writer.finish(TREE_CLASSES).bytes();
}

/** `times`: how often the file is read in one round. */
async function measured(format: string, file: string, times: number, kind = ''): Promise<Result> {
  const particles = await warmUp(file);
  let best = Number.POSITIVE_INFINITY;
  let peer: number | string = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const since = performance.now();
    for (let i = 0; i < times; i++) await count(file);
    best = Math.min(best, (performance.now() - since) / 1000 / times);
    if (typeof peer === 'string') continue;
    const answer = peerSeconds(format, file);
    peer = typeof answer === 'string' ? answer : Math.min(peer, answer);
  }
  const { size } = await stat(file);
  return {
    bench: 'read',
    case: `${format}${kind}, ${rounded(size / 1e6)} MB, ${particles} particles`,
    unit: 'MB/s',
    ours: rounded(size / 1e6 / best),
    note: `${rounded(particles / best / 1e6)} million particles/s, ${rounded(best)} s, ${rounded(memoryOf(file))} MB resident`,
    ...(typeof peer === 'string'
      ? { peer: `left out: ${peer}` }
      : { peer: rounded(size / 1e6 / peer), ratio: rounded(best / peer) }),
  };
}

async function count(file: string): Promise<number> {
  let particles = 0;
  for await (const chunk of (await openEvents(await fileSource(file))).chunks()) particles += chunk.pt.length;
  return particles;
}

/** Code is compiled as it runs, and the file comes to be in memory. */
async function warmUp(file: string): Promise<number> {
  const handle = await open(file);
  await handle.readFile();
  await handle.close();
  return count(file);
}

function peerSeconds(format: string, file: string): number | string {
  const python = '/usr/bin/python3';
  const { stdout, stderr, error } = spawnSync(
    existsSync(python) ? python : 'python3',
    ['-c', PEER, JSON.stringify({ file, format })],
    { encoding: 'utf8' },
  );
  if (error || !stdout) return error?.message ?? stderr.trim().split('\n').at(-1) ?? 'no answer';
  const answer: { seconds?: number; reason?: string } = JSON.parse(stdout);
  return answer.seconds ?? answer.reason ?? 'no answer';
}

/** Largest memory of a process that reads the file once, in MB (Linux). */
function memoryOf(file: string): number {
  const { stdout } = spawnSync(process.execPath, [join(root, 'out/bench/read/index.js')], {
    env: { ...process.env, [CHILD]: file },
    encoding: 'utf8',
  });
  return Number(stdout) / 1024;
}

const given = process.env[CHILD];
if (given !== undefined) {
  await count(given);
  console.log(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}

/** In the layout of JetNet: float32, zero-padded, with a mask. */
async function hdf5Bytes(
  { events, offsets, pt, y, phi }: EventColumns,
  layout: (typeof LAYOUTS)[keyof typeof LAYOUTS],
): Promise<Uint8Array> {
  const slots = 2 * LEAST;
  const data = new Float32Array(events * slots * 4);
  for (let event = 0; event < events; event++) {
    for (let k = offsets[event]; k < offsets[event + 1]; k++) {
      data.set([y[k], phi[k], pt[k], 1], 4 * (event * slots + k - offsets[event]));
    }
  }
  const { File, FS } = await hdf5Library();
  const path = '/bench.h5';
  const file = new File(path, 'w');
  file.create_dataset({
    name: 'particle_features',
    data,
    shape: [events, slots, 4],
    ...(layout.chunked ? { chunks: [1000, slots, 4] } : {}),
    // As h5py does when asked for gzip.
    ...(layout.gzip ? { compression: 'gzip' as const, compression_opts: 4 } : {}),
  });
  file.close();
  if (!FS) throw new Error('h5wasm has no file system');
  const bytes = FS.readFile(path);
  FS.unlink(path);
  return bytes;
}
