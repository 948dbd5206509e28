// Any text is an expression or a RangeError, and an expression held where it stands is one that says the same.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseShape, parseShapes } from './expression.ts';
import { frozenText } from './frozen.ts';
import { event } from './testing/arbitrary.ts';

const WORDS = [
  ...['ring', 'point', 'ellipse', 'triangle', 'pileup', 'polygon5', 'isotropicring', 'blob', '__proto__'],
  ...['+', '*', '(', ')', '[', ']', ',', '=', '..', ' ', '2', '0.4', '-1', '1e9', 'NaN', 'é', ''],
  ...[
    'radius',
    'center',
    'vertices',
    'region',
    'weight',
    'y',
    'phi',
    'a',
    'angle',
    '3*',
    '2*(',
    'ring(radius=',
  ],
];

it('any text parses or throws a RangeError with its reason', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        for (const model of parseShapes(text)) expect(model.parts.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        expect((error as Error).message).not.toMatch(/undefined|\[object/);
      }
    }),
    { numRuns: 3000 },
  );
});

const NAMES = ['point', 'ring', 'disk', 'ellipse', 'segment', 'ellipticring'];
const OTHERS = ['triangle', 'filledpolygon6', 'pileup', 'isotropicring', 'isotropicsphere'];
const group = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
  .map((names) => `(${names.join('+')})`);
const term = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.oneof(group, fc.constantFrom(...NAMES, ...OTHERS)))
  .map(([count, factor]) => `${count}*${factor}`);
const expressions = fc.array(term, { minLength: 1, maxLength: 3 }).map((terms) => terms.join('+'));

it('what is held where it stands parses to the same parameters, all of them held', () => {
  const particle = fc.tuple(
    fc.double({ min: 0.1, max: 9, noNaN: true }),
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.double({ min: -3.14, max: 3.14, noNaN: true }),
  );
  fc.assert(
    fc.property(expressions, fc.array(particle, { minLength: 1, maxLength: 12 }), (text, particles) => {
      const model = parseShape(text);
      const x = model.initial(event(particles));
      const again = parseShape(frozenText(model, x));
      expect(again.parts.map(({ name }) => name)).toEqual(model.parts.map(({ name }) => name));
      expect(again.parameters.map(({ name }) => name)).toEqual(model.parameters.map(({ name }) => name));
      again.parameters.forEach(({ fixed }, k) => {
        // An azimuth of −π is written as such and read as π.
        expect(Math.abs((fixed ?? Number.NaN) - x[k])).toBeLessThanOrEqual(1e-15 * (1 + Math.abs(x[k])));
      });
    }),
    { numRuns: 200 },
  );
});
