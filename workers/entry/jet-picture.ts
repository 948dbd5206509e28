// The picture of one event with its jets for the command line: hulls in colours, groomed ones dashed, in any format of figures.

import type { FigureFormat } from '../../main/contract/api.ts';
import { type PlaneEvent, planeEvent } from '../core/events.ts';
import {
  captionLines,
  type DrawnJet,
  fitAspect,
  fitView,
  layout,
  PAGE,
  ptReferenceFor,
  quoted,
  regionOutlines,
  type Scene,
  sceneJets,
  sceneParticles,
  svg,
} from '../figure/index.ts';
import type { EventMomenta } from '../jets/index.ts';
import { areasOf } from './areas.ts';
import { jetsOfParticles, momentaSeen } from './clustered.ts';
import type { TaskFunction } from './context.ts';
import { fonts } from './fonts.ts';
import { seenColumns } from './seen.ts';
import type { JetPicture } from './tasks.ts';

/** Pixels a point of a PNG: 144 dpi. */
const PNG_SCALE = 2;
/** An event with more particles is seen whole, not zoomed in on its energy. */
const JET_PARTICLES = 200;

export const jetPictureTask: TaskFunction<'jetPicture'> = async (picture, context) => {
  const columns = context.columns(picture.key);
  const { event } = picture.jets;
  const { momenta } = momentaSeen(columns, event, picture.frame);
  const whole = planeEvent(seenColumns(columns, { ...picture, event }), event);
  const figure = layout(sceneOf(picture, whole, drawnJets(picture, momenta)), {
    width: PAGE.width,
    height: PAGE.height,
  });
  const bytes = async (format: FigureFormat) => {
    switch (format) {
      case 'svg':
        return new TextEncoder().encode(svg(figure));
      case 'pdf':
        return (await import('../figure/pdf.ts')).pdf(figure, fonts(), new Date());
      case 'png':
        return (await import('../figure/png.ts')).png(figure, fonts(), PNG_SCALE);
    }
  };
  return Promise.all(picture.formats.map(bytes));
};

function drawnJets({ jets: { jets }, request, areas }: JetPicture, momenta: EventMomenta): DrawnJet[] {
  const drawn = jets.map((jet) => ({ ...jet, groomed: jet.groomed ?? null }));
  if (!areas) return drawn;
  const placeOf = new Map(Array.from(momenta.index, (index, place): [number, number] => [index, place]));
  const places = jets.map(({ constituents }) => constituents.map((index) => placeOf.get(index) ?? -1));
  const { rho: _, ...ghosts } = areas;
  const regions = areasOf(momenta, request, ghosts).regions(places);
  return drawn.map((jet, k) => ({ ...jet, region: regionOutlines(regions, k) }));
}

function sceneOf(
  { jets: found, asked, areas, command, file, hash, version }: JetPicture,
  whole: PlaneEvent,
  drawn: readonly DrawnJet[],
): Scene {
  const { event, jets, rho, sigma } = found;
  const aspect = (PAGE.width - PAGE.left - PAGE.right) / (PAGE.height - PAGE.top - PAGE.bottom);
  const view = fitAspect(fitView(whole, aspect, whole.pt.length <= JET_PARTICLES), aspect);
  const thin = areas ? '; thin where they catch soft particles' : '';
  const density =
    rho === undefined || sigma === undefined
      ? ''
      : `; ρ = ${rho.toFixed(2)} GeV/rad², σ = ${sigma.toFixed(2)} GeV/rad`;
  return {
    view,
    theme: 'paper',
    colourBy: 'jet',
    ptReference: ptReferenceFor(whole.pt),
    particles: sceneParticles(whole),
    jets: sceneJets(whole, drawn, jetsOfParticles(whole.index, jets)),
    selection: null,
    shape: null,
    potential: null,
    plan: null,
    caption: captionLines({
      ...{ file, event, version, hash },
      command: command.map(quoted).join(' '),
      particles: whole.pt.length,
      pt: whole.pt.reduce((sum, pt) => sum + pt, 0),
      selection: { kind: 'all' },
      energyShare: 1,
      result: null,
      jets: `${jets.length} ${jets.length === 1 ? 'jet' : 'jets'}: ${asked}${thin}${density}`,
    }),
  };
}
