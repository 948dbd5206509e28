import { expect, test } from 'vitest';
import type { EventData, JetNode } from '../../main/contract/index.ts';
import { sceneJets } from '../../workers/figure/jets.ts';
import { cutWords, distanceText, powerText, Subjets, scaleOf } from './subjets.svelte.ts';

const leaf = (particle: number, pt: number): JetNode => ({
  ...{ children: null, particle, pt, y: 0, phi: 0, m: 0 },
  ...{ distance: 0, deltaR: 0 },
});
const merged = (
  children: readonly [number, number],
  pt: number,
  deltaR: number,
  distance: number,
): JetNode => ({
  ...{ children, particle: null, pt, y: 0, phi: 0, m: 0 },
  ...{ distance, deltaR },
});
/** Particles 5, 6 and 8 of the event: the last two are near each other. */
const NODES = [
  leaf(5, 10),
  leaf(6, 30),
  leaf(8, 20),
  merged([1, 2], 50, 0.1, 4),
  merged([3, 0], 60, 0.4, 16),
];
const data = {
  y: Float64Array.of(0, 0.4, 0.5, 2),
  phi: Float64Array.of(0, 0, 0, 0),
  index: Uint32Array.of(5, 6, 8, 9),
} as unknown as EventData;

function shown(nodes: readonly JetNode[] = NODES) {
  const subjets = new Subjets(() => nodes);
  subjets.pane = 'history';
  return subjets;
}

test('nobody having set it, the cut leaves three; a slider sets what it says', () => {
  const subjets = shown();
  expect(subjets.cut.subjets.map(({ pt }) => pt)).toEqual([30, 20, 10]);
  subjets.set(subjets.scale.place(0.2));
  expect(subjets.value).toBe(0.2);
  expect(subjets.cut.subjets.map(({ constituents }) => constituents)).toEqual([[6, 8], [5]]);
  subjets.by = 'distance';
  expect(subjets.cut.subjets).toHaveLength(3);
  subjets.set(1);
  expect(subjets.cut.subjets).toHaveLength(1);
  subjets.by = 'deltaR';
  expect(subjets.value).toBe(0.2);
  subjets.pane = 'lund';
  expect(subjets.nodes).toEqual([]);
});

test('the scales begin at the particles and end above the jet', () => {
  const angles = scaleOf(Float64Array.of(0, 0.1, 0.4), 'deltaR');
  expect([angles.place(0), angles.place(9)]).toEqual([0, 1]);
  expect(angles.value(angles.place(0.3))).toBeCloseTo(0.3, 12);
  const distances = scaleOf(Float64Array.of(0, 1e-3, 1e4), 'distance');
  expect([distances.place(0), distances.value(0)]).toEqual([0, 0]);
  expect(distances.value(distances.place(5))).toBeCloseTo(5, 9);
  expect(distances.place(1e-3)).toBeGreaterThan(0);
  expect(distances.place(1e4)).toBeLessThan(1);
  expect(scaleOf(Float64Array.of(1e-16, 1), 'distance').low).toBeCloseTo(1.6e-8, 20);
  expect(scaleOf(new Float64Array(3), 'distance').place(1)).toBeLessThan(1);
});

test('on the plane subjets stand for jets, whose outlines stay', () => {
  const subjets = shown();
  subjets.set(subjets.scale.place(0.2));
  const jets = sceneJets(
    data,
    [{ pt: 60, constituents: [5, 6, 8], groomed: null }],
    Int16Array.of(0, 0, 0, -1),
    0,
  );
  const scene = subjets.scene(data, jets);
  expect([...(scene?.of ?? [])]).toEqual([1, 0, 0, -1]);
  expect(scene?.jets.map(({ label, chosen }) => [label, chosen])).toEqual([
    ['50.0 GeV', false],
    ['10.0 GeV', false],
  ]);
  expect(scene?.around).toEqual([jets.jets[0].outline]);
  subjets.pointed = 3;
  expect(subjets.particles).toEqual([6, 8]);
  expect(subjets.scene(data, jets)?.jets[0].chosen).toBe(true);
  expect(shown([]).scene(data, jets)).toBeNull();
});

test('a session brings it back, and nothing that is not of its kind', () => {
  const subjets = shown();
  subjets.tree = 'kt';
  subjets.by = 'distance';
  subjets.set(0.5);
  const again = new Subjets(() => NODES);
  again.restore(JSON.parse(JSON.stringify(subjets)));
  expect(JSON.stringify(again)).toBe(JSON.stringify(subjets));
  again.restore({ pane: 'x', tree: 3, by: null, cuts: { deltaR: 'a', distance: -1 } });
  again.restore(null);
  expect(JSON.stringify(again)).toBe(JSON.stringify(subjets));
});

test('values with their units', () => {
  expect(cutWords('deltaR', 0.12, '')).toBe('ΔR ≤ 0.120 rad');
  expect(cutWords('distance', 45.25, 'GeV²')).toBe('d ≤ 45.3 GeV²');
  expect(distanceText(2e-7)).toBe('2.0 × 10⁻⁷');
  expect(powerText(-7)).toBe('10⁻⁷');
  expect(distanceText(1.5e12)).toBe('1.5 × 10¹²');
});
