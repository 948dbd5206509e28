// The keyboard's cross on the plane: arrow keys move it, Enter fits at it, Esc puts it away.

import type { View } from '../../../workers/figure/types.ts';

/** Step of the cross, share of the view; with Shift a fifth of it. */
const STEP = 0.025;

export type Place = readonly [y: number, phi: number];
export type CrossAct =
  | { readonly kind: 'move'; readonly to: Place }
  | { readonly kind: 'fit' }
  | { readonly kind: 'leave' };

/** What a key does to a cross that stands at a place; null for a key that is not its own. */
export function crossAct(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  at: Place,
  view: View,
): CrossAct | null {
  const share = event.shiftKey ? STEP / 5 : STEP;
  const dy = (view.y1 - view.y0) * share;
  const dphi = (view.phi1 - view.phi0) * share;
  const moves: Readonly<Record<string, Place>> = {
    ArrowLeft: [-dy, 0],
    ArrowRight: [dy, 0],
    ArrowUp: [0, dphi],
    ArrowDown: [0, -dphi],
  };
  const move = moves[event.key];
  if (move) return { kind: 'move', to: [at[0] + move[0], at[1] + move[1]] };
  if (event.key === 'Enter') return { kind: 'fit' };
  if (event.key === 'Escape') return { kind: 'leave' };
  return null;
}
