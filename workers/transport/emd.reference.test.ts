import { describe, expect, it } from 'vitest';
import type { PlaneEvent } from '../core/events.ts';
import { center } from './center.ts';
import { emd } from './emd.ts';
import { hasReferenceData, referenceEvents, referenceJson } from './testing/reference-data.ts';
import type { EmdOptions, Points } from './types.ts';

const COLUMNS: Readonly<Record<string, EmdOptions>> = {
  emd: {},
  emd_beta_2: { beta: 2 },
  'emd_beta_0.5': { beta: 0.5 },
  'emd_R_0.4': { R: 0.4 },
  unbalanced_gev_R_1: { normalise: false },
  'unbalanced_gev_R_0.4_beta_2': { normalise: false, R: 0.4, beta: 2 },
};

type Row = Readonly<Record<string, string | number>>;

describe.skipIf(!hasReferenceData())('EMD against POT', () => {
  const files = new Map<string, PlaneEvent[]>();
  const points = (file: string, event: number): Points => {
    const events = files.get(file) ?? referenceEvents(file);
    files.set(file, events);
    const { pt, y, phi } = events[event];
    return center({ weight: pt, y, phi });
  };

  it.each(Object.entries(COLUMNS))('%s: every pair to 1e-9', (column, options) => {
    const { pairs } = referenceJson('emd_reference.json') as { pairs: Row[] };
    expect(pairs.length).toBeGreaterThanOrEqual(90);
    for (const pair of pairs) {
      const a = points(String(pair.a), Number(pair.i));
      const b = points(String(pair.b), Number(pair.j));
      const result = emd(a, b, options);
      const expected = Number(pair[column]);
      expect(Math.abs(result.emd - expected)).toBeLessThanOrEqual(1e-9 * expected);
      expect(result.converged).toBe(true);
      expect(result.gap).toBeLessThanOrEqual(1e-10 * result.emd);
      expect(result.gap).toBeGreaterThanOrEqual(0);
    }
  });
});
