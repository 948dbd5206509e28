// Colours of the three themes. Particles are quiet, the shape has the one warm accent, a second event its complement.
// Species colours keep apart for normal, protan, deutan and tritan vision (theme.test.ts simulates them).

import { oklch, toOklab } from './oklab.ts';
import type { Colour, ColourBy, SceneJets, SceneParticles, ThemeName } from './types.ts';

export const SPECIES = ['charged', 'photon', 'neutral', 'electron', 'muon', 'other'] as const;
export type Species = (typeof SPECIES)[number];

export const SPECIES_LABELS: Readonly<Record<Species, string>> = {
  charged: 'charged hadron',
  photon: 'photon',
  neutral: 'neutral hadron',
  electron: 'electron',
  muon: 'muon',
  other: 'other',
};

export interface Theme {
  readonly background: Colour;
  readonly text: Colour;
  readonly quietText: Colour;
  readonly axis: Colour;
  /** The shape, its handles. */
  readonly accent: Colour;
  /** A second event: the accent's complement. */
  readonly second: Colour;
  /** Transport plan; alpha is that of the strongest line. */
  readonly plan: Colour;
  /** Outline of what is fitted. */
  readonly selection: Colour;
  /** Thin rim that parts overlapping discs. */
  readonly rim: Colour;
  /** Contour lines on the potential, below and above zero. */
  readonly contour: Colour;
  /** Classes of events on a map and in curves; each has a marker of its own too (markers.ts). */
  readonly classes: readonly Colour[];
  /** Jets by falling pT, those after them, and particles in none. */
  readonly jets: { readonly told: readonly Colour[]; readonly others: Colour; readonly none: Colour };
  readonly particle: {
    readonly plain: Colour;
    readonly species: Readonly<Record<Species, Colour>>;
    /** Lightness (OKLab) of the softest and the hardest particle, chroma and hue between. */
    readonly pt: {
      readonly soft: number;
      readonly hard: number;
      readonly chroma: number;
      readonly hue: number;
    };
    /** Opacity of what is fitted, and of the rest. */
    readonly opacity: number;
    readonly faint: number;
  };
  readonly potential: {
    readonly centre: readonly [L: number, a: number, b: number];
    readonly end: {
      readonly lightness: number;
      readonly low: { readonly chroma: number; readonly hue: number };
      readonly high: { readonly chroma: number; readonly hue: number };
    };
  };
}

const DARK_BACKGROUND: Colour = [12, 15, 19, 1];
const LIGHT_BACKGROUND: Colour = [250, 250, 248, 1];
const PAPER_BACKGROUND: Colour = [255, 255, 255, 1];

/** Discs on a light page are darker than on a dark one; hues are the same. */
const darkSpecies: Readonly<Record<Species, Colour>> = {
  charged: oklch(0.71, 0.025, 250),
  photon: oklch(0.83, 0.08, 190),
  neutral: oklch(0.62, 0.1, 325),
  electron: oklch(0.93, 0.09, 102),
  muon: oklch(0.56, 0.13, 20),
  other: oklch(0.39, 0.01, 250),
};
const lightSpecies: Readonly<Record<Species, Colour>> = {
  charged: oklch(0.46, 0.035, 250),
  photon: oklch(0.63, 0.1, 190),
  neutral: oklch(0.56, 0.13, 325),
  electron: oklch(0.85, 0.13, 97),
  muon: oklch(0.36, 0.13, 20),
  other: oklch(0.75, 0.01, 300),
};

const light: Theme = {
  background: LIGHT_BACKGROUND,
  text: [26, 30, 36, 1],
  quietText: [92, 100, 110, 1],
  axis: [120, 128, 138, 1],
  accent: [196, 88, 0, 1],
  second: [0, 98, 158, 1],
  plan: [40, 46, 56, 0.8],
  selection: [60, 70, 84, 0.85],
  rim: [255, 255, 255, 0.9],
  contour: [30, 36, 46, 0.16],
  classes: [
    oklch(0.59, 0.11, 256),
    oklch(0.46, 0.13, 352),
    oklch(0.76, 0.14, 176),
    oklch(0.38, 0.16, 288),
    oklch(0.72, 0.14, 105),
  ],
  jets: {
    told: [
      oklch(0.7, 0.17, 246),
      oklch(0.72, 0.17, 348),
      oklch(0.5, 0.16, 187),
      oklch(0.55, 0.17, 302),
      oklch(0.72, 0.17, 118),
      oklch(0.37, 0.15, 265),
      oklch(0.38, 0.16, 350),
      oklch(0.3, 0.08, 114),
    ],
    others: oklch(0.6, 0.01, 250),
    none: oklch(0.84, 0.005, 250),
  },
  particle: {
    plain: oklch(0.48, 0.03, 250),
    species: lightSpecies,
    pt: { soft: 0.74, hard: 0.28, chroma: 0.03, hue: 250 },
    opacity: 0.95,
    faint: 0.36,
  },
  potential: {
    centre: toOklab(LIGHT_BACKGROUND),
    end: { lightness: 0.68, low: { chroma: 0.115, hue: 248 }, high: { chroma: 0.115, hue: 58 } },
  },
};

export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  dark: {
    background: DARK_BACKGROUND,
    text: [232, 236, 241, 1],
    quietText: [150, 160, 172, 1],
    axis: [120, 132, 146, 1],
    accent: [255, 180, 84, 1],
    second: [98, 180, 255, 1],
    plan: [214, 222, 232, 0.8],
    selection: [210, 218, 228, 0.8],
    rim: [10, 13, 17, 0.85],
    contour: [226, 232, 240, 0.12],
    classes: [
      oklch(0.71, 0.13, 233),
      oklch(0.56, 0.12, 352),
      oklch(0.9, 0.11, 179),
      oklch(0.6, 0.16, 276),
      oklch(0.85, 0.11, 104),
    ],
    jets: {
      told: [
        oklch(0.71, 0.15, 256),
        oklch(0.71, 0.16, 343),
        oklch(0.6, 0.13, 168),
        oklch(0.93, 0.13, 332),
        oklch(0.6, 0.16, 52),
        oklch(0.92, 0.15, 150),
        oklch(0.51, 0.17, 268),
        oklch(0.5, 0.17, 343),
      ],
      others: oklch(0.62, 0.01, 250),
      none: oklch(0.36, 0.01, 250),
    },
    particle: {
      plain: oklch(0.76, 0.02, 250),
      species: darkSpecies,
      pt: { soft: 0.46, hard: 0.95, chroma: 0.02, hue: 250 },
      opacity: 0.95,
      faint: 0.36,
    },
    potential: {
      centre: toOklab(DARK_BACKGROUND),
      end: { lightness: 0.53, low: { chroma: 0.12, hue: 248 }, high: { chroma: 0.12, hue: 52 } },
    },
  },
  light,
  paper: {
    ...light,
    background: PAPER_BACKGROUND,
    potential: { ...light.potential, centre: [1, 0, 0] },
  },
};

/** Species from the PDG number; 0 or anything unknown is "other". */
export function species(pid: number): Species {
  const id = Math.abs(pid);
  if (id === 22) return 'photon';
  if (id === 11) return 'electron';
  if (id === 13) return 'muon';
  if (id < 100) return 'other';
  return charge3(id) !== 0 ? 'charged' : hadron(id) ? 'neutral' : 'other';
}

/** Colours of particles, r, g, b (0–255) each, as the scene asks; opacity is the drawing's business. `jets`: those of `by` jet. */
export function particleColours(
  particles: SceneParticles,
  by: ColourBy,
  themeName: ThemeName,
  ptReference: number,
  jets: SceneJets | null = null,
): Uint8Array {
  const theme = THEMES[themeName];
  const n = particles.pt.length;
  const colours = new Uint8Array(3 * n);
  for (let i = 0; i < n; i++) {
    const colour =
      by === 'pt'
        ? ptColour(theme, particles.pt[i], ptReference)
        : by === 'species' && particles.pid
          ? theme.particle.species[species(particles.pid[i])]
          : by === 'jet' && jets
            ? jetColour(themeName, jets.of[i])
            : theme.particle.plain;
    colours[3 * i] = colour[0];
    colours[3 * i + 1] = colour[1];
    colours[3 * i + 2] = colour[2];
  }
  return colours;
}

/** Of the jet in this place by falling pT; −1: of particles in none. */
export function jetColour(theme: ThemeName, place: number): Colour {
  const { told, others, none } = THEMES[theme].jets;
  if (place < 0) return none;
  return place < told.length ? told[place] : others;
}

/** Decades of pT below the reference that the luminance scale spans. */
const PT_DECADES = 2.5;

/** Luminance by log pT: `ptReference` and above the strongest. */
export function ptColour(theme: Theme, pt: number, ptReference: number): Colour {
  const t = Math.min(Math.max(1 + Math.log10(pt / ptReference) / PT_DECADES, 0), 1);
  const { soft, hard, chroma, hue } = theme.particle.pt;
  return oklch(soft + (hard - soft) * t, chroma, hue);
}

export function css(colour: Colour): string {
  const [r, g, b, a] = colour;
  return a === 1 ? `rgb(${r} ${g} ${b})` : `rgb(${r} ${g} ${b} / ${a})`;
}

// PDG numbering (Review of Particle Physics, "Monte Carlo particle numbering scheme"): digits n_q3 n_q2 n_q1 n_J
// from the right; three times the charge from the quarks, mesons being quark and antiquark. Nuclei are charged.
function charge3(id: number): number {
  if (id >= 1_000_000_000) return 3;
  const q1 = Math.floor(id / 1000) % 10;
  const q2 = Math.floor(id / 100) % 10;
  const q3 = Math.floor(id / 10) % 10;
  const quark = (q: number) => (q === 0 ? 0 : q % 2 === 0 ? 2 : -1);
  return q1 === 0 ? quark(q2) - quark(q3) : quark(q1) + quark(q2) + quark(q3);
}

function hadron(id: number): boolean {
  return Math.floor(id / 10) % 10 !== 0 || id === 130 || id === 310;
}
