// The picture of one event with its jets for the command line: hulls in colours, groomed ones dashed, in any format of figures.

import { type PlaneEvent, planeEvent } from '../core/events.ts';
import {
  captionLines,
  type DrawnJet,
  layout,
  ptReferenceFor,
  quoted,
  regionOutlines,
  type Scene,
  sceneJets,
  sceneParticles,
} from '../figure/index.ts';
import type { EventMomenta } from '../jets/index.ts';
import { areasOf } from './areas.ts';
import { jetsOfParticles, momentaSeen } from './clustered.ts';
import type { TaskFunction } from './context.ts';
import { figureBytes, PAGE_SIZE, pageView } from './paper.ts';
import { seenColumns } from './seen.ts';
import type { JetPicture } from './tasks.ts';

export const jetPictureTask: TaskFunction<'jetPicture'> = async (picture, context) => {
  const columns = context.columns(picture.key);
  const { event } = picture.jets;
  const { momenta } = momentaSeen(columns, event, picture.frame);
  const whole = planeEvent(seenColumns(columns, { ...picture, event }), event);
  const figure = layout(sceneOf(picture, whole, drawnJets(picture, momenta)), PAGE_SIZE);
  return Promise.all(picture.formats.map((format) => figureBytes(figure, format)));
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
  { jets: found, asked, areas, command, file, cuts, hash, version }: JetPicture,
  whole: PlaneEvent,
  drawn: readonly DrawnJet[],
): Scene {
  const { event, jets, rho, sigma } = found;
  const thin = areas ? '; thin where they catch soft particles' : '';
  const density =
    rho === undefined || sigma === undefined
      ? ''
      : `; ρ = ${rho.toFixed(2)} GeV/rad², σ = ${sigma.toFixed(2)} GeV/rad`;
  return {
    view: pageView(whole),
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
      ...{ file, cuts, event, version, hash },
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
