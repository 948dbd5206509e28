import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asWritten, columnOf, gathered, ordered } from './order.ts';
import { frameOf } from './testing/frame.ts';

const names = ['event', 'tau21', '3-ringiness'];

describe('rows in order', () => {
  const frame = frameOf(names, [
    [7, 0.5, 1],
    [2, Number.NaN, 1],
    [4, 0.25, 0],
    [3, 0.5, 2],
  ]);
  const events = (rows: Uint32Array) => [...gathered(frame.columns[0], rows)];

  test('by event without an order, whatever came first', () => {
    expect(events(ordered(frame, null, null))).toEqual([2, 3, 4, 7]);
    expect(events(ordered(frame, null, { column: 'event', descending: true }))).toEqual([7, 4, 3, 2]);
  });

  test('by a column: equal ones by event, those without a value last either way', () => {
    expect(events(ordered(frame, null, { column: 'tau21', descending: false }))).toEqual([4, 3, 7, 2]);
    expect(events(ordered(frame, null, { column: 'tau21', descending: true }))).toEqual([3, 7, 4, 2]);
  });

  test('of some rows only, and these are left as they are', () => {
    const some = Uint32Array.of(0, 3);
    expect(events(ordered(frame, some, null))).toEqual([3, 7]);
    expect([...some]).toEqual([0, 3]);
  });

  test('an unknown column is refused with those that there are', () => {
    expect(() => columnOf(frame, 'mass')).toThrow('there is no column mass');
    try {
      columnOf(frame, 'mass');
    } catch (error) {
      expect(error).toMatchObject({
        code: 'bad-argument',
        hint: 'Columns are event, tau21, "3-ringiness".',
      });
    }
  });

  test('agrees with a plain sort of records', () => {
    const value = fc.oneof(fc.constantFrom(0, -0, 1, Number.NaN), fc.double({ noNaN: true }));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(50)),
        fc.array(value, { minLength: 51, maxLength: 51 }),
        fc.boolean(),
        (ids, values, descending) => {
          const one = frameOf(
            ['event', 'x'],
            ids.map((id) => [id, values[id]]),
          );
          const plain = ids
            .map((event) => ({ event, x: values[event] }))
            .sort((a, b) => a.event - b.event)
            .sort((a, b) => {
              if (Number.isNaN(a.x) || Number.isNaN(b.x))
                return Number(Number.isNaN(a.x)) - Number(Number.isNaN(b.x));
              return a.x === b.x ? 0 : (a.x < b.x ? -1 : 1) * (descending ? -1 : 1);
            });
          const rows = ordered(one, null, { column: 'x', descending });
          expect([...gathered(one.columns[0], rows)]).toEqual(plain.map(({ event }) => event));
        },
      ),
    );
  });
});

test('a name that is no word is written in quotes', () => {
  expect(['tau21', '3-ringiness', 'a"b'].map(asWritten)).toEqual(['tau21', '"3-ringiness"', '"a""b"']);
});
