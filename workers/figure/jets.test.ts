import { describe, expect, test } from 'vitest';
import { checkFigure } from './check.ts';
import { jetsScene, sampleScene } from './fixtures.ts';
import { JETS, jetAt, jetHull, jetLines, sceneJets } from './jets.ts';
import { layout } from './layout.ts';
import { particleColours, THEMES } from './theme.ts';
import type { Mark } from './types.ts';

const SIZE = { width: 520, height: 420 };

const texts = (marks: readonly Mark[]): string[] =>
  marks.flatMap((mark) =>
    mark.kind === 'text' ? [mark.text] : mark.kind === 'group' ? texts(mark.marks) : [],
  );

describe('the hull of a jet', () => {
  test('of one particle is a circle of room, of none nothing', () => {
    const hull = jetHull([[0.5, 3.1]]);
    expect(hull.length).toBe(2 * JETS.corners);
    for (let k = 0; k < hull.length; k += 2) {
      expect(Math.hypot(hull[k] - 0.5, hull[k + 1] - 3.1)).toBeCloseTo(JETS.room, 12);
    }
    expect(jetHull([])).toEqual(new Float64Array());
  });

  test('of particles all around the beam is none', () => {
    expect(jetHull([[0, 0], [0, 2], [0, -2]])).toEqual(new Float64Array()); // biome-ignore format: in rows
  });

  test('across ±π is in one piece', () => {
    const hull = jetHull([
      [0, 3.1],
      [0.2, -3.1],
      [0.1, 3],
    ]);
    const phi = hull.filter((_, k) => k % 2 === 1);
    expect(Math.max(...phi) - Math.min(...phi)).toBeCloseTo(2 * Math.PI - 6.1 + 2 * JETS.room, 2);
  });

  test('is of the particles in the plane only', () => {
    const event = { y: Float64Array.of(0, 1), phi: Float64Array.of(0, 0), index: Uint32Array.of(0, 2) };
    const { jets } = sceneJets(
      event,
      [{ pt: 12.345, constituents: [0, 1], groomed: null }],
      Int16Array.of(0, -1),
    );
    expect(jets[0].outline).toEqual(jetHull([[0, 0]]));
    expect(jets[0].label).toBe('12.3 GeV');
  });
});

test('a place is in the jet whose hull holds it, the smaller of two, on any turn', () => {
  const { jets } = jetsScene();
  if (!jets) throw new Error('the sample has jets');
  expect(jetAt(jets, 0.5, 3.0)).toBe(0);
  expect(jetAt(jets, 0.5, 3.0 - 2 * Math.PI)).toBe(0);
  expect(jetAt(jets, -0.2, -3.0)).toBe(1);
  expect(jetAt(jets, -0.2, -3.0 + 4 * Math.PI)).toBe(1);
  expect(jetAt(jets, 0.9, 0)).toBe(null);
  const around = { ...jets.jets[1], outline: jetHull([[-3, -3], [3, -3], [3, 3], [-3, 3]]) }; // biome-ignore format: in rows
  expect(jetAt({ ...jets, jets: [around, ...jets.jets] }, 0.5, 3.0)).toBe(1);
});

test('what subjets lie within is beneath them and faint', () => {
  const { jets } = jetsScene();
  if (!jets) throw new Error('the sample has jets');
  const around = [jetHull([[0, 0]]), jetHull([])];
  const lines = jetLines({ ...jets, around }, 'dark');
  expect(lines).toHaveLength(jetLines(jets, 'dark').length + 1);
  expect(lines[0]).toMatchObject({ points: around[0], dashed: false, width: JETS.groomed });
  expect(lines[0].colour.slice(0, 3)).toEqual(THEMES.dark.jets.others.slice(0, 3));
  expect(lines.slice(1)).toEqual(jetLines(jets, 'dark'));
});

test('where a jet catches soft particles is beneath its hull, thin and faint in its colour', () => {
  const { jets } = jetsScene();
  if (!jets) throw new Error('the sample has jets');
  const region = [jetHull([[0, 0]]), jetHull([[2, 0]])];
  const [softer, hardest] = [jets.jets[1], { ...jets.jets[0], region }];
  const lines = jetLines({ ...jets, jets: [hardest, softer] }, 'light');
  const plain = jetLines(jets, 'light');
  expect(lines.slice(1, 3).map(({ points }) => points)).toEqual([...region].reverse());
  expect([lines[0], ...lines.slice(3)]).toEqual(plain);
  const [r, g, b, a] = plain[1].colour;
  expect(lines[1]).toMatchObject({
    width: JETS.region,
    dashed: false,
    colour: [r, g, b, a * JETS.regionFaint],
  });
});

test('the hardest lie on top, what grooming leaves is dashed, the chosen one is wider', () => {
  const { jets } = jetsScene();
  if (!jets) throw new Error('the sample has jets');
  const lines = jetLines(jets, 'light');
  expect(lines.map(({ dashed, width }) => [dashed, width])).toEqual([
    [false, JETS.width],
    [false, JETS.chosen],
    [true, JETS.groomed],
  ]);
  expect(lines[0].colour).toEqual(THEMES.light.jets.told[1]);
  expect(lines[1].points).toBe(jets.jets[0].outline);
  expect(lines[2].points).toBe(jets.jets[0].groomed);
});

test('particles have the colour of their jet, those in none the quiet one, and all are plain without jets', () => {
  const scene = jetsScene();
  const colours = (jets: typeof scene.jets) => {
    const all = particleColours(scene.particles, 'jet', 'dark', 50, jets);
    return Array.from(scene.particles.pt, (_, i) => [...all.subarray(3 * i, 3 * i + 3)]);
  };
  const { told, none } = THEMES.dark.jets;
  const coloured = colours(scene.jets);
  expect(coloured[0]).toEqual(told[0].slice(0, 3));
  expect(coloured[1]).toEqual(told[1].slice(0, 3));
  expect(coloured[5]).toEqual(none.slice(0, 3));
  expect(new Set(colours(null).map(String))).toEqual(
    new Set([THEMES.dark.particle.plain.slice(0, 3).join()]),
  );
});

describe('a figure with jets', () => {
  test('tells them on the plane and in the legend', () => {
    const figure = layout(jetsScene(), SIZE);
    expect(() => checkFigure(figure)).not.toThrow();
    const told = texts(figure.marks);
    expect(told.filter((word) => word === '62.0 GeV')).toHaveLength(2);
    expect(told).toContain('jets');
    expect(texts(layout(sampleScene(), SIZE).marks)).not.toContain('jets');
  });

  test('tells the hardest eight, and how many there are besides', () => {
    const scene = jetsScene();
    const [jet] = scene.jets?.jets ?? [];
    const many = (n: number) => ({
      ...scene,
      jets: { of: new Int16Array(7), jets: Array.from({ length: n }, () => jet) },
    });
    expect(texts(layout(many(8), SIZE).marks).filter((word) => word.endsWith('others'))).toEqual([]);
    expect(texts(layout(many(9), SIZE).marks)).toContain('1 other');
    expect(texts(layout(many(20), SIZE).marks)).toContain('12 others');
  });
});
