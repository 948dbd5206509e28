// What is used of jsroot, which has no types for these parts.

declare module 'jsroot/io' {
  export interface RootKey {
    readonly fName: string;
    readonly fClassName: string;
    readonly fCycle: number;
    readonly fNbytes: number;
    readonly fObjlen: number;
  }
  export interface RootFile {
    readonly fKeys: readonly RootKey[];
    readonly fStreamerInfos?: unknown;
    readObject(name: string, cycle?: number): Promise<unknown>;
  }
  export class FileProxy {}
  export function openFile(proxy: FileProxy): Promise<RootFile | null>;
  export function R__unzip(bytes: DataView, length: number, quiet: boolean): Promise<DataView | null>;
}
