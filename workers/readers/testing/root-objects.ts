// Objects as ROOT streams them: by a table of the members of each class, from which the file's own description of them
// (TStreamerInfo) is written too. Big-endian. For tests only.
// The members of TTree, TBranch and the leaves are those that ROOT 6 describes in its files.

/** Bytes that grow. Offsets of objects in it count from the start of its key. */
export class Bytes {
  private bytes = new Uint8Array(1024);
  private view = new DataView(this.bytes.buffer);
  length = 0;
  private readonly seen = new Map<object, number>();

  constructor(private readonly keyBytes = 0) {}

  take(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  u1 = (value: number) => this.put(1, (view, at) => view.setUint8(at, value));
  u2 = (value: number) => this.put(2, (view, at) => view.setUint16(at, value));
  u4 = (value: number) => this.put(4, (view, at) => view.setUint32(at, value));
  u8 = (value: number) => this.put(8, (view, at) => view.setBigUint64(at, BigInt(value)));
  i4 = (value: number) => this.put(4, (view, at) => view.setInt32(at, value));
  i8 = (value: number) => this.put(8, (view, at) => view.setBigInt64(at, BigInt(value)));
  f4 = (value: number) => this.put(4, (view, at) => view.setFloat32(at, value));
  f8 = (value: number) => this.put(8, (view, at) => view.setFloat64(at, value));

  raw(bytes: Uint8Array): void {
    const at = this.room(bytes.length);
    this.bytes.set(bytes, at);
  }

  patch4(at: number, value: number): void {
    this.view.setUint32(at, value);
  }

  /** A TString. */
  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    if (bytes.length < 255) this.u1(bytes.length);
    else {
      this.u1(255);
      this.u4(bytes.length);
    }
    this.raw(bytes);
  }

  /** Byte count and version before what `write` writes. */
  counted(version: number, write: () => void): void {
    const at = this.length;
    this.u4(0);
    this.u2(version);
    write();
    this.patch4(at, 0x40000000 + this.length - at - 4);
  }

  /** What a pointer leads to: null, an object that was written before, or the object with its class. */
  pointer(object: Streamed | null): void {
    const before = object === null ? 0 : this.seen.get(object);
    if (object === null || before !== undefined) {
      this.u4(before ?? 0);
      return;
    }
    const at = this.length;
    this.u4(0);
    this.u4(0xffffffff);
    this.raw(new TextEncoder().encode(`${object.class}\0`));
    this.seen.set(object, this.keyBytes + at + 2);
    object.write(this);
    this.patch4(at, 0x40000000 + this.length - at - 4);
  }

  private put(bytes: number, set: (view: DataView, at: number) => void): void {
    const at = this.room(bytes);
    set(this.view, at);
  }

  private room(bytes: number): number {
    const at = this.length;
    this.length += bytes;
    if (this.length > this.bytes.length) {
      const wider = new Uint8Array(2 * this.length);
      wider.set(this.bytes);
      this.bytes = wider;
      this.view = new DataView(wider.buffer);
    }
    return at;
  }
}

export interface Streamed {
  readonly class: string;
  write(out: Bytes): void;
}

/** Version, and members as `kind name`: a base class, a type of TYPES, `*type counter name`, an object or a pointer to one. */
const CLASSES: Readonly<Record<string, readonly [version: number, members: string]>> = {
  TNamed: [1, '<TObject, S fName, S fTitle'],
  TAttLine: [2, 's fLineColor, s fLineStyle, s fLineWidth'],
  TAttFill: [2, 's fFillColor, s fFillStyle'],
  TAttMarker: [2, 's fMarkerColor, s fMarkerStyle, f fMarkerSize'],
  'ROOT::TIOFeatures': [1, 'C fIOBits'],
  TTree: [
    20,
    '<TNamed, <TAttLine, <TAttFill, <TAttMarker, l fEntries, l fTotBytes, l fZipBytes, l fSavedBytes, l fFlushedBytes, d fWeight, i fTimerInterval, i fScanField, i fUpdate, i fDefaultEntryOffsetLen, n fNClusterRange, l fMaxEntries, l fMaxEntryLoop, l fMaxVirtualSize, l fAutoSave, l fAutoFlush, l fEstimate, *l fNClusterRange fClusterRangeEnd, *l fNClusterRange fClusterSize, a ROOT::TIOFeatures fIOFeatures, o TObjArray fBranches, o TObjArray fLeaves, p TList fAliases, a TArrayD fIndexValues, a TArrayI fIndex, p TVirtualIndex fTreeIndex, p TList fFriends, p TList fUserInfo, p TBranchRef fBranchRef',
  ],
  TBranch: [
    13,
    '<TNamed, <TAttFill, i fCompress, i fBasketSize, i fEntryOffsetLen, i fWriteBasket, l fEntryNumber, a ROOT::TIOFeatures fIOFeatures, i fOffset, n fMaxBaskets, i fSplitLevel, l fEntries, l fFirstEntry, l fTotBytes, l fZipBytes, o TObjArray fBranches, o TObjArray fLeaves, o TObjArray fBaskets, *i fMaxBaskets fBasketBytes, *l fMaxBaskets fBasketEntry, *l fMaxBaskets fBasketSeek, S fFileName',
  ],
  TBranchElement: [
    10,
    '<TBranch, S fClassName, S fParentName, S fClonesName, u fCheckSum, s fClassVersion, i fID, i fType, i fStreamerType, i fMaximum, p TBranchElement fBranchCount, p TBranchElement fBranchCount2',
  ],
  TLeaf: [2, '<TNamed, i fLen, i fLenType, i fOffset, O fIsRange, O fIsUnsigned, p TLeaf fLeafCount'],
  TLeafB: [1, '<TLeaf, c fMinimum, c fMaximum'],
  TLeafS: [1, '<TLeaf, s fMinimum, s fMaximum'],
  TLeafI: [1, '<TLeaf, i fMinimum, i fMaximum'],
  TLeafL: [1, '<TLeaf, l fMinimum, l fMaximum'],
  TLeafG: [1, '<TLeaf, l fMinimum, l fMaximum'],
  TLeafF: [1, '<TLeaf, f fMinimum, f fMaximum'],
  TLeafD: [1, '<TLeaf, d fMinimum, d fMaximum'],
  TLeafO: [1, '<TLeaf, O fMinimum, O fMaximum'],
  TLeafF16: [1, '<TLeaf, f fMinimum, f fMaximum'],
  TLeafD32: [1, '<TLeaf, d fMinimum, d fMaximum'],
  TLeafElement: [1, '<TLeaf, i fID, i fType'],
  'ROOT::RNTuple': [
    2,
    't fVersionEpoch, t fVersionMajor, t fVersionMinor, t fVersionPatch, k fSeekHeader, k fNBytesHeader, k fLenHeader, k fSeekFooter, k fNBytesFooter, k fLenFooter, k fMaxKeySize',
  ],
};

type Put = 'u1' | 'u2' | 'u4' | 'i4' | 'i8' | 'u8' | 'f4' | 'f8';
/** Number of the type, size, name, and how it is put. */
const TYPES: Readonly<Record<string, readonly [number: number, size: number, name: string, put: Put]>> = {
  c: [1, 1, 'char', 'u1'],
  s: [2, 2, 'short', 'u2'],
  i: [3, 4, 'int', 'i4'],
  n: [6, 4, 'int', 'i4'],
  f: [5, 4, 'float', 'f4'],
  d: [8, 8, 'double', 'f8'],
  C: [11, 1, 'unsigned char', 'u1'],
  t: [12, 2, 'unsigned short', 'u2'],
  u: [13, 4, 'unsigned int', 'u4'],
  k: [14, 8, 'unsigned long', 'u8'],
  l: [16, 8, 'Long64_t', 'i8'],
  O: [18, 1, 'bool', 'u1'],
};

export type Members = Readonly<Record<string, number | string | readonly number[] | Streamed | null>>;

/** An object of a class of the table; members that are not given are 0, empty or null. */
export function object(name: string, members: Members): Streamed {
  return { class: name, write: (out) => writeClass(out, name, members) };
}

/** fUniqueID, fBits; a TObject has no byte count. */
export function writeObject(out: Bytes, bits = 0x02000000): void {
  out.u2(1);
  out.u4(0);
  out.u4(bits);
}

export function array(items: readonly (Streamed | null)[]): Streamed {
  return {
    class: 'TObjArray',
    write: (out) =>
      out.counted(3, () => {
        writeObject(out);
        out.text('');
        out.u4(items.length);
        out.u4(0);
        for (const item of items) out.pointer(item);
      }),
  };
}

export function list(items: readonly Streamed[]): Streamed {
  return {
    class: 'TList',
    write: (out) =>
      out.counted(5, () => {
        writeObject(out);
        out.text('');
        out.u4(items.length);
        for (const item of items) {
          out.pointer(item);
          out.u1(0);
        }
      }),
  };
}

const splitMembers = (members: string): string[][] => members.split(', ').map((one) => one.split(' '));

function writeClass(out: Bytes, name: string, values: Members): void {
  const [version, members] = CLASSES[name];
  out.counted(version, () => {
    for (const [kind, ...rest] of splitMembers(members)) writeMember(out, kind, rest, values);
  });
}

function writeMember(out: Bytes, kind: string, rest: readonly string[], values: Members): void {
  const value = values[rest[rest.length - 1]];
  if (kind === '<TObject') writeObject(out);
  else if (kind.startsWith('<')) writeClass(out, kind.slice(1), values);
  else if (kind === 'S') out.text(String(value ?? ''));
  else if (kind === 'p') out.pointer((value ?? null) as Streamed | null);
  else if (kind === 'a' && rest[0].startsWith('TArray')) out.u4(0);
  else if (kind === 'a') writeClass(out, rest[0], values);
  else if (kind === 'o') ((value as Streamed | undefined) ?? array([])).write(out);
  else if (kind.startsWith('*')) {
    const items = (value ?? []) as readonly number[];
    out.u1(items.length > 0 ? 1 : 0);
    for (const item of items) out[TYPES[kind[1]][3]](item);
  } else out[TYPES[kind][3]](Number(value ?? 0));
}

/** A class that is not in the table, of basic types only, such as the members of a split branch. */
export interface OtherClass {
  readonly name: string;
  readonly version: number;
  /** `title` holds the range of a Double32_t or Float16_t. */
  readonly members: readonly {
    readonly name: string;
    readonly type: number;
    readonly typeName: string;
    readonly title?: string;
  }[];
}

/** The description of classes, as a file keeps it. */
export function streamerInfos(names: readonly string[], others: readonly OtherClass[] = []): Streamed {
  const known = names.map((name) => {
    const [version, members] = CLASSES[name];
    return info(
      name,
      version,
      splitMembers(members).map(([kind, ...rest]) => element(kind, rest)),
    );
  });
  const more = others.map(({ name, version, members }) =>
    info(
      name,
      version,
      members.map(({ name: own, type, typeName, title = '' }) =>
        basic(own, title, type, 4, typeName, /^\[.*\]/.test(title) ? 0x02000040 : 0x02000000),
      ),
    ),
  );
  return list([...known, ...more]);
}

function info(name: string, version: number, elements: readonly Streamed[]): Streamed {
  return {
    class: 'TStreamerInfo',
    write: (out) =>
      out.counted(9, () => {
        named(out, name, '', 0x02010000);
        out.u4(0);
        out.u4(version);
        out.pointer(array(elements));
      }),
  };
}

function named(out: Bytes, name: string, title: string, bits: number): void {
  out.counted(1, () => {
    writeObject(out, bits);
    out.text(name);
    out.text(title);
  });
}

function basic(
  name: string,
  title: string,
  type: number,
  size: number,
  typeName: string,
  bits: number,
): Streamed {
  return part('TStreamerBasicType', 2, name, title, type, size, typeName, () => {}, bits);
}

function part(
  kind: string,
  version: number,
  name: string,
  title: string,
  type: number,
  size: number,
  typeName: string,
  more: (out: Bytes) => void,
  bits = 0x02000000,
): Streamed {
  return {
    class: kind,
    write: (out) =>
      out.counted(version, () => {
        out.counted(4, () => {
          named(out, name, title, bits);
          for (const number of [type, size, 0, 0, 0, 0, 0, 0, 0]) out.u4(number);
          out.text(typeName);
        });
        more(out);
      }),
  };
}

function element(kind: string, rest: readonly string[]): Streamed {
  const name = rest[rest.length - 1];
  const none = () => {};
  if (kind.startsWith('<')) {
    const base = kind.slice(1);
    const version = base === 'TObject' ? 1 : CLASSES[base][0];
    const type = base === 'TObject' ? 66 : base === 'TNamed' ? 67 : 0;
    return part('TStreamerBase', 3, base, '', type, 0, 'BASE', (out) => out.u4(version));
  }
  if (kind === 'S') return part('TStreamerString', 2, name, '', 65, 24, 'TString', none);
  if (kind === 'o') return part('TStreamerObject', 2, name, '', 61, 64, rest[0], none);
  if (kind === 'a') return part('TStreamerObjectAny', 2, name, '', 62, 24, rest[0], none);
  if (kind === 'p') return part('TStreamerObjectPointer', 2, name, '', 64, 8, `${rest[0]}*`, none);
  if (kind.startsWith('*')) {
    const [type, size, typeName] = TYPES[kind[1]];
    return part('TStreamerBasicPointer', 2, name, `[${rest[0]}]`, 40 + type, size, `${typeName}*`, (out) => {
      out.i4(13);
      out.text(rest[0]);
      out.text('');
    });
  }
  const [type, size, typeName] = TYPES[kind];
  return basic(name, '', type, size, typeName, 0x02000000);
}
