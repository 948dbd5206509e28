// Tasks that write events and tables. Types only.

import type { TableFormat } from '../../../main/contract/index.ts';
import type { ReadInfo, ReadSpec } from './reading.ts';

export type Cell = string | number | boolean | null;

/** A table column by column. Units stand in the header on paper; numbers keep every digit. */
export interface CellTable {
  readonly columns: readonly {
    readonly name: string;
    readonly unit?: string;
    readonly values: readonly Cell[];
  }[];
}

export interface WritingTasks {
  /** Writes toy events to a file, of the kind that its name's ending says. */
  generate: {
    input: { readonly kind: string; readonly events: number; readonly seed: number; readonly path: string };
    output: { readonly events: number; readonly particles: number };
    part: never;
  };
  /** Reads a file and writes it as another, chunk by chunk, in the format of that one's name. Progress in bytes read. */
  convert: {
    input: { readonly from: ReadSpec; readonly path: string; readonly name: string };
    output: {
      readonly events: number;
      readonly particles: number;
      readonly skipped: ReadInfo['skipped'];
      /** What the format has no place for, in words. */
      readonly lost: string | null;
    };
    part: never;
  };
  table: {
    input: { readonly table: CellTable; readonly format: TableFormat };
    output: Uint8Array;
    part: never;
  };
}
