// What is used of jsroot, which has no types for these parts.

declare module 'jsroot/io' {
  export interface RootKey {
    readonly fName: string;
    readonly fClassName: string;
    readonly fCycle: number;
    readonly fNbytes: number;
    readonly fObjlen: number;
    readonly fKeylen: number;
    readonly fSeekKey: number;
  }
  export interface RootFile {
    readonly fKeys: readonly RootKey[];
    readonly fStreamerInfos?: unknown;
    readObject(name: string, cycle?: number): Promise<unknown>;
  }
  export class FileProxy {}
  export function openFile(source: FileProxy | ArrayBuffer): Promise<RootFile | null>;
}

declare module 'jsroot/core' {
  export const internals: { _ZstdStream?: { decompress(bytes: Uint8Array): Uint8Array } };
}

/** A second reader, for tests only. */
declare module 'jsroot/tree' {
  export class TSelector {
    /** What was read of the event at hand, by the names of its branches or fields. */
    readonly tgtobj: Readonly<Record<string, unknown>>;
    addBranch(name: string): void;
    Process(): void;
  }
  export function treeProcess(tree: unknown, selector: TSelector): Promise<TSelector>;
}

/** A second reader, for tests only. */
declare module 'jsroot/rntuple' {
  import type { TSelector } from 'jsroot/tree';

  export function rntupleProcess(ntuple: unknown, selector: TSelector): Promise<TSelector>;
}
