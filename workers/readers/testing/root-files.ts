// The events of root-layouts.test.ts and root-leaves.test.ts, and files with them.

import { memorySource, readAll } from '../index.ts';
import { LEAF, type LeafType } from './leaf-types.ts';
import type { OtherClass } from './root-objects.ts';
import { RootWriter } from './root-writer.ts';
import { type BranchSpec, type TreeOptions, writeTree } from './tree-writer.ts';

const LEAVES = ['F', 'D', 'I', 'S', 'B', 'O', 'L', 'G', 'F16', 'D32', 'Element'].map(
  (letter) => `TLeaf${letter}`,
);
export const CLASSES = [
  ...['TNamed', 'TAttLine', 'TAttFill', 'TAttMarker', 'ROOT::TIOFeatures'],
  ...['TTree', 'TBranch', 'TBranchElement', 'TLeaf', ...LEAVES],
];

export function file(
  options: Omit<TreeOptions, 'name'> & { readonly name?: string },
  others: readonly OtherClass[] = [],
) {
  const writer = new RootWriter();
  writeTree(writer, { name: 'Events', ...options });
  return writer.finish(CLASSES, others).bytes();
}
export const read = (bytes: Uint8Array, options = {}) => readAll(memorySource('a.root', bytes), options);

export const COUNTS = [2, 0, 3, 1, 0, 0, 5, 4, 17, 1, 0, 2];
export const TOTAL = COUNTS.reduce((sum, count) => sum + count, 0);
/** Numbers that a float holds: item i of event e. */
export const lists = (value: (i: number, e: number) => number) =>
  COUNTS.map((count, e) => Array.from({ length: count }, (_, i) => Math.fround(value(i, e))));
export const pt = lists((i, e) => 20 + 7.5 * i + e);
export const eta = lists((i, e) => 0.25 * i - 1 + e / 16);
export const phi = lists((i, e) => 0.25 * i - 2 + e / 32);
export const mass = lists((i) => 1 + i / 8);
export const status = lists((i) => (i % 3 === 0 ? 1 : 62));
export const id = lists((i, e) => (i % 2 === 0 ? 211 : -1 - e));

export const nano: readonly BranchSpec[] = ['Jet', 'PFCands', 'GenPart'].flatMap((name): BranchSpec[] => {
  const counter = `n${name}`;
  const list = (key: string, leaf: LeafType, values: readonly (readonly number[])[]): BranchSpec => ({
    kind: 'list',
    name: `${name}_${key}`,
    leaf,
    counter,
    values,
  });
  return [
    { kind: 'numbers', name: counter, leaf: LEAF.uint, values: COUNTS },
    list('pt', LEAF.float, pt),
    list('eta', LEAF.float, eta),
    list('phi', LEAF.float, phi),
    list('mass', LEAF.float, mass),
    list('pdgId', LEAF.int, id),
    list('status', name === 'GenPart' ? LEAF.int : LEAF.uchar, status),
  ];
});

export const vectors = (
  name: string,
  keys: Readonly<Record<string, readonly (readonly number[])[]>>,
): BranchSpec[] =>
  Object.entries(keys).map(([key, values]) => ({
    kind: 'vector',
    name: `${name}.${key}`,
    type: 'float',
    leaf: LEAF.float,
    values,
  }));
