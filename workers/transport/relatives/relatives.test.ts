// Against values that POT gave for the same events (bench/verify_relatives.py).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emd } from '../emd.ts';
import type { Points } from '../types.ts';
import { line, semidiscrete, sinkhorn, sliced } from './index.ts';

type Columns = readonly [number[], number[], number[]];
interface Golden {
  readonly epsilon: number;
  readonly directions: number;
  readonly radius: { readonly ring: number; readonly disk: number };
  readonly cases: readonly (Readonly<Record<string, number>> & {
    readonly a: Columns;
    readonly b: Columns;
  })[];
}

const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, 'relatives.golden.json'), 'utf8'),
) as unknown as Golden;

function event([weight, y, phi]: Columns): Points {
  return { weight: Float64Array.from(weight), y: Float64Array.from(y), phi: Float64Array.from(phi) };
}

describe('the relatives against POT', () => {
  it.each(golden.cases.map((one) => [one.phi, one] as const))('events around φ = %f', (phi, one) => {
    const [a, b] = [event(one.a), event(one.b)];
    const near = (value: number, name: string, tolerance: number) =>
      expect(Math.abs(value - one[name]), name).toBeLessThanOrEqual(tolerance * one[name]);
    near(line(a, b).emd, 'line_y', 1e-10);
    near(line(a, b, { beta: 2 }).emd, 'line_y_beta_2', 1e-10);
    near(line(a, b, { beta: 3 }).emd, 'line_y_beta_3', 1e-10);
    near(line(a, b, { along: 'phi' }).emd, 'line_phi', 1e-10);
    near(line(a, b, { along: 'phi', beta: 2 }).emd, 'line_phi_beta_2', 1e-10);
    const { directions, epsilon, radius } = golden;
    near(sliced(a, b, { directions }).emd, 'sliced', 1e-10);
    near(sliced(a, b, { directions }).lowerBound, 'max_sliced', 1e-10);
    const entropic = sinkhorn(a, b, { epsilon, tolerance: 1e-11 });
    expect(entropic.converged).toBe(true);
    near(entropic.emd, 'sinkhorn_flow', 1e-8);
    near(entropic.divergence, 'sinkhorn_divergence', 1e-8);
    expect(emd(a, b).emd).toBeLessThanOrEqual(entropic.emd);
    for (const beta of [1, 2]) {
      // 4,000 places stand for the shape there: good to about their spacing squared on a ring, less in a disk.
      const ring = semidiscrete(a, { kind: 'ring', y: 0, phi, radius: radius.ring }, { beta });
      near(ring.emd, `ring_beta_${beta}`, 1e-6);
      const disk = semidiscrete(a, { kind: 'disk', y: 0, phi, radius: radius.disk }, { beta });
      near(disk.emd, `disk_beta_${beta}`, 1e-3);
    }
  });
});
