// Every observable of the registry keeps the invariances that it declares, on random jets and events, and breaks those that it
// does not declare on at least one.

import { describe, expect, it } from 'vitest';
import { type PlaneEvent, planeEvent } from '../core/events.ts';
import { distance } from '../core/geometry.ts';
import { type Random, random } from '../core/random.ts';
import { momentaOf as clustered, softDrop, splittingOf, treeOf } from '../jets/index.ts';
import { generate } from '../toys/index.ts';
import { INVARIANCES, type Invariance, OBSERVABLES, type Observable, observableNamed } from './index.ts';
import { htOf, jetOf, massOf } from './jet.ts';
import { leftOf } from './softdrop.ts';
import * as make from './testing/events.ts';

const SETTINGS = { seed: 1 };
/** Events of each kind; of observables that solve or fit. */
const EVENTS = 40;
const SLOW_EVENTS = 12;
/** Particles of an event that is fitted to. */
const HARDEST = 24;
/** Share of the value by which a fit's local search may miss. */
const FITTED = 1e-5;
/** Share of the summed pT that a soft particle has. */
const SOFT = 1e-9;
/** Rounding, relative. */
const ROUNDING = 1e-10;
/** A change of this share is one. */
const CHANGED = 1e-6;

/** Some with parameters beside those listed. */
const ALL: readonly Observable[] = [
  ...OBSERVABLES,
  ...[
    'tau2_beta2',
    'tau3_beta2_kt',
    'tau2_onepass',
    'tau21_beta2',
    'c2_beta2',
    'd2_beta0p5',
    'efp_01_12_23_30',
    'softdropmass_zcut0p2_beta1',
    'zg_beta2',
    'rg_zcut0p05_beta1_r0p8',
  ].map(observableNamed),
  ...['efp_d2_1_beta2', 'jettiness2_r0p8_beta2', 'isotropy_ring8', 'isotropy_cylinder_y3'].map(
    observableNamed,
  ),
];

const TRANSFORMS: Readonly<Record<Invariance, (event: PlaneEvent, draw: Random) => PlaneEvent>> = {
  order: make.shuffled,
  'phi-rotation': (event, draw) => make.turned(event, 2 * Math.PI * draw.uniform()),
  boost: (event, draw) => make.boosted(event, 2 * draw.uniform() - 1),
  rotation: make.rotated,
  'collinear-split': make.split,
  'soft-particle': (event, draw) => make.withSoft(event, draw, SOFT),
  scale: (event, draw) => make.scaled(event, Math.exp(2 * draw.normal())),
};

/** Flows to a grid that stands still: what a turn of the event changes. */
const GRID: Readonly<Record<string, Partial<Record<Invariance, number>>>> = {
  isotropy_ring: { 'phi-rotation': 2e-4 },
  isotropy_cylinder: { 'phi-rotation': 5e-3 },
  isotropy_cylinder_y3: { 'phi-rotation': 5e-3 },
  isotropy_sphere: { 'phi-rotation': 1e-2, rotation: 1e-2 },
};

function widest({ y, phi }: PlaneEvent): number {
  let most = 0;
  for (let i = 0; i < y.length; i++) {
    for (let j = 0; j < i; j++) most = Math.max(most, distance(y[i], phi[i], y[j], phi[j]));
  }
  return most;
}

/** The largest cost of moving a unit of weight in this observable: a soft particle changes it by SOFT times that. */
function groundCost({ name }: Observable, event: PlaneEvent): number {
  const theta = widest(event);
  const jet = jetOf(event);
  const beta = Number(/_beta(\d+(?:p\d+)?)/.exec(name)?.[1].replace('p', '.') ?? 1);
  if (/^tau/.test(name)) return theta ** beta;
  if (/^jettiness/.test(name)) return 1;
  if (name === 'e2') return theta;
  if (name === 'e3') return theta ** 3;
  const efp = /^efp_d(\d)/.exec(name);
  // Of each of its vertices, at most one more than edges.
  if (efp) return (Number(efp[1]) + 1) * theta ** (beta * Number(efp[1]));
  if (name === 'efp_01_12_23_30') return 4 * theta ** 4;
  if (/^(pt|ht)$/.test(name)) return htOf(event);
  if (name === 'mass') return (htOf(event) ** 2 * Math.cosh(theta)) / massOf(event);
  if (/^(softdropmass|zg|rg)/.test(name)) return groundCostOfSoftDrop(name, event, theta);
  if (/^(ptd|lead_fraction)$/.test(name)) return 1;
  // The axis moves as well, by the soft particle's share of the (vector) sum.
  if (name === 'girth') return theta * (1 + htOf(event) / jet.pt);
  if (name === 'width') return theta ** 2 * (1 + (2 * htOf(event)) / jet.pt);
  if (/^(thrust|broadening|thrust_distance)/.test(name)) return 4;
  if (/^(spherocity|broadening)_distance$/.test(name)) return 2;
  if (/^spherocity/.test(name)) return Math.PI ** 2 / 2;
  if (/^isotropy/.test(name)) return 8;
  if (name === 'pileup_density') return htOf(event) / 0.25;
  throw new Error(`${name}: no ground cost is written down`);
}

/** What is left of the jet has a pT, and its softer branch at least a share of it: by that share the particle weighs more there. */
function groundCostOfSoftDrop(name: string, event: PlaneEvent, theta: number): number {
  const number = (pattern: RegExp, value: number) =>
    Number(pattern.exec(name)?.[1].replace('p', '.') ?? value);
  const cut = {
    zcut: number(/_zcut(\d+(?:p\d+)?)/, 0.1),
    beta: number(/_beta(\d+(?:p\d+)?)/, 0),
    R0: number(/_r(\d+(?:p\d+)?)/, 1),
  };
  const history = treeOf(clustered(event));
  const splitting = splittingOf(history, softDrop(history, cut).node);
  // One particle is left, and stays as it is.
  if (!splitting) return 0;
  const { mass } = leftOf(event, cut);
  if (name.startsWith('softdropmass')) return (htOf(event) ** 2 * Math.cosh(theta)) / mass;
  return (2 * (1 + theta) * htOf(event)) / splitting.pt[1];
}

/** Those that fit shapes. */
const FITS = ({ reference }: Observable) => reference.includes('arXiv:2302.12266');

function tolerance(observable: Observable, invariance: Invariance, event: PlaneEvent, value: number): number {
  const rounding = ROUNDING * (1 + Math.abs(value)) * (observable.unit === 'GeV' ? 1 + htOf(event) : 1);
  const grid = GRID[observable.name]?.[invariance];
  if (grid !== undefined) return grid;
  if (FITS(observable)) return FITTED * Math.abs(value);
  if (invariance !== 'soft-particle') return rounding;
  // √θ about the axis changes by as much as √SOFT where a particle lies on it.
  if (observable.name === 'lha') return Math.sqrt(SOFT);
  return SOFT * groundCost(observable, event) + rounding;
}

function sample(count: number): PlaneEvent[] {
  const draw = random(11);
  return Array.from({ length: count }, (_, k) =>
    k % 2 === 0 ? make.randomJet(draw) : make.randomEvent(draw),
  );
}

/** One particle; where ratios lose their footing; and one that fills the grid of cells. */
function special(): PlaneEvent[] {
  const draw = random(12);
  return [
    make.eventOf([{ pt: 100, y: 0.1, phi: 1 }]),
    make.eventOf([
      { pt: 100, y: 0.1, phi: 1 },
      { pt: 100 * SOFT, y: 0.4, phi: 1.3 },
    ]),
    make.eventOf([
      { pt: 50, y: 0.1, phi: 1 },
      { pt: 50, y: 0.5, phi: 1 },
      { pt: 50 * SOFT, y: 0.4, phi: 1.3 },
    ]),
    make.eventOf(
      Array.from({ length: 500 }, () => ({
        pt: draw.uniform(),
        y: 8 * draw.uniform() - 4,
        phi: 2 * Math.PI * draw.uniform(),
      })),
    ),
  ];
}

type Case = readonly [event: PlaneEvent, invariance: Invariance, other: PlaneEvent];

/** The same for all observables: what they share of an event, a clustering say, is worked out once. */
const SAMPLE = sample(EVENTS);
const SPECIAL = special();
const CASES: readonly Case[] = (() => {
  const draw = random(13);
  return SAMPLE.flatMap((event) =>
    INVARIANCES.map((invariance): Case => [event, invariance, TRANSFORMS[invariance](event, draw)]),
  );
})();

function casesOf(observable: Observable): readonly Case[] {
  if (FITS(observable)) return fittedCases;
  return observable.slow ? CASES.slice(0, SLOW_EVENTS * INVARIANCES.length) : CASES;
}

/** Toy jets, the same for all that fit: each fit is made once, to their hardest particles, which a fit takes longer for the more they are. */
const fittedCases: readonly Case[] = (['w', 'top'] as const).flatMap((kind) => {
  const draw = random(21);
  const event = make.hardest(planeEvent(generate(kind, 1, 5), 0), HARDEST);
  return INVARIANCES.map((invariance): Case => [event, invariance, TRANSFORMS[invariance](event, draw)]);
});

const same = (a: number, b: number, within: number) =>
  (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= within;

describe.each(ALL.map((observable) => [observable.name, observable] as const))('%s', (_, observable) => {
  // Of an event before it is changed, which is compared with many.
  const known = new Map<PlaneEvent, number>();
  const valueHere = (event: PlaneEvent): number => {
    const value = known.get(event) ?? observable.evaluate(event, SETTINGS);
    known.set(event, value);
    return value;
  };

  it('keeps the invariances that it declares', () => {
    for (const [event, invariance, other] of casesOf(observable)) {
      if (!observable.invariances.includes(invariance)) continue;
      const value = valueHere(event);
      const there = observable.evaluate(other, SETTINGS);
      const within = tolerance(observable, invariance, other, value);
      expect(same(value, there, within), `${invariance}: ${value} becomes ${there}, within ${within}`).toBe(
        true,
      );
    }
  });

  it('breaks those that it does not declare', () => {
    const draw = random(14);
    const kept = INVARIANCES.filter((invariance) => !observable.invariances.includes(invariance)).filter(
      (invariance) => {
        const breaks = (event: PlaneEvent) => {
          const value = valueHere(event);
          const there = observable.evaluate(TRANSFORMS[invariance](event, draw), SETTINGS);
          return !same(value, there, CHANGED * Math.abs(value));
        };
        return !SAMPLE.slice(0, SLOW_EVENTS).some(breaks) && !SPECIAL.some(breaks);
      },
    );
    expect(kept).toEqual([]);
  });

  it('is infrared and collinear safe exactly if it says so', () => {
    const { ircSafe, invariances } = observable;
    expect(ircSafe).toBe(invariances.includes('collinear-split') && invariances.includes('soft-particle'));
  });

  it('has no value for an event without particles', () => {
    expect(observable.evaluate(make.eventOf([]), SETTINGS)).toBe(Number.NaN);
  });
});
