// An RNTuple as a file of events.

import type { EventFile } from './jagged.ts';
import { ClusterReader } from './root-clusters.ts';
import type { TreeKey } from './root-file.ts';
import { openNtuple } from './root-ntuple.ts';
import { leavesOf } from './root-ntuple-fields.ts';
import type { Source } from './root-source.ts';

/** Values of the widest field that are read at once, and events at most. */
const BLOCK_VALUES = 2 ** 17;
const BLOCK_EVENTS = 20_000;

/** `others`: names of the file's other trees. Throws ReadError. */
export async function ntupleFile(
  source: Source,
  key: TreeKey,
  others: readonly string[],
): Promise<EventFile> {
  const ntuple = await openNtuple(source, key);
  const { events } = ntuple;
  const fields = leavesOf(ntuple);
  const reader = new ClusterReader(source, ntuple);
  const widest = events > 0 ? await reader.widest(fields) : 0;
  const step = Math.max(1, Math.min(BLOCK_EVENTS, Math.floor(BLOCK_VALUES / Math.max(1, widest))));
  return {
    format: 'root',
    file: source.name,
    size: source.size,
    name: key.path,
    others,
    events,
    fields,
    edge: (event) => Math.min(events, (Math.floor(event / step) + 1) * step),
    async read(wanted, from, to) {
      const out = [];
      for (const field of wanted) out.push(await reader.read(fields[field], from, to));
      return out;
    },
  };
}
