import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Random, random } from '../core/random.ts';
import { type Groomer, groom } from './groom.ts';
import { GROOMERS, parseGroomer } from './groom-text.ts';
import { type FourMomenta, momentaOf } from './momenta.ts';
import { treeOf } from './recluster.ts';
import { softDrop } from './softdrop.ts';

type Place = readonly [pt: number, y: number, phi: number];

function massless(places: readonly Place[]): FourMomenta {
  return momentaOf({
    pt: Float64Array.from(places, ([pt]) => pt),
    y: Float64Array.from(places, ([, y]) => y),
    phi: Float64Array.from(places, ([, , phi]) => phi),
    mass: null,
  });
}

const kept = (places: readonly Place[], text: string, R = 1) =>
  Array.from(groom(massless(places), parseGroomer(text), R).constituents);
const massOf = ({ px, py, pz, e }: { px: number; py: number; pz: number; e: number }) =>
  Math.sqrt(Math.max(0, e * e - px * px - py * py - pz * pz));

describe('soft drop by hand', () => {
  const pair: readonly Place[] = [
    [60, 0.1, 3.1],
    [40, 0.1, 3.1 + 0.4 - 2 * Math.PI],
  ];

  it('takes two prongs whose softer one has z > zcut (ΔR/R0)^β, across the seam of φ', () => {
    const { zg, rg, constituents, ...momentum } = groom(massless(pair), parseGroomer('softdrop:zcut=0.3'), 1);
    expect(zg).toBeCloseTo(0.4, 12);
    expect(rg).toBeCloseTo(0.4, 12);
    expect([...constituents]).toEqual([0, 1]);
    // m² = 2 pT pT (cosh Δy − cos Δφ).
    expect(massOf(momentum)).toBeCloseTo(Math.sqrt(2 * 2400 * (1 - Math.cos(0.4))), 9);
  });

  it('is left with the harder one where they do not pass', () => {
    const { zg, rg, constituents, dropped, px, py, pz, e } = groom(
      massless(pair),
      parseGroomer('softdrop:zcut=0.45'),
      1,
    );
    expect([zg, rg]).toEqual([null, null]);
    expect([...constituents]).toEqual([0]);
    expect([...dropped]).toEqual([1]);
    expect(massOf({ px, py, pz, e })).toBeLessThan(1e-5);
  });

  it.each([
    // z = 0.4, ΔR = 0.4: the cut is zcut (0.4/R0)^β.
    ['softdrop:zcut=0.9,beta=1', 1, 2],
    ['softdrop:zcut=0.9,beta=1', 0.8, 1],
    ['softdrop:zcut=0.9,beta=1,R0=1', 0.8, 2],
    ['softdrop:zcut=0.1,beta=-1', 1, 2],
    ['softdrop:zcut=0.17,beta=-1', 1, 1],
    ['softdrop:zcut=0.9,beta=2', 0.6, 1],
    ['softdrop:zcut=0.9,beta=2', 0.61, 2],
  ])('%s of a jet of R = %d keeps %i', (text, R, count) => {
    expect(kept(pair, text, R)).toHaveLength(count);
  });

  it('drops soft wide radiation at β = 0 and keeps what is collinear at β > 0', () => {
    const jet: readonly Place[] = [
      [100, 0, 0],
      [60, 0.2, 0],
      [12, 0.1, 0.5],
      [8, -0.7, 0],
    ];
    expect(kept(jet, 'mmdt:zcut=0.1')).toEqual([0, 1]);
    // (12 of 172 at ΔR = 0.5: 0.07; 8 of 180 at 0.775: 0.044.)
    expect(kept(jet, 'softdrop:zcut=0.1,beta=1')).toEqual([0, 1, 2]);
    expect(kept(jet, 'softdrop:zcut=0.1,beta=4')).toEqual([0, 1, 2, 3]);
    expect(kept(jet, 'mmdt:zcut=0.05')).toEqual([0, 1, 2]);
  });

  it('drops nothing as zcut goes to 0 or β to infinity, and more the larger zcut is', () => {
    fc.assert(
      fc.property(jets, (jet) => {
        const all = jet.map((_, i) => i);
        expect(kept(jet, 'softdrop:zcut=1e-12,beta=0', 10)).toEqual(all);
        // ΔR < R0 throughout.
        expect(kept(jet, 'softdrop:zcut=0.5,beta=1e6', 10)).toEqual(all);
        const counts = [0.01, 0.05, 0.1, 0.3].map((zcut) => kept(jet, `mmdt:zcut=${zcut}`).length);
        expect(counts).toEqual([...counts].sort((a, b) => b - a));
      }),
      { numRuns: 100 },
    );
  });
});

const drawPlace = (draw: Random): Place => [
  100 * draw.uniform() ** 2 + 0.5,
  draw.uniform() - 0.5,
  draw.uniform() - 0.5,
];
/** A jet of 2 to 20 particles: drawn, since numbers that fast-check picks have distances in common, and ties may fall either way. */
const jets = fc.nat().map((seed): readonly Place[] => {
  const draw = random(seed);
  return Array.from({ length: 2 + draw.integer(19) }, () => drawPlace(draw));
});
const place = fc.nat().map((seed) => drawPlace(random(seed ^ 0x5eed)));

const SAFE: readonly Groomer[] = [
  'mmdt:zcut=0.1',
  'softdrop:zcut=0.1,beta=1',
  'softdrop:zcut=0.2,beta=2',
  'trim:R=0.2,fcut=0.05',
  'prune:zcut=0.1,rcut=0.5',
  'filter:R=0.3,n=2',
].map(parseGroomer);

/** What is kept of particles 0 … n − 1. */
const among = (constituents: Uint32Array, n: number) => [...constituents].filter((i) => i < n);

describe.each(SAFE.map((groomer) => [JSON.stringify(groomer), groomer] as const))('%s', (_, groomer) => {
  it('tells every particle as kept or dropped, and the sum of the kept', () => {
    fc.assert(
      fc.property(jets, (jet) => {
        const momenta = massless(jet);
        const { constituents, dropped, px, e } = groom(momenta, groomer, 1);
        expect([...constituents, ...dropped].sort((a, b) => a - b)).toEqual(jet.map((__, i) => i));
        const sum = (column: Float64Array) => [...constituents].reduce((total, i) => total + column[i], 0);
        expect(px).toBeCloseTo(sum(momenta.px), 9);
        expect(e).toBeCloseTo(sum(momenta.e), 9);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the same of a jet in another order, turned and boosted', () => {
    fc.assert(
      fc.property(jets, fc.double({ min: -3, max: 3, noNaN: true }), (jet, by) => {
        const n = jet.length;
        const wanted = among(groom(massless(jet), groomer, 1).constituents, n);
        const back = groom(massless([...jet].reverse()), groomer, 1).constituents;
        expect([...back].map((i) => n - 1 - i).sort((a, b) => a - b)).toEqual(wanted);
        const moved = jet.map(([pt, y, phi]): Place => [pt, y + by, phi + by]);
        expect([...groom(massless(moved), groomer, 1).constituents]).toEqual(wanted);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the same where a soft particle comes along or one is split into two of its direction', () => {
    fc.assert(
      fc.property(
        jets,
        place,
        fc.nat(),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (jet, soft, k, z) => {
          const n = jet.length;
          const wanted = among(groom(massless(jet), groomer, 1).constituents, n);
          const more = groom(massless([...jet, [1e-9 * soft[0], soft[1], soft[2]]]), groomer, 1);
          expect(among(more.constituents, n)).toEqual(wanted);
          const [pt, y, phi] = jet[k % n];
          const parts = jet.map((one, i): Place => (i === k % n ? [z * pt, y, phi] : one));
          const split = among(
            groom(massless([...parts, [(1 - z) * pt, y, phi]]), groomer, 1).constituents,
            n,
          );
          // What is left of soft drop may be that one particle, of which then either part, or both, remain.
          expect(split.length === 0 ? [k % n] : split).toEqual(wanted);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('takes a jet of one particle, and of none', () => {
    const one = groom(massless([[10, 0.3, 1]]), groomer, 1);
    expect([...one.constituents]).toEqual([0]);
    const none = groom(massless([]), groomer, 1);
    expect(none).toEqual({
      constituents: new Uint32Array(0),
      dropped: new Uint32Array(0),
      px: 0,
      py: 0,
      pz: 0,
      e: 0,
      zg: null,
      rg: null,
    });
  });
});

describe('by hand', () => {
  /** Two clumps 0.6 apart, and dust. */
  const jet: readonly Place[] = [
    [80, 0, 0],
    [10, 0.05, 0],
    [50, 0.6, 0],
    [3, 0.3, 0.5],
    [2, 0.1, -0.6],
  ];

  it('trimming keeps subjets of a share of the pT', () => {
    expect(kept(jet, 'trim:R=0.2,fcut=0.05')).toEqual([0, 1, 2]);
    expect(kept(jet, 'trim:R=0.2,fcut=0.4')).toEqual([0, 1]);
    expect(kept(jet, 'trim:R=0.2,fcut=0.015')).toEqual([0, 1, 2, 3]);
    expect(kept(jet, 'trim:R=0.2,fcut=0.9')).toEqual([]);
  });

  it('filtering keeps the hardest subjets', () => {
    expect(kept(jet, 'filter:R=0.2,n=1')).toEqual([0, 1]);
    expect(kept(jet, 'filter:R=0.2,n=2')).toEqual([0, 1, 2]);
    expect(kept(jet, 'filter:R=0.2,n=3')).toEqual([0, 1, 2, 3]);
  });

  it('pruning drops what is soft and wide while it clusters', () => {
    expect(kept(jet, 'prune:zcut=0.1,rcut=0.5')).toEqual([0, 1, 2]);
    expect(kept(jet, 'prune:zcut=0.5,rcut=0.5')).toEqual([0, 1]);
    // 10 of 90 at 0.05 is not wide; nothing is at D beyond them all.
    expect(kept(jet, 'prune:zcut=0.5,rcut=5')).toEqual([0, 1, 2, 3, 4]);
  });

  it('soft drop of a history agrees with that of a jet', () => {
    const clumps = massless(jet.slice(0, 3));
    const { zg, rg } = softDrop(treeOf(clumps), { zcut: 0.1, beta: 0, R0: 1 });
    const groomed = groom(clumps, parseGroomer('mmdt'), 1);
    expect([zg, rg]).toEqual([groomed.zg, groomed.rg]);
    expect(zg).toBeCloseTo(50 / 140, 12);
  });
});

describe('groomers as words', () => {
  it('are read, what is left out as it is written down', () => {
    expect(parseGroomer('softdrop:zcut=0.2,beta=1,R0=0.8')).toEqual({
      kind: 'softdrop',
      zcut: 0.2,
      beta: 1,
      R0: 0.8,
    });
    expect(parseGroomer('softdrop')).toEqual({ kind: 'softdrop', zcut: 0.1, beta: 0, R0: null });
    expect(parseGroomer('mmdt: zcut = .05')).toEqual({ kind: 'softdrop', zcut: 0.05, beta: 0, R0: null });
    expect(parseGroomer('trim:fcut=0.03')).toEqual({ kind: 'trim', R: 0.2, fcut: 0.03 });
    expect(parseGroomer('prune')).toEqual({ kind: 'prune', zcut: 0.1, rcut: 0.5 });
    expect(parseGroomer('filter:n=2,R=0.25')).toEqual({ kind: 'filter', R: 0.25, n: 2 });
    expect(GROOMERS).toEqual([
      'softdrop:zcut=0.1,beta=0,R0=the jet’s R',
      'mmdt:zcut=0.1',
      'trim:R=0.2,fcut=0.05',
      'prune:zcut=0.1,rcut=0.5',
      'filter:R=0.3,n=3',
    ]);
  });

  it.each([
    ['sofdrop', 'grooming: unknown method sofdrop, allowed are softdrop, mmdt, trim, prune, filter'],
    ['__proto__:a=1', 'grooming: unknown method __proto__, allowed are softdrop, mmdt, trim, prune, filter'],
    ['', 'grooming: unknown method , allowed are softdrop, mmdt, trim, prune, filter'],
    ['mmdt:beta=1', 'grooming: mmdt has no parameter beta, allowed are zcut'],
    ['trim:zcut=1', 'grooming: trim has no parameter zcut, allowed are R, fcut'],
    ['softdrop:zcut=1.5', 'grooming: zcut of softdrop is 1.5, allowed are 0 < zcut < 1'],
    ['softdrop:beta=Infinity', 'grooming: beta of softdrop is Infinity, allowed are finite numbers'],
    ['softdrop:R0=0', 'grooming: R0 of softdrop is 0, allowed are finite numbers > 0'],
    ['filter:n=2.5', 'grooming: n of filter is 2.5, allowed are integers ≥ 1'],
    ['filter:n=', 'grooming: n of filter is , allowed are integers ≥ 1'],
    ['trim:R=0.1,R=0.2', 'grooming: trim is given R twice'],
    ['trim:0.2', 'grooming: "0.2" is no parameter of trim, needed is name=number, with commas between'],
    ['trim:', 'grooming: "" is no parameter of trim, needed is name=number, with commas between'],
  ])('%s is refused', (text, message) => {
    expect(() => parseGroomer(text)).toThrow(new RangeError(message));
  });
});
