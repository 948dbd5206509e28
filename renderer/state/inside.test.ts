import { expect, test } from 'vitest';
import type { JetStructure, JetStructureRequest, LundPoint } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { JetInside } from './inside.svelte.ts';

const point = (deltaR: number, kt: number, softer: readonly number[]): LundPoint => ({
  ...{ deltaR, kt, softer, z: 0.1, psi: 0, m: 1 },
  primary: true,
});
const request = (jet: number): JetStructureRequest => ({
  dataset: 'd',
  event: 0,
  jets: { algorithm: 'antikt', R: 0.4 },
  groom: null,
  jet,
});

function desk() {
  const answers: ((structure: JetStructure) => void)[] = [];
  const jetStructure = () => new Promise<JetStructure>((done) => answers.push(done));
  const inside = new JetInside({ api: { jetStructure } } as unknown as Client);
  return { answers, inside, turn: () => new Promise((done) => setTimeout(done)) };
}

test('declusterings with a place in the plane are told, and the particles of the one pointed at', async () => {
  const { answers, inside, turn } = desk();
  inside.look(request(0));
  expect(inside.waiting).toBe(true);
  answers[0]({ nodes: [], lund: [point(0, 1, [9]), point(0.2, 3, [1, 4]), point(0.1, 0, [7])] });
  await turn();
  expect(inside.waiting).toBe(false);
  expect(inside.points.map(({ kt }) => kt)).toEqual([3]);
  expect(inside.particles).toBeNull();
  inside.pointed = 0;
  expect(inside.particles).toEqual([1, 4]);
});

test('another jet takes away what was shown, and a late answer is not', async () => {
  const { answers, inside, turn } = desk();
  inside.look(request(0));
  inside.look(request(1));
  answers[0]({ nodes: [], lund: [point(0.2, 3, [1])] });
  await turn();
  expect(inside.points).toEqual([]);
  answers[1]({ nodes: [], lund: [point(0.3, 4, [2])] });
  await turn();
  inside.pointed = 0;
  expect(inside.particles).toEqual([2]);
  inside.look(null);
  expect([inside.points, inside.particles, inside.waiting]).toEqual([[], null, false]);
});
