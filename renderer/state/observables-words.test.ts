import { expect, test } from 'vitest';
import {
  edgesFor,
  edgesOfTwo,
  FIRST_BINS,
  numbersOf,
  stretch,
  stretchWords,
  within,
} from './observables-bins.ts';
import { found, typedNames } from './observables-choice.ts';
import { sqlCsv } from './observables-sql.svelte.ts';
import { edgeText, valueText, withError } from './observables-words.ts';

test('values have digits that say something', () => {
  expect([0.123456, 12.3456, 1234.56, 73, 2.3456e-5, -0.5, 0, 3e7 + 0.5].map(valueText)).toEqual([
    '0.1235',
    '12.35',
    '1234.6',
    '73',
    '2.35 × 10⁻⁵',
    '−0.5000',
    '0',
    '3.00 × 10⁷',
  ]);
  expect([Number.NaN, Infinity, -Infinity].map(valueText)).toEqual(['–', '∞', '−∞']);
  expect([0.30000000000000004, -2.5].map(edgeText)).toEqual(['0.3', '−2.5']);
});

test('errors have two digits up to 35, else one', () => {
  expect(withError(0.11268, 0.00046)).toBe('0.1127 ± 0.0005');
  expect(withError(557.34, 3.1)).toBe('557.3 ± 3.1');
  expect(withError(1234.5, 41)).toBe('1235 ± 41');
  expect(withError(2, Number.NaN)).toBe('2');
  expect(withError(Number.NaN, 1)).toBe('–');
});

test('edges as one types them; what cannot be is said and the rule stands in', () => {
  expect(numbersOf('0, 0.5;1 −0.25')).toEqual([0, 0.5, 1, -0.25]);
  expect(() => numbersOf('0, two')).toThrow(new RangeError('two: edges are numbers, apart by commas'));
  const values = [[1, 2, 3, 4]];
  expect([...edgesFor(values, { ...FIRST_BINS, by: 'edges', edges: '0 1 4' }).edges]).toEqual([0, 1, 4]);
  const wrong = edgesFor(values, { ...FIRST_BINS, by: 'count', count: 0 });
  expect(wrong.problem).toBe('0 bins: allowed are whole numbers from 1 to 200');
  expect(wrong.edges.length).toBeGreaterThan(1);
  const half = edgesFor(values, { ...FIRST_BINS, by: 'count', count: 2, low: 0 });
  expect([...half.edges]).toEqual([0, 2, 4]);
});

test('squares of two columns have round edges that hold every value', () => {
  const values = Float64Array.from({ length: 200 }, (_, k) => 19.66 + k * 1.2366);
  const edges = edgesOfTwo([values]);
  expect([...edges.slice(0, 3)]).toEqual([0, 20, 40]);
  expect(edges[edges.length - 1]).toBe(280);
  expect([...edgesOfTwo([[]])].length).toBeGreaterThan(1);
});

test('a stretch holds its lower edge, the last one both', () => {
  const edges = Float64Array.of(0, 1, 2);
  const [one, two] = [stretch('m', edges, 0), stretch('m', edges, 1)];
  expect([0, 1, Number.NaN].map((value) => within(one, value))).toEqual([true, false, false]);
  expect([1, 2].map((value) => within(two, value))).toEqual([true, true]);
  expect(stretchWords(one, 'mass', edgeText)).toBe('0 ≤ mass < 1');
  expect(stretchWords(two, 'mass', edgeText)).toBe('1 ≤ mass ≤ 2');
});

test('observables are found by any of their words, names typed once', () => {
  const info = (name: string, family: string, definition: string) => ({
    name,
    label: name,
    formula: '',
    unit: '' as const,
    definition,
    reference: '',
    family,
    invariances: [],
    ircSafe: true,
    slow: false,
  });
  const infos = [info('thrust', 'Event shapes', 'How pencil-like'), info('tau21', 'Jets', 'Two prongs')];
  expect(found(infos, '').map(({ family }) => family)).toEqual(['Event shapes', 'Jets']);
  expect(found(infos, 'prong TWO').flatMap((group) => group.infos.map(({ name }) => name))).toEqual([
    'tau21',
  ]);
  expect(found(infos, 'prong pencil')).toEqual([]);
  expect(typedNames('tau3_beta2, efp_4 tau3_beta2')).toEqual(['tau3_beta2', 'efp_4']);
});

test('SQL rows as CSV', () => {
  const rows = [
    ['a, "b"', 1, null],
    ['c', 0.5, true],
  ];
  expect(sqlCsv({ columns: ['x', 'n', 'y'], rows, truncated: false })).toBe(
    'x,n,y\n"a, ""b""",1,\nc,0.5,true\n',
  );
});
