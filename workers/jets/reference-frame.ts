// An event as another frame has it, for all that works on events: the same columns, of one event, with every momentum transformed. The
// columns given stay as they are. Beams that the file calls so are left out, as they are of jets; in the Breit frame the scattered
// lepton too, which is no part of what the frame is made to look at.

import { type EventColumns, eventName } from '../core/events.ts';
import { jetFrame, principalFrame } from './axes-frame.ts';
import { boost, boostAlongBeam, identity, type Lorentz, restFrame, rotation, transformed } from './boost.ts';
import { type BeamEnergies, breitEvent } from './breit-event.ts';
import { frameText } from './frame-text.ts';
import { type JetRequest, jetsOf, kinematics } from './jets.ts';
import { type EventMomenta, eventMomenta, type FourMomenta } from './momenta.ts';
import { sumOf } from './recluster.ts';

export type ReferenceFrame =
  | { readonly kind: 'lab' }
  | { readonly kind: 'breit'; readonly beams: BeamEnergies | null }
  /** Of everything seen. */
  | { readonly kind: 'rest' }
  /** Along the beam. */
  | { readonly kind: 'boost'; readonly rapidity: number }
  /** c = 1. */
  | { readonly kind: 'velocity'; readonly velocity: readonly [number, number, number] }
  /** rad, right-handed. */
  | { readonly kind: 'rotation'; readonly axis: readonly [number, number, number]; readonly angle: number }
  /** `jet` counts from 0 through the jets of the file's frame. */
  | {
      readonly kind: 'jet';
      readonly jets: JetRequest;
      readonly jet: number;
      readonly principal: boolean;
    };

export interface FrameFacts {
  readonly frame: ReferenceFrame;
  /** In one word, as `--frame` takes it. */
  readonly text: string;
  /** Of the frame in the file's frame, c = 1. */
  readonly velocity: readonly [number, number, number];
  readonly dis: {
    readonly Q2: number;
    readonly x: number;
    readonly y: number;
    readonly W2: number;
    /** Place of the scattered lepton in the file's event. */
    readonly scattered: number;
  } | null;
  /** GeV, rad: of the jet in the file's frame; `angle` is that of the turn to the principal axis. */
  readonly jet: {
    readonly pt: number;
    readonly y: number;
    readonly phi: number;
    readonly angle: number;
  } | null;
}

export interface SeenEvent {
  /** Of this one event; the columns given themselves in the file's own frame. */
  readonly columns: EventColumns;
  readonly facts: FrameFacts;
}

/** Throws RangeError, which begins with the event, outside the columns and where the event has no such frame. */
export function seenIn(columns: EventColumns, event: number, frame: ReferenceFrame): SeenEvent {
  if (frame.kind === 'lab') return { columns, facts: told(frame, identity()) };
  try {
    const { momenta, facts } = momentaIn(columns, event, frame);
    return { columns: columnsOf(columns, momenta), facts };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const what = error.message.replace(/^event \d+: /, '');
    throw /^event \d/.test(what) ? error : new RangeError(`${eventName(columns, event)}: ${what}`);
  }
}

function momentaIn(columns: EventColumns, event: number, frame: ReferenceFrame) {
  if (frame.kind === 'breit') {
    const { lorentz, hadrons, scatteredIndex, Q2, x, y, W2 } = breitEvent(
      columns,
      event,
      frame.beams ?? undefined,
    );
    return {
      momenta: hadrons,
      facts: told(frame, lorentz, { dis: { Q2, x, y, W2, scattered: scatteredIndex } }),
    };
  }
  const lab = eventMomenta(columns, event);
  const { lorentz, ...more } = wayInto(frame, lab);
  const momenta: EventMomenta = { ...transformed(lorentz, lab), event, index: lab.index };
  return { momenta, facts: told(frame, lorentz, more) };
}

function wayInto(
  frame: Exclude<ReferenceFrame, { readonly kind: 'breit' }>,
  lab: EventMomenta,
): { readonly lorentz: Lorentz; readonly jet?: FrameFacts['jet'] } {
  switch (frame.kind) {
    case 'lab':
      return { lorentz: identity() };
    case 'rest':
      return {
        lorentz: restFrame(
          sumOf(
            lab,
            lab.index.map((_, k) => k),
          ),
        ),
      };
    case 'boost':
      return { lorentz: boostAlongBeam(frame.rapidity) };
    case 'velocity':
      return { lorentz: boost(...frame.velocity) };
    case 'rotation':
      return { lorentz: rotation(frame.axis, frame.angle) };
    case 'jet':
      return intoJet(frame, lab);
    default:
      return frame satisfies never;
  }
}

function intoJet(
  { jets, jet, principal }: Extract<ReferenceFrame, { readonly kind: 'jet' }>,
  lab: EventMomenta,
) {
  const found = jetsOf(lab, jets, jets);
  if (jet >= found.length) {
    const allowed = found.length > 0 ? `allowed are 0 to ${found.length - 1}` : 'the event has none of these';
    throw new RangeError(`jet is ${jet}, ${allowed}`);
  }
  const { px, py, pz, E: e, pt, constituents } = found[jet];
  const axis = { px, py, pz, e };
  const { lorentz, y, phi, angle } = principal
    ? principalFrame(axis, part(lab, constituents))
    : jetFrame(axis);
  return { lorentz, jet: { pt, y, phi, angle } };
}

function part({ index, px, py, pz, e }: EventMomenta, constituents: readonly number[]): FourMomenta {
  const inside = new Set(constituents);
  const stays = (_: number, k: number) => inside.has(index[k]);
  return { px: px.filter(stays), py: py.filter(stays), pz: pz.filter(stays), e: e.filter(stays) };
}

/** Row 0 of Λ is γ(1, −v). */
function told(
  frame: ReferenceFrame,
  l: Lorentz,
  { dis = null, jet = null }: Partial<Pick<FrameFacts, 'dis' | 'jet'>> = {},
): FrameFacts {
  const component = (i: number) => (l[i] === 0 ? 0 : -l[i] / l[0]);
  return { frame, text: frameText(frame), velocity: [component(1), component(2), component(3)], dis, jet };
}

/** Masses are those of the file's frame, since no frame changes them; rapidities are taken by them, so that none is lost to rounding. */
function columnsOf(from: EventColumns, { event, index, px, py, pz, e }: EventMomenta): EventColumns {
  const n = e.length;
  const i = event - from.first;
  const rowOf = new Map<number, number>();
  for (let k = from.offsets[i]; k < from.offsets[i + 1]; k++) rowOf.set(from.index[k], k);
  const rows = Uint32Array.from(index, (place) => rowOf.get(place) ?? 0);
  const of = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const { pid, origin } = from;
  const mass = from.mass && of(from.mass);
  const [pt, y, phi] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < n; k++) {
    const one = kinematics(px[k], py[k], pz[k], e[k]);
    pt[k] = one.pt;
    phi[k] = one.phi;
    const m = mass ? mass[k] : from.extra.E ? one.m : 0;
    const along = Math.log((e[k] + Math.abs(pz[k])) / Math.hypot(one.pt, m));
    y[k] = one.pt > 0 ? Math.sign(pz[k]) * along : Number.NaN;
  }
  const extra = Object.fromEntries(Object.entries(from.extra).map(([name, column]) => [name, of(column)]));
  return {
    first: event,
    events: 1,
    offsets: Uint32Array.of(0, n),
    ...{ pt, y, phi, mass },
    pid: pid && Int32Array.from(rows, (row) => pid[row]),
    index: index.slice(),
    extra: { ...extra, px, py, pz, E: e },
    ...(origin && {
      origin: {
        definition: origin.definition,
        event: origin.event.slice(i, i + 1),
        jet: origin.jet.slice(i, i + 1),
      },
    }),
  };
}
