// A ROOT file's directory and the description of its trees by jsroot (TStreamerInfo, TTree, TBranch); events are read by
// root-baskets.ts, and RNTuples all by ourselves from root-ntuple.ts on. Nothing of jsroot that draws, evaluates formulas or reaches for other files is loaded or called.

import type { FileProxy, RootFile, RootKey } from 'jsroot/io';
import { ReadError } from './errors.ts';
import { limits } from './limits.ts';
import type { Member } from './root-branches.ts';
import { repacked } from './root-packed.ts';
import { broken, checkSize, type Source } from './root-source.ts';

export interface TreeKey {
  /** With its directories. */
  readonly path: string;
  readonly entry: RootKey;
  /** An RNTuple, not a TTree. */
  readonly ntuple: boolean;
}

export interface OpenRoot {
  readonly trees: readonly TreeKey[];
  /** Of other classes, as `name (class)`. */
  readonly others: readonly string[];
  tree(key: TreeKey): Promise<unknown>;
  readonly member: Member;
}

/** Directories are entered to this depth, and not more of them than this. */
const DEPTH = 4;
const DIRECTORIES = 200;
const CLASSES: Readonly<Record<string, 'tree' | 'ntuple'>> = {
  TTree: 'tree',
  TNtuple: 'tree',
  TNtupleD: 'tree',
  'ROOT::RNTuple': 'ntuple',
};
/** Names that would reach an object's prototype: jsroot makes objects whose members a file names. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Sound blocks of zstd come to jsroot unpacked (root-packed.ts). For others it would wait for a decompressor that is not here, the second
 * time for ever.
 */
const NO_ZSTD = {
  decompress(): never {
    throw new Error('a block of zstd is damaged');
  },
};

/** Throws ReadError for what is no ROOT file, or broken. */
export async function openRoot(source: Source): Promise<OpenRoot> {
  const [{ openFile, FileProxy }, { internals }] = await Promise.all([
    import('jsroot/io'),
    import('jsroot/core'),
  ]);
  internals._ZstdStream = NO_ZSTD;
  await checkInfo(source);
  const file = await quietly(source.name, () => openFile(proxyOf(source, FileProxy)));
  if (!file) throw broken(source.name, 'its keys cannot be read');
  checkNames(source.name, file);
  const trees: TreeKey[] = [];
  const others: string[] = [];
  let directories = 0;
  const visit = async (keys: readonly RootKey[], path: string, depth: number): Promise<void> => {
    for (const entry of keys) {
      const { fName, fClassName } = entry;
      const full = path === '' ? fName : `${path}/${fName}`;
      if (Object.hasOwn(CLASSES, fClassName)) {
        // Cycles of a tree are the same at other times of writing; the last one counts.
        const key = { path: full, entry, ntuple: CLASSES[fClassName] === 'ntuple' };
        const other = trees.findIndex((one) => one.path === full);
        if (other < 0) trees.push(key);
        else if (trees[other].entry.fCycle < entry.fCycle) trees[other] = key;
      } else if (/^TDirectory(File)?$/.test(fClassName) && depth < DEPTH && directories++ < DIRECTORIES) {
        checkKey(source.name, full, entry);
        const inner = await quietly(source.name, () => file.readObject(full));
        const inside = (inner as { fKeys?: readonly RootKey[] } | null)?.fKeys;
        if (inside) await visit(inside, full, depth + 1);
      } else if (fName !== 'StreamerInfo') others.push(`${full.slice(0, 60)} (${fClassName.slice(0, 60)})`);
    }
  };
  await visit(file.fKeys, '', 0);
  return {
    trees,
    others,
    async tree({ path, entry }) {
      checkKey(source.name, path, entry);
      const tree = await quietly(source.name, () => file.readObject(path, entry.fCycle));
      if (typeof tree !== 'object' || tree === null)
        throw broken(source.name, `tree "${path}" cannot be read`);
      return tree;
    },
    member: memberIn(file),
  };
}

function memberIn({ fStreamerInfos }: RootFile): Member {
  interface Info {
    readonly fName?: unknown;
    readonly fClassVersion?: unknown;
    readonly fElements?: { readonly arr?: readonly (Element | null)[] };
  }
  interface Element {
    readonly fName?: unknown;
    readonly fTitle?: unknown;
    readonly fTypeName?: unknown;
  }
  const infos = (fStreamerInfos as { arr?: readonly (Info | null)[] } | undefined)?.arr ?? [];
  return (className, version, index) => {
    const own = infos.filter((info) => info?.fName === className);
    const info = own.find((one) => Number(one?.fClassVersion) === version) ?? own[0];
    const element = info?.fElements?.arr?.[index];
    if (!element) return null;
    const { fName, fTypeName, fTitle } = element;
    return { name: String(fName), type: String(fTypeName), title: String(fTitle) };
  };
}

/** Reads for jsroot, with its wishes and what it will allocate for them checked. */
function proxyOf(source: Source, Base: typeof FileProxy): FileProxy {
  const read = async (from: number, length: number): Promise<DataView> => {
    if (!(from >= 0 && length >= 0 && length <= limits.metadataBytes && from <= source.size)) {
      throw broken(source.name, `${length} bytes are wanted at ${from}, there are ${source.size}`);
    }
    const bytes = (await source.bytes(from, from + length)).slice();
    const view = new DataView(bytes.buffer);
    // A key says what it unpacks to, and jsroot makes room for that.
    if (bytes.length >= 10 && view.getInt32(0) === length)
      checkSize(source.name, 'a key', length, view.getInt32(6));
    const plain = await repacked(source.name, bytes);
    return new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  };
  return Object.assign(new Base(), {
    openFile: async () => true,
    getFileName: () => 'file.root',
    getFileSize: () => source.size,
    readBuffer: read,
    closeFile() {},
  });
}

/** The key of the classes' description is read by jsroot before anything can be asked. */
async function checkInfo(source: Source): Promise<void> {
  const head = await source.bytes(0, 64);
  if (head.length < 64) throw broken(source.name, `the file has ${source.size} bytes`);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const large = view.getInt32(4) >= 1_000_000;
  const seek = large ? Number(view.getBigInt64(45)) : view.getInt32(37);
  const bytes = view.getInt32(large ? 53 : 41);
  const key =
    seek > 0 ? await source.bytes(Math.min(seek, source.size), Math.min(seek + 10, source.size)) : head;
  if (key.length < 10)
    throw broken(
      source.name,
      `the description of its classes is wanted at ${seek}, there are ${source.size} bytes`,
    );
  const unpacked = new DataView(key.buffer, key.byteOffset, key.byteLength).getInt32(6);
  if (seek > 0) checkSize(source.name, 'the description of its classes', bytes, unpacked);
}

function checkKey(file: string, name: string, { fNbytes, fObjlen }: RootKey): void {
  checkSize(file, `"${name.slice(0, 60)}"`, fNbytes, fObjlen);
}

function checkNames(file: string, { fStreamerInfos }: RootFile): void {
  const infos = (fStreamerInfos as { arr?: readonly unknown[] } | undefined)?.arr ?? [];
  for (const info of infos) {
    const elements =
      (info as { fElements?: { arr?: readonly { fName?: unknown }[] } } | null)?.fElements?.arr ?? [];
    for (const element of elements) {
      const name = String(element?.fName);
      if (RESERVED.has(name)) throw broken(file, `a class has a member "${name}"`);
    }
  }
}

/** What jsroot throws becomes an error about the file, and what it prints is not printed. */
async function quietly<T>(file: string, work: () => Promise<T>): Promise<T> {
  const { error, warn, log } = console;
  const silent = () => {};
  Object.assign(console, { error: silent, warn: silent, log: silent });
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof ReadError) throw thrown;
    const text = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0].slice(0, 200);
    throw broken(file, `its description cannot be read (${text})`);
  } finally {
    Object.assign(console, { error, warn, log });
  }
}
