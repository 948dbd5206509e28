// Tasks that put a shape on an event: a drag's evaluation, a fit that shows its iterates, fits of a whole range.

import type { FitReport, Selection } from '../../main/contract/fit.ts';
import {
  continuousEmd,
  evaluate,
  fit as fitShape,
  fitSinkhorn,
  intervalsOf,
  replicate,
} from '../fitting/index.ts';
import { type Model, modelOf, parseShapes } from '../shapes/index.ts';
import { centred, potentialGrid, potentialSpan } from '../transport/index.ts';
import type { TaskFunction } from './context.ts';
import { seenColumns } from './seen.ts';
import { regionOf, type Selected, selected, selectedIn } from './selection.ts';
import type { FitRange, FittedRow } from './tasks.ts';

const SOLVERS = { exact: fitShape, sinkhorn: fitSinkhorn } as const;

export const evaluateTask: TaskFunction<'evaluate'> = ({ key, request }, context) => {
  const chosen = selected(seenColumns(context.columns(key), request), request.event, request.selection);
  refuseNothing(chosen);
  const model = modelOf(request.shape);
  const parameters = model.fromComponents(request.components);
  const { quadrature, grid } = request;
  const outcome = evaluate(chosen.part, model, parameters, { quadrature, plan: request.plan });
  const { part, whole } = chosen;
  const points = { weight: part.pt, y: part.y, phi: part.phi };
  const span = grid && potentialSpan(points, outcome.dual);
  return {
    emd: outcome.emd,
    lowerBound: outcome.lowerBound,
    gap: outcome.gap,
    quadrature: outcome.quadrature,
    potential: grid && span && centred(potentialGrid(points, outcome.dual, grid), span.middle),
    potentialReach: span ? span.half : null,
    grid,
    plan: outcome.plan && {
      particle: placesIn(whole.index, part.index, outcome.plan.from),
      y: Float64Array.from(outcome.plan.to, (j) => outcome.quadratureY[j]),
      phi: Float64Array.from(outcome.plan.to, (j) => outcome.quadraturePhi[j]),
      mass: outcome.plan.mass,
    },
  };
};

export const continuousTask: TaskFunction<'continuous'> = ({ key, request }, context) => {
  const chosen = selected(seenColumns(context.columns(key), request), request.event, request.selection);
  refuseNothing(chosen);
  const model = modelOf(request.shape);
  return continuousEmd(chosen.part, model, model.fromComponents(request.components));
};

/** Places in the part, as places in the whole event's plane columns. */
function placesIn(whole: Uint32Array, part: Uint32Array, places: Uint32Array): Uint32Array {
  const placeOf = new Map<number, number>();
  whole.forEach((index, place) => {
    placeOf.set(index, place);
  });
  return places.map((place) => placeOf.get(part[place]) ?? 0);
}

export const fitTask: TaskFunction<'fit'> = (input, context): FitReport => {
  const chosen = selected(seenColumns(context.columns(input.key), input), input.event, input.selection);
  refuseNothing(chosen);
  const model = modelOf(input.shape);
  const outcome = SOLVERS[input.solver](chosen.part, model, {
    event: input.event,
    seed: input.seed,
    from: input.from ? model.fromComponents(input.from) : undefined,
    at: input.at ?? centreOf(chosen.selection),
    region: regionOf(chosen.selection),
    cancelled: context.cancelled,
    onIterate: (iterate) => context.part(iterate),
  });
  return {
    result: outcome.result,
    trace: outcome.trace,
    others: outcome.others,
    selection: chosen.selection,
    ...(input.at && chosen.selection.kind !== 'circle' ? { at: input.at } : {}),
    ...(input.from ? { here: true as const } : {}),
    particles: chosen.part.pt.length,
    energy: chosen.energy,
    energyShare: chosen.energyShare,
  };
};

export const fitRangeTask: TaskFunction<'fitRange'> = (input, context) => {
  const columns = context.columns(input.key);
  const asked = input.shapes.map(modelOf);
  let rows = 0;
  for (let event = input.first; event < input.end; event++) {
    const chosen = selectedIn(columns, event, input.selection, input.frame);
    for (const model of asked) {
      context.check();
      const fitted = { event, shape: model.text, ...amounts(chosen) };
      context.part({ ...fitted, ...attempt(chosen, model, input, context.cancelled) });
      rows++;
    }
  }
  return rows;
};

function amounts({ part, energy, energyShare }: Selected) {
  return { particles: part.pt.length, energy, energyShare };
}

/** A circle's centre is where one would click: with it the search begins, in a window and on the command line alike. */
function centreOf(selection: Selection): readonly [number, number] | undefined {
  return selection.kind === 'circle' ? [selection.y, selection.phi] : undefined;
}

/** One event that cannot be fitted is a row that says so; the range goes on. */
export function attempt(
  chosen: Selected,
  model: Model,
  {
    seed,
    at = centreOf(chosen.selection),
    solver = 'exact',
    search,
    continuous,
    intervals,
  }: Pick<FitRange, 'seed' | 'at' | 'solver' | 'search' | 'continuous' | 'intervals'>,
  cancelled: () => boolean,
): Pick<FittedRow, 'result' | 'problem'> {
  if (chosen.problem) return { result: null, problem: chosen.problem };
  try {
    const { part } = chosen;
    const { result } = SOLVERS[solver](part, model, {
      event: chosen.whole.event,
      seed,
      at,
      region: regionOf(chosen.selection),
      search,
      cancelled,
    });
    const parameters = model.fromComponents(result.components);
    return {
      result: {
        ...result,
        ...(continuous ? { continuous: continuousEmd(part, model, parameters) } : {}),
        ...(intervals
          ? { intervals: intervalsOf(part, model, parameters, { ...intervals, seed, cancelled }) }
          : {}),
      },
      problem: null,
    };
  } catch (error) {
    if (cancelled() || !(error instanceof Error)) throw error;
    return { result: null, problem: error.message };
  }
}

export const replicasTask: TaskFunction<'replicas'> = (input, context) => {
  const chosen = selected(seenColumns(context.columns(input.key), input), input.event, input.selection);
  refuseNothing(chosen);
  const model = modelOf(input.shape);
  const { kind, resolution, replicas, seed } = input;
  const { cancelled, progress } = context;
  const options = { kind, resolution, replicas, seed, cancelled, progress };
  return replicate(chosen.part, model, model.fromComponents(input.components), options);
};

export const shapesTask: TaskFunction<'shapes'> = ({ text }) => parseShapes(text).map(({ text }) => text);

export function refuseNothing(chosen: Selected): void {
  if (chosen.problem) throw new RangeError(`${chosen.problem}: there is nothing to fit`);
}
