import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS, jetsText, parseJets } from './request.ts';

describe('parseJets', () => {
  it.each([
    ['antikt:0.8', { algorithm: 'antikt', R: 0.8 }],
    ['KT:.4', { algorithm: 'kt', R: 0.4 }],
    ['ca:1.0:WTA', { algorithm: 'ca', R: 1, recombination: 'wta' }],
    ['genkt:0.6:p=0.5', { algorithm: 'genkt', R: 0.6, p: 0.5 }],
    ['antikt:0.4:ptmin=20:e', { algorithm: 'antikt', R: 0.4, ptMin: 20, recombination: 'e' }],
    ['kt:1:n=3', { algorithm: 'kt', R: 1, exclusive: 3 }],
    ['eekt:dcut=25', { algorithm: 'eekt', R: 1, dcut: 25 }],
    ['xcone:0.4:n=3', { algorithm: 'xcone', R: 0.4, exclusive: 3 }],
    ['XCone:1:ptmin=5:n=20', { algorithm: 'xcone', R: 1, exclusive: 20, ptMin: 5 }],
  ])('%s', (text, wanted) => {
    expect(parseJets(text)).toEqual(wanted);
  });

  it.each([
    [
      'cone:0.7',
      'jets cone:0.7: algorithm is cone, allowed are antikt, kt, ca, genkt, eekt, eegenkt, centauro, xcone',
    ],
    ['antikt', 'jets antikt: R is missing, needed is antikt:R, for example antikt:0.8'],
    ['antikt:0', 'jets antikt:0: R is 0, allowed are finite numbers > 0 (rad)'],
    ['antikt:', 'jets antikt:: R is , allowed are finite numbers > 0 (rad)'],
    ['antikt:0.4:p=1', 'jets antikt:0.4:p=1: p is 1, allowed is p with genkt, eegenkt only'],
    ['kt:1:n=2.5', 'jets kt:1:n=2.5: n is 2.5, allowed are integers ≥ 1'],
    ['kt:1:n=2:dcut=4', 'jets kt:1:n=2:dcut=4: n and dcut are given, allowed is one of them'],
    ['kt:1:n=2:n=3', 'jets kt:1:n=2:n=3: n is given twice, allowed is once'],
    ['eekt', 'jets eekt: n or dcut is missing, needed is one of them, since eekt has no beam to end at'],
    ['xcone:0.4', 'jets xcone:0.4: n is missing, needed is how many jets, for example xcone:0.4:n=3'],
    ['xcone:n=3', 'jets xcone:n=3: R is missing, needed is xcone:R, for example xcone:0.8'],
    ['xcone:1:n=21', 'jets xcone:1:n=21: n is 21, allowed with xcone are 1 to 20'],
    ['xcone:1:n=2:wta', 'jets xcone:1:n=2:wta: recombination is given, allowed with xcone are n and ptmin'],
    ['xcone:1:n=2:p=1', 'jets xcone:1:n=2:p=1: p is given, allowed with xcone are n and ptmin'],
    ['kt:1:soft', 'jets kt:1:soft: it has soft, allowed are e, wta, p=…, ptmin=…, n=…, dcut=…'],
    [
      'kt:1:toString=1',
      'jets kt:1:toString=1: it has toString=1, allowed are e, wta, p=…, ptmin=…, n=…, dcut=…',
    ],
  ])('%s is refused', (text, message) => {
    expect(() => parseJets(text)).toThrow(new RangeError(message));
  });

  it('reads back what jetsText writes', () => {
    const some = fc.record(
      {
        algorithm: fc.constantFrom(...ALGORITHMS.filter((one) => one !== 'eekt')),
        R: fc.double({ min: 1e-3, max: 10, noNaN: true }),
        recombination: fc.constant('wta' as const),
        ptMin: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        exclusive: fc.integer({ min: 1, max: 9 }),
      },
      { requiredKeys: ['algorithm', 'R'] },
    );
    expect(jetsText({ algorithm: 'xcone', R: 0.4, exclusive: 3, ptMin: 2 })).toBe('xcone:0.4:ptmin=2:n=3');
    fc.assert(
      fc.property(some, (request) => {
        expect(parseJets(jetsText(request))).toEqual(request);
      }),
    );
  });
});
