// A data set whose events are all in memory.

import type { OpenedFile } from '../../workers/entry/tasks.ts';
import type { Dataset } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import type { HeldDataset } from './held.ts';

export interface WholeDataset extends HeldDataset {
  readonly key: string;
  readonly opened: OpenedFile;
  /** The threads may keep columns that the data set which takes its place has too. */
  close(next?: HeldDataset): void;
}

/** `old`: what was read under this id before; found the same, the threads keep the columns that they have. */
export function wholeDataset(
  pool: Pick<ComputePool, 'share' | 'unshare'>,
  {
    dataset,
    path,
    opened: read,
    old,
  }: {
    readonly dataset: Dataset;
    readonly path: string;
    readonly opened: OpenedFile;
    readonly old: HeldDataset | undefined;
  },
): WholeDataset {
  const key = `dataset ${dataset.id} ${read.hash}`;
  const opened = old && isWhole(old) && old.key === key ? old.opened : read;
  const { columns, hash, particles, pt } = opened;
  pool.share(key, columns);
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
    close(next) {
      if (!next || !isWhole(next) || next.key !== key) pool.unshare(key);
    },
  };
}

const isWhole = (held: HeldDataset): held is WholeDataset => 'opened' in held;
