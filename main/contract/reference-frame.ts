// The frame that an event is seen from. A frame is a view: momenta are transformed on the way to what works on them, and the event
// stays as it was read. GeV; angles in rad; velocities with c = 1. What each means: docs/frames.md.

import type { DisKinematics } from './cluster.ts';
import type { JetRequest } from './jets.ts';

export type ReferenceFrame =
  /** As the file has it. */
  | { readonly kind: 'lab' }
  /** Of deep-inelastic scattering; energies of massless beams (the lepton along −z) where the file has none. */
  | { readonly kind: 'breit'; readonly beams: { readonly lepton: number; readonly hadron: number } | null }
  /** Where the momenta of everything seen add up to zero. */
  | { readonly kind: 'rest' }
  /** Moves along the beam with this rapidity: all rapidities fall by it. */
  | { readonly kind: 'boost'; readonly rapidity: number }
  | { readonly kind: 'velocity'; readonly velocity: readonly [number, number, number] }
  /** The event turned, right-handed, about an axis of any length. */
  | { readonly kind: 'rotation'; readonly axis: readonly [number, number, number]; readonly angle: number }
  /** The axis of a jet (found in the file's frame, counted from 0) at y = 0, φ = 0; with `principal` turned about it to its principal axis. */
  | {
      readonly kind: 'jet';
      readonly jets: JetRequest;
      readonly jet: number;
      readonly principal: boolean;
    };

/** Rapidities of a boost along the beam: beyond them doubles lose what is at right angles to it. */
export const MOST_RAPIDITY = 20;

/** What is told of the frame that an event was seen from. */
export interface FrameFacts {
  readonly frame: ReferenceFrame;
  /** In one word, as the command line's --frame takes it. */
  readonly text: string;
  /** Of the frame, as the file's frame has it. */
  readonly velocity: readonly [number, number, number];
  /** In the Breit frame only. */
  readonly dis: DisKinematics | null;
  /** In the frame of a jet: where its axis was, and by how much was turned about it. */
  readonly jet: {
    readonly pt: number;
    readonly y: number;
    readonly phi: number;
    readonly angle: number;
  } | null;
}
