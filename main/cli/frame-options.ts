// --frame TEXT where events are looked at: the frame that they are seen from. What the text may be, docs/frames.md.

import { RingsideError } from '../contract/errors.ts';
import type { ReferenceFrame } from '../contract/reference-frame.ts';
import type { ComputePool } from '../service/batch.ts';
import { type Io, usage } from './io.ts';

export const FRAME = { frame: 'value', beams: 'value' } as const;

interface Given {
  readonly frame?: string;
  readonly beams?: string;
  readonly jets?: string;
}

/** Null for the laboratory; what is wrong with the text is told at once. */
export async function frameAsked(io: Io, pool: ComputePool, given: Given): Promise<ReferenceFrame | null> {
  const { frame: text, beams, jets } = given;
  const frame =
    text === undefined
      ? null
      : await pool.run('referenceFrame', { text }, { lane: 'batch', signal: io.signal });
  // Jets are found first, and none has beams.
  if (frame?.kind === 'breit' && jets !== undefined) {
    throw usage(`--frame is ${text} and --jets ${jets}, allowed is one of them`);
  }
  if (beams !== undefined) {
    if (frame?.kind !== 'breit') throw usage(`--beams is ${beams}, allowed with --frame breit only`);
    return { kind: 'breit', beams: beamsOf(beams) };
  }
  return frame === null || frame.kind === 'lab' ? null : frame;
}

function beamsOf(text: string) {
  const energies = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (energies.length !== 2 || !energies.every((energy) => energy > 0 && Number.isFinite(energy))) {
    throw usage(`--beams is ${text}, allowed are two numbers > 0 (GeV): lepton,hadron`);
  }
  return { lepton: energies[0], hadron: energies[1] };
}

/** What bears the frame: nothing in the laboratory. */
export function framed<T>(frame: T | null | undefined): { readonly frame?: T } {
  return frame ? { frame } : {};
}

/** Where no event at all has the frame, the frame is what is wrong. */
export function refuseNone(frame: string, file: string, message: string): never {
  throw new RingsideError('bad-file', `--frame is ${frame}, and ${file} has no event for it: ${message}`);
}
