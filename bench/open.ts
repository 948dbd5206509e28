// How long the command line and the window take to show one event of a file of 2 GB, and what memory, in the layouts of several
// writers. Of the window it is the application behind it: from the request to open, until the event's particles are there.
// Each file is written into a temporary folder first (2 GB are needed there), and removed when it has been read.

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../main/contract/index.ts';
import { createApplication } from '../main/service/index.ts';
import { inFolder, type Result, root, rounded } from './browser/window.ts';
import { writeHdf5 } from './files/large-hdf5.ts';
import { giantDictionary, giantPages, ours, pages, repeated, rows, wide } from './files/large-parquet.ts';

const BYTES = 2 ** 31;
/** Seconds to the first event, and megabytes. */
const GOAL = { seconds: 2, megabytes: 400 };

const HDF5 = {
  'JetNet, contiguous': 'plain',
  'JetNet, chunks of 1000, gzip': 'gzip',
  'LHC Olympics, pandas "fixed" (n, 2101)': 'fixed',
  'top tagging, pandas "table", chunks of 200': 'table',
  'compound, a particle a row, by event': 'rows',
};
const PARQUET = {
  'our writer': ours,
  'lists, row groups of 64 MB, pages of 1 MB, snappy': pages,
  'lists, one page a row group, snappy': giantPages('snappy'),
  'lists, one page a row group, zstd': giantPages('zstd'),
  'lists, dictionaries of 2 million values': giantDictionary,
  '800 columns, E_0 … PZ_199': wide,
  'a particle a row, by event': rows,
};
/** Prints what the process took when it ends. The kernel's own largest memory of a child begins with its parent's. */
const METER = `import { readFileSync } from 'node:fs';
process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const kB = Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  process.stderr.write('\\nTOOK ' + JSON.stringify({ kB, cpu: userCPUTime + systemCPUTime }));
});`;

export const cases = () =>
  inFolder(async function* (folder) {
    for (const [name, layout] of Object.entries(HDF5)) {
      const file = join(folder, 'large.h5');
      const reason = writeHdf5(file, layout, BYTES);
      if (reason === null) yield* opened(`HDF5: ${name}`, file, folder);
      else yield left(`HDF5: ${name}`, reason);
      rmSync(file, { force: true });
    }
    for (const [name, write] of Object.entries(PARQUET)) {
      const [small, file] = [join(folder, 'small.parquet'), join(folder, 'large.parquet')];
      await write(small);
      await repeated(small, file, BYTES);
      yield* opened(`Parquet: ${name}`, file, folder);
      rmSync(small);
      rmSync(file);
    }
  });

function left(name: string, reason: string): Result {
  return { bench: 'open', case: name, unit: 's', ours: Number.NaN, note: `left out: ${reason}` };
}

async function* opened(name: string, file: string, folder: string): AsyncGenerator<Result> {
  const size = `${rounded(statSync(file).size / 1e9)} GB`;
  const first = await one(file, folder, 0);
  yield {
    bench: 'open',
    case: `${name}, ${size}: event 0`,
    unit: 's',
    ours: rounded(first.seconds),
    goal: GOAL.seconds,
    note: `${rounded(first.cpu)} s of processor time, ${Math.round(first.megabytes)} MB resident (goal ${GOAL.megabytes})`,
  };
  // In the middle of a row group, where there are some.
  const far = await one(file, folder, 10_007);
  yield {
    bench: 'open',
    case: `${name}: event 10007`,
    unit: 's',
    ours: rounded(far.seconds),
    note: `${rounded(far.cpu)} s of processor time, ${Math.round(far.megabytes)} MB resident`,
  };
  const shown = inWindow(file);
  yield {
    bench: 'open',
    case: `${name}: event 0 in the window`,
    unit: 's',
    ours: rounded(shown.seconds),
    goal: GOAL.seconds,
    note: `${Math.round(shown.megabytes)} MB resident with the application (goal ${GOAL.megabytes})`,
  };
}

/** Says to this file, run as a program, which file it is to open. */
const CHILD = 'RINGSIDE_BENCH_OPEN';

function inWindow(file: string): { seconds: number; megabytes: number } {
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'out/bench/open/index.js')], {
    env: { ...process.env, [CHILD]: file },
    encoding: 'utf8',
  });
  if (!stdout) throw new Error(`${file}: the application ended: ${stderr}`);
  return JSON.parse(stdout);
}

const given = process.env[CHILD];
if (given !== undefined) await inFolder((folder) => openInWindow(given, folder)).next();

async function* openInWindow(file: string, home: string): AsyncGenerator<Result> {
  const application = await createApplication({
    ...{ home, roots: [], samplesFolder: null, files: [], version: '0', shell: 'server', workers: 2 },
    workerPath: join(root, 'out/main/compute.js'),
  });
  const { handle } = await application.addFile(file, 'argument');
  const since = performance.now();
  const opened = new Promise<Dataset>((resolve) => application.on('dataset', resolve));
  await application.startJob({ kind: 'open', file: handle, mapping: null, collection: null });
  const { id } = await opened;
  await application.event(id, 0);
  const seconds = (performance.now() - since) / 1000;
  const kB = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  console.log(JSON.stringify({ seconds, megabytes: kB / 1024 }));
  await application.close();
}

/** The whole process, from its start to its end. */
function one(file: string, folder: string, event: number) {
  const since = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(METER)}`,
      join(root, 'out/main/cli.js'),
      ...['convert', file, join(folder, `${event}.jsonl`), '--events', `${event}:${event + 1}`],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise<{ seconds: number; cpu: number; megabytes: number }>((done, fail) => {
    child.once('close', (code) => {
      const seconds = (performance.now() - since) / 1000;
      const took = /TOOK (\{.*\})/.exec(said)?.[1];
      if (code !== 0 || took === undefined) {
        fail(new Error(`${file}: convert ended with ${code}: ${said}`));
        return;
      }
      const { kB, cpu }: { kB: number; cpu: number } = JSON.parse(took);
      done({ seconds, cpu: cpu / 1e6, megabytes: kB / 1024 });
    });
  });
}
