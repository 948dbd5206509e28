// What the branches of a tree hold, as far as it is numbers: one or a list an event. The layouts of their bytes are those
// of TLeaf, std::vector and TLorentzVector (root.cern, io/doc/TFile).

import type { Field } from './jagged.ts';
import { type Reduced, reduced } from './root-reduced.ts';

/** What jsroot makes of a TBranch or TBranchElement, unchecked. */
export interface Branch {
  readonly _typename?: unknown;
  readonly fName?: unknown;
  readonly fTitle?: unknown;
  readonly fClassName?: unknown;
  readonly fType?: unknown;
  readonly fStreamerType?: unknown;
  readonly fEntryOffsetLen?: unknown;
  readonly fWriteBasket?: unknown;
  readonly fEntries?: unknown;
  readonly fFirstEntry?: unknown;
  readonly fTotBytes?: unknown;
  readonly fBasketBytes?: ArrayLike<number>;
  readonly fBasketEntry?: ArrayLike<number>;
  readonly fBasketSeek?: ArrayLike<number>;
  readonly fFileName?: unknown;
  readonly fID?: unknown;
  readonly fClassVersion?: unknown;
  /** Those that were not written out of the tree's own object. */
  readonly fBaskets?: { readonly arr?: readonly (Embedded | null | undefined)[] };
  readonly fBranchCount?: { readonly fName?: unknown } | null;
  readonly fLeaves?: { readonly arr?: readonly (Leaf | null)[] };
  readonly fBranches?: { readonly arr?: readonly (Branch | null)[] };
}

/** A basket in memory, as jsroot gives it. */
export interface Embedded {
  readonly fNevBuf?: unknown;
  readonly fLast?: unknown;
  readonly fKeylen?: unknown;
  readonly fEntryOffset?: ArrayLike<number>;
  readonly fBufferRef?: { readonly arr?: unknown };
}

interface Leaf {
  readonly _typename?: unknown;
  readonly fName?: unknown;
  readonly fTitle?: unknown;
  readonly fLen?: unknown;
  readonly fIsUnsigned?: unknown;
  readonly fLeafCount?: { readonly fName?: unknown } | null;
}

export type Item = 'i1' | 'i2' | 'i4' | 'i8' | 'u1' | 'u2' | 'u4' | 'u8' | 'f4' | 'f8';

/** How the bytes of an event are read. */
export interface Layout {
  readonly item: Item | Reduced;
  /** Bytes from one item to the next, and where in it the number stands. */
  readonly stride: number;
  readonly at: number;
  /** Bytes before the first item; with some, the last four of them count the items. */
  readonly header: number;
  /** Items of every event; null where its bytes tell. */
  readonly length: number | null;
  /** Bytes that each item must have where it is an object: [offset, value]. */
  readonly marks: readonly (readonly [offset: number, value: number])[];
}

export interface BranchField extends Field {
  readonly branch: Branch;
  readonly layout: Layout;
}

/** What the file says of a member of a class: its type and the comment beside it. */
export type Member = (
  className: string,
  version: number,
  index: number,
) => { readonly name: string; readonly type: string; readonly title: string } | null;

/** A branch of branches is entered to this depth. */
const DEPTH = 6;
const MOST_FIELDS = 20_000;
const MOST_ITEMS = 100_000;

const ITEMS: Readonly<Record<string, readonly [signed: Item, unsigned: Item]>> = {
  TLeafF: ['f4', 'f4'],
  TLeafD: ['f8', 'f8'],
  TLeafB: ['i1', 'u1'],
  TLeafO: ['u1', 'u1'],
  TLeafS: ['i2', 'u2'],
  TLeafI: ['i4', 'u4'],
  TLeafL: ['i8', 'u8'],
  TLeafG: ['i8', 'u8'],
};

/** By TStreamerInfo's numbers of types; arrays of fixed length are 20 above. */
const STREAMED: Readonly<Record<number, Item>> = {
  1: 'i1',
  2: 'i2',
  3: 'i4',
  4: 'i8',
  5: 'f4',
  6: 'i4',
  8: 'f8',
  11: 'u1',
  12: 'u2',
  13: 'u4',
  14: 'u8',
  16: 'i8',
  17: 'u8',
  18: 'u1',
};

const VECTORS: Readonly<Record<string, Item>> = {
  float: 'f4',
  double: 'f8',
  int: 'i4',
  'unsigned int': 'u4',
  short: 'i2',
  'unsigned short': 'u2',
  char: 'i1',
  'unsigned char': 'u1',
  bool: 'u1',
  long: 'i8',
  'unsigned long': 'u8',
  Long64_t: 'i8',
  ULong64_t: 'u8',
  'long long': 'i8',
  'unsigned long long': 'u8',
};
const REDUCED: Readonly<Record<string, 'Float16_t' | 'Double32_t'>> = {
  TLeafF16: 'Float16_t',
  TLeafD32: 'Double32_t',
  9: 'Double32_t',
  19: 'Float16_t',
};
/** Of the members of a class, a container. */
const STL = 500;
const ARRAY = 20;

/** Byte count, version and number of items stand before the items of a vector. */
const VECTOR_HEADER = 10;
/** A TLorentzVector: byte count, version, TObject, TVector3 (the same and three numbers), E. */
const LORENTZ = {
  stride: 64,
  marks: [
    [0, 0x4000003c],
    [16, 0x40000024],
  ],
  at: { px: 32, py: 40, pz: 48, E: 56 },
} as const;

export function itemBytes(item: Item | Reduced): number {
  return typeof item === 'string' ? Number(item[1]) : item.bytes;
}

export function fieldsOf(tree: { readonly fBranches?: Branch['fBranches'] }, member: Member): BranchField[] {
  const fields: BranchField[] = [];
  const visit = (branches: Branch['fBranches'], depth: number) => {
    for (const branch of branches?.arr ?? []) {
      if (!branch || fields.length > MOST_FIELDS) continue;
      fields.push(...fieldsOfBranch(branch, member));
      if (depth < DEPTH) visit(branch.fBranches, depth + 1);
    }
  };
  visit(tree.fBranches, 0);
  return fields;
}

function fieldsOfBranch(branch: Branch, member: Member): BranchField[] {
  const leaves = branch.fLeaves?.arr ?? [];
  const leaf = leaves[0];
  // Some branches of objects are named with a dot at the end.
  const name = String(branch.fName ?? '')
    .replace(/\[.*$/, '')
    .replace(/\.$/, '');
  // Events in another file are not reached for.
  if (!leaf || name === '' || String(branch.fFileName ?? '') !== '') return [];
  if (leaves.length > 1) return fieldsOfLeaves(branch, name, leaves);
  const counter = branch.fBranchCount?.fName ?? leaf.fLeafCount?.fName;
  const list = counter !== undefined && counter !== null;
  const field = (layout: Layout, isList: boolean, named = name): BranchField => ({
    name: named,
    list: isList,
    ...(list ? { counter: String(counter) } : {}),
    branch,
    layout,
  });
  const numbers = (item: Item | Reduced, length: number): BranchField[] => {
    if (list) return length === 1 ? [field(plain(item, null), true)] : [];
    return length >= 1 && length <= MOST_ITEMS ? [field(plain(item, length), length > 1)] : [];
  };
  if (String(leaf._typename) !== 'TLeafElement') {
    const item = itemOf(leaf);
    return item === null ? [] : numbers(item, Number(leaf.fLen));
  }
  const streamer = Number(branch.fStreamerType);
  const about = () => {
    const found = member(String(branch.fClassName), Number(branch.fClassVersion), Number(branch.fID));
    return found?.name === name.split('.').pop() ? found : null;
  };
  if (Number(branch.fType) === 0 && (streamer < 0 || streamer === STL)) {
    const vector = vectorOf(String(streamer === STL ? about()?.type : branch.fClassName));
    if (vector === null) return [];
    if (Object.hasOwn(VECTORS, vector)) {
      return [field({ ...plain(VECTORS[vector], null), header: VECTOR_HEADER }, true)];
    }
    if (vector !== 'TLorentzVector') return [];
    const { stride, marks, at } = LORENTZ;
    const layout = { item: 'f8', stride, header: VECTOR_HEADER, length: null, marks } as const;
    return Object.entries(at).map(([part, place]) => ({
      ...field({ ...layout, at: place }, true, `${name}.${part}`),
      counter: name,
    }));
  }
  if (Object.hasOwn(REDUCED, streamer)) {
    return numbers(reduced(REDUCED[streamer], about()?.title ?? '') ?? 'f4', 1);
  }
  if (Object.hasOwn(STREAMED, streamer)) return numbers(STREAMED[streamer], 1);
  const single = streamer - ARRAY;
  return Object.hasOwn(STREAMED, single) && !list ? numbers(STREAMED[single], Number(leaf.fLen)) : [];
}

/** A branch of several leaves (`pt/F:eta/F:phi/F`), one behind the other, none of which counts another. */
function fieldsOfLeaves(branch: Branch, name: string, leaves: readonly (Leaf | null)[]): BranchField[] {
  const fields: { named: string; item: Item | Reduced; length: number; at: number }[] = [];
  let stride = 0;
  for (const leaf of leaves) {
    const item = leaf ? itemOf(leaf) : null;
    const length = Number(leaf?.fLen);
    if (!leaf || item === null || leaf.fLeafCount || !(length >= 1 && length <= MOST_ITEMS)) return [];
    fields.push({ named: `${name}.${String(leaf.fName)}`, item, length, at: stride });
    stride += length * itemBytes(item);
  }
  return fields
    .filter(({ length }) => length === 1)
    .map(({ named, item, at }) => ({
      name: named,
      list: false,
      branch,
      layout: { ...plain(item, 1), stride, at },
    }));
}

function itemOf(leaf: Leaf): Item | Reduced | null {
  const type = String(leaf._typename);
  if (Object.hasOwn(ITEMS, type)) return ITEMS[type][leaf.fIsUnsigned === true ? 1 : 0];
  if (!Object.hasOwn(REDUCED, type)) return null;
  return reduced(REDUCED[type], String(leaf.fTitle)) ?? 'f4';
}

function plain(item: Item | Reduced, length: number | null): Layout {
  return { item, stride: itemBytes(item), at: 0, header: 0, length, marks: [] };
}

/** What `vector<float>` and `ROOT::VecOps::RVec<float>` hold, with or without an allocator. */
function vectorOf(type: string): string | null {
  return (
    /^(?:(?:std::)?vector|ROOT::VecOps::RVec|ROOT::RVec)<([^,<>]*?)\s*(?:,.*)?>$/.exec(type)?.[1] ?? null
  );
}
