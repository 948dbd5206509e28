// A fit in words and numbers: what is copied, and what is printed under an exported figure.

import type { Dataset, FitResult, Intervals } from '../../main/contract/index.ts';
import { type CaptionFacts, captionLines, fitCommand, frameCaption } from '../../workers/figure/index.ts';
import { frozenText, modelOf } from '../../workers/shapes/index.ts';
import type { App } from './app.svelte.ts';
import { selectionWords } from './choice.ts';
import { distanceUnit, jetsCaption, jetsWords, shownTree } from './jets-choice.ts';
import type { Overlay } from './overlay.ts';
import { cutWords } from './subjets.svelte.ts';

/** Digits of parameters in a command: enough to make the same figure again. */
const DIGITS = 8;

/** Everything known of the fit on show, one line a number, tab between name and value. */
export function valuesOf(app: App): string {
  const overlay = app.fits.overlay;
  const facts = factsOf(app);
  if (!overlay || !facts?.result) return '';
  const result = facts.result;
  const lines: [string, string][] = [
    ['file', facts.file],
    ...(facts.hash === '' ? [] : [['sha256', facts.hash] as [string, string]]),
    ['event', String(facts.event)],
    ...(facts.jet ? [['jet', `${facts.jet.number}\t${facts.jet.definition}`] as [string, string]] : []),
    ...(facts.frame
      ? [['frame', `${facts.frame.text}\t${frameCaption(facts.frame)}`] as [string, string]]
      : []),
    ['shape', overlay.model.text],
    ['solver', result.solver],
    ['emd / rad', String(result.emd)],
    ['lower bound / rad', String(result.lower_bound)],
    ['gap / rad', String(result.gap)],
    ['quadrature points', String(result.quadrature)],
    ...overlay.model.parameters.map((parameter, i): [string, string] => [
      parameter.unit ? `${parameter.label} / ${parameter.unit}` : parameter.label,
      String(overlay.parameters[i]),
    ]),
    ...energyLines(overlay, facts),
    ...intervalLines(overlay.result?.intervals),
    ['fitted', selectionWords(overlay.selection)],
    ['share of the energy', String(facts.energyShare)],
    ['seed', String(result.seed)],
    ['version', facts.version],
    ['command', fitCommand(facts, result)],
  ];
  return lines.map((line) => line.join('\t')).join('\n');
}

/** Of a composition, what each part holds. */
function energyLines({ model, parameters }: Overlay, { energyShare, pt }: CaptionFacts): [string, string][] {
  if (model.parts.length === 1) return [];
  return model.parts.map(({ name }, p) => [
    `${name}: energy / GeV`,
    String(model.weightOf(parameters, p) * energyShare * pt),
  ]);
}

function intervalLines(intervals: Intervals | undefined): [string, string][] {
  if (!intervals) return [];
  return (['smearing', 'bootstrap'] as const).flatMap((kind) => [
    [`${kind}: replicas, left the minimum`, `${intervals[kind].replicas}\t${intervals[kind].left}`],
    ...intervals[kind].parameters.map(({ name, unit, central68, central95 }): [string, string] => [
      `${kind}: ${name}${unit && ` / ${unit}`}, 68% and 95%`,
      [...central68, ...central95].join('\t'),
    ]),
  ]);
}

/** Lines under an exported figure. */
export function caption(app: App): string[] {
  const facts = factsOf(app);
  return facts ? captionLines(facts) : [];
}

function factsOf(app: App): CaptionFacts | null {
  const { dataset, jets } = app;
  const { data } = app.place;
  const { overlay } = app.fits;
  if (!dataset || !data) return null;
  const selection = overlay?.selection ?? { kind: 'all' };
  const sum = (values: Float64Array) => values.reduce((total, pt) => total + pt, 0);
  const pt = sum(data.pt);
  const result = overlay?.result ?? null;
  return {
    ...placeOf(dataset, data.event),
    ...(jets.scene ? { jets: jetsLine(app) } : {}),
    ...(data.frame ? { frame: data.frame } : {}),
    particles: data.pt.length,
    pt,
    selection,
    at: overlay?.report?.at,
    energyShare: sum(app.fits.selected(data, selection).pt) / pt,
    intervals: result?.intervals,
    result: result && overlay?.state === 'dragged' ? { ...result, shape: frozenShape(result) } : result,
    version: app.hello?.version ?? '',
    // Of a large file that is still being read it is not known yet.
    hash: dataset.hash ?? '',
  };
}

/** Where it is in a file: of a jet, the event in which it was found. */
function placeOf(
  { file, cuts, jets }: Dataset,
  event: number,
): Pick<CaptionFacts, 'file' | 'cuts' | 'event' | 'jet'> {
  const cut = cuts ? { cuts: cuts.text } : {};
  if (!jets) return { file: cuts?.file ?? file.name, ...cut, event };
  const { definition } = jets;
  return { file: jets.file, ...cut, event: jets.event[event], jet: { number: jets.jet[event], definition } };
}

/** Of the jets on the plane, or of the subjets that stand for them. */
function jetsLine({ jets, subjets }: App): string {
  const { choice, chosen, list, pileup } = jets;
  if (subjets.nodes.length === 0) return jetsCaption(list.length, choice, pileup);
  const tree = shownTree(choice.algorithm, subjets.tree);
  const again = { own: '', kt: ', clustered again with kt', ca: ', clustered again with C/A' }[tree];
  const cut = cutWords(subjets.by, subjets.value, distanceUnit(choice.algorithm, tree));
  const found = subjets.cut.subjets.length;
  return `${found} ${found === 1 ? 'subjet' : 'subjets'} of jet ${(chosen ?? 0) + 1} (${jetsWords(choice)})${again}: ${cut}`;
}

/** Every parameter held where it was put by hand: `ring(y=0.1,phi=0.2,radius=0.3)`. */
export function frozenShape(result: Pick<FitResult, 'shape' | 'components'>): string {
  if (result.components.length === 0) return result.shape;
  const model = modelOf(result.shape);
  return frozenText(model, model.fromComponents(result.components), DIGITS);
}
