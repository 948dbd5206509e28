// Tasks that draw: a figure that the screen laid out, and the picture of one event for the command line.

import type { EventColumns, PlaneEvent } from '../core/events.ts';
import {
  captionLines,
  checkFigure,
  layout,
  ptReferenceFor,
  roundedRange,
  type Scene,
  sceneParticles,
  scenePlan,
  scenePotential,
  sceneShape,
  selectionOutline,
} from '../figure/index.ts';
import { evaluate } from '../fitting/index.ts';
import { modelOf } from '../shapes/index.ts';
import { center, centred, potentialGrid, potentialSpan } from '../transport/index.ts';
import type { TaskFunction } from './context.ts';
import { figureBytes, PAGE_SIZE, pageView, svgAndPng } from './paper.ts';
import { seenEvent } from './seen.ts';
import { selected } from './selection.ts';
import type { Picture } from './tasks.ts';

/** Cells of the potential across the plane. */
const CELLS = 180;
/** Points of each continuous part: as many as a fit's value stands on. */
const QUADRATURE = 1000;
/** Margin of that grid on each side, as a share of the view. */
const GRID_MARGIN = 0.15;

export const figureTask: TaskFunction<'figure'> = async ({ figure, format, scale }) =>
  figureBytes(validFigure(figure), format, scale);

export const pictureTask: TaskFunction<'picture'> = async (picture, context) =>
  svgAndPng(layout(sceneOf(picture, context.columns(picture.key)), PAGE_SIZE));

/** What is wrong with a figure is the caller's mistake, not this program's. */
function validFigure(figure: object) {
  try {
    return checkFigure(figure);
  } catch (error) {
    throw error instanceof TypeError ? new RangeError(error.message) : error;
  }
}

function sceneOf(picture: Picture, given: EventColumns): Scene {
  const seen = seenEvent(given, picture);
  const columns = seen?.columns ?? given;
  const { whole: event, part, selection, energyShare } = selected(columns, picture.event, picture.selection);
  const whole = picture.center ? centredEvent(event) : event;
  const view = pageView(whole, selection.kind === 'all' ? null : part);
  const { at, result, file, cuts, hash, version } = picture;
  const { intervals } = result ?? {};
  const of = placeOf(columns, picture.event);
  const frame = seen?.facts;
  const facts = { file, cuts, ...of, frame, selection, at, energyShare, result, intervals, version, hash };
  return {
    view,
    theme: 'paper',
    colourBy: 'pt',
    ptReference: ptReferenceFor(whole.pt),
    particles: sceneParticles(whole, part),
    jets: null,
    selection: selectionOutline(selection, whole),
    caption: captionLines({
      ...facts,
      particles: whole.pt.length,
      pt: whole.pt.reduce((sum, pt) => sum + pt, 0),
    }),
    ...fitted(picture, part, view),
  };
}

/** An event of the file, or a jet of one. */
function placeOf({ first, origin }: EventColumns, event: number) {
  if (!origin) return { event };
  const number = origin.jet[event - first];
  return { event: origin.event[event - first], jet: { number, definition: origin.definition } };
}

function fitted(
  picture: Picture,
  part: PlaneEvent,
  view: Scene['view'],
): Pick<Scene, 'shape' | 'potential' | 'plan'> {
  if (!picture.result?.components.length) return { shape: null, potential: null, plan: null };
  const model = modelOf(picture.result.shape);
  const parameters = model.fromComponents(picture.result.components);
  const outcome = evaluate(part, model, parameters, { quadrature: QUADRATURE, plan: true });
  const grid = gridOver(view);
  const points = { weight: part.pt, y: part.y, phi: part.phi };
  const { plan } = outcome;
  const { middle, half } = potentialSpan(points, outcome.dual);
  return {
    shape: sceneShape(model, parameters),
    potential: scenePotential(
      grid,
      centred(potentialGrid(points, outcome.dual, grid), middle),
      roundedRange(half),
    ),
    plan:
      plan &&
      scenePlan(
        part,
        plan.from,
        Float64Array.from(plan.to, (j) => outcome.quadratureY[j]),
        Float64Array.from(plan.to, (j) => outcome.quadraturePhi[j]),
        plan.mass,
      ),
  };
}

/** The page may show more than the view, on two sides: its caption takes room from the plane. */
function gridOver({ y0, y1, phi0, phi1 }: Scene['view']) {
  const step = (y1 - y0) / CELLS;
  const more = Math.ceil(CELLS * GRID_MARGIN);
  const rows = Math.ceil((phi1 - phi0) / step) + 1 + 2 * more;
  const columns = CELLS + 1 + 2 * more;
  return { y0: y0 - more * step, dy: step, columns, phi0: phi0 - more * step, dphi: step, rows };
}

function centredEvent(event: PlaneEvent): PlaneEvent {
  const { y, phi } = center({ weight: event.pt, y: event.y, phi: event.phi });
  return { ...event, y, phi };
}
