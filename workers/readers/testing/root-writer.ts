// A ROOT file for tests: header, directories, keys, and the description of classes. What stands in it is made by
// tree-writer.ts and ntuple-writer.ts. No file of ROOT's own is among the tests but those of ../shared/data, so this is by
// what is published: root.cern, io/doc/TFile; and for keys and the header also ROOT's RMiniFile.cxx.

import type { ByteSource } from '../types.ts';
import { Bytes, type OtherClass, type Streamed, streamerInfos } from './root-objects.ts';

/** What is put into a key, packed or not. */
export interface Payload {
  readonly bytes: Uint8Array;
  /** Unpacked. */
  readonly length: number;
}

export interface Key {
  readonly class: string;
  readonly name: string;
  readonly title: string;
  readonly cycle: number;
  readonly seek: number;
  readonly keyBytes: number;
  readonly bytes: number;
  readonly length: number;
  readonly parent: number;
}

export interface Directory {
  readonly seek: number;
  readonly nameBytes: number;
  readonly keys: Key[];
}

const BEGIN = 100;
/** 2026-11-23 00:00:00, as ROOT packs dates. */
const DATE = ((2026 - 1995) << 26) | (11 << 22) | (23 << 17);

/** Packs bytes as ROOT does. */
export type Pack = (bytes: Uint8Array) => Uint8Array;
export const unpackedPayload = (bytes: Uint8Array): Payload => ({ bytes, length: bytes.length });

/** An object that is not shorter for it is not packed: by that its reader knows. */
function payload(bytes: Uint8Array, pack: Pack = (whole) => whole): Payload {
  const packed = pack(bytes);
  return { bytes: packed.length < bytes.length ? packed : bytes, length: bytes.length };
}

export class RootWriter {
  private readonly pieces: { at: number; bytes: Uint8Array }[] = [];
  private end = BEGIN;
  readonly top: Directory;
  private readonly directories: { directory: Directory; at: number; parent: number }[] = [];

  /** `large`: offsets of 64 bits, as in files beyond 2 GB. */
  constructor(private readonly large = false) {
    this.top = this.record('TFile', 'file.root', null);
  }

  /** Leaves a hole, so that what follows stands far behind. */
  skip(bytes: number): void {
    this.end += bytes;
  }

  directory(name: string, parent = this.top): Directory {
    const directory = this.record('TDirectoryFile', name, parent);
    return directory;
  }

  /** Listed in a directory: a newer one of the same name has a higher cycle and stands first. */
  object(
    className: string,
    name: string,
    make: (keyBytes: number) => Payload,
    parent = this.top,
    title = '',
  ): Key {
    const cycle = 1 + parent.keys.filter((key) => key.name === name).length;
    const key = this.key(className, name, title, make, { cycle, parent: parent.seek });
    parent.keys.unshift(key);
    return key;
  }

  streamed(name: string, object: Streamed, pack: Pack, parent = this.top, title = ''): Key {
    const make = (keyBytes: number): Payload => {
      const out = new Bytes(keyBytes);
      object.write(out);
      return payload(out.take(), pack);
    };
    return this.object(object.class, name, make, parent, title);
  }

  /** In no directory. `own`: bytes that belong to the key, as a basket's numbers. */
  key(
    className: string,
    name: string,
    title: string,
    make: (keyBytes: number) => Payload,
    {
      cycle = 1,
      parent = BEGIN,
      own = () => new Uint8Array(0),
      ownBytes = 0,
    }: { cycle?: number; parent?: number; own?: (keyBytes: number) => Uint8Array; ownBytes?: number } = {},
  ): Key {
    const seek = this.end;
    const head = { class: className, name, title, cycle, seek, parent };
    const keyBytes = this.keyHead({ ...head, keyBytes: 0, bytes: 0, length: 0 }).length + ownBytes;
    const { bytes, length } = make(keyBytes);
    const key = { ...head, keyBytes, bytes: keyBytes + bytes.length, length };
    const out = new Bytes();
    out.raw(this.keyHead(key));
    out.raw(own(keyBytes));
    out.raw(bytes);
    this.put(seek, out.take());
    this.end = seek + out.length;
    return key;
  }

  keyHead({ class: className, name, title, cycle, seek, keyBytes, bytes, length, parent }: Key): Uint8Array {
    const out = new Bytes();
    out.u4(bytes);
    out.u2(this.large ? 1004 : 4);
    out.u4(length);
    out.u4(DATE);
    out.u2(keyBytes);
    out.u2(cycle);
    const offset = this.large ? out.u8 : out.u4;
    offset(seek);
    offset(parent);
    for (const text of [className, name, title]) out.text(text);
    return out.take();
  }

  /** `classes`: those of the table that are described, and others. */
  finish(classes: readonly string[], others: readonly OtherClass[] = [], pack?: Pack): RootWriter {
    for (const { directory, at, parent } of [...this.directories].reverse()) {
      const name = parent === 0 ? 'file.root' : 'directory';
      const keys = this.key('TDirectory', name, '', () => {
        const out = new Bytes();
        out.u4(directory.keys.length);
        for (const key of directory.keys) out.raw(this.keyHead(key));
        return unpackedPayload(out.take());
      });
      this.put(at, this.directoryBytes(directory, parent, keys));
    }
    const description = this.key('TList', 'StreamerInfo', 'Doubly linked list', (keyBytes) => {
      const out = new Bytes(keyBytes);
      streamerInfos(classes, others).write(out);
      return payload(out.take(), pack);
    });
    const out = new Bytes();
    out.raw(new TextEncoder().encode('root'));
    out.u4(63400 + (this.large ? 1_000_000 : 0));
    out.u4(BEGIN);
    const offset = this.large ? out.u8 : out.u4;
    offset(this.end);
    offset(0);
    out.u4(0);
    out.u4(0);
    out.u4(this.top.nameBytes);
    out.u1(this.large ? 8 : 4);
    out.u4(0);
    offset(description.seek);
    out.u4(description.bytes);
    this.put(0, out.take());
    return this;
  }

  bytes(): Uint8Array {
    const out = new Uint8Array(this.end);
    for (const { at, bytes } of this.pieces) out.set(bytes, at);
    return out;
  }

  /** Without taking memory for its holes. */
  source(name: string): ByteSource {
    const { pieces, end: size } = this;
    async function* slice(from: number, to: number) {
      const out = new Uint8Array(Math.max(0, Math.min(to, size) - from));
      for (const { at, bytes } of pieces) {
        const [first, last] = [Math.max(from, at), Math.min(to, at + bytes.length)];
        if (first < last) out.set(bytes.subarray(first - at, last - at), first - from);
      }
      yield out;
    }
    return { name, size, stream: () => slice(0, Math.min(size, 1 << 20)), slice };
  }

  /** Its place is kept, what stands there is known at the end. */
  private record(className: string, name: string, parent: Directory | null): Directory {
    const bytes = new Uint8Array(this.directoryLength());
    const make = () => {
      const out = new Bytes();
      if (!parent) for (const text of [name, '']) out.text(text);
      out.raw(bytes);
      return unpackedPayload(out.take());
    };
    const key = parent
      ? this.object(className, name, make, parent)
      : this.key(className, name, '', make, { parent: 0 });
    const at = key.seek + key.bytes - bytes.length;
    const directory: Directory = { seek: key.seek, nameBytes: at - key.seek, keys: [] };
    this.directories.push({ directory, at, parent: parent?.seek ?? 0 });
    return directory;
  }

  private directoryLength(): number {
    return 2 + 4 + 4 + 4 + 4 + 3 * (this.large ? 8 : 4) + 18;
  }

  private directoryBytes({ seek, nameBytes }: Directory, parent: number, keys: Key): Uint8Array {
    const out = new Bytes();
    out.u2(this.large ? 1005 : 5);
    out.u4(DATE);
    out.u4(DATE);
    out.u4(keys.bytes);
    out.u4(nameBytes);
    const offset = this.large ? out.u8 : out.u4;
    for (const place of [seek, parent, keys.seek]) offset(place);
    out.u2(1);
    out.raw(new Uint8Array(16));
    return out.take();
  }

  private put(at: number, bytes: Uint8Array): void {
    this.pieces.push({ at, bytes });
  }
}
