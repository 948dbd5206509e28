// A data set whose events are all in memory.

import type { OpenedFile } from '../../workers/entry/tasks.ts';
import type { Dataset } from '../contract/index.ts';
import type { HeldDataset } from './held.ts';

export interface WholeDataset extends HeldDataset {
  readonly key: string;
  readonly opened: OpenedFile;
}

export function wholeDataset(dataset: Dataset, path: string, key: string, opened: OpenedFile): WholeDataset {
  const { columns, hash, particles, pt } = opened;
  return {
    dataset,
    path,
    key,
    opened,
    origin: columns.origin,
    hash: async () => hash,
    use: (_first, _end, work) => work({ key, columns }),
    async summaries(first, count) {
      const from = Math.min(first, particles.length);
      const to = Math.min(from + count, particles.length);
      return { first: from, particles: particles.slice(from, to), pt: pt.slice(from, to) };
    },
  };
}
