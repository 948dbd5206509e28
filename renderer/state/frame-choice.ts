// The frames that the screen offers, and how they are spoken of. The application knows more of them (docs/frames.md); one that a session
// or the history brings is shown as it is.

import type { AnyJetRequest, JetRequest, ReferenceFrame } from '../../main/contract/index.ts';
import { MOST_RAPIDITY } from '../../main/contract/index.ts';

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
