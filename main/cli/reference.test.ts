// The command line against results of independent programs, where the reference data are there. workers/ compares the
// engine with all of them; here it is seen that files, options and numbers come through.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Built, buildEntries } from '../testing/build.ts';
import { testIo } from '../testing/io.ts';
import { run } from './run.ts';

const data = resolve(import.meta.dirname, '../../../shared/data');
const there = existsSync(join(data, 'emd_reference.json'));
if (!there)
  console.log(`skipped: ${data} is not there, so nothing is compared with POT and the reference fits`);

let built: Built;
beforeAll(async () => {
  built = await buildEntries();
});

async function document(argv: readonly string[]) {
  const io = testIo(built.path('compute'), data);
  expect(await run([...argv, '--json'], io)).toBe(0);
  return JSON.parse(io.out());
}
const read = (name: string) => JSON.parse(readFileSync(join(data, name), 'utf8'));

interface Pair extends Readonly<Record<string, string | number>> {
  readonly a: string;
  readonly i: number;
  readonly b: string;
  readonly j: number;
}

test.runIf(there).each([
  ['emd', []],
  ['emd_beta_2', ['--beta', '2']],
  ['emd_beta_0.5', ['--beta', '0.5']],
  ['emd_R_0.4', ['--R', '0.4']],
  ['unbalanced_gev_R_1', ['--no-normalise']],
  ['unbalanced_gev_R_0.4_beta_2', ['--no-normalise', '--R', '0.4', '--beta', '2']],
] as const)('emd gives POT’s %s to 1e-9', async (name, options) => {
  const pairs: readonly Pair[] = read('emd_reference.json').pairs;
  // Every two files; with other options a file with itself, and two either way round.
  const few = ['top.npz top.npz', 'qcd.npz w.npz', 'w.npz qcd.npz'];
  const files = name === 'emd' ? [...new Set(pairs.map(({ a, b }) => `${a} ${b}`))] : few;
  let compared = 0;
  for (const two of files) {
    const [a, b] = two.split(' ');
    const these = pairs.filter((pair) => pair.a === a && pair.b === b);
    const list = these.map(({ i, j }) => `${i}:${j}`).join(',');
    const { emd } = await document([
      'emd',
      a,
      ...(a === b ? [] : [b]),
      '--pairs',
      list,
      '--center',
      ...options,
    ]);
    these.forEach((pair, k) => {
      expect(Math.abs(emd[k] / Number(pair[name]) - 1)).toBeLessThan(1e-9);
      compared++;
    });
  }
  expect(compared).toBe(10 * files.length);
  if (name === 'emd') expect(compared).toBe(pairs.length);
});

interface Fit {
  readonly file: string;
  readonly event: number;
  readonly shape: string;
  readonly emd: number;
}

test.runIf(there).each(['qcd.npz', 'w.npz', 'top.npz'])(
  'fits of %s are as good as the best known',
  async (file) => {
    const known: readonly Fit[] = read('fit_reference.json').fits;
    const { results } = await document(['fit', file, '--shape', 'ring,disk,ellipse', '--events', '0:3']);
    expect(results).toHaveLength(9);
    for (const result of results) {
      const best = known.find(
        (one) => one.file === file && one.event === result.event && one.shape === result.shape,
      );
      expect(result.lower_bound).toBeLessThanOrEqual(result.emd);
      expect(result.quadrature).toBeGreaterThanOrEqual(1000);
      expect(result.emd).toBeLessThanOrEqual(1.005 * (best?.emd ?? 0));
    }
  },
);

interface ReferenceJet {
  readonly px: number;
  readonly py: number;
  readonly pz: number;
  readonly E: number;
  readonly constituents: readonly number[];
}

interface Clustered {
  readonly file: string;
  readonly algorithm: string;
  readonly R?: number;
  readonly pt_min?: number;
  readonly exclusive?: number;
  readonly events: readonly (readonly ReferenceJet[])[];
}

test.runIf(there)(
  'cluster gives FastJet’s jets: the same constituents, four-momenta to 1e-9 of their energy',
  async () => {
    const results: readonly Clustered[] = read('fastjet_reference.json').results;
    let compared = 0;
    for (const { file, algorithm, R, pt_min: least, exclusive, events: wanted } of results) {
      const { events } = await document([
        ...['cluster', file, '--algorithm', algorithm.split(' ')[0]],
        ...(R === undefined ? [] : ['--R', String(R)]),
        ...(least === undefined ? [] : ['--pt-min', String(least)]),
        ...(exclusive === undefined ? [] : ['--exclusive', String(exclusive)]),
      ]);
      const found: readonly (readonly ReferenceJet[])[] = events.map(
        ({ jets }: { readonly jets: readonly ReferenceJet[] }) => jets,
      );
      const places = (jets: readonly ReferenceJet[]) =>
        new Set(jets.map((jet) => jet.constituents.join(' ')));
      expect(found.map(places)).toEqual(
        wanted.map((jets) =>
          places(jets.map((jet) => ({ ...jet, constituents: [...jet.constituents].sort((a, b) => a - b) }))),
        ),
      );
      wanted.flat().forEach((jet, i) => {
        const ours = found.flat()[i];
        for (const name of ['px', 'py', 'pz', 'E'] as const) {
          expect(Math.abs(ours[name] - jet[name])).toBeLessThan(1e-9 * jet.E);
        }
        compared++;
      });
    }
    expect(compared).toBeGreaterThan(1000);
  },
);
