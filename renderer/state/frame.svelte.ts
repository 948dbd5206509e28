// The frame that the event is seen from, and whether the laboratory stands beside it. The settings of frames that are not chosen now
// are remembered. Kept in the session.

import type { AnyJetRequest, ReferenceFrame } from '../../main/contract/index.ts';
import {
  AXES,
  type AxisName,
  axisOf,
  choiceOf,
  FRAME_LIMITS,
  type FrameChoice,
  frameJets,
  LAB,
} from './frame-choice.ts';

type Limited = { readonly smallest: number; readonly largest: number };

export class FrameState {
  now = $state.raw<ReferenceFrame>(LAB);
  /** The laboratory on the left, the frame on the right. */
  beside = $state(false);
  /** The last one that was not the laboratory. */
  before = $state.raw<ReferenceFrame>(LAB);

  #rapidity: number = FRAME_LIMITS.rapidity.first;
  #turn: { readonly axis: AxisName; readonly angle: number } = { axis: 'y', angle: FRAME_LIMITS.angle.first };
  #beams: { readonly lepton: number; readonly hadron: number } | null = null;

  /** Null for a frame that is not among the choices. */
  readonly choice: FrameChoice | null = $derived(choiceOf(this.now));

  get isLab(): boolean {
    return this.now.kind === 'lab';
  }

  /** What a choice stands for; a jet's, of the jets asked for, this one. */
  frameOf(choice: FrameChoice, jets: AnyJetRequest, jet: number): ReferenceFrame {
    switch (choice) {
      case 'lab':
      case 'rest':
        return { kind: choice };
      case 'breit':
        return { kind: 'breit', beams: this.#beams };
      case 'boost':
        return { kind: 'boost', rapidity: this.#rapidity };
      case 'turn': {
        const { axis } = AXES.find(({ name }) => name === this.#turn.axis) ?? AXES[1];
        return { kind: 'rotation', axis, angle: this.#turn.angle };
      }
      case 'jet':
      case 'axes':
        return { kind: 'jet', jets: frameJets(jets), jet, principal: choice === 'axes' };
      default:
        return choice satisfies never;
    }
  }

  /** Another setting of the frame chosen, brought within its limits; null where it is none. */
  changed(change: {
    readonly rapidity?: number;
    readonly angle?: number;
    readonly axis?: AxisName;
    readonly jet?: number;
    readonly beams?: { readonly lepton: number; readonly hadron: number } | null;
  }): ReferenceFrame {
    const { now } = this;
    switch (now.kind) {
      case 'boost':
        return { ...now, rapidity: within(change.rapidity, now.rapidity, FRAME_LIMITS.rapidity) };
      case 'rotation': {
        const named = AXES.find(({ name }) => name === change.axis);
        return {
          ...now,
          axis: named?.axis ?? now.axis,
          angle: within(change.angle, now.angle, FRAME_LIMITS.angle),
        };
      }
      case 'jet':
        return { ...now, jet: Math.round(within(change.jet, now.jet, { smallest: 0, largest: 9999 })) };
      case 'breit':
        return { ...now, beams: change.beams === undefined ? now.beams : change.beams };
      default:
        return now;
    }
  }

  set(frame: ReferenceFrame): void {
    this.now = frame;
    if (frame.kind !== 'lab') this.before = frame;
    if (frame.kind === 'boost') this.#rapidity = frame.rapidity;
    if (frame.kind === 'breit') this.#beams = frame.beams;
    const axis = axisOf(frame);
    if (frame.kind === 'rotation' && axis) this.#turn = { axis, angle: frame.angle };
  }

  toJSON(): Record<string, unknown> {
    return { now: this.now, beside: this.beside };
  }

  /** From a session of any age: a frame that it cannot tell is the laboratory. */
  restore(saved: unknown): void {
    if (typeof saved !== 'object' || saved === null) return;
    const { now, beside } = saved as Readonly<Record<string, unknown>>;
    const frame = restored(now);
    if (frame) this.set(frame);
    this.beside = beside === true;
  }
}

/** What is sent is checked by the application; here a session's frame is only to be one of the kinds that this screen can show. */
function restored(saved: unknown): ReferenceFrame | null {
  if (typeof saved !== 'object' || saved === null) return null;
  const frame = saved as ReferenceFrame;
  const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
  switch (frame.kind) {
    case 'lab':
    case 'rest':
      return { kind: frame.kind };
    case 'boost':
      return isNumber(frame.rapidity) ? frame : null;
    case 'rotation':
      return Array.isArray(frame.axis) && axisOf(frame) && isNumber(frame.angle) ? frame : null;
    case 'breit': {
      const { beams } = frame;
      return beams === null || (isNumber(beams?.lepton) && isNumber(beams?.hadron)) ? frame : null;
    }
    case 'jet':
      return Number.isInteger(frame.jet) && typeof frame.jets?.algorithm === 'string' ? frame : null;
    default:
      return null;
  }
}

function within(value: number | undefined, now: number, { smallest, largest }: Limited): number {
  return value === undefined || !Number.isFinite(value) ? now : Math.min(largest, Math.max(smallest, value));
}
