// Grooming and Lund planes of toy jets as FastJet 3.4 has them: testing/groomed.json, made by bench/groomed.cc.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { groom } from './groom.ts';
import { parseGroomer } from './groom-text.ts';
import { lundPlane } from './lund.ts';
import { emptyMomenta, type FourMomenta } from './momenta.ts';

interface Kept {
  readonly momentum: readonly [number, number, number, number];
  readonly constituents: readonly number[];
  readonly zg?: number | null;
  readonly rg?: number | null;
}

interface Golden {
  readonly R: number;
  readonly jets: readonly {
    readonly particles: readonly (readonly [number, number, number, number])[];
    readonly groomed: Readonly<Record<string, Kept>>;
    /** kt, Δ, z, ψ, m of the primary plane. */
    readonly lund: readonly (readonly [number, number, number, number, number])[];
  }[];
}

const GOLDEN = process.env.GROOMED ?? join(import.meta.dirname, 'testing', 'groomed.json');
const { R, jets }: Golden = JSON.parse(readFileSync(GOLDEN, 'utf8'));

function momentaOf(particles: Golden['jets'][number]['particles']): FourMomenta {
  const out = emptyMomenta(particles.length);
  particles.forEach(([px, py, pz, e], i) => {
    out.px[i] = px;
    out.py[i] = py;
    out.pz[i] = pz;
    out.e[i] = e;
  });
  return out;
}

/** To this share of the larger one. */
const close = (a: number, b: number, within: number) =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(b)));

describe.each(jets.map((jet, k) => [k, jet] as const))('jet %i', (_, { particles, groomed, lund }) => {
  const momenta = momentaOf(particles);
  const energy = momenta.e.reduce((sum, e) => sum + e, 0);

  it.each(Object.entries(groomed))('%s: the same constituents, momenta to 1e-9', (text, wanted) => {
    const { constituents, dropped, px, py, pz, e, zg, rg } = groom(momenta, parseGroomer(text), R);
    expect([...constituents]).toEqual(wanted.constituents);
    expect([...constituents, ...dropped].sort((a, b) => a - b)).toEqual(particles.map((__, i) => i));
    [px, py, pz, e].forEach((value, k) => {
      expect(Math.abs(value - wanted.momentum[k])).toBeLessThan(1e-9 * energy);
    });
    for (const [value, there] of [
      [zg, wanted.zg ?? null],
      [rg, wanted.rg ?? null],
    ]) {
      if (value === null || there === null) expect(value).toBe(there);
      else close(value, there, 1e-9);
    }
  });

  it('the primary Lund plane', () => {
    const primary = lundPlane(momenta).declusterings.filter((one) => one.primary);
    expect(primary).toHaveLength(lund.length);
    primary.forEach(({ kt, deltaR, z, psi, m }, k) => {
      [kt, deltaR, z].forEach((value, column) => {
        close(value, lund[k][column], 1e-9);
      });
      expect(Math.cos(psi - lund[k][3])).toBeCloseTo(1, 12);
      expect(Math.abs(m - lund[k][4])).toBeLessThan(1e-7 * energy);
    });
  });
});
