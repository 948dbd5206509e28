// Observables by fits: closed forms, the same number in other ways, what may be asked of a fit.

import { describe, expect, it } from 'vitest';
import { planeEvent } from '../core/events.ts';
import { random } from '../core/random.ts';
import { disk, modelOf, ring } from '../shapes/index.ts';
import { generate } from '../toys/index.ts';
import { observableNamed } from './index.ts';
import { htOf } from './jet.ts';
import * as make from './testing/events.ts';

const value = (name: string, event: ReturnType<typeof make.eventOf>, settings = {}) =>
  observableNamed(name).evaluate(event, { seed: 1, ...settings });

/** Places of a shape as an event. */
function like(shape: typeof ring, parameters: readonly number[], n: number) {
  const y = new Float64Array(n);
  const phi = new Float64Array(n);
  shape.quadrature(Float64Array.from(parameters), n, y, phi);
  return make.eventOf(Array.from(y, (v, i) => ({ pt: 2, y: v, phi: phi[i] })));
}

describe('distances to shapes', () => {
  it('have the closed forms of rings and disks, across the seam too', () => {
    for (const phi of [0.5, Math.PI]) {
      const disked = like(disk, [0.3, phi, 0.5], 400);
      expect(value('ringiness', disked)).toBeCloseTo(0.19526 * 0.5, 3);
      expect(value('ring_radius', disked)).toBeCloseTo(0.5 / Math.SQRT2, 2);
      // Points of area πR²/n: 2/3 of such a disk's radius.
      expect(value('diskiness', disked)).toBeCloseTo(((2 / 3) * 0.5) / Math.sqrt(400), 2);
      expect(value('disk_area', disked)).toBeCloseTo(Math.PI * 0.25, 1);
      const ringed = like(ring, [0.3, phi, 0.4], 200);
      expect(value('diskiness', ringed)).toBeCloseTo((2 ** (1 / 3) - 1) * 0.4, 3);
      expect(value('disk_radius', ringed)).toBeCloseTo(2 ** (1 / 3) * 0.4, 2);
      expect(value('ringiness', ringed)).toBeLessThan(0.005);
      expect(value('fit(ring).y', ringed)).toBeCloseTo(0.3, 2);
      expect(Math.abs(Math.sin(value('fit(ring).phi', ringed) - phi))).toBeLessThan(0.01);
      // A disk to its centre: 2R/3.
      expect(value('pointiness', disked)).toBeCloseTo((2 / 3) * 0.5, 3);
    }
  });

  it('to N points are N-subjettiness', () => {
    for (const kind of ['qcd', 'top']) {
      for (let k = 0; k < 3; k++) {
        const event = planeEvent(generate(kind, 3, 9), k);
        for (const count of [1, 2, 3]) {
          const fitted = value(`pointiness${count}`, event);
          const tau = value(`tau${count}`, event);
          // Either search may find what the other misses; exact EMDs both.
          expect(Math.abs(fitted / tau - 1)).toBeLessThan(5e-3);
        }
      }
    }
  });

  it('parse any expression, and say the same as the names', () => {
    const event = planeEvent(generate('w', 1, 4), 0);
    expect(value('emd(ring)', event)).toBe(value('ringiness', event));
    expect(value('ringiness1', event)).toBe(value('ringiness', event));
    expect(value('emd(2*disk)', event)).toBe(value('diskiness2', event));
    expect(value('emd(ring(radius=0.4))', event)).toBeGreaterThanOrEqual(value('ringiness', event) * 0.999);
    expect(value('fit(ring(radius=0.4)).radius', event)).toBeCloseTo(0.4, 12);
  });

  it('do not depend on how the event is written down, to the last digits', () => {
    const draw = random(30);
    const event = planeEvent(generate('w', 1, 6), 0);
    const turned = make.turned(make.shuffled(make.split(event, draw), draw), 1);
    expect(value('ellipsiness', turned) / value('ellipsiness', event)).toBeCloseTo(1, 6);
  });

  it('keep their invariances as their expressions do', () => {
    const kept = (name: string) => observableNamed(name).invariances;
    expect(kept('emd(ring)')).toEqual([
      'order',
      'phi-rotation',
      'boost',
      'collinear-split',
      'soft-particle',
      'scale',
    ]);
    expect(kept('emd(ring+pileup)')).toEqual(['order', 'phi-rotation', 'boost', 'collinear-split', 'scale']);
    expect(kept('emd(ring(y=0))')).toEqual([
      'order',
      'phi-rotation',
      'collinear-split',
      'soft-particle',
      'scale',
    ]);
    expect(kept('emd(ring(phi=0))')).toEqual(['order', 'boost', 'collinear-split', 'soft-particle', 'scale']);
    expect(kept('fit(ring).y')).toEqual([
      'order',
      'phi-rotation',
      'collinear-split',
      'soft-particle',
      'scale',
    ]);
    expect(kept('fit(2*point).point1.pt')).toEqual([
      'order',
      'phi-rotation',
      'boost',
      'collinear-split',
      'soft-particle',
    ]);
    expect(observableNamed('ringiness_pileup').ircSafe).toBe(false);
  });
});

describe('numbers of fits', () => {
  it('share the energy among the parts', () => {
    const event = planeEvent(generate('top', 1, 3), 0);
    const subjets = [1, 2, 3].map((k) => value(`subjet_pt${k}`, event));
    expect(subjets[0] + subjets[1] + subjets[2]).toBeCloseTo(htOf(event), 6);
    expect(subjets[0]).toBeGreaterThanOrEqual(subjets[1]);
    expect(subjets[1]).toBeGreaterThanOrEqual(subjets[2]);
    const parts = ['point1', 'point2', 'point3'].map((part) => value(`fit(3*point).${part}.pt`, event));
    expect(parts.sort((a, b) => b - a)).toEqual(subjets);
  });

  it('give a background its density over the selected circle or the box', () => {
    const draw = random(31);
    const particles = Array.from({ length: 300 }, () => ({
      pt: 1,
      y: 2 * draw.uniform() - 1,
      phi: 3 + 2 * draw.uniform() - 1,
    }));
    const inside = make.eventOf(particles.filter(({ y, phi }) => Math.hypot(y, phi - 3) < 1));
    // 75 GeV a unit of area; a circle holds 0.785 of its box.
    const region = { y: 0, phi: 3, radius: 1 };
    const found = value('fit(point+pileup).pileup.density', inside, { region });
    expect(Math.abs(found / 75 - 1)).toBeLessThan(0.1);
    expect(value('fit(point+pileup).pileup.area', inside, { region })).toBeCloseTo(Math.PI, 6);
    expect(value('fit(point+pileup).pileup.area', inside)).toBeCloseTo(4, 0);
  });

  it('measure ellipses', () => {
    const long = modelOf('ellipse');
    const [model] = long.parts;
    const event = like(model.shape, [0, 1, 0.4, 0.2, 0.3], 300);
    expect(value('ellipse_eccentricity', event)).toBeCloseTo(Math.sqrt(3) / 2, 1);
    expect(value('ellipse_area', event)).toBeCloseTo(Math.PI * 0.08, 1);
    expect(value('fit(ellipse).angle', event)).toBeCloseTo(0.3, 1);
  });

  it('are refused by name where there are none', () => {
    expect(() => observableNamed('fit(ring).width')).toThrow(
      new RangeError('fit(ring).width: unknown number width, allowed are y, phi, radius, pt, area, density'),
    );
    expect(() => observableNamed('emd()')).toThrow(RangeError);
    expect(() => observableNamed('emd(blob)')).toThrow(/^unknown shape: blob, allowed are point, ring, /);
  });
});
