// A fit of an event, made once for all observables that read it, and what there is to read of a model: its parameters,
// and of its parts the energy and the area.

import type { PlaneEvent } from '../core/events.ts';
import { fit as fitShape } from '../fitting/index.ts';
import { type Component, type Model, modelOf, type Region } from '../shapes/index.ts';
import { htOf } from './jet.ts';
import { perEventAnd } from './memo.ts';
import { outOf, regionIn, settle } from './settled.ts';
import type { Invariance, ObservableInfo, ObservableSettings } from './types.ts';

export interface Fitted {
  /** Exact EMD to the best shape found, rad. */
  readonly emd: number;
  readonly components: readonly Component[];
  /** Of the model's parameters, in their order. */
  readonly parameters: Float64Array;
}

const fits = perEventAnd((event: PlaneEvent, key: string): Fitted => {
  const [text, seed, region] = JSON.parse(key) as [string, number, Region | null];
  const model = modelOf(text);
  const kept = keeps(model);
  // A background fills the box of the outermost particles, crumbs or not.
  const settled = settle(event, {
    moved: kept.includes('boost') && kept.includes('phi-rotation'),
    swept: kept.includes('soft-particle'),
  });
  const { result } = fitShape(settled.event, model, {
    seed,
    ...(region ? { region: regionIn(settled, region) } : {}),
  });
  const parameters = outOf(settled, model, model.fromComponents(result.components));
  return { emd: result.emd, components: model.toComponents(parameters), parameters };
});

/** The best of the model for the event, which needs particles. Throws as `fit` does. */
export function fitted(event: PlaneEvent, text: string, { seed, region }: ObservableSettings): Fitted {
  return fits(event, JSON.stringify([text, seed, region ?? null]));
}

/** One number of a fit. */
export interface Reading {
  readonly name: string;
  readonly meaning: string;
  readonly unit: ObservableInfo['unit'];
  readonly invariances: readonly Invariance[];
  read(event: PlaneEvent, fit: Fitted): number;
}

/** What the distance to this model keeps: held places hang on the frame, a background on the outermost particles. */
export function keeps(model: Model): readonly Invariance[] {
  const isotropic = model.parts.some(({ shape }) => shape.name.startsWith('isotropic'));
  const limited = (kind: string) =>
    model.parameters.some(
      (parameter) =>
        parameter.kind === kind &&
        parameter.given !== true &&
        (parameter.fixed !== null ||
          (kind === 'azimuth' && parameter.upper - parameter.lower < 2 * Math.PI - 1e-9)),
    );
  const given = model.parameters.some((parameter) => parameter.given === true);
  return [
    'order',
    ...(isotropic || limited('azimuth') ? [] : (['phi-rotation'] as const)),
    ...(isotropic || limited('rapidity') ? [] : (['boost'] as const)),
    'collinear-split',
    ...(given ? [] : (['soft-particle'] as const)),
    'scale',
  ];
}

/** Area enclosed or filled by a part, rad² (as a number); NaN for points, segments and where there is none. */
export function areaOf({ radius, semi_axes, vertices, region }: Component): number {
  if (radius !== undefined) return Math.PI * radius * radius;
  if (semi_axes) return Math.PI * semi_axes[0] * semi_axes[1];
  if (region) return (region[1] - region[0]) * (region[3] - region[2]);
  if (!vertices || vertices.length < 3) return Number.NaN;
  let twice = 0;
  for (const [k, [y, phi]] of vertices.entries()) {
    const [nextY, nextPhi] = vertices[(k + 1) % vertices.length];
    twice +=
      (y - vertices[0][0]) * (nextPhi - vertices[0][1]) - (nextY - vertices[0][0]) * (phi - vertices[0][1]);
  }
  return Math.abs(twice) / 2;
}

/** Everything that can be read of a fit of this model. */
export function readingsOf(model: Model): readonly Reading[] {
  const kept = keeps(model);
  const without = (...gone: Invariance[]) => kept.filter((invariance) => !gone.includes(invariance));
  const parameters = model.parameters.map(
    (parameter, place): Reading => ({
      name: parameter.name,
      meaning: parameter.meaning,
      unit: parameter.unit,
      invariances:
        parameter.kind === 'rapidity'
          ? without('boost')
          : parameter.kind === 'azimuth'
            ? without('phi-rotation')
            : kept,
      read: (_, fit) => fit.parameters[place],
    }),
  );
  const single = model.parts.length === 1;
  const parts = model.parts.flatMap(({ name, shape }, p): Reading[] => {
    const prefix = single ? '' : `${name}.`;
    const pt: Reading = {
      name: `${prefix}pt`,
      meaning: 'Summed pT that this part holds.',
      unit: 'GeV',
      invariances: without('scale'),
      read: (event, fit) => fit.components[p].weight * htOf(event),
    };
    if (!shape.continuous || shape.name === 'segment') return [pt];
    const area: Reading = {
      name: `${prefix}area`,
      meaning: 'Area that the part fills or encloses, rad².',
      unit: '',
      invariances: kept,
      read: (_, fit) => areaOf(fit.components[p]),
    };
    const density: Reading = {
      name: `${prefix}density`,
      meaning: 'Summed pT that this part holds over its area, GeV a unit of area; NaN without area.',
      unit: 'GeV',
      invariances: without('scale'),
      read(event, fit) {
        const filled = areaOf(fit.components[p]);
        return filled > 0 ? pt.read(event, fit) / filled : Number.NaN;
      },
    };
    return [pt, area, density];
  });
  return [...parameters, ...parts];
}
