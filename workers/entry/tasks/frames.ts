// Tasks with frames: rows of a frame chosen, written, asked in SQL. Types only.

import type { FrameRequest, FrameRows, SqlResult, TableFormat } from '../../../main/contract/index.ts';
import type { Frame } from '../../frames/index.ts';
import type { Cell } from './writing.ts';

/** Rows of a frame as a file. */
export interface FrameTableWork {
  readonly frame: Frame;
  readonly where: string | null;
  readonly order: FrameRequest['order'];
  /** One per column, empty where there is none. */
  readonly units: readonly string[];
  /** The same in every row. */
  readonly constants: readonly { readonly name: string; readonly unit?: string; readonly value: Cell }[];
  readonly format: TableFormat;
}

export interface FrameTasks {
  frameSelect: {
    input: { readonly frame: Frame; readonly request: Omit<FrameRequest, 'frame'> };
    output: FrameRows;
    part: never;
  };
  frameTable: {
    input: FrameTableWork;
    output: { readonly rows: number; readonly bytes: Uint8Array };
    part: never;
  };
  frameSql: {
    input: { readonly text: string; readonly frames: readonly Frame[]; readonly most: number };
    output: SqlResult;
    part: never;
  };
}
