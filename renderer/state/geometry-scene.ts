// What the map, the curves and the comparison show, as scenes of workers/figure: the same for screen and paper.

import type { DistanceOptions, EventMap } from '../../main/contract/index.ts';
import {
  classColour,
  type DimensionScene,
  fitView,
  type MapScene,
  type PairScene,
  pairBoxes,
  ptReferenceFor,
} from '../../workers/figure/index.ts';
import type { ThemeName } from '../../workers/figure/types.ts';
import type { App } from './app.svelte.ts';
import { emd, fixed, percent, tiny } from './format.ts';
import type { Compared, MatrixEvent } from './geometry.svelte.ts';
import {
  classesOf,
  commandOf,
  distanceName,
  matrixTitle,
  optionWords,
  unitOf,
  withUnit,
} from './geometry-places.ts';
import { eventWords } from './jet-events.ts';

export { classColour };

/** "top.npz event 18"; of jets also where it was found. */
export function eventName({ file, event, dataset }: Pick<MatrixEvent, 'file' | 'event' | 'dataset'>): string {
  return `${file} ${eventWords(dataset ?? {}, event)}`;
}

/** Lines under a figure of two events. */
const CAPTION = 3;

/** A distance with the digits that say something in its unit. */
export function distanceText(value: number, options: DistanceOptions): string {
  return options.normalise ? emd(value) : fixed(value, 2);
}

export function mapFacts(map: EventMap): string[] {
  const stress = `stress ${fixed(map.stress, 3)}`;
  if (map.method === 'mds') {
    return map.explained === null ? [stress] : [`${percent(map.explained)} of the spread`, stress];
  }
  return ['no units', stress];
}

export function mapScene(app: App, theme: ThemeName, captioned: boolean): MapScene | null {
  const { geometry } = app;
  const { matrix, map } = geometry;
  if (!matrix || !map) return null;
  const mds = map.method === 'mds';
  const unit = withUnit(distanceName(matrix.options), matrix.options);
  return {
    theme,
    x: map.x,
    y: map.y,
    classOf: classesOf(matrix),
    classes: geometry.names,
    hidden: geometry.hidden,
    selected: geometry.selected,
    other: geometry.other,
    neighbours: geometry.neighbours.map((one) => one.place),
    medoids: geometry.medoids.map((one) => one.place),
    axes: mds
      ? { x: `principal coordinate 1, ${unit}`, y: `principal coordinate 2, ${unit}`, numbers: true }
      : { x: 'UMAP 1 (no unit)', y: 'UMAP 2 (no unit)', numbers: false },
    caption: captioned
      ? [
          `${mds ? 'Classical scaling (MDS)' : `UMAP, ${map.neighbours} neighbours, seed ${map.seed}`} of ${matrix.size} events: ${matrixTitle(matrix)}`,
          `${optionWords(matrix.options)}; ${mapFacts(map).join(', ')} (Kruskal's stress-1, 0 is a true picture)`,
          source(app, commandOf('map', matrix, mapArguments(map, app.geometry.umap))),
        ]
      : [],
  };
}

export function dimensionScene(app: App, theme: ThemeName, captioned: boolean): DimensionScene | null {
  const { geometry } = app;
  const { matrix, curves } = geometry;
  if (!matrix || !curves) return null;
  return {
    theme,
    lines: curves
      .filter((curve) => !geometry.hidden.has(curve.source))
      .map((curve) => ({ ...curve, place: curve.source, name: geometry.names[curve.source] })),
    label: withUnit('Q', matrix.options),
    caption: captioned
      ? [
          `Correlation dimension d ln N(< Q) / d ln Q of ${matrixTitle(matrix)}; bands are one standard error (jackknife over events)`,
          optionWords(matrix.options),
          source(app, commandOf('dimension', matrix)),
        ]
      : [],
  };
}

export interface PairChoice {
  readonly mode: PairScene['mode'];
  readonly showFlow: boolean;
  readonly t: number;
  /** The page: the view is chosen for the shape of its planes. */
  readonly page: { readonly width: number; readonly height: number };
}

export function pairScene(
  app: App,
  { a, b, result }: Compared,
  choice: PairChoice,
  theme: ThemeName,
  captioned: boolean,
): PairScene | null {
  const { matrix } = app.geometry;
  if (!matrix) return null;
  const { options } = matrix;
  const [one, two] = [cloud(result.a, options.normalise), cloud(result.b, options.normalise)];
  const both = {
    pt: Float64Array.of(...one.weight, ...two.weight),
    y: Float64Array.of(...one.y, ...two.y),
    phi: Float64Array.of(...one.phi, ...two.phi),
  };
  const [box] = pairBoxes(choice.mode, choice.page, captioned ? CAPTION : 0);
  const jets = (a.dataset?.jetSized ?? true) && (b.dataset?.jetSized ?? true);
  return {
    theme,
    mode: choice.mode,
    showFlow: choice.showFlow,
    t: choice.t,
    a: one,
    b: two,
    flow: result.plan,
    names: [eventName(a), eventName(b)],
    view: fitView(both, box.width / box.height, jets),
    reference: ptReferenceFor(both.pt),
    axes: options.center
      ? { y: 'Δy from the centre', phi: 'Δφ from the centre / rad' }
      : { y: 'rapidity y', phi: 'azimuth φ / rad' },
    caption: captioned
      ? [
          `${eventName(a)} and ${eventName(b)}: EMD ${distanceText(result.emd, options)}${unitOf(options) && ` ${unitOf(options)}`}, lower bound ${distanceText(result.lowerBound, options)}, gap ${tiny(Math.max(0, result.gap))}`,
          `${optionWords({ ...options, method: 'exact' })}; lines are the optimal flow, width ∝ mass; ${way(choice.t)}`,
          source(app),
        ]
      : [],
  };
}

function mapArguments(map: EventMap, { minDist }: { readonly minDist: number }): string[] {
  if (map.method === 'mds') return ['--method mds'];
  return [`--method umap --neighbours ${map.neighbours} --min-dist ${minDist} --seed ${map.seed}`];
}

function way(t: number): string {
  if (t === 0) return 'the first event as it is';
  if (t === 1) return 'the second event as it is';
  return `displacement interpolation at ${fixed(t, 2)} of the way`;
}

/** Weights as the flow has them: shares where normalised, else GeV. */
function cloud(event: Compared['result']['a'], normalise: boolean): Compared['result']['a'] {
  const total = event.weight.reduce((sum, weight) => sum + weight, 0);
  if (!normalise || total === 0) return event;
  return { ...event, weight: event.weight.map((weight) => weight / total) };
}

function source(app: App, command: string | null = null): string {
  const { matrix } = app.geometry;
  const hashes = [
    ...new Map(matrix?.sources.map(({ file, hash }) => [hash, `${file} ${hash.slice(0, 16)}`])),
  ];
  return `Ringside ${app.hello?.version ?? ''} · SHA-256 ${hashes.map(([, words]) => words).join(', ')}${command === null ? '' : ` · ${command}`}`;
}
