import { describe, expect, it } from 'vitest';
import { hasReferenceData, referenceJson } from '../transport/testing/reference-data.ts';
import { Clusterer } from './cluster.ts';
import { constituentsOf, exclusiveNodes, inclusiveNodes } from './history.ts';
import { fourVectors } from './testing/four-vectors.ts';
import type { Algorithm } from './types.ts';

interface Jet {
  readonly px: number;
  readonly py: number;
  readonly pz: number;
  readonly E: number;
  readonly constituents: readonly number[];
}

interface Reference {
  readonly file: string;
  readonly algorithm: string;
  readonly R?: number;
  readonly pt_min?: number;
  readonly exclusive?: number;
  readonly events: readonly (readonly Jet[])[];
}

const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  antikt: 'antikt',
  kt: 'kt',
  ca: 'ca',
  'eekt (Durham)': 'eekt',
};

describe('FastJet’s jets', () => {
  if (!hasReferenceData()) {
    it.skip('no reference data beside this checkout: ../shared/data', () => undefined);
    return;
  }
  const { results } = referenceJson('fastjet_reference.json') as { readonly results: readonly Reference[] };
  for (const { file, algorithm, R = 1, pt_min: least = 0, exclusive, events } of results) {
    const how = exclusive === undefined ? `pT > ${least}` : `${exclusive} jets`;
    it(`${file}, ${algorithm}, R = ${R}, ${how}: the same constituents, momenta to 1e-9`, () => {
      const clusterer = new Clusterer({ algorithm: ALGORITHMS[algorithm], R });
      const read = fourVectors(file);
      expect(read.length).toBe(events.length);
      events.forEach((wanted, event) => {
        const history = clusterer.cluster(read[event]);
        const { px, py, pz, e } = history.momenta;
        const nodes = exclusive === undefined ? inclusiveNodes(history) : exclusiveNodes(history, exclusive);
        const kept = nodes.filter((k) => exclusive !== undefined || Math.hypot(px[k], py[k]) >= least);
        expect(kept.length).toBe(wanted.length);
        const byConstituents = new Map(kept.map((k) => [constituentsOf(history, k).join(' '), k]));
        for (const jet of wanted) {
          const k = byConstituents.get([...jet.constituents].sort((i, j) => i - j).join(' '));
          expect(k).toBeDefined();
          if (k === undefined) continue;
          for (const difference of [px[k] - jet.px, py[k] - jet.py, pz[k] - jet.pz, e[k] - jet.E]) {
            expect(Math.abs(difference)).toBeLessThan(1e-9 * jet.E);
          }
        }
      });
    });
  }
});
