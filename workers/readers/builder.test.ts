// Blocks give what their rows give, bit for bit: columns, chunks, sums, reasons, refusals.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Builder } from './builder.ts';
import { limits } from './limits.ts';
import { type Block, feed, feedRows, type RawTable, type Selection } from './table.ts';
import type { Mapping, ReadOptions, Role } from './types.ts';

const LAYOUTS: readonly (readonly Role[])[] = [
  ['pt', 'y', 'phi'],
  ['pt', 'eta', 'phi', 'mass', 'pid'],
  ['phi', 'eta', 'pt', 'E', 'ignore'],
  ['pt', 'y', 'phi', 'E', 'ignore'],
  ['E', 'eta', 'phi', 'mass'],
  ['phi', 'y', 'E', 'pid'],
  ['px', 'py', 'pz', 'E', 'pid', 'ignore'],
  ['px', 'py', 'pz'],
  ['px', 'py', 'pz', 'mass'],
  ['E', 'mass', 'px', 'py', 'pz'],
];

function tableOf(roles: readonly Role[], unit: Mapping['energyUnit'], selection?: Selection): RawTable {
  const mapping = { roles, energyUnit: unit };
  const columns = roles.map((role, i) => (role === 'ignore' ? `other${i}` : role));
  return {
    format: 'test',
    collection: 'particles',
    collections: [],
    columns,
    mapping,
    reason: '',
    numeric: columns.map(() => true),
    rows: async function* () {},
    ...(selection ? { selection } : {}),
  };
}

/** All that a builder gives. */
function built(table: RawTable, options: ReadOptions, blocks: readonly Block[], byRows: boolean) {
  const builder = new Builder('a', table, table.mapping, options);
  const chunks = [];
  for (const block of blocks) {
    if (byRows) feedRows(block, builder, 0, block.counts.length, 0);
    else feed(block, builder);
    chunks.push(...builder.take());
    if (builder.done) break;
  }
  builder.finish();
  return { chunks: [...chunks, ...builder.take()], totals: builder.totals(), done: builder.done };
}

const plain = fc.double({ min: 0.01, max: 1000, noNaN: true });
const odd = fc.oneof(fc.double(), fc.constantFrom(0, -0, -1, 1e-320, 1e200, 4, -4, 12, -16, 2 ** 40));
// Most pieces are plain, and some have odd numbers anywhere.
const number = fc.oneof({ weight: 60, arbitrary: plain }, { weight: 1, arbitrary: odd });

const blockOf = (width: number) =>
  fc
    .array(fc.integer({ min: 0, max: 6 }), { maxLength: 12 })
    .chain((counts) => {
      const particles = counts.reduce((a, b) => a + b, 0);
      const column = fc.array(number, { minLength: particles, maxLength: particles });
      return fc.tuple(
        fc.constant(counts),
        fc.array(column, { minLength: width, maxLength: width }),
        fc.boolean(),
        fc.boolean(),
      );
    })
    .map(([counts, columns, placed, chosen]): Block => {
      const places = Uint32Array.from(columns[0], (_, k) => 3 * k);
      return {
        counts: Uint32Array.from(counts),
        columns: columns.map((column) => Float64Array.from(column)),
        ...(placed ? { places } : {}),
        ...(chosen
          ? { left: { reason: 'status is not 1', counts: Uint32Array.from(counts, (n) => n % 3) } }
          : {}),
      };
    });

/** Of numbers up to 1000, half of them or so are cut. */
const cutsOf = (roles: readonly Role[]) =>
  fc.record(
    {
      ptMin: fc.double({ min: 1, max: 900, noNaN: true }),
      etaMax: fc.double({ min: 0.01, max: 900, noNaN: true }),
      yMax: fc.double({ min: 0.01, max: 900, noNaN: true }),
      ...(roles.includes('pid') ? { neutrinos: fc.constant('drop' as const) } : {}),
    },
    { requiredKeys: [] },
  );

const cases = fc.constantFrom(...LAYOUTS).chain((roles) =>
  fc.record({
    roles: fc.constant(roles),
    unit: fc.constantFrom('GeV' as const, 'MeV' as const),
    blocks: fc.array(blockOf(roles.length), { maxLength: 4 }),
    options: fc.record({
      from: fc.integer({ min: 0, max: 8 }),
      to: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 8, max: 30 })),
      chunkEvents: fc.integer({ min: 1, max: 20 }),
      cuts: fc.option(cutsOf(roles)),
    }),
    selected: fc.boolean(),
  }),
);

test('any block: as its rows', () => {
  fc.assert(
    fc.property(cases, ({ roles, unit, blocks, options, selected }) => {
      const selection = { column: roles[0], allowed: [4], beams: [-4] };
      const table = tableOf(roles, unit, selected ? selection : undefined);
      expect(built(table, options, blocks, false)).toEqual(built(table, options, blocks, true));
    }),
    { numRuns: 300 },
  );
});

/** Events of up to `most` particles, the k-th number of a column a wave. */
function waves(particles: number, most: number): Block {
  const counts: number[] = [];
  for (let left = particles, i = 0; left > 0; i++) {
    counts.push(Math.min(left, (7 * i) % (most + 1)));
    left -= counts[i];
  }
  const wave = (c: number) => Float64Array.from({ length: particles }, (_, k) => 2 + Math.sin((c + 1.7) * k));
  return { counts: Uint32Array.from(counts), columns: [0, 1, 2].map(wave) };
}

test.each([
  ['more than a chunk holds', 600_000, 50_000, Number.NaN, { chunkEvents: 1e9 }],
  ['more than a chunk holds, cut', 600_000, 50_000, Number.NaN, { chunkEvents: 1e9, cuts: { ptMin: 1.1 } }],
  ['pieces, one of them with an odd particle', 30_000, 100, 20_123, { chunkEvents: 1000 }],
  [
    'pieces, cut, one of them with an odd particle',
    30_000,
    100,
    20_123,
    { cuts: { etaMax: 2.5, yMax: 2.4 } },
  ],
] satisfies [string, number, number, number, ReadOptions][])(
  '%s: as its rows',
  (_, particles, most, bad, options) => {
    const block = waves(particles, most);
    if (bad >= 0) block.columns[1][bad] = Number.POSITIVE_INFINITY;
    const table = tableOf(['pt', 'eta', 'phi'], 'GeV');
    const [a, b] = [false, true].map((byRows) => built(table, options, [block], byRows));
    expect(a.totals).toEqual(b.totals);
    const skipped = Object.values(a.totals.skipped).reduce((sum, count) => sum + count, 0);
    expect(a.totals.particles).toBe(particles - skipped);
    expect(a.totals.skipped.infinite).toBe(bad >= 0 ? 1 : undefined);
    expect(a.chunks.map(({ events }) => events)).toEqual(b.chunks.map(({ events }) => events));
    for (const [i, chunk] of a.chunks.entries()) {
      for (const key of ['offsets', 'pt', 'y', 'phi', 'index'] as const) {
        expect(Buffer.compare(bytes(chunk[key]), bytes(b.chunks[i][key]))).toBe(0);
      }
    }
  },
);

const bytes = (column: Float64Array | Uint32Array) =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength);

test('an event with too many particles is refused by its number', () => {
  const column = new Float64Array(limits.eventParticles + 3).fill(1);
  const block = {
    counts: Uint32Array.of(1, 0, limits.eventParticles + 1, 1),
    columns: [column, column, column],
  };
  const builder = new Builder(
    'a.h5',
    tableOf(['pt', 'y', 'phi'], 'GeV'),
    { roles: ['pt', 'y', 'phi'], energyUnit: 'GeV' },
    {},
  );
  expect(() => feed(block, builder)).toThrow(
    `a.h5: event 2 has more than ${limits.eventParticles} particles`,
  );
});
