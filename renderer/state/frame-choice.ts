// The frames that the screen offers, and how they are spoken of. The application knows more of them (docs/frames.md); one that a session
// or the history brings is shown as it is.

import type { AnyJetRequest, FrameFacts, JetRequest, ReferenceFrame } from '../../main/contract/index.ts';
import { MOST_RAPIDITY } from '../../main/contract/index.ts';
import { angle, fixed } from './format.ts';

export const LAB: ReferenceFrame = { kind: 'lab' };

/** `axes`: of a jet, turned to its principal axes. */
export const FRAME_CHOICES = [
  { choice: 'lab', label: 'Lab' },
  { choice: 'breit', label: 'Breit' },
  { choice: 'rest', label: 'Rest frame' },
  { choice: 'boost', label: 'Boost along beam' },
  { choice: 'turn', label: 'Turned' },
  { choice: 'jet', label: 'Jet' },
  { choice: 'axes', label: 'Jet, principal axes' },
] as const;
export type FrameChoice = (typeof FRAME_CHOICES)[number]['choice'];

/** Smallest, first and largest: rapidity, rad, GeV. */
export const FRAME_LIMITS = {
  rapidity: { smallest: -MOST_RAPIDITY, first: 1, largest: MOST_RAPIDITY },
  angle: { smallest: -3.15, first: 0.5, largest: 3.15 },
  energy: { smallest: 1e-3, largest: 1e6 },
} as const;

/** About which a choice turns. */
export const AXES = [
  { name: 'x', axis: [1, 0, 0] },
  { name: 'y', axis: [0, 1, 0] },
  { name: 'z', axis: [0, 0, 1] },
] as const;
export type AxisName = (typeof AXES)[number]['name'];

/** The two are the same way of seeing; none is the laboratory. */
export function sameFrame(
  a: ReferenceFrame | null | undefined,
  b: ReferenceFrame | null | undefined,
): boolean {
  return a === b || frameKey(a) === frameKey(b);
}

/** Empty for the laboratory. */
export function frameKey(frame: ReferenceFrame | null | undefined): string {
  return frame && frame.kind !== 'lab' ? JSON.stringify(frame) : '';
}

/** What the application is asked with: nothing for the laboratory. */
export function askedFrame(frame: ReferenceFrame | null | undefined): { readonly frame?: ReferenceFrame } {
  return frame && frame.kind !== 'lab' ? { frame } : {};
}

/** Null for a frame that is not among the choices. */
export function choiceOf(frame: ReferenceFrame): FrameChoice | null {
  switch (frame.kind) {
    case 'jet':
      return frame.principal ? 'axes' : 'jet';
    case 'rotation':
      return axisOf(frame) === null ? null : 'turn';
    case 'velocity':
      return null;
    default:
      return frame.kind;
  }
}

/** Of a turn about one of the axes; null of another. */
export function axisOf(frame: ReferenceFrame): AxisName | null {
  if (frame.kind !== 'rotation') return null;
  return AXES.find(({ axis }) => axis.every((one, i) => one === frame.axis[i]))?.name ?? null;
}

/** The frame of jets that recombine: others' are found by a search that a frame does not wait for. */
export function frameJets(jets: AnyJetRequest): JetRequest {
  return jets.algorithm === 'xcone' ? { algorithm: 'antikt', R: jets.R } : jets;
}

/** "the Breit frame", as it is said in sentences. */
export function frameWords(frame: ReferenceFrame): string {
  switch (frame.kind) {
    case 'lab':
      return 'the laboratory';
    case 'breit':
      return 'the Breit frame';
    case 'rest':
      return 'the rest frame of the event';
    case 'boost':
      return `a frame at rapidity ${angle(frame.rapidity)}`;
    case 'velocity':
      return `a frame that moves with ${frame.velocity.map((one) => fixed(one, 3)).join(', ')} c`;
    case 'rotation':
      return `the event turned by ${angle(frame.angle)} rad about ${axisOf(frame) ?? frame.axis.join(', ')}`;
    case 'jet':
      return frame.principal
        ? `the principal axes of jet ${frame.jet + 1}`
        : `the frame of jet ${frame.jet + 1}`;
    default:
      return frame satisfies never;
  }
}

/** What is told of the frame beside its name: one line, in pieces. */
export function factWords({ frame, dis, jet, velocity }: FrameFacts): readonly string[] {
  if (dis) {
    const { Q2, x, y, W2 } = dis;
    const W = Math.sqrt(Math.max(0, W2));
    return [`Q² ${amount(Q2)} GeV²`, `x ${amount(x)}`, `y ${fixed(y, 3)}`, `W ${amount(W)} GeV`];
  }
  if (jet) {
    const turned = frame.kind === 'jet' && frame.principal ? [`turned by ${angle(jet.angle)} rad`] : [];
    return [`pT ${amount(jet.pt)} GeV`, `from y ${angle(jet.y)}, φ ${angle(jet.phi)}`, ...turned];
  }
  if (frame.kind === 'rotation') return [];
  const speed = Math.hypot(...velocity);
  return speed === 0 ? [] : [`moves with β = (${velocity.map((one) => fixed(one, 3)).join(', ')})`];
}

/** Under a figure and in copied values: "seen in the Breit frame: Q² …". */
export function frameCaption(facts: FrameFacts): string {
  const more = factWords(facts);
  return `seen in ${frameWords(facts.frame)}${more.length > 0 ? `: ${more.join(', ')}` : ''}`;
}

/** Three digits. */
function amount(value: number): string {
  if (!(value > 0)) return fixed(value, 1);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(value)));
  return fixed(value, Math.min(6, digits));
}
