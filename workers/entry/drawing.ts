// Tasks that draw: a figure that the screen laid out, and the picture of one event for the command line. The writers
// of PDF and PNG are large and loaded only here.

import type { EventColumns, PlaneEvent } from '../core/events.ts';
import {
  captionLines,
  checkFigure,
  fitAspect,
  fitView,
  layout,
  PAGE,
  ptReferenceFor,
  roundedRange,
  type Scene,
  sceneParticles,
  scenePlan,
  scenePotential,
  sceneShape,
  selectionOutline,
  svg,
} from '../figure/index.ts';
import { evaluate } from '../fitting/index.ts';
import { modelOf } from '../shapes/index.ts';
import { center, centred, potentialGrid, potentialSpan } from '../transport/index.ts';
import type { TaskFunction } from './context.ts';
import { fonts } from './fonts.ts';
import { seenEvent } from './seen.ts';
import { selected } from './selection.ts';
import type { Picture } from './tasks.ts';

/** Pixels a point of a command line's PNG: 144 dpi. */
const PNG_SCALE = 2;
/** Cells of the potential across the plane. */
const CELLS = 180;
/** Points of each continuous part: as many as a fit's value stands on. */
const QUADRATURE = 1000;
/** Margin of that grid on each side, as a share of the view. */
const GRID_MARGIN = 0.15;
/** An event with more particles is seen whole, not zoomed in on its energy. */
const JET_PARTICLES = 200;

export const figureTask: TaskFunction<'figure'> = async ({ figure, format, scale }) => {
  const checked = validFigure(figure);
  switch (format) {
    case 'svg':
      return new TextEncoder().encode(svg(checked));
    case 'pdf':
      return (await import('../figure/pdf.ts')).pdf(checked, fonts(), new Date());
    case 'png':
      return (await import('../figure/png.ts')).png(checked, fonts(), scale);
    default:
      throw new RangeError(`figure: format is ${format satisfies never}, allowed are svg, pdf, png`);
  }
};

export const pictureTask: TaskFunction<'picture'> = async (picture, context) => {
  const { png } = await import('../figure/png.ts');
  const page = { width: PAGE.width, height: PAGE.height };
  const figure = layout(sceneOf(picture, context.columns(picture.key)), page);
  return { svg: svg(figure), png: png(figure, fonts(), PNG_SCALE) };
};

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
  const jet = selection.kind !== 'all' || whole.pt.length <= JET_PARTICLES;
  const aspect = (PAGE.width - PAGE.left - PAGE.right) / (PAGE.height - PAGE.top - PAGE.bottom);
  const view = fitAspect(fitView(selection.kind === 'all' ? whole : part, aspect, jet), aspect);
  const { at, result, file, hash, version } = picture;
  const { intervals } = result ?? {};
  const of = placeOf(columns, picture.event);
  const frame = seen?.facts;
  const facts = { file, ...of, frame, selection, at, energyShare, result, intervals, version, hash };
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
