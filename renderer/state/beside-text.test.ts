import { expect, test } from 'vitest';
import type { Beside } from '../../main/contract/index.ts';
import { besideCsv, besideLines } from './beside-text.ts';

const ring = { shape: 'ring', weight: 0.7, center: [0.1, 3], radius: 0.2 } as const;
const ellipse = { shape: 'ellipse', weight: 0.2, center: [2, 0], semi_axes: [0.3, 0.1], angle: 1 } as const;
const point = { shape: 'point', weight: 0.1, center: [2, 0] } as const;

const view: Beside = {
  ...{
    event: 3,
    shape: 'ring+(ellipse+point)',
    energy: 100,
    particles: 5,
    emd: 0.02,
    jetsEmd: 0.05,
    jetsTaken: 2,
  },
  rows: [
    {
      fit: { parts: [0], components: [ring], energy: 70, y: 0.1, phi: 3, size: 0.2 },
      jet: {
        ...{ jet: 0, pt: 65, y: 0.1, phi: 3.1, m: 8, E: 70, px: 1, py: 2, pz: 3 },
        constituents: [0, 4],
      },
      ...{ deltaR: 0.1, ratio: 70 / 65 },
    },
    {
      fit: { parts: [1, 2], components: [ellipse, point], energy: 30, y: 2, phi: 0, size: [0.3, 0.1] },
      jet: null,
      deltaR: null,
      ratio: null,
    },
  ],
};

test('as text, with both distances', () => {
  const lines = besideLines(view, 'anti-kt, R = 0.4').split('\n');
  expect(lines.slice(0, 3)).toEqual(['event\t3', 'shape\tring+(ellipse+point)', 'jets\tanti-kt, R = 0.4']);
  expect(lines[5]).toBe(`ring\t70\t0.1\t3\t0.2\t\t\t1\t65\t0.1\t3.1\t8\t2\t0.1\t${70 / 65}`);
  expect(lines[6]).toBe(`ellipse+point\t30\t2\t0\t\t0.3\t0.1${'\t'.repeat(8)}`);
  expect(lines[4].split('\t')).toHaveLength(lines[6].split('\t').length);
  expect(lines.slice(8)).toEqual([
    'EMD of the event from the fit / rad\t0.02',
    'EMD of the event from its 2 hardest jets / rad\t0.05',
  ]);
});

test('as comma-separated values, words with commas in quotes', () => {
  const [head, first, second, end] = besideCsv(view, 'anti-kt, R = 0.4').split('\n');
  expect(head.split(',')).toHaveLength(21);
  expect(first).toContain(`,${70 / 65},ring+(ellipse+point),"anti-kt, R = 0.4",0.02,0.05,2`);
  expect(second.startsWith('3,ellipse+point,30,2,0,,0.3,0.1,,')).toBe(true);
  expect(end).toBe('');
});
