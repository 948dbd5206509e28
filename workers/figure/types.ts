// A figure is built in two steps, both pure data:
//   Scene   what is seen, in the plane's own coordinates (rad): the same for screen and paper
//   Figure  a display list in points on a page: what the SVG, PDF and PNG writers draw
// three.js draws the Scene; `layout(scene, size)` makes the Figure.

export type ThemeName = 'dark' | 'light' | 'paper';
export type ColourBy = 'pt' | 'species' | 'plain' | 'jet';

/** The part of the plane that is seen; φ may run past ±π, the cylinder repeats. */
export interface View {
  readonly y0: number;
  readonly y1: number;
  readonly phi0: number;
  readonly phi1: number;
}

export interface SceneParticles {
  readonly pt: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  readonly pid: Int32Array | null;
  /** 1 where the particle is part of what is fitted, else 0 (drawn faint). */
  readonly selected: Uint8Array;
}

/** One shape of a model. */
export interface ScenePart {
  /** Unique in its model. */
  readonly name: string;
  /** A point is a mark of its own size; a background is drawn lightly. */
  readonly kind: 'line' | 'point' | 'background';
  /** Closed outline, (y, φ) interleaved, φ continuous. */
  readonly outline: Float64Array;
  readonly center: readonly [number, number];
  /** Largest extent, rad; under 0.03 the part is drawn at a minimum size, and a single shape labelled with `label`. */
  readonly size: number;
  readonly label: string;
  /** Share of the energy in [0, 1]; null for a single shape. */
  readonly weight: number | null;
}

export interface SceneHandle {
  readonly name: string;
  readonly y: number;
  readonly phi: number;
  /** What it moves as a whole or in part: one part, or those that share a centre. */
  readonly parts: readonly string[];
  /** Moves them as a whole. */
  readonly center: boolean;
}

/** One part of one replica. */
export interface BandLine {
  readonly outline: Float64Array;
  /** A dot of its own size, at the outline's first place. */
  readonly point: boolean;
  /** Share of the energy in [0, 1] that it holds there; null for a single shape. */
  readonly weight: number | null;
}

export interface SceneShape {
  readonly parts: readonly ScenePart[];
  readonly handles: readonly SceneHandle[];
  readonly state: 'settling' | 'settled' | 'dragged';
  /** The part that is pointed at; null for none. Screen only. */
  readonly highlight: string | null;
  /** Outlines of the same shape fitted to replicas of the event: a band, as dense as they agree. */
  readonly band: readonly BandLine[];
}

export interface ScenePotential {
  readonly y0: number;
  readonly dy: number;
  readonly columns: number;
  readonly phi0: number;
  readonly dphi: number;
  readonly rows: number;
  /** Row-major in φ, rad, centred on zero. */
  readonly values: Float32Array;
  /** Colour range ± this, rad. */
  readonly range: number;
  readonly contourStep: number;
}

/** One jet. */
export interface SceneJet {
  /** Closed and convex around its particles, (y, φ) interleaved, φ continuous; empty where none has a place in the plane. */
  readonly outline: Float64Array;
  /** The same around what grooming leaves of it; null where it was not groomed. */
  readonly groomed: Float64Array | null;
  /** Where it catches soft particles, where that was asked: closed, as `outline`. */
  readonly region?: readonly Float64Array[];
  /** GeV. */
  readonly pt: number;
  /** Its pT in words. */
  readonly label: string;
  /** Stands out. */
  readonly chosen: boolean;
}

export interface SceneJets {
  /** Of each particle its jet's place in `jets`, −1 for none. */
  readonly of: Int16Array;
  /** Hardest first. */
  readonly jets: readonly SceneJet[];
  /** What they are, for the legend. Default: jets. */
  readonly what?: string;
  /** Outlines that these lie within, drawn faintly, as of `SceneJet.outline`. */
  readonly around?: readonly Float64Array[];
}

export interface Scene {
  readonly view: View;
  readonly theme: ThemeName;
  readonly colourBy: ColourBy;
  /** pT in GeV that a disc of the reference area stands for; fixed from event to event. */
  readonly ptReference: number;
  readonly particles: SceneParticles;
  readonly shape: SceneShape | null;
  readonly potential: ScenePotential | null;
  /** Flow lines: y, φ of both ends interleaved (4 numbers a line), and the moved share. */
  readonly plan: { readonly ends: Float64Array; readonly mass: Float64Array } | null;
  /** Outline of the selection, (y, φ) interleaved, or null for the whole event. */
  readonly selection: Float64Array | null;
  readonly jets: SceneJets | null;
  /** Written in the plane's upper left corner: a frame of a film says where it is. */
  readonly note?: string;
  /** Lines printed with an exported figure: file, event, shape, parameters with units, EMD, bound, version, hash. */
  readonly caption: readonly string[];
}

export type Colour = readonly [r: number, g: number, b: number, a: number];

export type Mark =
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly fill: Colour | null;
      readonly stroke: Colour | null;
      readonly width: number;
    }
  | {
      readonly kind: 'circle';
      readonly x: number;
      readonly y: number;
      readonly r: number;
      readonly fill: Colour | null;
      readonly stroke: Colour | null;
      readonly width: number;
    }
  | {
      readonly kind: 'line';
      readonly points: readonly number[];
      readonly closed: boolean;
      readonly fill: Colour | null;
      readonly stroke: Colour | null;
      readonly width: number;
      readonly dash: readonly number[];
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly weight: 400 | 600;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly fill: Colour;
      readonly turn: number;
    }
  | {
      readonly kind: 'image';
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly pixels: {
        readonly width: number;
        readonly height: number /** RGBA, row by row from the top */;
        readonly rgba: Uint8Array;
      };
    }
  | {
      readonly kind: 'group';
      readonly clip: readonly [x: number, y: number, w: number, h: number] | null;
      readonly marks: readonly Mark[];
    };

/** Sizes in points (1/72 inch), origin at the top left, y downwards; colours 0–255, alpha 0–1. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly background: Colour;
  readonly title: string;
  /** The caption as text, for the file's metadata and for screen readers. */
  readonly description: string;
  readonly marks: readonly Mark[];
}
