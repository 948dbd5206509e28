import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderOf } from './four-vectors.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const particle = fc.record({
  pt: between(0.5, 500),
  eta: between(-4, 4),
  phi: between(-3.1, 3.1),
  mass: fc.constantFrom(0, 0.000511, 0.1396, 0.4937, 0.938),
});
const event = fc.array(particle, { minLength: 40, maxLength: 80 });

function fourVector({ pt, eta, phi, mass }: { pt: number; eta: number; phi: number; mass: number }) {
  const [px, py, pz] = [pt * Math.cos(phi), pt * Math.sin(phi), pt * Math.sinh(eta)];
  return { px, py, pz, E: Math.hypot(pt, pz, mass) };
}

test('four-momenta are known in either order, in single precision, among padding and before other columns', () => {
  fc.assert(
    fc.property(event, fc.boolean(), fc.nat(3), (particles, first, more) => {
      const rows = particles.flatMap((one) => {
        const { px, py, pz, E } = fourVector(one);
        return [...(first ? [E, px, py, pz] : [px, py, pz, E]), ...Array<number>(more).fill(211)];
      });
      const padded = Float32Array.from([...Array<number>(4 + more).fill(0), ...rows]);
      // Half of them are lighter than a third of their energy: those of less than 3 GeV may be heavier.
      const light = particles.filter((one) => one.mass ** 2 < 0.1 * fourVector(one).E ** 2).length;
      fc.pre(2 * light > particles.length);
      expect(orderOf(padded, 4 + more)).toEqual(first ? ['E', 'px', 'py', 'pz'] : ['px', 'py', 'pz', 'E']);
    }),
  );
});

test('pT, y, φ with a mass, a species or a charge are none, nor shares of a jet', () => {
  const fourth = fc.constantFrom(
    (one: { mass: number }) => one.mass,
    () => 211,
    () => 22,
    () => -1,
    () => 1,
    () => 0,
  );
  fc.assert(
    fc.property(event, fourth, fc.boolean(), (particles, last, shares) => {
      const rows = particles.flatMap((one) => {
        const row = [shares ? one.pt / 500 : one.pt, one.eta, one.phi, last(one)];
        return shares ? [row[1], row[2], row[0], row[3]] : row;
      });
      expect(orderOf(rows, 4)).toBeNull();
    }),
  );
});

test('a few particles tell nothing, nor do three columns', () => {
  const rows = Array.from({ length: 15 }, (_, i) => [3 * i, 4 * i, 0, 5 * i]).flat();
  expect(orderOf(rows, 4)).toBeNull();
  expect(orderOf(Array(300).fill(1), 3)).toBeNull();
  expect(orderOf([], 4)).toBeNull();
});
