// TTrees for tests: branches of leaves, of lists that another leaf counts, of vectors, of the members of a class and of a
// TClonesArray, in baskets. Source: root.cern, io/doc/TFile, and the classes' own descriptions (root-objects.ts).

import type { LeafType } from './leaf-types.ts';
import { array, Bytes, object, type Streamed } from './root-objects.ts';
import type { Directory, Pack, RootWriter } from './root-writer.ts';

export type BranchSpec =
  | {
      readonly kind: 'numbers';
      readonly name: string;
      readonly leaf: LeafType;
      readonly values: readonly number[];
    }
  | {
      readonly kind: 'array';
      readonly name: string;
      readonly leaf: LeafType;
      readonly values: readonly (readonly number[])[];
    }
  | {
      readonly kind: 'list';
      readonly name: string;
      readonly leaf: LeafType;
      readonly counter: string;
      readonly values: readonly (readonly number[])[];
    }
  | {
      readonly kind: 'leaves';
      readonly name: string;
      readonly leaves: Readonly<Record<string, LeafType>>;
      readonly values: readonly Readonly<Record<string, number>>[];
    }
  | {
      readonly kind: 'vector';
      readonly name: string;
      /** Of the elements. */
      readonly type: string;
      readonly leaf: LeafType;
      readonly values: readonly (readonly number[])[];
      /** As a member of a class. */
      readonly member?: { readonly class: string; readonly index: number };
    }
  /** The members of the objects of a TClonesArray (or, `vector`, of a std::vector), each by the number of its type. */
  | {
      readonly kind: 'objects';
      readonly name: string;
      readonly class: string;
      readonly vector?: boolean;
      readonly members: Readonly<Record<string, readonly [streamer: number, leaf: LeafType]>>;
      readonly values: readonly (readonly Readonly<Record<string, number>>[])[];
    };

export interface TreeOptions {
  readonly name: string;
  readonly branches: readonly BranchSpec[];
  readonly pack?: Pack;
  readonly perBasket?: number;
  /** The last basket stays in the tree's object, as in a tree that was not flushed. */
  readonly embedded?: boolean;
  /** Where events begin in a basket is not told, as with kGenerateOffsetMap. */
  readonly mapless?: boolean;
  /** Bytes left free before each basket. */
  readonly gap?: number;
  /** Where the baskets are said to be. */
  readonly otherFile?: string;
}

interface Made {
  readonly data: readonly Uint8Array[];
  readonly varied: boolean;
}

const BASKET_NUMBERS = 19;

/** Writes its baskets, then the tree. */
export function writeTree(file: RootWriter, options: TreeOptions, parent?: Directory): void {
  const { name, branches, pack = (bytes: Uint8Array) => bytes } = options;
  const writer = new TreeWriter(file, options);
  const objects = branches.map((spec) => writer.branch(spec));
  const events = Math.max(0, ...branches.map(({ values }) => values.length));
  const tree = object('TTree', {
    fName: name,
    fEntries: events,
    fWeight: 1,
    fBranches: array(objects),
    fLeaves: array(writer.leaves),
  });
  file.streamed(name, tree, pack, parent);
}

class TreeWriter {
  /** By name, so that lists find what counts them. */
  private readonly counters = new Map<string, Streamed>();
  readonly leaves: Streamed[] = [];

  constructor(
    private readonly file: RootWriter,
    private readonly options: TreeOptions,
  ) {}

  branch(spec: BranchSpec): Streamed {
    switch (spec.kind) {
      case 'numbers': {
        const { name, leaf, values } = spec;
        const own = this.leaf(name, leaf, name);
        this.counters.set(name, own);
        const data = values.map((value) => bytesOf((out) => leaf.put(out, value)));
        return this.made('TBranch', name, `${name}${leaf.range ?? ''}/${leaf.letter}`, [own], {
          data,
          varied: false,
        });
      }
      case 'array': {
        const { name, leaf, values } = spec;
        const length = values[0]?.length ?? 1;
        const title = `${name}[${length}]${leaf.range ?? ''}`;
        const data = values.map((items) => listBytes(leaf, items));
        const own = this.leaf(name, leaf, title, { length });
        return this.made('TBranch', name, `${title}/${leaf.letter}`, [own], { data, varied: false });
      }
      case 'list': {
        const { name, leaf, counter, values } = spec;
        const title = `${name}[${counter}]${leaf.range ?? ''}`;
        const own = this.leaf(name, leaf, title, { counter: this.counters.get(counter) });
        const data = values.map((items) => listBytes(leaf, items));
        return this.made('TBranch', name, `${title}/${leaf.letter}`, [own], { data, varied: true });
      }
      case 'leaves': {
        const entries = Object.entries(spec.leaves);
        const leaves = entries.map(([name, leaf]) => this.leaf(name, leaf, name));
        const data = spec.values.map((row) =>
          bytesOf((out) => {
            for (const [name, leaf] of entries) leaf.put(out, row[name]);
          }),
        );
        const title = entries.map(([name, leaf]) => `${name}/${leaf.letter}`).join(':');
        return this.made('TBranch', spec.name, title, leaves, { data, varied: false });
      }
      case 'vector':
        return this.vector(spec);
      case 'objects':
        return this.objects(spec);
      default:
        return spec satisfies never;
    }
  }

  private vector({ name, type: item, leaf, values, member }: BranchSpec & { kind: 'vector' }): Streamed {
    const data = values.map((items) =>
      bytesOf((out) => {
        out.counted(9, () => {
          out.u4(items.length);
          for (const value of items) leaf.put(out, value);
        });
      }),
    );
    const own = object('TLeafElement', { fName: name, fTitle: name, fLen: 1, fID: -1, fType: -1 });
    return this.made(
      'TBranchElement',
      name,
      name,
      [own],
      { data, varied: true },
      {
        fClassName: member?.class ?? `vector<${item}>`,
        fClassVersion: member ? 1 : 6,
        fID: member?.index ?? -1,
        fType: 0,
        fStreamerType: member ? 500 : -1,
      },
    );
  }

  private objects(spec: BranchSpec & { kind: 'objects' }): Streamed {
    const { name, members, values, vector = false } = spec;
    const counts = values.map((items) => bytesOf((out) => out.u4(items.length)));
    const title = `${name}_`;
    const count = object('TLeafElement', {
      fName: title,
      fTitle: title,
      fLen: 1,
      fIsRange: 1,
      fID: -1,
      fType: -1,
    });
    const branches: Streamed[] = [];
    const master = this.made(
      'TBranchElement',
      name,
      title,
      [count],
      { data: counts, varied: false },
      {
        fClassName: vector ? `vector<${spec.class}>` : 'TClonesArray',
        fClonesName: spec.class,
        fType: vector ? 4 : 3,
        fStreamerType: -1,
        fID: -1,
        fBranches: array(branches),
      },
    );
    Object.entries(members).forEach(([member, [streamer, leaf]], index) => {
      const own = object('TLeafElement', {
        fName: member,
        fTitle: `${member}[${title}]`,
        fLen: 1,
        fID: index,
        fType: streamer,
        fLeafCount: count,
      });
      const data = values.map((items) =>
        listBytes(
          leaf,
          items.map((one) => one[member]),
        ),
      );
      branches.push(
        this.made(
          'TBranchElement',
          `${name}.${member}`,
          `${member}[${title}]`,
          [own],
          { data, varied: true },
          {
            fClassName: spec.class,
            fClonesName: spec.class,
            fParentName: spec.class,
            fClassVersion: 1,
            fID: index,
            fType: vector ? 41 : 31,
            fStreamerType: streamer,
            fBranchCount: master,
          },
        ),
      );
    });
    return master;
  }

  private leaf(
    name: string,
    { class: className, letter, size, unsigned = false, range }: LeafType,
    title: string,
    { length = 1, counter = null }: { length?: number; counter?: Streamed | null } = {},
  ): Streamed {
    const leaf = object(className, {
      fName: name,
      // Of these the title is the type, with its range.
      fTitle: /^TLeaf(D32|F16)$/.test(className) ? `${letter}${range ?? ''}` : title,
      fLen: length,
      fLenType: size,
      fIsUnsigned: unsigned ? 1 : 0,
      fLeafCount: counter,
    });
    this.leaves.push(leaf);
    return leaf;
  }

  private made(
    className: string,
    name: string,
    title: string,
    leaves: readonly Streamed[],
    { data, varied }: Made,
    more: Parameters<typeof object>[1] = {},
  ): Streamed {
    const { perBasket = data.length, embedded = false } = this.options;
    const places = { seek: [] as number[], bytes: [] as number[], entry: [] as number[] };
    const baskets: (Streamed | null)[] = [];
    for (let at = 0; at < data.length; at += perBasket) {
      const part = data.slice(at, at + perBasket);
      places.entry.push(at);
      if (embedded && at + perBasket >= data.length) {
        baskets.push(this.inTree(name, part, varied));
        places.seek.push(0);
        places.bytes.push(0);
        continue;
      }
      const key = this.basket(name, part, varied);
      places.seek.push(key.seek);
      places.bytes.push(key.bytes);
      baskets.push(null);
    }
    const written = baskets.filter((one) => one === null).length;
    const last = baskets.length > written ? [] : [data.length];
    const room = [...places.entry, ...last];
    return object(className, {
      fName: name,
      fTitle: title,
      fBasketSize: 32_000,
      fEntryOffsetLen: varied ? 1000 : 0,
      fWriteBasket: written,
      fEntryNumber: data.length,
      fMaxBaskets: room.length,
      fEntries: data.length,
      fTotBytes: data.reduce((sum, one) => sum + one.length, 0),
      fLeaves: array(leaves),
      fBaskets: array(baskets.length > written ? baskets : []),
      fBasketBytes: [...places.bytes, ...last.map(() => 0)],
      fBasketEntry: room,
      fBasketSeek: [...places.seek, ...last.map(() => 0)],
      fFileName: this.options.otherFile ?? '',
      ...more,
    });
  }

  private basket(name: string, part: readonly Uint8Array[], varied: boolean) {
    const { pack = (bytes: Uint8Array) => bytes, mapless = false, gap = 0 } = this.options;
    this.file.skip(gap);
    const data = new Uint8Array(Buffer.concat(part));
    return this.file.key(
      'TBasket',
      name,
      this.options.name,
      (keyBytes) => {
        const out = new Bytes();
        out.raw(data);
        if (varied && !mapless) {
          out.u4(part.length + 1);
          for (const start of startsOf(part, keyBytes)) out.u4(start);
          out.u4(0);
        }
        const bytes = out.take();
        return { bytes: pack(bytes), length: bytes.length };
      },
      {
        ownBytes: BASKET_NUMBERS,
        own: (keyBytes) => bytesOf((out) => numbersOf(out, part, varied, keyBytes + data.length, 0)),
      },
    );
  }

  /** A basket as it stands in the tree's object: its key, its numbers, where its events begin, and its bytes with a key before. */
  private inTree(name: string, part: readonly Uint8Array[], varied: boolean): Streamed {
    const data = new Uint8Array(Buffer.concat(part));
    const title = this.options.name;
    const head = {
      class: 'TBasket',
      name,
      title,
      cycle: 1,
      seek: 0,
      bytes: 0,
      length: data.length,
      parent: 100,
    };
    const keyBytes = this.file.keyHead({ ...head, keyBytes: 0 }).length + BASKET_NUMBERS;
    return {
      class: 'TBasket',
      write: (out) => {
        out.raw(this.file.keyHead({ ...head, keyBytes }));
        numbersOf(out, part, varied, keyBytes + data.length, varied ? 11 : 12);
        if (varied) {
          out.u4(part.length);
          for (const start of startsOf(part, keyBytes)) out.u4(start);
        }
        out.raw(new Uint8Array(keyBytes));
        out.raw(data);
      },
    };
  }
}

function numbersOf(
  out: Bytes,
  part: readonly Uint8Array[],
  varied: boolean,
  last: number,
  flag: number,
): void {
  out.u2(3);
  out.u4(32_000);
  out.u4(varied ? 1000 : (part[0]?.length ?? 0));
  out.u4(part.length);
  out.u4(last);
  out.u1(flag);
}

function startsOf(part: readonly Uint8Array[], keyBytes: number): number[] {
  let at = keyBytes;
  return part.map((one) => {
    at += one.length;
    return at - one.length;
  });
}

function listBytes(leaf: LeafType, items: readonly number[]): Uint8Array {
  return bytesOf((out) => {
    for (const item of items) leaf.put(out, item);
  });
}

function bytesOf(write: (out: Bytes) => void): Uint8Array {
  const out = new Bytes();
  write(out);
  return out.take();
}
