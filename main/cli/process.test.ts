// The built program as a process: pipes, signals, exit codes.

import { execFile, spawn } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Built, buildEntries } from '../testing/build.ts';

const golden = join(import.meta.dirname, 'golden');
const execute = promisify(execFile);
let built: Built;
let folder: string;
beforeAll(async () => {
  built = await buildEntries();
  folder = mkdtempSync(join(tmpdir(), 'ringside-process-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// npm's INIT_CWD of whoever runs this test is not where our user stands.
const options = { cwd: golden, env: { ...process.env, INIT_CWD: golden } };
const ringside = (...argv: string[]) => execute(process.execPath, [built.path('cli'), ...argv], options);

test('one JSON document on stdout, nothing on stderr', async () => {
  const { stdout, stderr } = await ringside('info', 'three.csv', '--json');
  expect(JSON.parse(stdout).files[0].events).toBe(3);
  expect(stderr).toBe('');
  expect((await ringside('--version')).stdout).toBe('0.0.0-test\n');
});

test('a bad call exits with 2 and one line', async () => {
  await expect(ringside('fit', 'three.csv', '--shape', 'square')).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr:
      'ringside: unknown shape: square, allowed are point, ring, disk, ellipse, segment, ellipticring, triangle, filledtriangle, pileup, isotropicring, isotropiccylinder, isotropicsphere, polygon4…12, filledpolygon4…12\n',
  });
});

/** Events of 6 to 10 particles, each another one: 450 make 101,025 pairs, which take a second. */
function manyEvents(): string {
  const file = join(folder, 'many.csv');
  const rows = ['event,pt,y,phi'];
  for (let event = 0; event < 450; event++) {
    for (let k = 0; k < 6 + (event % 5); k++) {
      const place = Math.sin(event * 12.9898 + k * 78.233) * 43758.5453;
      rows.push(
        `${event},${1 + ((event * 7 + k * 3) % 11)},${place - Math.floor(place)},${3 * Math.sin(place)}`,
      );
    }
  }
  writeFileSync(file, `${rows.join('\n')}\n`);
  return file;
}

test.each(['npy', 'csv'])(
  '100,000 pairs killed at any moment and gone on with are the same bytes: %s',
  async (ending) => {
    const file = manyEvents();
    const whole = join(folder, `whole.${ending}`);
    const settings = ['--beta', '0.5', '--threads', '2'];
    await ringside('emd', file, ...settings, '--out', whole);
    const out = join(folder, `killed.${ending}`);
    const argv = [built.path('cli'), 'emd', file, ...settings, '--out', out];
    const journal = () => (existsSync(`${out}.partial`) ? readFileSync(`${out}.partial`, 'utf8') : '');
    const tiles = () => journal().split('\n').length - 2;
    // Twice, so that what went on is killed too. 435 tiles make the matrix.
    let done = 0;
    const killed = async (resume: boolean, ready: () => boolean) => {
      const child = spawn(process.execPath, resume ? [...argv, '--resume'] : argv, { stdio: 'ignore' });
      let over = false;
      const closed = new Promise<unknown>((resolve) => child.on('close', (_code, by) => resolve(by)));
      void closed.then(() => {
        over = true;
      });
      while (!over && !ready()) await new Promise((resolve) => setTimeout(resolve, 1));
      child.kill('SIGKILL');
      expect(await closed).toBe('SIGKILL');
      expect(existsSync(out)).toBe(false);
    };
    for (const most of [120, 260]) {
      const enough = done + 1 + Math.floor(Math.random() * (most - done - 1));
      await killed(done > 0, () => tiles() >= enough);
      done = tiles();
      expect(done).toBeGreaterThanOrEqual(enough);
    }
    // And once more, while the table is written.
    if (ending === 'csv') await killed(true, () => existsSync(`${out}.partial.table`));
    const { stdout } = await ringside('emd', file, ...settings, '--out', out, '--resume');
    expect(stdout).toBe(`${out}: 101025 distances\n`);
    expect(readFileSync(out).equals(readFileSync(whole))).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('killed'))).toEqual([`killed.${ending}`]);
    rmSync(out);
  },
);

test('observables killed at any moment and gone on with are the same bytes', async () => {
  const file = join(folder, 'jets.npz');
  await ringside('generate', '--kind', 'top', '--events', '1500', '--out', file);
  const names = ['--names', 'pt,mass,multiplicity,ptd,girth,width,lha,c2', '--threads', '2'];
  const whole = join(folder, 'whole-observables.csv');
  await ringside('observables', file, ...names, '--out', whole);
  const out = join(folder, 'killed-observables.csv');
  const argv = [built.path('cli'), 'observables', file, ...names, '--out', out];
  const rows = () =>
    existsSync(`${out}.partial`) ? readFileSync(`${out}.partial`, 'utf8').split('\n').length - 2 : 0;
  // Twice, so that what went on is killed too.
  for (const resume of [false, true]) {
    const before = rows();
    const child = spawn(process.execPath, resume ? [...argv, '--resume'] : argv, { stdio: 'ignore' });
    const closed = new Promise<unknown>((resolve) => child.on('close', (_code, by) => resolve(by)));
    while (rows() <= before && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 1));
    child.kill('SIGKILL');
    expect(await closed).toBe('SIGKILL');
    expect(existsSync(out)).toBe(false);
  }
  const { stdout } = await ringside('observables', file, ...names, '--out', out, '--resume');
  expect(stdout).toBe(`${out}: 1500 rows\n`);
  expect(readFileSync(out).equals(readFileSync(whole))).toBe(true);
  expect(readdirSync(folder).filter((name) => name.startsWith('killed-'))).toEqual([
    'killed-observables.csv',
  ]);
});

test('- reads stdin', async () => {
  const child = spawn(
    process.execPath,
    [built.path('cli'), 'fit', '-', '--shape', 'ring', '--json'],
    options,
  );
  createReadStream(join(golden, 'two.dat')).pipe(child.stdin);
  let stdout = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  const file = await ringside('fit', 'two.dat', '--shape', 'ring', '--json');
  const emds = (text: string) => JSON.parse(text).results.map(({ emd }: { emd: number }) => emd);
  expect(emds(stdout)).toEqual(emds(file.stdout));
});

test.each(['SIGINT', 'SIGKILL'] as const)('%s in mid-fit loses nothing that was done', async (signal) => {
  const file = join(folder, 'toys.npz');
  await ringside('generate', '--kind', 'w', '--events', '24', '--out', file);
  const out = join(folder, `${signal}.csv`);
  const argv = [built.path('cli'), 'fit', file, '--shape', 'ring', '--out', out];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = new Promise<unknown>((resolve) => child.on('close', (code, by) => resolve(code ?? by)));
  const lines = () =>
    existsSync(`${out}.partial`) ? readFileSync(`${out}.partial`, 'utf8').split('\n').length : 0;
  while (lines() < 5) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill(signal);
  expect(await closed).toBe(signal === 'SIGINT' ? 130 : 'SIGKILL');
  const before = readFileSync(`${out}.partial`, 'utf8').split('\n').slice(1, -1);
  expect(before.length).toBeGreaterThan(2);
  expect((await ringside('fit', file, '--shape', 'ring', '--out', out, '--resume')).stdout).toBe(
    `${out}: 24 rows\n`,
  );
  const rows = readFileSync(out, 'utf8').trim().split('\r\n').slice(1);
  expect(rows.map((row) => Number(row.split(',')[0]))).toEqual(Array.from({ length: 24 }, (_, i) => i));
  // What was there is taken over, down to the milliseconds that it took.
  for (const line of before) {
    const [{ event, result }] = JSON.parse(line);
    expect(rows[event]).toContain(`,${result.wall_ms},`);
  }
});
