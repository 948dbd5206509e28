// ROOT files: TTrees of numbers, of lists (Jet_pt[nJet], std::vector, members of TClonesArray) and of TLorentzVectors.
// RNTuples of numbers, of collections of numbers and of records. `FILE:TREE` names a tree or an RNTuple, `FILE:TREE/Jet` the
// branches that begin with Jet.

import { ReadError } from './errors.ts';
import { bytesAt, held, type Input } from './input.ts';
import { type EventFile, eventTable } from './jagged.ts';
import { limits } from './limits.ts';
import { BranchReader } from './root-baskets.ts';
import { type Branch, fieldsOf } from './root-branches.ts';
import { type OpenRoot, openRoot, type TreeKey } from './root-file.ts';
import { ntupleFile } from './root-ntuple-file.ts';
import { broken, type Source } from './root-source.ts';
import type { Format } from './table.ts';

export const root: Format = {
  name: 'root',
  async open(input, options, whole) {
    const file = await held(input);
    return await eventTable(await rootFile(file, options.collection ?? null), options, whole);
  },
};

/** Opened first where nothing is asked for. */
const FIRST = /^(Events|events|Delphes|CollectionTree|tree|Tree)$/;
/** Bytes of the widest branch that are read at once, and events at most. */
const BLOCK_BYTES = 2 ** 20;
const BLOCK_EVENTS = 20_000;

async function rootFile(input: Input, wanted: string | null): Promise<EventFile> {
  const { name, size, slice } = input;
  if (!slice || size === null) throw new Error('a held input has a size');
  const source: Source = { name, size, bytes: (from, to) => bytesAt({ size, slice }, from, to) };
  const opened = await openRoot(source);
  const key = chosen(name, opened, wanted);
  const others = opened.trees.filter((one) => one !== key).map(({ path }) => path);
  if (key.ntuple) return await ntupleFile(source, key, others);
  const tree = (await opened.tree(key)) as {
    readonly fEntries?: unknown;
    readonly fBranches?: Branch['fBranches'];
  };
  const events = Number(tree.fEntries);
  if (!Number.isSafeInteger(events) || events < 0)
    throw broken(name, `tree "${key.path}" claims ${events} events`);
  // Branches that were filled on their own cannot be put beside the others.
  const fields = fieldsOf(tree, opened.member).filter(({ branch }) => Number(branch.fEntries) === events);
  const widest = Math.max(1, ...fields.map(({ branch }) => Number(branch.fTotBytes) || 0));
  const step = Math.max(1, Math.min(BLOCK_EVENTS, Math.ceil((BLOCK_BYTES * events) / widest)));
  const readers = new Map<Branch, BranchReader>();
  const readerOf = (branch: Branch): BranchReader => {
    const known = readers.get(branch);
    if (known) return known;
    const reader = new BranchReader(source, branch, countsOf(branch));
    readers.set(branch, reader);
    return reader;
  };
  const countsOf = (branch: Branch) => {
    const name = branch.fLeaves?.arr?.[0]?.fLeafCount?.fName;
    const field = fields.find((one) => !one.list && one.branch !== branch && one.branch.fName === name);
    return field
      ? async (from: number, to: number) => (await readerOf(field.branch).read(field, from, to)).values
      : null;
  };
  return {
    format: 'root',
    file: name,
    size,
    name: key.path,
    others,
    events,
    fields,
    edge: (event) => Math.min(events, (Math.floor(event / step) + 1) * step),
    async read(wantedFields, from, to) {
      const out = [];
      for (const field of wantedFields) {
        out.push(await readerOf(fields[field].branch).read(fields[field], from, to));
        let held = 0;
        for (const reader of readers.values()) held += reader.held;
        if (held > limits.bufferBytes) for (const reader of readers.values()) reader.forget();
      }
      return out;
    },
  };
}

function chosen(file: string, { trees, others }: OpenRoot, wanted: string | null): TreeKey {
  if (trees.length === 0) {
    const there = others.slice(0, 8).join(', ');
    throw new ReadError(
      'unsupported',
      `${file}: there is no TTree and no RNTuple${there === '' ? '' : `, only ${there}`}`,
      others.some((one) => one.includes('Experimental::RNTuple'))
        ? 'Write it anew with ROOT 6.34 or later.'
        : '',
    );
  }
  const named = trees.filter(({ path }) => wanted === path || wanted?.startsWith(`${path}/`));
  // The longest name, where one is the beginning of another.
  if (named.length > 0) return named.reduce((best, one) => (one.path.length > best.path.length ? one : best));
  return trees.find(({ path }) => FIRST.test(path)) ?? trees[0];
}
