// Fits for people: a table whose parameters have units, and the events that could not be fitted.

import type { FittedRow } from '../../workers/entry/tasks.ts';
import { textTable } from './text-table.ts';

/** Problems that are spelled out on stderr. */
const SPELLED_OUT = 10;

export function fitText(rows: readonly FittedRow[]): string {
  const fitted = rows.flatMap(({ result }) => {
    const component = result?.components[0];
    if (!result || !component) return [];
    const { center, radius, semi_axes, angle } = component;
    const [a, b] = semi_axes ?? [radius ?? null, null];
    return [
      [
        result.event,
        result.shape,
        result.emd,
        result.lower_bound,
        center[0],
        center[1],
        a,
        b,
        angle ?? null,
        result.wall_ms,
      ],
    ];
  });
  const headings = [
    'event',
    'shape',
    'EMD',
    'bound',
    'y',
    'phi [rad]',
    'radius or a [rad]',
    'b [rad]',
    'angle [rad]',
    'ms',
  ];
  return textTable(headings, fitted);
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
