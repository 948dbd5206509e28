import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PlaneEvent, select } from './events.ts';

/** Particles whose places in the file's event have gaps. */
const event: PlaneEvent = {
  event: 4,
  pt: Float64Array.of(3, 2, 1, 5),
  y: Float64Array.of(0, 0.1, 2, -1),
  phi: Float64Array.of(3.1, -3.1, 0, 1),
  mass: Float64Array.of(0.1, 0.2, 0.3, 0.4),
  pid: Int32Array.of(211, 22, -211, 130),
  index: Uint32Array.of(0, 2, 5, 9),
};

test('particles are chosen by their place in the file, with all that is known of them', () => {
  expect(select(event, { kind: 'particles', index: [2, 9] })).toEqual({
    event: 4,
    pt: Float64Array.of(2, 5),
    y: Float64Array.of(0.1, -1),
    phi: Float64Array.of(-3.1, 1),
    mass: Float64Array.of(0.2, 0.4),
    pid: Int32Array.of(22, 130),
    index: Uint32Array.of(2, 9),
  });
});

test('places that the event does not have are passed over', () => {
  expect(select(event, { kind: 'particles', index: [1, 3, 5, 1000] }).index).toEqual(Uint32Array.of(5));
  expect(select(event, { kind: 'particles', index: [1] }).pt).toHaveLength(0);
});

test('what a circle holds is the same event as its particles by name', () => {
  const number = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(number, number, fc.double({ min: 0, max: 4, noNaN: true }), (y, phi, radius) => {
      const held = select(event, { kind: 'circle', y, phi, radius });
      expect(select(event, { kind: 'particles', index: [...held.index] })).toEqual(held);
    }),
  );
});
