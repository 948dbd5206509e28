// What is asked of the application about a shape where it stands: its value, the potential around it, the plan to it.

import type { EvaluateRequest, GridSpec } from '../../main/contract/index.ts';
import { askedFrame } from './frame-choice.ts';
import type { Overlay } from './overlay.ts';

/** Quadrature points while the shape moves, and once it stands (DESIGN §3: at least 1,000). */
export const QUADRATURE = { moving: 200, still: 1000 } as const;

/** What the fits need to know of the screen. */
export interface FitView {
  /** Grid over what is seen; coarse while something moves. Null without a view. */
  grid(coarse: boolean): GridSpec | null;
  readonly potential: boolean;
  readonly plan: boolean;
  readonly reducedMotion: boolean;
}

/** Null where nothing of it would be shown. */
export function evaluationOf(overlay: Overlay, view: FitView, coarse: boolean): EvaluateRequest | null {
  const { potential, plan } = view;
  const value = overlay.state === 'dragged' && overlay.result === null;
  if (!potential && !plan && !value) return null;
  return {
    dataset: overlay.dataset,
    event: overlay.event,
    ...askedFrame(overlay.frame),
    selection: overlay.selection,
    shape: overlay.model.text,
    components: overlay.model.toComponents(overlay.parameters),
    quadrature: coarse ? QUADRATURE.moving : QUADRATURE.still,
    grid: potential ? view.grid(coarse) : null,
    plan,
  };
}
