// The intervals of fits as columns of a table: of each parameter and each kind of replica, its spread and its limits.

import type { CellTable } from '../../workers/entry/tasks.ts';
import type { FitResult, ParameterInterval } from '../contract/index.ts';

const KINDS = ['smearing', 'bootstrap'] as const;
const STATISTICS: readonly (readonly [name: string, value: (interval: ParameterInterval) => number])[] = [
  ['median', ({ median }) => median],
  ['sd', ({ sd }) => sd],
  ['bias', ({ bias }) => bias],
  ['lower_68', ({ central68 }) => central68[0]],
  ['upper_68', ({ central68 }) => central68[1]],
  ['lower_95', ({ central95 }) => central95[0]],
  ['upper_95', ({ central95 }) => central95[1]],
];

/** `radius_bootstrap_sd`, `ellipse1_a_smearing_lower_68` …, then the replicas that left; nothing where no row has intervals. */
export function intervalColumns(results: readonly (FitResult | null)[]): CellTable['columns'] {
  const found = new Map<string, ParameterInterval['unit']>();
  for (const result of results) {
    for (const { name, unit } of result?.intervals?.bootstrap.parameters ?? []) found.set(name, unit);
  }
  if (!results.some((result) => result?.intervals)) return [];
  const columns: CellTable['columns'][number][] = [];
  for (const [name, unit] of found) {
    for (const kind of KINDS) {
      const intervals = results.map((result) =>
        result?.intervals?.[kind].parameters.find((interval) => interval.name === name),
      );
      for (const [statistic, value] of STATISTICS) {
        columns.push({
          name: `${name.replaceAll('.', '_')}_${kind}_${statistic}`,
          unit: unit || undefined,
          values: intervals.map((interval) => (interval ? value(interval) : null)),
        });
      }
    }
  }
  for (const kind of KINDS) {
    const sets = results.map((result) => result?.intervals?.[kind]);
    columns.push({ name: `${kind}_replicas`, values: sets.map((set) => set?.replicas ?? null) });
    columns.push({ name: `${kind}_left`, values: sets.map((set) => set?.left ?? null) });
  }
  return columns;
}
