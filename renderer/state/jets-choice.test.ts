import { expect, test } from 'vitest';
import { parseGroomer } from '../../workers/jets/index.ts';
import {
  changedJets,
  FIRST_JETS,
  GROOMERS,
  JET_CHOICES,
  JET_LIMITS,
  jetsCaption,
  jetsRequest,
  jetsWords,
} from './jets-choice.ts';

test('what a session or a field holds is taken as far as it can be', () => {
  const saved = { algorithm: 'ca', R: 0.8, ptMin: 25.5, groomer: 'trim', number: 2.4 };
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
    jets: { algorithm: 'eekt', R: 0.4, ptMin: 10, exclusive: 2 },
    groom: 'mmdt:zcut=0.1',
  });
});

test('every grooming that is offered can be read', () => {
  for (const { text } of GROOMERS) if (text !== null) expect(() => parseGroomer(text)).not.toThrow();
});

test('words say what was asked for', () => {
  expect(jetsWords(FIRST_JETS)).toBe('anti-kt, R = 0.4, pT ≥ 10 GeV');
  expect(jetsWords(changedJets(FIRST_JETS, { algorithm: 'eekt', ptMin: 0 }))).toBe(
    'Durham kt (e⁺e⁻), 3 jets',
  );
  const groomed = changedJets(FIRST_JETS, { groomer: 'mmdt', ptMin: 0 });
  expect(jetsCaption(2, groomed)).toBe('2 jets: anti-kt, R = 0.4; dashed after mMDT, zcut 0.1');
  expect(jetsCaption(1, FIRST_JETS)).toBe('1 jet: anti-kt, R = 0.4, pT ≥ 10 GeV');
  expect(new Set(JET_CHOICES.map(({ label }) => label)).size).toBe(JET_CHOICES.length);
});
