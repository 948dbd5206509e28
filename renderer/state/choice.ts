// What of an event is fitted: all of it, a circle around the click, what a lasso holds, or a jet. Said plainly on the screen,
// because a fit to half an event is another fit.

import type { Dataset, Selection } from '../../main/contract/index.ts';
import { wrapPhi } from '../../workers/core/geometry.ts';
import { jetWords } from '../../workers/figure/index.ts';
import { angle, fixed } from './format.ts';

export type ParticleChoice = 'all' | 'circle' | 'lasso' | 'jet';

/** A jet is fitted whole; of a full event, the circle around the click. */
export function defaultChoice(dataset: Pick<Dataset, 'jetSized'>): ParticleChoice {
  return dataset.jetSized ? 'all' : 'circle';
}

/** null where the circle has no place yet, the lasso no points, and no jet is chosen (`jet`: its particles). */
export function selectionFor(
  choice: ParticleChoice,
  at: readonly [number, number] | null,
  radius: number,
  lasso: readonly (readonly [number, number])[] | null,
  jet: readonly number[] | null = null,
): Selection | null {
  if (choice === 'all') return { kind: 'all' };
  if (choice === 'circle') return at && { kind: 'circle', y: at[0], phi: wrapPhi(at[1]), radius };
  if (choice === 'jet') return jet && jet.length > 0 ? { kind: 'particles', index: jet } : null;
  return lasso && lasso.length >= 3 ? { kind: 'lasso', points: lasso } : null;
}

/** In words, for the inspector, captions and the history. */
export function selectionWords(selection: Selection): string {
  if (selection.kind === 'all') return 'the whole event';
  if (selection.kind === 'lasso') return 'what the lasso holds';
  if (selection.kind === 'particles') return `a ${jetWords(selection.index.length)}`;
  return `a circle of radius ${fixed(selection.radius, 2)} around (${angle(selection.y)}, ${angle(selection.phi)})`;
}
