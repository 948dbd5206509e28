// What may stand in --cuts, and how it is told.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutsText, keptInWords, type ParticleCuts, parseCuts } from './cuts.ts';

const value = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
const cuts = fc.record<ParticleCuts>(
  { ptMin: value, etaMax: value, yMax: value, neutrinos: fc.constant('drop' as const) },
  { requiredKeys: [] },
);

test('text and back', () => {
  expect(parseCuts('neutrinos=drop, etamax=2.5 ,ptmin=0.5,ymax=4')).toEqual({
    ptMin: 0.5,
    etaMax: 2.5,
    yMax: 4,
    neutrinos: 'drop',
  });
  fc.assert(
    fc.property(cuts, (given) => {
      fc.pre(Object.keys(given).length > 0);
      expect(parseCuts(cutsText(given))).toEqual(given);
    }),
  );
});

test('the same cuts are the same text; none are none', () => {
  expect(cutsText(parseCuts('neutrinos=drop,ymax=4.0,ptmin=5e-1'))).toBe('ptmin=0.5,ymax=4,neutrinos=drop');
  expect(cutsText({})).toBe('');
  expect(keptInWords({ ptMin: 0.5, etaMax: 2.5, yMax: 4, neutrinos: 'drop' })).toBe(
    'pT ≥ 0.5 GeV, |η| ≤ 2.5, |y| ≤ 4, no neutrinos',
  );
});

test.each([
  ['', '--cuts has nothing, allowed are ptmin=GeV, etamax=|η|, ymax=|y|, neutrinos=drop'],
  ['ptmin=1,', '--cuts has nothing, allowed are ptmin=GeV, etamax=|η|, ymax=|y|, neutrinos=drop'],
  ['pt>1', '--cuts has pt>1, allowed are ptmin=GeV, etamax=|η|, ymax=|y|, neutrinos=drop'],
  ['toString=1', '--cuts has toString=1, allowed are ptmin=GeV, etamax=|η|, ymax=|y|, neutrinos=drop'],
  ['ptmin=', '--cuts has ptmin=, allowed is ptmin= a number > 0 (GeV)'],
  ['ptmin=half', '--cuts has ptmin=half, allowed is ptmin= a number > 0 (GeV)'],
  ['etamax=-2.5', '--cuts has etamax=-2.5, allowed is etamax= a number > 0'],
  ['ymax=0', '--cuts has ymax=0, allowed is ymax= a number > 0'],
  ['ymax=Infinity', '--cuts has ymax=Infinity, allowed is ymax= a number > 0'],
  ['ptmin=1=2', '--cuts has ptmin=1=2, allowed is ptmin= a number > 0 (GeV)'],
  ['ptmin=1,ptmin=2', '--cuts has ptmin twice, allowed is once'],
  ['neutrinos', '--cuts has neutrinos, allowed is neutrinos=drop'],
  ['neutrinos=keep', '--cuts has neutrinos=keep, allowed is neutrinos=drop'],
  ['neutrinos=drop,neutrinos=drop', '--cuts has neutrinos twice, allowed is once'],
])('%s: refused', (text, message) => {
  expect(() => parseCuts(text, '--cuts')).toThrow(message);
});
