// Which fields of an RNTuple are numbers: one an event, or one list an event (a collection, or an array of fixed length).
// Lists of lists, text, variants and streamed objects are left out. Names are paths: `Jet.pt` of a collection of records;
// a field that is also projected (as NanoAOD's `Jet_pt` and `nJet` are) has that name only.

import type { Field } from './jagged.ts';
import { type Ntuple, ROLE } from './root-ntuple.ts';
import { isIndex, isNumeric } from './root-pages.ts';

export interface NtupleLeaf extends Field {
  readonly kind: 'number' | 'array' | 'list' | 'count';
  /** Columns that hold its values, one of them in each cluster; of a count the collection's indices. */
  readonly values: readonly number[];
  /** The same of the indices that end its lists. */
  readonly index: readonly number[];
  /** Of an array. */
  readonly items: number;
  /** C++ float: values are rounded to it. */
  readonly single: boolean;
}

/** Fields are entered to this depth. */
const DEPTH = 12;
const MOST_FIELDS = 20_000;
const MOST_ITEMS = 100_000;

interface Inside {
  readonly index: readonly number[] | null;
  readonly items: number | null;
}

export function leavesOf(ntuple: Ntuple): NtupleLeaf[] {
  const { fields, columns, columnsOf } = ntuple;
  const children: number[][] = fields.map(() => []);
  fields.forEach(({ parent }, i) => {
    if (parent !== i) children[parent].push(i);
  });
  const found: { readonly leaf: NtupleLeaf; readonly projected: boolean }[] = [];

  const visit = (id: number, path: string, inside: Inside, projected: boolean, depth: number): void => {
    if (depth > DEPTH || found.length >= MOST_FIELDS) return;
    const { type, role, items } = fields[id];
    const into = (next: Inside) => {
      for (const child of children[id]) {
        visit(child, pathOf(path, fields[child].name), next, projected, depth + 1);
      }
    };
    if (role === ROLE.collection) {
      const index = columnsOf[id];
      if (inside.index || inside.items || index.length === 0) return;
      if (index.every((one) => isIndex(columns[one]))) into({ index, items: null });
    } else if (role === ROLE.record) into(inside);
    else if (role === ROLE.leaf && columnsOf[id].length === 0) {
      // An array, or a type that stands for one other (an enum, an atomic).
      if (items === null) into(inside);
      else if (!inside.index && !inside.items && items >= 1 && items <= MOST_ITEMS)
        into({ index: null, items });
    } else if (role === ROLE.leaf && items === null) {
      const leaf = leafOf(id, path, inside, type);
      if (leaf) found.push({ leaf, projected });
    }
  };

  const leafOf = (id: number, name: string, { index, items }: Inside, type: string): NtupleLeaf | null => {
    const values = columnsOf[id];
    const ways = new Set(values.map((one) => columns[one].representation)).size;
    // Text has two columns each time.
    if (ways !== values.length || values.length === 0) return null;
    const count = type.startsWith('ROOT::RNTupleCardinality<');
    const allowed = count ? isIndex : isNumeric;
    if (!values.every((one) => allowed(columns[one]))) return null;
    if (!count && values.some((one) => isIndex(columns[one]))) return null;
    if (count && (index || items)) return null;
    return {
      name,
      kind: count ? 'count' : index ? 'list' : items ? 'array' : 'number',
      list: !count && (index !== null || items !== null),
      values,
      index: index ?? [],
      items: items ?? 1,
      single: type === 'float',
    };
  };

  fields.forEach(({ parent, name, source }, i) => {
    if (parent === i) visit(i, name, { index: null, items: null }, source !== null, 0);
  });
  return counted(found);
}

/** Subfields that stand for what the field holds have names like `_0`, base classes like `:_0`. */
function pathOf(path: string, name: string): string {
  return /^:?_\d+$/.test(name) ? path : plainName(`${path}.${name}`);
}

/** Members of ROOT's four-vectors under the names of what they are. */
const MEMBERS: Readonly<Record<string, string>> = {
  'fP.fX': 'px',
  'fP.fY': 'py',
  'fP.fZ': 'pz',
  'fCoordinates.fX': 'px',
  'fCoordinates.fY': 'py',
  'fCoordinates.fZ': 'pz',
  'fCoordinates.fT': 'E',
  'fCoordinates.fE': 'E',
  'fCoordinates.fM': 'mass',
  'fCoordinates.fPt': 'pt',
  'fCoordinates.fEta': 'eta',
  'fCoordinates.fPhi': 'phi',
};

function plainName(path: string): string {
  const words = path.split('.');
  const last = words.slice(-2).join('.');
  if (words.length < 3) return path.replace(/\.fE$/, '.E');
  return Object.hasOwn(MEMBERS, last)
    ? [...words.slice(0, -2), MEMBERS[last]].join('.')
    : path.replace(/\.fE$/, '.E');
}

/** Without what is shown under another name; lists that one index ends are of the same length. */
function counted(found: readonly { readonly leaf: NtupleLeaf; readonly projected: boolean }[]): NtupleLeaf[] {
  const shown = new Set(
    found.flatMap(({ leaf, projected }) => (projected && leaf.kind !== 'count' ? leaf.values : [])),
  );
  const leaves = found
    .filter(
      ({ leaf, projected }) =>
        projected || leaf.kind === 'count' || !leaf.values.some((one) => shown.has(one)),
    )
    .map(({ leaf }) => leaf);
  const lists = new Map<number, number>();
  for (const { index } of leaves) if (index.length > 0) lists.set(index[0], (lists.get(index[0]) ?? 0) + 1);
  return leaves.map((leaf) =>
    leaf.index.length > 0 && (lists.get(leaf.index[0]) ?? 0) > 1
      ? { ...leaf, counter: `column ${leaf.index[0]}` }
      : leaf,
  );
}
