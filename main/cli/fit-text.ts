// Fits for people: a table whose parameters have units, and the events that could not be fitted.

import type { FittedRow } from '../../workers/entry/tasks.ts';
import type { Component } from '../contract/fit.ts';
import { type TextCell, textTable } from './text-table.ts';

/** Problems that are spelled out on stderr. */
const SPELLED_OUT = 10;

const PLACE = ['y', 'phi [rad]', 'radius or a [rad]', 'b [rad]', 'angle [rad]'];

/** A line a fit; of sums of shapes, a line a part under the fit's own. */
export function fitText(rows: readonly FittedRow[]): string {
  const fitted = rows.flatMap(({ event, of, result }) => (result ? [{ event, of, result }] : []));
  const sums = fitted.some(({ result }) => result.components.length > 1);
  const jets = rows.some(({ of }) => of);
  const lines = fitted.flatMap(({ event, of, result }) => {
    const { shape, emd, lower_bound, components, wall_ms } = result;
    const fit = [...(of ? [of.event, of.jet] : [event]), shape, emd, lower_bound];
    if (!sums) return components.map((one) => [...fit, ...placeOf(one), wall_ms]);
    return components.map((one, i) => {
      const first = i === 0 ? fit : fit.map(() => '');
      return [...first, one.shape, one.weight, ...placeOf(one), i === 0 ? wall_ms : ''];
    });
  });
  const parts = sums ? ['part', 'weight'] : [];
  const keys = jets ? ['event', 'jet'] : ['event'];
  return textTable([...keys, 'shape', 'EMD', 'bound', ...parts, ...PLACE, 'ms'], lines);
}

function placeOf({ center, radius, semi_axes, angle }: Component): readonly TextCell[] {
  const [a, b] = semi_axes ?? [radius ?? null, null];
  return [center[0], center[1], a, b, angle ?? null];
}

export function problemText(
  problems: readonly { readonly shape: string; readonly problem: string }[],
): string {
  const lines = problems
    .slice(0, SPELLED_OUT)
    .map(({ shape, problem }) => `ringside: ${shape}: ${problem}\n`);
  const more = problems.length - lines.length;
  return lines.join('') + (more > 0 ? `ringside: and ${more} more that could not be fitted\n` : '');
}
