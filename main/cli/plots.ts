// --plot DIR: one SVG and one PNG an event (and shape), drawn by the workers.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Chart, FittedRow, RangeSelection } from '../../workers/entry/tasks.ts';
import type { ParticleCuts } from '../contract/cuts.ts';
import { RingsideError } from '../contract/errors.ts';
import type { ReferenceFrame } from '../contract/reference-frame.ts';
import type { ComputePool } from '../service/batch.ts';
import { cutFacts } from './cut-options.ts';
import { framed } from './frame-options.ts';
import type { Io } from './io.ts';
import { asName, type Numbering } from './of-jets.ts';
import { userPath } from './source.ts';

export interface Plots {
  draw(
    key: string,
    rows: readonly FittedRow[],
    fitted: { readonly selection: RangeSelection; readonly at?: readonly [number, number] },
    numbers: Numbers,
    signal: AbortSignal,
  ): Promise<void>;
  /** The particles alone. */
  drawOne(
    key: string,
    event: number,
    selection: RangeSelection,
    numbers: Numbers,
    signal: AbortSignal,
  ): Promise<void>;
  /** A chart under this name. */
  drawChart(name: string, chart: Chart): Promise<void>;
  /** The same of one of two files. */
  drawEvent(key: string, event: number, center: boolean, numbers: Numbers): Promise<void>;
}

/** What a file is named after. */
type Numbers = Pick<Numbering, 'of'>;

/** Made where it is not there; what is wrong with it is told in the words of the option. */
export async function plotFolder(io: Io, plot: string): Promise<string> {
  const folder = userPath(io, plot);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RingsideError('no-permission', `--plot is ${plot}: no such folder could be made (${reason})`);
  });
  return folder;
}

/** `file` and `hash` (empty where unknown) stand in the captions. */
export async function createPlots(
  io: Io,
  pool: ComputePool,
  plot: string | undefined,
  file: string,
  hash: string,
  frame: ReferenceFrame | null = null,
  cuts: ParticleCuts | null = null,
): Promise<Plots | null> {
  if (plot === undefined) return null;
  const folder = await plotFolder(io, plot);
  const { version } = io;
  const source = { file, ...cutFacts(cuts), hash, version };

  async function write(
    name: string,
    picture: { readonly svg: string; readonly png: Uint8Array },
  ): Promise<void> {
    await writeFile(join(folder, `${name}.svg`), picture.svg);
    await writeFile(join(folder, `${name}.png`), picture.png);
  }
  return {
    async draw(key, rows, fitted, numbers, signal) {
      for (const { event, shape, result } of rows) {
        if (result === null) continue;
        const input = { key, event, ...framed(frame), ...fitted, center: false, result, ...source };
        const picture = await pool.run('picture', input, { lane: 'batch', uses: [key], signal });
        await write(`${asName(numbers.of(event))}-${safe(shape)}`, picture);
      }
    },
    async drawOne(key, event, selection, numbers, signal) {
      const input = {
        key,
        event,
        ...framed(frame),
        selection,
        center: false,
        result: null,
        ...source,
      };
      const name = asName(numbers.of(event));
      await write(name, await pool.run('picture', input, { lane: 'batch', uses: [key], signal }));
    },
    async drawChart(name, chart) {
      await write(safe(name), await pool.run('chart', chart, { lane: 'batch', signal: io.signal }));
    },
    async drawEvent(key, event, center, numbers) {
      const input = {
        key,
        event,
        selection: { kind: 'all' } as const,
        center,
        result: null,
        ...source,
      };
      const picture = await pool.run('picture', input, { lane: 'batch', uses: [key], signal: io.signal });
      await write(`${key}-${asName(numbers.of(event))}`, picture);
    },
  };
}

function safe(name: string): string {
  return name.replace(/[^\w=.-]+/g, '_');
}
