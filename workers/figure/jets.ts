// Jets over the plane: of each the convex hull of its particles with a little room around them, what grooming leaves
// of it, its colour by falling pT, and its pT in words. Where two hulls overlap, particles tell by colour whose they are.

import type { PlaneEvent } from '../core/events.ts';
import { convexHull, type Place, unwrapped } from '../core/hull.ts';
import { circle } from './outline.ts';
import { jetColour } from './theme.ts';
import { fixed } from './ticks.ts';
import type { Colour, SceneJet, SceneJets, ThemeName } from './types.ts';

export const JETS = {
  /** Jets with a colour and a label of their own, the hardest first; others share one colour. */
  told: 8,
  /** Room around a jet's particles, rad: a jet of one particle is a circle of this radius. */
  room: 0.03,
  /** Azimuths further apart than this go around the beam: such a jet has no outline. */
  widest: Math.PI,
  /** Corners of the circle of room around one particle. */
  corners: 12,
  /** Widths, px on the screen: of a hull, of the one chosen, of what grooming leaves. */
  width: 1.5,
  chosen: 3,
  groomed: 1.25,
  /** Of what is not among those told. */
  faint: 0.6,
  /** Of where a jet catches soft particles: px, and of its colour. */
  region: 1,
  regionFaint: 0.5,
} as const;

/** Of a jet what is drawn: GeV, and places in the file's event. */
export interface DrawnJet {
  readonly pt: number;
  readonly constituents: readonly number[];
  readonly groomed: { readonly constituents: readonly number[] } | null;
  /** As `regionOutlines` has it. */
  readonly region?: readonly Float64Array[];
}

/** `jets`: hardest first; `jetOf`: of each particle of `event` its jet, −1 for none; `chosen`: one that stands out. */
export function sceneJets(
  event: Pick<PlaneEvent, 'y' | 'phi' | 'index'>,
  jets: readonly DrawnJet[],
  jetOf: Int16Array,
  chosen: number | null = null,
): SceneJets {
  const placeOf = new Map(Array.from(event.index, (index, i): [number, number] => [index, i]));
  const outline = (constituents: readonly number[]) => {
    const places: Place[] = [];
    for (const index of constituents) {
      const i = placeOf.get(index);
      if (i !== undefined) places.push([event.y[i], event.phi[i]]);
    }
    return jetHull(places);
  };
  return {
    of: jetOf,
    jets: jets.map(
      (jet, k): SceneJet => ({
        outline: outline(jet.constituents),
        groomed: jet.groomed && outline(jet.groomed.constituents),
        ...(jet.region && { region: jet.region }),
        pt: jet.pt,
        label: `${energyText(jet.pt)} GeV`,
        chosen: k === chosen,
      }),
    ),
  };
}

/** Convex, closed, (y, φ) interleaved, φ around the first particle's; empty for no places, or places all around the beam. */
export function jetHull(places: readonly Place[]): Float64Array {
  if (places.length === 0) return new Float64Array();
  const rounded: Place[] = [];
  const near = unwrapped(places);
  const phis = near.map(([, phi]) => phi);
  if (spread(phis) > JETS.widest) return new Float64Array();
  for (const [y, phi] of convexHull(near)) {
    const around = circle(y, phi, JETS.room, JETS.corners);
    for (let k = 0; k < around.length; k += 2) rounded.push([around[k], around[k + 1]]);
  }
  return Float64Array.from(convexHull(rounded).flat());
}

function spread(values: readonly number[]): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}

export interface JetLine {
  /** Closed, (y, φ) interleaved. */
  readonly points: Float64Array;
  readonly colour: Colour;
  /** px. */
  readonly width: number;
  /** What grooming leaves. */
  readonly dashed: boolean;
}

/** From the softest to the hardest, which so lie on top; beneath them what they lie within. */
export function jetLines(jets: SceneJets, theme: ThemeName): JetLine[] {
  const [r, g, b, a] = jetColour(theme, JETS.told);
  const faint: Colour = [r, g, b, a * JETS.faint];
  const around = (jets.around ?? [])
    .filter((points) => points.length > 0)
    .map((points) => ({ points, colour: faint, width: JETS.groomed, dashed: false }));
  const lines = jets.jets
    .flatMap(({ outline, groomed, region = [], chosen }, place): JetLine[] => {
      const [r, g, b, a] = jetColour(theme, place);
      const colour: Colour = [r, g, b, place < JETS.told || chosen ? a : a * JETS.faint];
      const hull = { points: outline, colour, width: chosen ? JETS.chosen : JETS.width, dashed: false };
      const soft: Colour = [r, g, b, colour[3] * JETS.regionFaint];
      const beneath = region.map((points) => ({ points, colour: soft, width: JETS.region, dashed: false }));
      const within = groomed ? [{ points: groomed, colour, width: JETS.groomed, dashed: true }] : [];
      return [...within, hull, ...beneath];
    })
    .filter(({ points }) => points.length > 0)
    .reverse();
  return [...around, ...lines];
}

/** The jet whose hull holds a place of the plane, the smallest of several; null for none. */
export function jetAt(jets: SceneJets, y: number, phi: number): number | null {
  let found: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [k, { outline }] of jets.jets.entries()) {
    if (outline.length === 0) continue;
    const turn = 2 * Math.PI * Math.round((middle(outline) - phi) / (2 * Math.PI));
    const area = holds(outline, y, phi + turn) ? areaOf(outline) : Number.POSITIVE_INFINITY;
    if (area < least) {
      least = area;
      found = k;
    }
  }
  return found;
}

/** Within a convex outline that runs counter-clockwise. */
function holds(outline: Float64Array, y: number, phi: number): boolean {
  for (let k = 0; k < outline.length; k += 2) {
    const n = (k + 2) % outline.length;
    const turn =
      (outline[n] - outline[k]) * (phi - outline[k + 1]) -
      (outline[n + 1] - outline[k + 1]) * (y - outline[k]);
    if (turn < 0) return false;
  }
  return true;
}

function areaOf(outline: Float64Array): number {
  let twice = 0;
  for (let k = 0; k < outline.length; k += 2) {
    const n = (k + 2) % outline.length;
    twice += outline[k] * outline[n + 1] - outline[n] * outline[k + 1];
  }
  return twice / 2;
}

/** Of its azimuths. */
function middle(outline: Float64Array): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let k = 1; k < outline.length; k += 2) {
    low = Math.min(low, outline[k]);
    high = Math.max(high, outline[k]);
  }
  return (low + high) / 2;
}

/** Three digits at least. */
const energyText = (value: number) => fixed(value, value >= 100 ? 0 : value >= 10 ? 1 : 2);
