// What the branches of a tree hold, as far as it is numbers: one or a list an event. The layouts of their bytes are those
// of TLeaf, std::vector and TLorentzVector (root.cern, io/doc/TFile).

import type { Field } from './jagged.ts';

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
  readonly fBranchCount?: { readonly fName?: unknown } | null;
  readonly fLeaves?: { readonly arr?: readonly (Leaf | null)[] };
  readonly fBranches?: { readonly arr?: readonly (Branch | null)[] };
}

interface Leaf {
  readonly _typename?: unknown;
  readonly fLen?: unknown;
  readonly fIsUnsigned?: unknown;
  readonly fLeafCount?: { readonly fName?: unknown } | null;
}

export type Item = 'i1' | 'i2' | 'i4' | 'i8' | 'u1' | 'u2' | 'u4' | 'u8' | 'f4' | 'f8';

/** How the bytes of an event are read. */
export interface Layout {
  readonly item: Item;
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

/** A branch of branches is entered to this depth. */
const DEPTH = 6;
const MOST_FIELDS = 20_000;

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

/** By TStreamerInfo's numbers of types. A Double32_t without a range is a float. */
const STREAMED: Readonly<Record<number, Item>> = {
  1: 'i1',
  2: 'i2',
  3: 'i4',
  4: 'i8',
  5: 'f4',
  6: 'i4',
  8: 'f8',
  9: 'f4',
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
};

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

export function itemBytes(item: Item): number {
  return Number(item[1]);
}

export function fieldsOf(tree: { readonly fBranches?: Branch['fBranches'] }): BranchField[] {
  const fields: BranchField[] = [];
  const visit = (branches: Branch['fBranches'], depth: number) => {
    for (const branch of branches?.arr ?? []) {
      if (!branch || fields.length > MOST_FIELDS) continue;
      fields.push(...fieldsOfBranch(branch));
      if (depth < DEPTH) visit(branch.fBranches, depth + 1);
    }
  };
  visit(tree.fBranches, 0);
  return fields;
}

function fieldsOfBranch(branch: Branch): BranchField[] {
  const leaves = branch.fLeaves?.arr ?? [];
  const leaf = leaves[0];
  // Some branches of objects are named with a dot at the end.
  const name = String(branch.fName ?? '')
    .replace(/\[.*$/, '')
    .replace(/\.$/, '');
  if (leaves.length !== 1 || !leaf || name === '') return [];
  const counter = branch.fBranchCount?.fName ?? leaf.fLeafCount?.fName;
  const list = counter !== undefined && counter !== null;
  const plain = (item: Item, length: number | null): Layout => ({
    item,
    stride: itemBytes(item),
    at: 0,
    header: 0,
    length,
    marks: [],
  });
  const field = (layout: Layout, isList: boolean, named = name): BranchField => ({
    name: named,
    list: isList,
    ...(list ? { counter: String(counter) } : {}),
    branch,
    layout,
  });
  const type = String(leaf._typename);
  if (Object.hasOwn(ITEMS, type)) {
    const item = ITEMS[type][leaf.fIsUnsigned === true ? 1 : 0];
    const length = Number(leaf.fLen);
    if (list) return length === 1 ? [field(plain(item, null), true)] : [];
    return length >= 1 && length <= 100_000 ? [field(plain(item, length), length > 1)] : [];
  }
  if (type !== 'TLeafElement') return [];
  const vector = /^vector<(.*?)\s*>$/.exec(String(branch.fClassName ?? ''))?.[1];
  const streamer = Number(branch.fStreamerType);
  if (Number(branch.fType) === 0 && vector !== undefined && streamer < 0) {
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
  if (!Object.hasOwn(STREAMED, streamer)) return [];
  if (streamer === 9 && /\[/.test(String(branch.fTitle))) return [];
  const item = STREAMED[streamer];
  return [list ? field(plain(item, null), true) : field(plain(item, 1), false)];
}
