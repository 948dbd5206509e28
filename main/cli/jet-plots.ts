// cluster --plot: the event with its jets, one picture in a format of one's own, or a folder with an SVG and a PNG of each event.

import { writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { JetPicture } from '../../workers/entry/tasks.ts';
import type { FigureFormat } from '../contract/api.ts';
import type { EventJets } from '../contract/cluster.ts';
import { RingsideError } from '../contract/errors.ts';
import type { ComputePool } from '../service/batch.ts';
import { type Io, usage } from './io.ts';
import { plotFolder } from './plots.ts';
import { userPath } from './source.ts';

const FORMATS: readonly FigureFormat[] = ['svg', 'pdf', 'png'];
const OF_A_FOLDER: readonly FigureFormat[] = ['svg', 'png'];

export interface JetPlot {
  /** As given. */
  readonly name: string;
  /** Of a single picture; null where it names a folder. */
  readonly format: FigureFormat | null;
}

export interface JetPlots {
  draw(key: string, jets: EventJets, signal: AbortSignal): Promise<void>;
}

/** Null where none is asked for. */
export function jetPlotOption(
  name: string | undefined,
  events: readonly [number, number] | null,
): JetPlot | null {
  if (name === undefined) return null;
  const format = FORMATS.find((one) => extname(name).toLowerCase() === `.${one}`) ?? null;
  if (format !== null && (events === null || events[1] - events[0] !== 1)) {
    throw usage(`--plot is ${name}, one picture, and --events are not one event`, 'A folder takes many.');
  }
  return { name, format };
}

type Told = Pick<
  JetPicture,
  'file' | 'cuts' | 'hash' | 'version' | 'asked' | 'command' | 'request' | 'frame' | 'areas'
>;

export async function createJetPlots(
  io: Io,
  pool: ComputePool,
  { name, format }: JetPlot,
  told: Told,
): Promise<JetPlots> {
  const path = userPath(io, name);
  await plotFolder(io, format === null ? name : dirname(path));

  async function write(to: string, bytes: Uint8Array): Promise<void> {
    await writeFile(to, bytes).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new RingsideError('no-permission', `--plot is ${name}: it could not be written (${reason})`);
    });
  }
  return {
    async draw(key, jets, signal) {
      const formats = format === null ? OF_A_FOLDER : [format];
      const command = [...told.command, '--events', String(jets.event)];
      const input = { key, jets, ...told, command, formats };
      const pictures = await pool.run('jetPicture', input, { lane: 'batch', uses: [key], signal });
      for (const [k, one] of formats.entries()) {
        await write(format === null ? join(path, `event-${jets.event}.${one}`) : path, pictures[k]);
      }
    },
  };
}
