// Memory that whole data sets take: the largest resident memory of the process that works them out, its threads in it, on
// the command line and in the application that serves a window.

import { type ChildProcess, fork, spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Application, createApplication } from '../main/service/index.ts';
import { generate, inFolder, type Result, root, rounded } from './browser/window.ts';

const JETS = 100_000;
const FITTED = 10_000;
const PLAIN = ['pt', 'mass', 'ht', 'multiplicity', 'lead_fraction', 'ptd', 'girth', 'width', 'lha', 'c2'];
/** Megabytes that a data set of this size may take. */
const GOAL = 1000;
const WORKERS = 2;
/** Milliseconds between two looks. */
const EVERY = 20;
/** Says to this file, run as a program, which data set the application is to work out. */
const CHILD = 'RINGSIDE_BENCH_FILE';

export const cases = () =>
  inFolder(async function* (folder) {
    const jets = await generate(folder, 'top', JETS);
    const names = ['--names', PLAIN.join(','), '--threads', String(WORKERS)];
    const out = join(folder, 'o.csv');
    const observables = commandLine(['observables', jets, ...names, '--out', out]);
    yield measured(`observables --out: ${JETS} jets × ${PLAIN.length}`, await observables);
    const json = commandLine(['observables', jets, ...names, '--json']);
    yield measured(`observables --json: ${JETS} jets × ${PLAIN.length}`, await json);
    const child = fork(join(root, 'out/bench/tables/index.js'), { env: { ...process.env, [CHILD]: jets } });
    yield measured(
      `application: ${JETS} jets open, × ${PLAIN.length}`,
      await peak(child),
      statSync(jets).size,
    );
    const some = await generate(folder, 'top', FITTED, 2);
    const fit = [
      'fit',
      some,
      '--shape',
      'ring',
      '--threads',
      String(WORKERS),
      '--out',
      join(folder, 'f.csv'),
    ];
    yield measured(`fit --shape ring --out: ${FITTED} jets`, await commandLine(fit));
  });

interface Peak {
  readonly megabytes: number;
  readonly seconds: number;
}

function measured(name: string, { megabytes, seconds }: Peak, bytes?: number): Result {
  const file = bytes === undefined ? '' : `, a file of ${rounded(bytes / 1e6)} MB`;
  const note = `${rounded(seconds)} s, ${WORKERS} threads${file}`;
  return { bench: 'tables', case: name, unit: 'MB', ours: rounded(megabytes), goal: GOAL, note };
}

function commandLine(argv: readonly string[]): Promise<Peak> {
  const program = join(root, 'out/main/cli.js');
  return peak(spawn(process.execPath, [program, ...argv], { stdio: ['ignore', 'ignore', 'inherit'] }));
}

/** To the end of the process. Its largest memory is what the kernel has seen of it. */
function peak(child: ChildProcess): Promise<Peak> {
  const since = performance.now();
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, highWater(child.pid ?? 0));
  }, EVERY);
  return new Promise((done, fail) => {
    child.once('close', (code) => {
      clearInterval(timer);
      if (code === 0) done({ megabytes: most, seconds: (performance.now() - since) / 1000 });
      else fail(new Error(`${child.spawnargs.join(' ')} ended with ${code}`));
    });
  });
}

/** VmHWM of /proc, in MB; 0 once the process is gone. */
function highWater(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

const given = process.env[CHILD];
if (given !== undefined) {
  delete process.env[CHILD];
  await observeInApplication(given);
}

/** As a window has it: opened, worked out, sorted, filtered, exported. */
async function observeInApplication(file: string): Promise<void> {
  const app = await createApplication({
    home: `${file}.home`,
    roots: [],
    workerPath: join(root, 'out/main/compute.js'),
    workers: WORKERS,
    samplesFolder: null,
    files: [],
    version: 'bench',
    shell: 'server',
  });
  const entry = await app.addFile(file, 'argument');
  const { dataset } = await ended(app, { kind: 'open', file: entry.handle, mapping: null, collection: null });
  if (dataset === null) throw new Error(`${file} was not opened`);
  const spec = {
    kind: 'observe',
    dataset,
    names: PLAIN,
    selection: { kind: 'all' },
    seed: 1,
    resume: null,
  } as const;
  const { frame } = await ended(app, spec);
  if (frame === null) throw new Error(`${file}: no frame`);
  const order = { column: 'mass', descending: true };
  await app.select({ frame, columns: PLAIN, where: 'mass > 100', order, first: 0, count: JETS });
  await app.exportFrame(frame, 'csv', null);
  await app.close();
}

async function ended(app: Application, spec: Parameters<Application['startJob']>[0]) {
  const id = await app.startJob(spec);
  for (;;) {
    const status = (await app.jobs()).find((job) => job.id === id);
    if (status?.state === 'done') return status;
    if (status?.state === 'failed') throw new Error(status.error?.message);
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}
