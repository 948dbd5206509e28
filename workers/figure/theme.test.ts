import { describe, expect, test } from 'vitest';
import { toOklab } from './oklab.ts';
import { particleColours, SPECIES, species, THEMES } from './theme.ts';
import type { Colour, ThemeName } from './types.ts';

test.each([
  [211, 'charged'],
  [-321, 'charged'],
  [2212, 'charged'],
  [-3112, 'charged'],
  [22, 'photon'],
  [2112, 'neutral'],
  [-2112, 'neutral'],
  [130, 'neutral'],
  [310, 'neutral'],
  [111, 'neutral'],
  [3122, 'neutral'],
  [-11, 'electron'],
  [13, 'muon'],
  [12, 'other'],
  [0, 'other'],
  [1000020040, 'charged'],
])('PDG number %d is %s', (pid, expected) => {
  expect(species(pid)).toBe(expected);
});

// Complete dichromacy in linear RGB: Machado, Oliveira & Fernandes, IEEE TVCG 15 (2009) 1291, severity 1.
const VISION = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

/** Distance in OKLab that is told apart at a glance; neighbouring shades differ by about 0.02. */
const APART = 0.08;

describe.each(['dark', 'light', 'paper'] as ThemeName[])('%s', (name) => {
  test.each(Object.entries(VISION))('species and the accent are told apart by %s vision', (_, matrix) => {
    const theme = THEMES[name];
    const seen = [...SPECIES.map((kind) => theme.particle.species[kind]), theme.accent].map((colour) =>
      toOklab(simulated(colour, matrix)),
    );
    for (let i = 0; i < seen.length; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [seen[i], seen[j]];
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(APART);
      }
    }
  });

  test.each(Object.entries(VISION))('classes are told apart by %s vision', (_, matrix) => {
    const seen = THEMES[name].classes.map((colour) => toOklab(simulated(colour, matrix)));
    for (let i = 0; i < seen.length; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [seen[i], seen[j]];
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(APART);
      }
    }
  });

  test.each(Object.entries(VISION))(
    'jets, the accent and what is in none are told apart by %s vision',
    (_, matrix) => {
      const { jets, accent } = THEMES[name];
      const seen = [...jets.told, accent, jets.none].map((colour) => toOklab(simulated(colour, matrix)));
      for (let i = 0; i < seen.length; i++) {
        for (let j = 0; j < i; j++) {
          const [a, b] = [seen[i], seen[j]];
          expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(APART);
        }
      }
    },
  );

  test('text has a contrast of at least 4.5 : 1', () => {
    const theme = THEMES[name];
    for (const colour of [theme.text, theme.quietText]) {
      expect(contrast(colour, theme.background)).toBeGreaterThan(4.5);
    }
  });

  test('harder particles stand out more by luminance', () => {
    const particles = {
      pt: Float64Array.of(0.5, 5, 50),
      y: new Float64Array(3),
      phi: new Float64Array(3),
      pid: null,
      selected: new Uint8Array(3),
    };
    const colours = particleColours(particles, 'pt', name, 50);
    const background = toOklab(THEMES[name].background)[0];
    const away = [0, 1, 2].map((i) => {
      const [r, g, b] = colours.subarray(3 * i, 3 * i + 3);
      return Math.abs(toOklab([r, g, b, 1])[0] - background);
    });
    expect(away[0]).toBeLessThan(away[1]);
    expect(away[1]).toBeLessThan(away[2]);
  });
});

function linear(byte: number): number {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function simulated(colour: Colour, matrix: readonly number[]): Colour {
  const rgb = colour.slice(0, 3).map(linear);
  const [r, g, b] = [0, 3, 6].map((row) => {
    const c = matrix[row] * rgb[0] + matrix[row + 1] * rgb[1] + matrix[row + 2] * rgb[2];
    const clipped = Math.min(1, Math.max(0, c));
    return 255 * (clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055);
  });
  return [r, g, b, 1];
}

/** WCAG 2 contrast ratio. */
function contrast(a: Colour, b: Colour): number {
  const luminance = (colour: Colour) =>
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}
