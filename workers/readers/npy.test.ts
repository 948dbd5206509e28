// Every item type, byte order and axis order against the obvious: numbers written one by one with DataView.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memorySource, readAll } from './index.ts';

const WRITE = {
  f4: (view: DataView, at: number, value: number, little: boolean) => view.setFloat32(at, value, little),
  f8: (view: DataView, at: number, value: number, little: boolean) => view.setFloat64(at, value, little),
  i1: (view: DataView, at: number, value: number) => view.setInt8(at, value),
  i2: (view: DataView, at: number, value: number, little: boolean) => view.setInt16(at, value, little),
  i4: (view: DataView, at: number, value: number, little: boolean) => view.setInt32(at, value, little),
  i8: (view: DataView, at: number, value: number, little: boolean) =>
    view.setBigInt64(at, BigInt(value), little),
  u1: (view: DataView, at: number, value: number) => view.setUint8(at, value),
  u2: (view: DataView, at: number, value: number, little: boolean) => view.setUint16(at, value, little),
  u4: (view: DataView, at: number, value: number, little: boolean) => view.setUint32(at, value, little),
  u8: (view: DataView, at: number, value: number, little: boolean) =>
    view.setBigUint64(at, BigInt(value), little),
};
type Type = keyof typeof WRITE;

/** An array [events][slots][3] as .npy bytes. */
function npyOf(
  data: readonly number[][][],
  slots: number,
  type: Type,
  little: boolean,
  fortran: boolean,
  version: 1 | 2,
) {
  const shape = [data.length, slots, 3];
  const text = `{'descr': '${little ? '<' : '>'}${type}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')}), }\n`;
  const lead = version === 1 ? [1, 0, text.length, 0] : [2, 0, text.length, 0, 0, 0];
  const head = [0x93, ...Buffer.from('NUMPY'), ...lead, ...Buffer.from(text)];
  const size = Number(type[1]);
  const bytes = new Uint8Array(head.length + size * data.length * slots * 3);
  bytes.set(head);
  const view = new DataView(bytes.buffer, head.length);
  data.forEach((event, i) => {
    event.forEach((particle, j) => {
      particle.forEach((value, k) => {
        const item = fortran ? i + data.length * (j + slots * k) : (i * slots + j) * 3 + k;
        WRITE[type](view, size * item, value, little);
      });
    });
  });
  return bytes;
}

test('all types and orders give the numbers that were written', async () => {
  const arrays = fc.integer({ min: 1, max: 5 }).chain((slots) =>
    fc.record({
      slots: fc.constant(slots),
      data: fc.array(
        fc.array(
          fc.tuple(
            fc.integer({ min: 1, max: 100 }),
            fc.integer({ min: 0, max: 9 }),
            fc.integer({ min: 0, max: 3 }),
          ),
          {
            minLength: slots,
            maxLength: slots,
          },
        ),
        { minLength: 1, maxLength: 6 },
      ),
    }),
  );
  const types = fc.constantFrom(...(Object.keys(WRITE) as Type[]));
  const version = fc.constantFrom(1 as const, 2 as const);
  await fc.assert(
    fc.asyncProperty(
      arrays,
      types,
      fc.boolean(),
      fc.boolean(),
      version,
      async ({ slots, data }, type, little, fortran, v) => {
        const { columns } = await readAll(
          memorySource('x.npy', npyOf(data, slots, type, little, fortran, v)),
        );
        expect(columns.events).toBe(data.length);
        const particles = data.flat();
        expect(Array.from(columns.pt)).toEqual(particles.map(([pt]) => pt));
        expect(Array.from(columns.y)).toEqual(particles.map(([, y]) => y));
        expect(Array.from(columns.phi)).toEqual(particles.map(([, , phi]) => phi));
      },
    ),
    { numRuns: 200 },
  );
});

test('arrays without events, or without room for particles', async () => {
  const none = await readAll(memorySource('x.npy', npyOf([], 4, 'f8', true, false, 1)));
  expect(none.columns.events).toBe(0);
  const empty = await readAll(memorySource('x.npy', npyOf([[], [], []], 0, 'f8', true, false, 1)));
  expect([empty.columns.events, empty.totals.emptyEvents, empty.columns.pt.length]).toEqual([3, 3, 0]);
});
