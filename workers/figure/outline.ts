// How a shape's outline is drawn: at its true size, or, where that could not be seen, at a smallest size and said so.

import type { ScenePart, SceneShape } from './types.ts';

export const OUTLINE = {
  /** Shapes whose extent is under this, rad, are labelled with their true size. */
  tiny: 0.03,
  /** Smallest drawn radius of a tiny shape, and the radius of a single point, px. */
  smallest: 9,
  /** Radius of a part's mark that holds no energy, px; with all of it, `smallest`. */
  lightest: 4,
  /** Width of a single shape's line, px. */
  width: 2,
  /** Widths of parts' lines, px: with no energy, with all of it. */
  thinnest: 1.25,
  thickest: 3.5,
  /** Segments of an outline that is made here. */
  segments: 96,
} as const;

/** A part that holds less of the energy than this stands back, as what is not pointed at does. */
const NEXT_TO_NOTHING = 0.002;
/** Opacity of what stands back, of a background's line, of one line of a band. */
const FAINT = 0.4;
const BACKGROUND = 0.55;
const BAND = { least: 0.05, ink: 7, dot: 1.5 };
const DOT_SEGMENTS = 12;

/** A line to be drawn, and how. */
export interface DrawnLine {
  /** Closed, (y, φ) interleaved. */
  readonly points: Float64Array;
  /** px. */
  readonly width: number;
  /** To be multiplied with the colour's. */
  readonly opacity: number;
  /** Dashed. */
  readonly light: boolean;
}

/** Drawn larger than it is: the extent is tiny and would be under the smallest radius at this scale. */
export function isEnlarged(part: ScenePart, pixelsPerRadian: number): boolean {
  return part.size < OUTLINE.tiny && part.size * pixelsPerRadian < OUTLINE.smallest;
}

/** The part whose true size is to be shown beside it: a single tiny shape; of several the one pointed at. */
export function labelledPart(shape: SceneShape): ScenePart | null {
  const part =
    shape.parts.length === 1 ? shape.parts[0] : shape.parts.find(({ name }) => name === shape.highlight);
  return part && part.size < OUTLINE.tiny && part.label !== '' ? part : null;
}

/** (y, φ) interleaved: the part's own outline, or a circle of the smallest radius around its centre. */
export function drawnOutline(part: ScenePart, pixelsPerRadian: number): Float64Array {
  if (part.kind !== 'point' && !isEnlarged(part, pixelsPerRadian)) return part.outline;
  return circle(part.center[0], part.center[1], markRadius(part) / pixelsPerRadian);
}

/** Every part: heavier lines hold more energy, what is not pointed at stands back. */
export function drawnLines(shape: SceneShape, pixelsPerRadian: number): DrawnLine[] {
  const pointed = shape.parts.some(({ name }) => name === shape.highlight);
  return shape.parts.map((part) => {
    const chosen = part.name === shape.highlight;
    const background = part.kind === 'background';
    const faded = !chosen && (pointed || isEmpty(part)) ? FAINT : 1;
    return {
      points: drawnOutline(part, pixelsPerRadian),
      width: background ? OUTLINE.thinnest : lineWidth(part),
      opacity: faded * (background && !chosen ? BACKGROUND : 1),
      light: background,
    };
  });
}

/** The band's lines: together as much ink, however many there are, and less for parts of little energy. */
export function bandLines(shape: SceneShape, pixelsPerRadian: number): DrawnLine[] {
  const lines = Math.max(1, shape.band.length / shape.parts.length);
  const opacity = Math.min(1, Math.max(BAND.least, BAND.ink / lines));
  return shape.band.map(({ outline, point, weight }) => {
    const [y, phi] = outline;
    const points = point ? circle(y, phi, BAND.dot / pixelsPerRadian, DOT_SEGMENTS) : outline;
    return { points, width: OUTLINE.width, opacity: opacity * inkOf(weight), light: false };
  });
}

/** What holds little energy is uncertain and of little weight: its lines are faint. */
function inkOf(weight: number | null): number {
  return weight === null ? 1 : Math.min(1, Math.sqrt(2 * weight));
}

/** Handles that are drawn and can be held: all of a few parts; of many their centres, and those of what is pointed at. */
export function shownHandles(shape: SceneShape): SceneShape['handles'] {
  if (shape.state === 'settling') return [];
  if (shape.parts.length <= FEW_PARTS) return shape.handles;
  const { highlight } = shape;
  return shape.handles.filter(
    ({ center, parts }) => center || (highlight !== null && parts.includes(highlight)),
  );
}
const FEW_PARTS = 2;

function isEmpty({ weight }: ScenePart): boolean {
  return weight !== null && weight < NEXT_TO_NOTHING;
}

function lineWidth({ weight }: ScenePart): number {
  if (weight === null) return OUTLINE.width;
  return OUTLINE.thinnest + (OUTLINE.thickest - OUTLINE.thinnest) * Math.sqrt(weight);
}

function markRadius({ kind, weight }: ScenePart): number {
  if (weight === null || kind !== 'point') return OUTLINE.smallest;
  return OUTLINE.lightest + (OUTLINE.smallest - OUTLINE.lightest) * Math.sqrt(weight);
}

/** A circle as a closed polyline, (y, φ) interleaved; the first point is not repeated. */
export function circle(
  y: number,
  phi: number,
  radius: number,
  segments: number = OUTLINE.segments,
): Float64Array {
  const points = new Float64Array(2 * segments);
  for (let i = 0; i < segments; i++) {
    const angle = (2 * Math.PI * i) / segments;
    points[2 * i] = y + radius * Math.cos(angle);
    points[2 * i + 1] = phi + radius * Math.sin(angle);
  }
  return points;
}
