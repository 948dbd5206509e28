import { expect, test } from 'vitest';
import { validateCall } from '../../main/contract/validate.ts';
import { Clusterer, parseGroomer } from '../../workers/jets/index.ts';
import {
  amongOf,
  areasAsked,
  changedJets,
  distanceUnit,
  FIRST_JETS,
  GROOMERS,
  JET_CHOICES,
  JET_LIMITS,
  jetsAdvice,
  jetsCaption,
  jetsRequest,
  jetsWords,
  shownTree,
} from './jets-choice.ts';

test('what a session or a field holds is taken as far as it can be', () => {
  const saved = {
    ...{ algorithm: 'genkt', R: 0.8, p: 0.5, recombination: 'wta', among: 'dcut', dcut: 3 },
    ...{ ptMin: 25.5, groomer: 'trim', number: 2.4, areas: true },
  };
  expect(changedJets(FIRST_JETS, saved)).toEqual({ ...saved, number: 2 });
  expect(changedJets(FIRST_JETS, { algorithm: 'cone', R: Number.NaN, ptMin: '3', groomer: null })).toEqual(
    FIRST_JETS,
  );
  const beyond = changedJets(FIRST_JETS, { R: -1, number: 1e9, ptMin: -5 });
  expect(beyond).toEqual({
    ...FIRST_JETS,
    R: JET_LIMITS.R.smallest,
    number: JET_LIMITS.number.largest,
    ptMin: 0,
  });
});

test('the application is asked for inclusive jets, and for a number where there is no beam', () => {
  expect(jetsRequest('d', 7, FIRST_JETS)).toEqual({
    dataset: 'd',
    event: 7,
    jets: { algorithm: 'antikt', R: 0.4, ptMin: 10 },
    groom: null,
  });
  const durham = changedJets(FIRST_JETS, { algorithm: 'eekt', number: 2, groomer: 'mmdt' });
  expect(jetsRequest('d', 7, durham)).toEqual({
    dataset: 'd',
    event: 7,
    jets: { algorithm: 'eekt', R: 0.4, exclusive: 2 },
    groom: null,
  });
});

test('areas are asked for of inclusive jets in the plane only', () => {
  const asked = (change: Parameters<typeof changedJets>[1]) =>
    areasAsked(changedJets(FIRST_JETS, { areas: true, ...change }));
  const areas = { kind: 'active', rho: { algorithm: 'kt', R: 0.4 } };
  expect(areasAsked(FIRST_JETS)).toEqual({});
  for (const algorithm of ['antikt', 'kt', 'ca', 'genkt']) expect(asked({ algorithm })).toEqual({ areas });
  for (const algorithm of ['eekt', 'eegenkt', 'centauro', 'xcone']) expect(asked({ algorithm })).toEqual({});
  expect(asked({ among: 'number' })).toEqual({});
  expect(asked({ among: 'dcut' })).toEqual({});
});

test('each algorithm is asked for what it takes, and the application understands it', () => {
  const jets = (change: Parameters<typeof changedJets>[1]) =>
    jetsRequest('d', 7, changedJets(FIRST_JETS, change)).jets;
  expect(jets({ algorithm: 'kt', among: 'dcut', recombination: 'wta', p: 2 })).toEqual({
    algorithm: 'kt',
    R: 0.4,
    recombination: 'wta',
    dcut: 400,
  });
  expect(jets({ algorithm: 'eegenkt', p: 0.5 })).toEqual({ algorithm: 'eegenkt', R: 0.4, p: 0.5, ptMin: 10 });
  expect(jets({ algorithm: 'xcone', number: 30, among: 'dcut' })).toEqual({
    algorithm: 'xcone',
    R: 0.4,
    exclusive: 20,
  });
  for (const { algorithm, among } of JET_CHOICES) {
    for (const one of among) {
      const request = jetsRequest('d', 7, changedJets(FIRST_JETS, { algorithm, among: one }));
      expect(() => validateCall('jets', [request])).not.toThrow();
      if (request.jets.algorithm !== 'xcone')
        expect(() => new Clusterer(request.jets as never)).not.toThrow();
    }
  }
  expect(amongOf({ algorithm: 'eekt', among: 'inclusive' })).toBe('number');
});

test('a tree is looked at where there is one, its distances with their unit', () => {
  expect(shownTree('antikt', 'kt')).toBe('kt');
  expect(shownTree('eekt', 'kt')).toBe('own');
  expect(shownTree('xcone', 'own')).toBe('ca');
  expect([distanceUnit('eekt', 'own'), distanceUnit('antikt', 'kt'), distanceUnit('kt', 'ca')]).toEqual([
    'GeV²',
    'GeV²',
    '',
  ]);
});

test('a distance goes with its algorithm’s unit', () => {
  const durham = changedJets(FIRST_JETS, { algorithm: 'eekt' });
  expect(durham.dcut).toBe(25);
  expect(changedJets(durham, { dcut: 30 }).dcut).toBe(30);
  expect(changedJets(changedJets(durham, { dcut: 30 }), { algorithm: 'ca' }).dcut).toBe(1);
});

test('what these jets mean on the plane is told where it is not plain', () => {
  expect(jetsAdvice(FIRST_JETS, false)).toBeNull();
  expect(jetsAdvice({ algorithm: 'centauro' }, true)).toBeNull();
  expect(jetsAdvice({ algorithm: 'centauro' }, false)).toContain('Breit frame');
  expect(jetsAdvice({ algorithm: 'eekt' }, false)).toContain('angles between momenta');
});

test('every grooming that is offered can be read', () => {
  for (const { text } of GROOMERS) if (text !== null) expect(() => parseGroomer(text)).not.toThrow();
});

test('words say what was asked for', () => {
  expect(jetsWords(FIRST_JETS)).toBe('anti-kt, R = 0.4, pT ≥ 10 GeV');
  expect(jetsWords(changedJets(FIRST_JETS, { algorithm: 'eekt', ptMin: 0 }))).toBe(
    'Durham kt (e⁺e⁻), 3 jets',
  );
  const cut = { algorithm: 'genkt', p: 0.5, recombination: 'wta', among: 'dcut', dcut: 2 };
  expect(jetsWords(changedJets(FIRST_JETS, cut))).toBe(
    'generalised kt, p = 0.5, R = 0.4, winner-take-all, dcut = 2 GeV²ᵖ',
  );
  const groomed = changedJets(FIRST_JETS, { groomer: 'mmdt', ptMin: 0 });
  expect(jetsCaption(2, groomed)).toBe('2 jets: anti-kt, R = 0.4; dashed after mMDT, zcut 0.1');
  expect(jetsCaption(1, FIRST_JETS)).toBe('1 jet: anti-kt, R = 0.4, pT ≥ 10 GeV');
  expect(jetsCaption(1, FIRST_JETS, { rho: 15.308, sigma: 2.95 })).toBe(
    '1 jet: anti-kt, R = 0.4, pT ≥ 10 GeV; thin where they catch soft particles; ρ = 15.31 GeV/rad², σ = 2.95 GeV/rad',
  );
  expect(new Set(JET_CHOICES.map(({ label }) => label)).size).toBe(JET_CHOICES.length);
});
