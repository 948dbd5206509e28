// Event records: the reference files counted and summed by another program, beams that stay out of the plane and lead to the
// Breit frame, listings whose lines are in the wrong place, and what is compressed with zstd.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { planeEvent } from '../core/events.ts';
import { fileSource, memorySource, preview, readAll } from './index.ts';

const shared = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const there = existsSync(shared);
if (!there) console.log(`${shared} is not there: its Les Houches files are not read`);

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (name: string, text: string, options = {}) => readAll(memorySource(name, bytes(text)), options);

/**
 * By a few lines of Python: of the lines of each <event>, after the first, NUP have ISTUP in their second field; of those with 1
 * or −1, math.fsum of the fields 7 to 10.
 */
describe.skipIf(!there)('reference files', () => {
  test.each([
    {
      file: 'pylhe-testfile-powheg-box-v2-Zj.lhe',
      counts: { all: 700, final: 600, beams: 200 },
      sums: [1.889001128088652e-8, -4.11729960680951e-8, -1753.2141113622997, 44776.372615102],
    },
    {
      file: 'pylhe-testfile-pythia-6.413-ttbar.lhe',
      counts: { all: 1200, final: 800, beams: 200 },
      sums: [-8.130067868927782e-9, 1.2748013519803258e-8, -1495.481201928511, 98763.621556182],
    },
  ])('$file', async ({ file, counts, sums }) => {
    const { totals, source, columns } = await readAll(await fileSource(shared + file));
    expect(totals.events).toBe(100);
    expect(totals.particles).toBe(counts.final);
    expect(source.collections).toEqual([
      { name: 'final', particles: counts.final },
      { name: 'all', particles: counts.all },
    ]);
    expect(totals.skipped).toEqual({ beam: counts.beams, 'status is not 1': counts.all - counts.final });
    ['px', 'py', 'pz', 'E'].forEach((name, i) => {
      expect(Math.abs(totals.sums[name] - sums[i])).toBeLessThanOrEqual(1e-14 * Math.abs(sums[3]));
    });
    let inPlane = 0;
    for (let event = 0; event < 100; event++) inPlane += planeEvent(columns, event).pt.length;
    expect(inPlane).toBe(counts.final - counts.beams);
    const all = await readAll(await fileSource(shared + file), { collection: 'all' });
    expect(all.totals.particles).toBe(counts.all);
  });
});

const DIS = `HepMC::Asciiv3-START_EVENT_LISTING
E 0 1 4
U GEV MM
P 1 0 11 0.5 0 -18 18.01 0 4
P 2 0 2212 0 0 275 275 0 4
V -1 0 [1,2]
P 3 -1 11 6 0 -10 11.661903789690601 0 1
P 4 -1 211 -6 0 30 30.59411708155671 0 1
HepMC::Asciiv3-END_EVENT_LISTING
`;

test('beams have no pT, whatever their direction, and keep their momenta', async () => {
  const { columns, totals } = await read('x.hepmc', DIS);
  expect(Array.from(columns.pt)).toEqual([0, 0, 6, 6]);
  expect(columns.y[0]).toBeNaN();
  expect(Array.from(columns.extra.px)).toEqual([0.5, 0, 6, -6]);
  expect(Array.from(columns.extra.status)).toEqual([4, 4, 1, 1]);
  expect(totals.skipped).toEqual({ beam: 2 });
  expect(Array.from(planeEvent(columns, 0).index)).toEqual([2, 3]);
});

test('a range, a collection, and a preview that shows every particle', async () => {
  const two = DIS.replace('HepMC::Asciiv3-END', 'E 1 0 1\nP 1 0 22 1 0 0 1 0 2\nHepMC::Asciiv3-END');
  expect((await read('x.hepmc', two, { from: 1 })).totals).toMatchObject({ events: 1, particles: 0 });
  expect((await read('x.hepmc', two, { from: 1, collection: 'all' })).totals.particles).toBe(1);
  const shown = await preview(memorySource('x.hepmc', bytes(two)));
  expect(shown.rows).toHaveLength(5);
  expect(shown.reason).toBe(
    'As the format defines it: status 1 is the event, 4 its beams, which have no place in the plane; others are left out.',
  );
  await expect(read('x.hepmc', DIS, { collection: 'jets' })).rejects.toThrow(
    'x.hepmc: there is no collection "jets", allowed are final, all',
  );
});

test('what the user says of the columns holds, and the selection with it', async () => {
  const mapping = { roles: ['px', 'py', 'pz', 'E'], energyUnit: 'MeV' } as const;
  const { columns } = await read('x.hepmc', DIS, { mapping });
  expect(Array.from(columns.pt)).toEqual([0, 0, 0.006, 0.006]);
  expect(columns.pid).toBe(null);
});

test('lines between listings and before the first event are nothing', async () => {
  const text = `P 1 0 22 1 0 0 1 0 1\nV -1 0 [1]\n${DIS.replace('E 0 1 4', 'P 9 0 22 1 0 0 1 0 1\nE 0 1 4')}P 1 0 22 1 0 0 1 0 1\n`;
  expect((await read('x.hepmc', `HepMC::Version 3\n${text}`)).totals.particles).toBe(4);
});

/** A frame of blocks of one repeated byte (RFC 8878, 3.1.1.2): 4 bytes become 128 kB. */
function bomb(blocks: number): Uint8Array {
  const header = (last: number) => [
    last | (1 << 1) | ((131072 << 3) & 0xff),
    (131072 << 3) >> 8,
    (131072 << 3) >> 16,
  ];
  const frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
  for (let i = 0; i < blocks; i++) frame.push(...header(i === blocks - 1 ? 1 : 0).map((b) => b & 0xff), 0x31);
  return Uint8Array.from(frame);
}

test('a few kilobytes of zstd that would become much more are refused', async () => {
  await expect(readAll(memorySource('x.dat', bomb(9)))).rejects.toThrow(
    'x.dat, line 1: the line is longer than 1048576 characters',
  );
  await expect(readAll(memorySource('x.jsonl', bomb(2000)))).rejects.toThrow(
    /^x\.jsonl: 8006 compressed bytes have become \d+, allowed are 250 times as many$/,
  );
});

test('thousands of zstd frames with a large window each are refused', async () => {
  // A window of 32 MB, and one empty block.
  const frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x78, 0x01, 0x00, 0x00];
  const many = Uint8Array.from(Array.from({ length: 5000 }, () => frame).flat());
  await expect(readAll(memorySource('x.dat', many))).rejects.toThrow(
    'x.dat: the zstd frames in 45000 bytes have windows of 100663296, allowed are 250 times as many',
  );
});
