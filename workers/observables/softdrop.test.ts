import { describe, expect, it } from 'vitest';
import { type PlaneEvent, planeEvent } from '../core/events.ts';
import { groom, momentaOf, parseGroomer } from '../jets/index.ts';
import { generate } from '../toys/index.ts';
import { observableNamed } from './index.ts';
import * as make from './testing/events.ts';

const value = (name: string, event: PlaneEvent) => observableNamed(name).evaluate(event, { seed: 1 });

describe('soft drop', () => {
  it('of two prongs and wide dust has the mass, share and angle of the prongs', () => {
    const jet = make.eventOf([
      { pt: 300, y: 0.4, phi: Math.PI - 0.1 },
      { pt: 100, y: 0.4, phi: -Math.PI + 0.2 },
      { pt: 2, y: -0.3, phi: Math.PI },
      { pt: 1, y: 1, phi: 2.5 },
    ]);
    expect(value('softdropmass', jet)).toBeCloseTo(Math.sqrt(2 * 30000 * (1 - Math.cos(0.3))), 9);
    expect(value('zg', jet)).toBeCloseTo(0.25, 12);
    expect(value('rg', jet)).toBeCloseTo(0.3, 12);
    expect(value('softdropmass', jet)).toBeLessThan(value('mass', jet));
    // Nothing passes z > 0.4: one particle is left.
    expect(value('softdropmass_zcut0p4', jet)).toBe(0);
    expect(value('zg_zcut0p4', jet)).toBe(Number.NaN);
    expect(value('rg_zcut0p4', jet)).toBe(0);
    // The dust passes: nothing is dropped.
    expect(value('softdropmass_zcut0p001', jet)).toBeCloseTo(value('mass', jet), 9);
  });

  it('is grooming’s own, digits of narrow jets apart', () => {
    const columns = generate('top', 10, 3);
    for (let event = 0; event < 10; event++) {
      const jet = planeEvent(columns, event);
      for (const [suffix, text] of [
        ['', 'mmdt'],
        ['_zcut0p2_beta1', 'softdrop:zcut=0.2,beta=1'],
        ['_beta2_r0p8', 'softdrop:beta=2,R0=0.8'],
      ]) {
        const { px, py, pz, e, zg, rg } = groom(momentaOf(jet), parseGroomer(text), 1);
        expect(value(`softdropmass${suffix}`, jet)).toBeCloseTo(
          Math.sqrt(e * e - px * px - py * py - pz * pz),
          4,
        );
        expect(value(`zg${suffix}`, jet)).toBe(zg ?? Number.NaN);
        expect(value(`rg${suffix}`, jet)).toBe(rg ?? 0);
      }
    }
  });
});
