// Tasks that put a fit and the jets of the same particles into one table: of the shape on show, and of a range of events.

import type { Beside, BesideFit, BesideJet, BesideRow } from '../../main/contract/beside.ts';
import type { Component } from '../../main/contract/fit.ts';
import type { AnyJetRequest, Jet } from '../../main/contract/jets.ts';
import type { EventColumns } from '../core/events.ts';
import { evaluate } from '../fitting/index.ts';
import { beside, type EventMomenta, eventMomenta, pickMomenta } from '../jets/index.ts';
import { isBackground, type Model, modelOf } from '../shapes/index.ts';
import { emd } from '../transport/index.ts';
import type { TaskFunction } from './context.ts';
import { attempt, refuseNothing } from './fits.ts';
import { foundJets, refuseLong } from './found-jets.ts';
import { jetFinder } from './jet-finder.ts';
import { Outbox } from './parts.ts';
import { seenColumns } from './seen.ts';
import { type Selected, selected } from './selection.ts';
import type { ObserveProblem } from './tasks.ts';

/** Of a continuous part, as a fit's result has it. */
const QUADRATURE = 1000;

export const besideTask: TaskFunction<'beside'> = ({ key, request }, context) => {
  const columns = seenColumns(context.columns(key), request);
  const chosen = selected(columns, request.event, request.selection);
  refuseNothing(chosen);
  refuseLong(request.jets, chosen.part.pt.length);
  const model = modelOf(request.shape);
  const parameters = model.fromComponents(request.components);
  const fitted = evaluate(chosen.part, model, parameters, { quadrature: QUADRATURE, plan: false });
  const jets = jetsOf(columns, chosen, request.jets);
  return besideOf(chosen, model, model.toComponents(parameters), fitted.emd, jets, request.within);
};

export const besideRangeTask: TaskFunction<'besideRange'> = (input, context) => {
  const columns = context.columns(input.key);
  const model = modelOf(input.shape);
  const outbox = new Outbox<Beside, ObserveProblem>((events, problems) => context.part({ events, problems }));
  for (let event = input.first; event < input.end; event++) {
    context.check();
    const chosen = selected(columns, event, input.selection);
    const { result, problem } = attempt(chosen, model, input, context.cancelled);
    if (!result) {
      const message = (problem ?? 'it could not be fitted').replace(/^event \d+:? /, '');
      outbox.done(nothing(chosen, model), [{ event, message }]);
      continue;
    }
    const jets = jetsOf(columns, chosen, input.request);
    outbox.done(besideOf(chosen, model, result.components, result.emd, jets, input.within));
  }
  outbox.flush();
  return input.end - input.first;
};

function nothing({ whole, part, energy }: Selected, { text }: Model): Beside {
  const none = { rows: [], emd: null, jetsEmd: null, jetsTaken: 0 };
  return { event: whole.event, shape: text, energy, particles: part.pt.length, ...none };
}

/** Of the particles that were fitted alone. */
function jetsOf(
  columns: EventColumns,
  { whole, part, selection }: Selected,
  request: AnyJetRequest,
): readonly Jet[] {
  if (selection.kind === 'all') return foundJets(columns, { event: whole.event, jets: request }).jets;
  return jetFinder(request)(momentaAt(eventMomenta(columns, whole.event), part.index)).jets;
}

/** `places`: of the file's event. */
function momentaAt(momenta: EventMomenta, places: Uint32Array): EventMomenta {
  const wanted = new Set(places);
  const picked = Uint32Array.from(momenta.index.keys()).filter((k) => wanted.has(momenta.index[k]));
  const index = picked.map((k) => momenta.index[k]);
  return { event: momenta.event, ...pickMomenta(momenta, picked), index };
}

function besideOf(
  { whole, part, energy }: Selected,
  model: Model,
  components: readonly Component[],
  fitEmd: number,
  jets: readonly Jet[],
  within: number,
): Beside {
  const found = fitsOf(model, components, energy);
  const hasAxis = ({ parts }: BesideFit) => !isBackground(model.parts[parts[0]].shape);
  const axes = found.filter(hasAxis);
  const pairs = beside(axes, jets, within);
  const told = jets.map((jet, k): BesideJet => ({ jet: k, ...jet }));
  const taken = new Set<number>();
  const rows = axes.map((fit, k): BesideRow => {
    const pair = pairs[k];
    if (!pair) return { fit, jet: null, deltaR: null, ratio: null };
    taken.add(pair.jet);
    const jet = told[pair.jet];
    return { fit, jet, deltaR: pair.deltaR, ratio: jet.pt > 0 ? fit.energy / jet.pt : null };
  });
  const alone = { deltaR: null, ratio: null };
  const points = [...jets].sort((a, b) => b.pt - a.pt).slice(0, axes.length);
  return {
    event: whole.event,
    shape: model.text,
    energy,
    particles: part.pt.length,
    rows: [
      ...rows,
      ...found.filter((one) => !hasAxis(one)).map((fit) => ({ fit, jet: null, ...alone })),
      ...told.filter(({ jet }) => !taken.has(jet)).map((jet) => ({ fit: null, jet, ...alone })),
    ],
    emd: fitEmd,
    jetsEmd: emdOfJets(part, points),
    jetsTaken: points.length,
  };
}

/** By falling energy; parts of one centre are one. */
function fitsOf(model: Model, components: readonly Component[], energy: number): BesideFit[] {
  const groups = new Map<number, number[]>();
  model.parts.forEach(({ group }, part) => {
    groups.set(group, [...(groups.get(group) ?? []), part]);
  });
  return [...groups.values()]
    .map((parts): BesideFit => {
      const own = parts.map((part) => components[part]);
      const [y, phi] = own[0].center;
      const weight = own.reduce((sum, one) => sum + one.weight, 0);
      return { parts, components: own, energy: weight * energy, y, phi, size: sizeOf(own) };
    })
    .sort((a, b) => b.energy - a.energy);
}

function sizeOf(components: readonly Component[]): BesideFit['size'] {
  let widest: BesideFit['size'] = null;
  let most = 0;
  for (const { radius, semi_axes } of components) {
    const reach = semi_axes ? Math.max(...semi_axes) : (radius ?? 0);
    if (reach <= most) continue;
    most = reach;
    widest = semi_axes ?? reach;
  }
  return widest;
}

/** rad; null where no jet has a transverse momentum. */
function emdOfJets(part: Selected['part'], jets: readonly Jet[]): number | null {
  if (!jets.some(({ pt }) => pt > 0)) return null;
  const points = {
    weight: Float64Array.from(jets, ({ pt }) => pt),
    y: Float64Array.from(jets, ({ y }) => y),
    phi: Float64Array.from(jets, ({ phi }) => phi),
  };
  return emd({ weight: part.pt, y: part.y, phi: part.phi }, points).emd;
}
